"""The roster of an association as a Word document, for the user who asks; the access log notes it."""

from datetime import date

from gmk import service
from gmk.access import Right, User, may
from gmk.associations.queries import roster
from gmk.errors import NotAllowed
from gmk.plan.requisites import requisites
from gmk.reports.papers.kinds import PaperKind
from gmk.reports.papers.lines import roster_paper
from gmk.reports.papers.word import word_paper
from gmk.service.access import note_access


def may_have_rosters(user: User) -> bool:
    """Whether the user may have rosters as files: they name people."""
    return may(user, Right.EXPORT_PEOPLE) and may(user, Right.READ_PLAN)


def roster_file(user: User, association_id: int, *, on: date) -> bytes:
    """Who belongs to the association on the day, with its order, as .docx.

    Raises:
        NotAllowed: the user may not have files with names, or there is no such association.
        RuleBroken: the office's own template can't be filled.
    """
    if not may_have_rosters(user):
        raise NotAllowed()
    found = service.load(user, roster, association_id=association_id, on=on)
    paper = roster_paper(found, service.load(user, requisites), on=on)
    note_access(user, "документ: состав объединения", {"по состоянию на": on}, len(paper.members))
    return word_paper(PaperKind.ROSTER, paper)
