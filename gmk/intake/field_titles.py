"""What the fields of stored records are called: as the columns of the workbooks and forms that fill them."""

from collections.abc import Mapping

from gmk.people.forms import TITLES as PEOPLE
from gmk.people.sheets import STAFF
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
    "setting": {name: title for name, (_least, _most, title) in LIMITS.items()},
}
"""By table, then by its column; columns that people don't fill aren't here."""

_CODES = {("employment", "kind"): "employment"}


def word_name(entity: str, field: str) -> str:
    """The field of the import formats whose codes this column holds."""
    return _CODES.get((entity, field), field)
