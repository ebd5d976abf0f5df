"""What a list of institutions changes."""

from dataclasses import dataclass
from typing import Any

from gmk.changes.draft import Differences, Draft, Record
from gmk.db.keys import name_key
from gmk.people.directory import Institutions
from gmk.people.institution_names import read_institution_name
from gmk.vocabulary import InstitutionKind

FIELDS = ("name", "short_name", "kind", "number", "address", "phone", "email", "site")


@dataclass(slots=True)
class InstitutionBook:
    """The institutions of a file and what becomes of them."""

    draft: Draft
    institutions: Institutions
    municipalities: dict[str, Record]

    def known(self, values: Record) -> list[int]:
        """The institutions that the row may mean: by kind and number, else by name."""
        return self.institutions.known_as(
            values.get("kind"), values.get("number"), (values.get("name"), values.get("short_name"))
        )

    def apply(self, values: Record, known: int | None) -> tuple[bool, Differences]:
        """One row of the list: whether it made an institution, and old → new of what it changed."""
        municipality_id = self._municipality(values.get("municipality"))
        if known is None:
            self.add(values, municipality_id)
            return True, {}
        record = self.institutions.records[known]
        found = self.draft.update("institution", record, self._wanted(record, values, municipality_id))
        shown = {name: pair for name, pair in found.items() if name in FIELDS}
        if "municipality_id" in found:
            shown["municipality"] = (self._municipality_name(found["municipality_id"][0]), values["municipality"])
        return False, shown

    def add(self, values: Record, municipality_id: int | None = None) -> Record:
        """A new institution, known to the rows below."""
        record: dict[str, Any] = {name: values.get(name) for name in FIELDS}
        record |= {"name_key": name_key(values["name"]), "municipality_id": municipality_id}
        self.draft.create("institution", record)
        self.institutions.add(record)
        return record

    def add_named(self, name: str) -> Record:
        """A new institution of which only the name is known."""
        read = read_institution_name(name)
        return self.add({"name": name, "kind": read.kind or InstitutionKind.OTHER, "number": read.number})

    def _wanted(self, record: Record, values: Record, municipality_id: int | None) -> Record:
        wanted = {name: values.get(name) for name in FIELDS} | {"municipality_id": municipality_id}
        if wanted["kind"] == InstitutionKind.OTHER:  # what a list that says nothing of the kind leaves
            del wanted["kind"]
        if wanted["name"] and name_key(wanted["name"]) == name_key(record["short_name"] or ""):
            del wanted["name"]  # a list with short names alone
        elif wanted["name"]:
            wanted["name_key"] = name_key(wanted["name"])
        return wanted

    def _municipality(self, name: str | None) -> int | None:
        if name is None:
            return None
        key = name_key(name)
        if key not in self.municipalities:
            self.municipalities[key] = self.draft.create("municipality", {"name": name, "name_key": key})
        return int(self.municipalities[key]["id"])

    def _municipality_name(self, municipality_id: int | None) -> str | None:
        return next((one["name"] for one in self.municipalities.values() if one["id"] == municipality_id), None)
