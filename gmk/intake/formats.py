"""Every import format, a line for each."""

from functools import cache

from gmk.associations.sheets import ROSTER
from gmk.excel.headers import Lexicon
from gmk.excel.sheet import Sheet
from gmk.monitoring.sheets import EXAMS, RESULTS
from gmk.people.sheets import INSTITUTIONS, STAFF
from gmk.plan.sheets import PLAN
from gmk.training.course_columns import COURSES_IN_A_CELL
from gmk.training.sheets import COURSES, finish_training

FORMATS: tuple[Sheet, ...] = (
    INSTITUTIONS,
    STAFF.extended(columns=(COURSES_IN_A_CELL,), finishers=(finish_training,)),
    COURSES,
    ROSTER,
    PLAN,
    RESULTS,
    EXAMS,
)


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """The headings of every format."""
    return tuple(Lexicon(sheet) for sheet in FORMATS)
