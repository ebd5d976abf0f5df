"""From what a signed version says of an item back to the record of the item. Pure."""

from datetime import date
from typing import Any

from gmk.db.keys import name_key
from gmk.plan.comparison import CANCELLED
from gmk.plan.rows import ActivityRow, Content
from gmk.vocabulary import ActivityStatus

_DAYS = ("starts_on", "ends_on")


def signed_values(content: Content, item: ActivityRow) -> dict[str, Any]:
    """The values of the record that say what was signed; how the item went stays, unless it was cancelled since."""
    values = {name: value for name, value in content.items() if name != CANCELLED}
    for name in _DAYS:
        values[name] = date.fromisoformat(content[name]) if content[name] else None
    values["title_key"] = name_key(content["title"])
    if content[CANCELLED]:
        values["status"] = str(ActivityStatus.CANCELLED)
    elif item.status is ActivityStatus.CANCELLED:
        values["status"] = str(ActivityStatus.PLANNED)
    return values
