"""What became of each record: its name, and old and new of every field that has a Russian name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from gmk.changes.journal import stored
from gmk.changes.past import Values, created_values, names
from gmk.db.tables import ChangeRecord, Table
from gmk.intake.change_rows import Fate, FieldChange, RecordChange
from gmk.intake.field_titles import TITLES, word_name

_REFERENCES = {
    "institution_id": "institution",
    "municipality_id": "municipality",
    "association_id": "association",
    "mentee_id": "educator",
    "mentor_id": "educator",
    "site_id": "pilot_site",
}
_SETTINGS = "Настройки расчёта"
OldAndNew = tuple[Values, Values]
Naming = Callable[[str, int], str]


def describe(session: Session, lines: Sequence[ChangeRecord], *, with_created: bool = True) -> Iterator[RecordChange]:
    """The lines of the journal for reading; `with_created` also what new records were given."""
    created = _created(session, lines) if with_created else {}
    told = [_old_and_new(line, created.get(line.id, {})) for line in lines]
    name = _naming(session, lines, told)
    for line, (old, new) in zip(lines, told, strict=True):
        yield RecordChange(
            label=_SETTINGS if line.entity == "setting" else name(line.entity, line.entity_id),
            fate=_fate(line.action),
            fields=tuple(_fields(line.entity, old, new, name)),
            place=f"лист «{line.sheet}», строка {line.row}" if line.sheet and line.row else "",
        )


def _fate(action: str) -> Fate:
    return "create" if action == "create" else "delete" if action == "delete" else "update"


def _created(session: Session, lines: Iterable[ChangeRecord]) -> dict[int, Values]:
    """What each created record was given, by its line."""
    asked: dict[tuple[str, int], list[ChangeRecord]] = defaultdict(list)
    for line in lines:
        if line.action == "create":
            asked[line.entity, line.change_set_id].append(line)
    found: dict[int, Values] = {}
    for (entity, set_id), of_entity in asked.items():
        values = created_values(session, entity, [line.entity_id for line in of_entity], set_id=set_id)
        found |= {line.id: values.get(line.entity_id, {}) for line in of_entity}
    return found


def _old_and_new(line: ChangeRecord, created: Values) -> OldAndNew:
    if line.action == "create":
        return {}, created
    table = Table.metadata.tables[line.entity]
    if line.entity == "setting":
        return line.before or {}, line.after or {}
    return stored(table, line.before or {}), stored(table, line.after or {})


def _naming(session: Session, lines: Iterable[ChangeRecord], told: Iterable[OldAndNew]) -> Naming:
    """Names the records of the lines and those to which their fields refer."""
    asked: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        if line.entity != "setting":
            asked[line.entity].add(line.entity_id)
    for values in (side for pair in told for side in pair):
        for field, entity in _REFERENCES.items():
            if values.get(field) is not None:
                asked[entity].add(values[field])
    known = {entity: names(session, entity, ids) for entity, ids in asked.items()}
    return lambda entity, key: known[entity][key]


def _fields(entity: str, old: Values, new: Values, name: Naming) -> Iterator[FieldChange]:
    titles: Mapping[str, str] = TITLES.get(entity, {})
    for field, title in titles.items():
        was, is_now = _told(field, old.get(field), name), _told(field, new.get(field), name)
        if was not in (None, []) or is_now not in (None, []):
            yield FieldChange(word_name(entity, field), title, was, is_now)


def _told(field: str, value: Any, name: Naming) -> Any:
    return value if value is None or field not in _REFERENCES else name(_REFERENCES[field], value)
