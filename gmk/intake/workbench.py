"""What the sheets of one file share: the change set, what the database knows, the questions to the user."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from gmk.access import Right, Scope, User, may
from gmk.associations.roster_changes import RosterBook
from gmk.changes.draft import Draft
from gmk.changes.model import ChangeSet
from gmk.db.keys import name_key
from gmk.excel.reading import Problem, RowReading, SheetReading
from gmk.intake import messages
from gmk.intake.model import Answer, ImportOptions, Outside, PersonQuestion, RowPreview, UnknownInstitution
from gmk.intake.repeats import Repeats
from gmk.monitoring.result_changes import ResultBook
from gmk.people.directory import Match, load_institutions, load_municipalities
from gmk.people.institution_changes import InstitutionBook
from gmk.people.matching import People, Person
from gmk.people.staff_changes import StaffBook
from gmk.plan.plan_changes import PlanBook
from gmk.training.course_changes import CourseBook

Trouble = Callable[[int, str | None], Problem]


@dataclass(frozen=True, slots=True)
class Where:
    """The institution that a text means, or why there is none: a problem, or rows that are left out."""

    institution_id: int | None = None
    trouble: Trouble | None = None
    is_ignored: bool = False


NOWHERE = Where()


@dataclass(slots=True)
class Workbench:
    """Made once for a file; the sheets are laid on it one after the other."""

    scope: Scope
    options: ImportOptions
    may_teach: bool
    draft: Draft
    list_of: InstitutionBook
    staff: StaffBook
    courses: CourseBook
    rosters: RosterBook
    plan: PlanBook
    contests: ResultBook
    exams: ResultBook
    people: People = field(default_factory=People)
    numbered: dict[int, Person] = field(default_factory=dict)
    of_forms: dict[str, int] = field(default_factory=dict)
    questions: dict[str, UnknownInstitution] = field(default_factory=dict)
    people_asked: dict[str, PersonQuestion] = field(default_factory=dict)
    newcomers: dict[str, Person] = field(default_factory=dict)
    repeats: dict[str, Repeats] = field(default_factory=dict)
    outside: dict[str, Outside] = field(default_factory=dict)
    ended: set[tuple[str, int]] = field(default_factory=set)
    _places: dict[str, Where] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day for which the file holds."""
        return self.staff.as_of

    def where(self, text: str | None) -> Where:
        """The institution of a row; each text is decided once and counted where it is a question."""
        if text is None:
            return NOWHERE
        found = self._places.get(text)
        if found is None:
            found = self._places[text] = self._decide(text)
        if found.trouble is not None:
            self._count(text)
        return found

    def label(self, institution_id: int) -> str:
        """What the institution is called."""
        return self.list_of.institutions.label(institution_id)

    def name(self, institution_id: int) -> str:
        """The full name, as the database has it."""
        return self.list_of.institutions.name(institution_id)

    def _decide(self, text: str) -> Where:
        match = self.list_of.institutions.find(text)
        if match.institution_id is None and not match.ignored:
            answer = self.options.answers.get(name_key(text))
            match = self._answered(text, answer, match) if answer else self._of_form(text) or match
        if match.ignored:
            return Where(is_ignored=True)
        if match.institution_id is None:
            return Where(trouble=self._question(text, match))
        if not self.scope.covers(match.institution_id):
            label = self.label(match.institution_id)
            self.outside[text] = Outside(match.institution_id, label)
            return Where(trouble=lambda row, column: messages.outside_scope(label, row, column))
        return Where(match.institution_id)

    def _of_form(self, text: str) -> Match | None:
        """The institution for which the program made the form, also when it has been renamed since."""
        number = self.of_forms.get(text)
        return Match(number) if number in self.list_of.institutions.records else None

    def _answered(self, text: str, answer: Answer, match: Match) -> Match:
        """The answer of the user, remembered where the user may teach the office's list."""
        if answer.kind == "match" and answer.institution_id in self.list_of.institutions.records:
            self._teach(text, answer.institution_id)
            return Match(answer.institution_id)
        if answer.kind == "create" and self.may_teach:
            return Match(int(self.list_of.add_named(text)["id"]))
        if answer.kind == "ignore":
            self._teach(text, None)
            return Match(ignored=True)
        return match

    def _teach(self, text: str, institution_id: int | None) -> None:
        self.list_of.institutions.teach(text, institution_id)
        if self.may_teach:
            alias = {"institution_id": institution_id, "alias": text, "alias_key": name_key(text)}
            self.draft.create("institution_alias", alias)

    def _question(self, text: str, match: Match) -> Trouble:
        """Asks about the name once, however many rows have it."""
        labels = [self.label(key) for key in match.candidates]
        candidates = tuple(zip(match.candidates, labels, strict=True))
        self.questions[text] = UnknownInstitution(name_key(text), text, 0, match.ambiguous, candidates)
        if match.ambiguous:
            return lambda row, column: messages.ambiguous_institution(text, row, column, labels)
        return lambda row, column: messages.unknown_institution(text, row, column)

    def _count(self, text: str) -> None:
        asked = self.questions.get(text)
        if asked is not None:
            self.questions[text] = UnknownInstitution(
                asked.key, asked.text, asked.count + 1, asked.ambiguous, asked.candidates
            )


def open_workbench(session: Session, *, scope: Scope, viewer: User, options: ImportOptions, file: str) -> Workbench:
    """Loads the institutions; people and courses are loaded when their names are known."""
    draft = Draft(ChangeSet("import", f"Загрузка файла «{file}»"), options.policy)
    listed = InstitutionBook(draft, load_institutions(session), load_municipalities(session))
    staff = StaffBook(draft, options.reading.as_of or date.today())
    may_teach = scope.everything and may(viewer, Right.EDIT_REFERENCE)
    return Workbench(
        scope, options, may_teach, draft, listed, staff, CourseBook(draft), RosterBook(draft, staff), PlanBook(draft),
        ResultBook("contest_result", draft), ResultBook("exam_result", draft),
    )  # fmt: skip


def passed_over(row: RowReading) -> RowPreview:
    """A row that the reading left out already."""
    return RowPreview(row.row, "skip", row.values, problems=row.problems)


def left_out(row: int, values: dict[str, Any], problems: list[Problem], told: Problem) -> RowPreview:
    """A row that isn't written because of the last problem: an error, or a reason to skip it."""
    return RowPreview(row, "error" if told.level == "error" else "skip", values, problems=[*problems, told])


def column_of(sheet: SheetReading, field_name: str) -> str | None:
    """The letter of the first column that fills the field."""
    return next((column.column for column in sheet.mapping if column.field == field_name), None)


def has_error(problems: list[Problem]) -> bool:
    """Whether one of the problems keeps the row from being written."""
    return any(problem.level == "error" for problem in problems)
