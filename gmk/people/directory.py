"""The institutions that the office knows, by all the names under which files call them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlmodel import Session

from gmk.db.keys import name_key
from gmk.db.tables import Institution, InstitutionAlias, Municipality, Table
from gmk.people.institution_names import InstitutionName, only_kind, own_name, read_institution_name
from gmk.vocabulary import InstitutionKind

_SCHOOLS = frozenset(
    {
        InstitutionKind.SCHOOL,
        InstitutionKind.GYMNASIUM,
        InstitutionKind.LYCEUM,
        InstitutionKind.PRIVATE_SCHOOL,
        InstitutionKind.BOARDING,
    }
)
CANDIDATES = 5
LIKE_ENOUGH = 60


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means: an institution, «not ours» (`ignored`), or a question with the likeliest answers."""

    institution_id: int | None = None
    ignored: bool = False
    ambiguous: bool = False
    candidates: tuple[int, ...] = ()


class Institutions:
    """Every institution as a dict of its fields, by id; new ones have negative ids."""

    def __init__(self, records: Iterable[dict[str, Any]], aliases: dict[str, int | None]) -> None:
        self.records: dict[int, dict[str, Any]] = {}
        self.aliases = aliases
        self._by_number: dict[int, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_own_name: dict[str, set[int]] = defaultdict(set)
        self._found: dict[str, Match] = {}
        for record in records:
            self.add(record)

    def add(self, record: dict[str, Any]) -> None:
        """Makes an institution known, under its full name, its short name and its number."""
        key = record["id"]
        self.records[key] = record
        if record["number"] is not None:
            self._by_number[record["number"]].append(key)
        for name in _names(record):
            if key not in self._by_name[name]:
                self._by_name[name].append(key)
            self._by_own_name[own_name(name) or ""].add(key)
        self._found.clear()

    def teach(self, text: str, institution_id: int | None) -> None:
        """From now on the name means this institution, or none of ours."""
        self.aliases[name_key(text)] = institution_id
        self._found.clear()

    def name(self, institution_id: int) -> str:
        """The name as the database has it."""
        return str(self.records[institution_id]["name"])

    def label(self, institution_id: int) -> str:
        """The short name where there is one."""
        record = self.records[institution_id]
        return str(record["short_name"] or record["name"])

    def find(self, text: str) -> Match:
        """What the name means; the same text is looked up once."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._find(text)
        return found

    def known_as(self, kind: str | None, number: int | None, names: Iterable[str | None]) -> list[int]:
        """The institutions with this kind and number; without a number, with one of the names."""
        if number is not None:
            return [key for key in self._by_number.get(number, ()) if self.records[key]["kind"] == kind]
        keys = {core for name in names if name for core in (name_key(name), read_institution_name(name).core)}
        return list(dict.fromkeys(found for core in keys for found in self._by_name.get(core, ())))

    def _find(self, text: str) -> Match:
        key = name_key(text)
        if key in self.aliases:
            known = self.aliases[key]
            return Match(known, ignored=known is None)
        exact = self._by_name.get(key, [])
        if len(exact) == 1:
            return Match(exact[0])
        name = read_institution_name(text)
        return self._by_kind_and_number(name) if name.number is not None else self._by_core(name)

    def _by_kind_and_number(self, name: InstitutionName) -> Match:
        numbered = self._by_number.get(name.number or 0, [])
        same = [key for key in numbered if self.records[key]["kind"] == name.kind]
        if len(same) == 1:
            return Match(same[0])
        alike = same or [key for key in numbered if _may_be(name.kind, self.records[key]["kind"])]
        exact = [key for key in alike if name.core in _names(self.records[key])]
        if len(exact) == 1:
            return Match(exact[0])
        return Match(ambiguous=True, candidates=tuple(alike)) if alike else self._unknown(name)

    def _by_core(self, name: InstitutionName) -> Match:
        found = (self._by_name.get(name.core) if name.core else None) or self._by_part(name)
        if len(found) == 1:
            return Match(found[0])
        return Match(ambiguous=True, candidates=tuple(found)) if found else self._unknown(name)

    def _by_part(self, name: InstitutionName) -> list[int]:
        """Those with this name of their own («д/с Росинка»); of a kind that is the whole name, if there is just one."""
        only = only_kind(name.core)
        if only is not None:
            alone = [key for key, record in self.records.items() if record["kind"] == only]
            return alone if len(alone) == 1 else []
        own = own_name(name.core)
        named = sorted(self._by_own_name.get(own, ())) if own else []
        return [key for key in named if name.kind in (None, self.records[key]["kind"])]

    def _unknown(self, name: InstitutionName) -> Match:
        cores = {key: read_institution_name(record["name"]).core for key, record in self.records.items()}
        likely = process.extract(name.core, cores, scorer=fuzz.WRatio, limit=CANDIDATES, score_cutoff=LIKE_ENOUGH)
        return Match(candidates=tuple(key for _core, _score, key in likely))


def _may_be(kind: InstitutionKind | None, other: str) -> bool:
    """Whether a name of the one kind may loosely mean an institution of the other: a lyceum is a school too."""
    return kind is None or (kind in _SCHOOLS and other in _SCHOOLS)


def _names(record: dict[str, Any]) -> set[str]:
    names = [name for name in (record["name"], record.get("short_name")) if name]
    return {core for name in names for core in (name_key(name), read_institution_name(name).core) if core}


def load_institutions(session: Session) -> Institutions:
    """All institutions and taught names of the database."""
    return Institutions(records_of(session, Institution), _aliases(session))


def _aliases(session: Session) -> dict[str, int | None]:
    rows = records_of(session, InstitutionAlias)
    return {row["alias_key"]: row["institution_id"] for row in rows}


def load_municipalities(session: Session) -> dict[str, dict[str, Any]]:
    """The municipalities by their folded names."""
    return {row["name_key"]: row for row in records_of(session, Municipality)}


def records_of(session: Session, table: type[Table], *conditions: Any) -> list[dict[str, Any]]:
    """Rows of a table as dicts, without objects."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    names = [column.name for column in columns]
    rows = session.connection().execute(select(*columns).where(*conditions).order_by(columns["id"])).all()
    return [dict(zip(names, row, strict=True)) for row in rows]
