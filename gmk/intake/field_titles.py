"""What the fields of stored records are called: as the columns of the workbooks and forms that fill them."""

from collections.abc import Iterable, Mapping

from gmk.associations.forms import MEMBER_TITLES
from gmk.associations.forms import TITLES as ASSOCIATION_TITLES
from gmk.associations.meetings import TITLES as MEETING_TITLES
from gmk.associations.mentoring import TITLES as PAIR_TITLES
from gmk.associations.sites import REPORT_TITLES
from gmk.associations.sites import TITLES as SITE_TITLES
from gmk.excel.sheet import Sheet
from gmk.monitoring.sheets import EXAMS, RESULTS
from gmk.people.forms import TITLES as PEOPLE
from gmk.people.reference_lists import TITLES as REFERENCE_TITLES
from gmk.people.sheets import STAFF
from gmk.plan.forms import TITLES as PLAN_TITLES
from gmk.plan.sheets import PLAN
from gmk.training.actions import LIMITS
from gmk.training.sheets import COURSES

_CATEGORY = {
    "category": "category",
    "awarded_on": "category_awarded_on",
    "valid_until": "category_valid_until",
    "order_text": "category_order",
}
_OF_COURSE = (
    "title", "kind", "form", "provider", "hours", "started_on", "finished_on", "year",
    "document_number", "document_date", "position",
)  # fmt: skip


def _titles(sheet: Sheet, *, called: Mapping[str, str], without: Iterable[str] = ()) -> dict[str, str]:
    """By the table's columns, of which `called` are those that it calls otherwise than the sheet."""
    told = {name: column.title for name, column in sheet.by_field.items()} | dict(sheet.derived)
    return {called.get(name, name): title for name, title in told.items() if name not in without}


TITLES: Mapping[str, Mapping[str, str]] = {
    "institution": {**PEOPLE["institution"], "municipality_id": PEOPLE["institution"]["municipality"]},
    "institution_alias": {"alias": "Другое название", "institution_id": "Учреждение"},
    "municipality": {"name": PEOPLE["institution"]["municipality"]},
    "educator": PEOPLE["educator"],
    "employment": {
        "institution_id": "Учреждение",
        **PEOPLE["employment"],
        "hired_on": STAFF.by_field["hired_on"].title,
    },
    "course_record": {
        **{name: COURSES.by_field[name].title for name in _OF_COURSE},
        "institution_id": "Учреждение",
        "by_profile": "По профилю",
    },
    "qualification_category": {name: STAFF.by_field[field].title for name, field in _CATEGORY.items()},
    "association": ASSOCIATION_TITLES,
    "membership": MEMBER_TITLES,
    "meeting": MEETING_TITLES,
    "attendance": MEETING_TITLES,
    "pilot_site": SITE_TITLES,
    "site_report": REPORT_TITLES,
    "mentorship": PAIR_TITLES,
    "smart_list": {"name": "Название", "conditions": "Условия"},
    "activity": {**PLAN_TITLES, "school_year": dict(PLAN.derived)["school_year"]},
    "reference_item": REFERENCE_TITLES,
    "contest_result": _titles(
        RESULTS,
        called={"subject": "school_subject", "institution": "institution_id", "order": "order_text"},
        without=("last_name", "first_name", "patronymic"),
    ),
    "exam_result": _titles(EXAMS, called={"subject": "school_subject", "institution": "institution_name"}),
    "setting": {name: title for name, (_least, _most, title) in LIMITS.items()},
}
"""By table, then by its column; columns that people don't fill aren't here."""

_CODES = {("employment", "kind"): "employment", ("association", "kind"): "association_kind"}


def word_name(entity: str, field: str) -> str:
    """The field of the import formats whose codes this column holds."""
    return _CODES.get((entity, field), field)
