"""Builds small offices for tests: institutions, people, posts and courses in one line each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from gmk.db.keys import name_key
from gmk.db.tables import CourseRecord, Educator, Employment, Institution, QualificationCategory


@dataclass
class Office:
    """An office under construction; every method gives the new record's id."""

    session: Session

    def institution(self, name: str = "Школа № 1", kind: str = "school", number: int | None = None) -> int:
        return self._add(Institution(kind=kind, number=number, name=name, name_key=name_key(name)))

    def person(self, name: str = "Берестова Анна Ивановна", **fields: Any) -> int:
        last, first, patronymic = name.split()
        return self._add(
            Educator(last_name=last, first_name=first, patronymic=patronymic, name_key=name_key(name), **fields)
        )

    def post(self, person: int, institution: int, position: str | None = "учитель", **fields: Any) -> int:
        key = name_key(position or "")
        return self._add(
            Employment(educator_id=person, institution_id=institution, position=position, position_key=key, **fields)
        )

    def course(self, person: int, finished_on: date | None = None, **fields: Any) -> int:
        title = fields.pop("title", "Цифровые ресурсы")
        values = {"kind": "advanced", "hours": 72, "title": title, "title_key": name_key(title), **fields}
        return self._add(CourseRecord(educator_id=person, finished_on=finished_on, **values))

    def category(self, person: int, category: str, **fields: Any) -> int:
        return self._add(QualificationCategory(educator_id=person, category=category, **fields))

    def employee(self, institution: int, name: str = "Берестова Анна Ивановна", **fields: Any) -> int:
        """A person with one post there."""
        person = self.person(name)
        self.post(person, institution, **fields)
        return person

    def _add(self, record: Any) -> int:
        self.session.add(record)
        self.session.flush()
        number: int = record.id
        return number
