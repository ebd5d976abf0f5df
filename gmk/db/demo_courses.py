"""The courses that an invented educator has taken over the years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from gmk.db import demo_words as words
from gmk.db.keys import name_key
from gmk.vocabulary import CourseForm, CourseKind, InstitutionKind

WINDOW_DAYS = 1095
OLDEST_DAYS = 9 * 365

Record = dict[str, Any]


@dataclass(slots=True)
class Courses:
    """Invents the courses of people of one kind of institution, as known on the day."""

    on: date
    random: Random
    kind: InstitutionKind

    def of_person(self, *, is_covered: bool) -> Iterator[Record]:
        """Courses from the latest back; of those who aren't covered every third person has none that counts."""
        if is_covered:
            yield from self._history(self.random.randint(3, WINDOW_DAYS - 3))
        elif self.random.random() < 0.66:
            yield from self._history(self.random.randint(WINDOW_DAYS + 5, WINDOW_DAYS + 900))
        elif self.random.random() < 0.7:
            yield self._flawed(self.random.randint(30, WINDOW_DAYS))
        if self.random.random() < 0.18:
            yield self._course(CourseKind.SEMINAR, self.random.randint(10, 900))

    def _history(self, days_ago: int) -> Iterator[Record]:
        """One counted course, and those before it every one to three years."""
        while days_ago < OLDEST_DAYS:
            course = self._course(self._kind(), days_ago)
            yield self._year_only(course) if self.random.random() < 0.03 else course
            days_ago += self.random.randint(300, 1150)

    def _kind(self) -> CourseKind:
        chance = self.random.random()
        if chance < 0.05:
            return CourseKind.RETRAINING
        return CourseKind.INTERNSHIP if chance < 0.09 else CourseKind.ADVANCED

    def _flawed(self, days_ago: int) -> Record:
        """A course that doesn't count: no hours, too few of them, or a seminar."""
        chance = self.random.random()
        if chance < 0.5:
            return {**self._course(CourseKind.ADVANCED, days_ago), "hours": None}
        if chance < 0.7:
            return {**self._course(CourseKind.ADVANCED, days_ago), "by_profile": False}
        return self._course(CourseKind.SEMINAR, days_ago)

    def _year_only(self, course: Record) -> Record:
        return {**course, "year": course["finished_on"].year, "finished_on": None, "started_on": None}

    def _course(self, kind: CourseKind, days_ago: int) -> Record:
        hours = self.random.choice(words.HOURS[kind])
        finished_on = self.on - timedelta(days=days_ago)
        title = self._title(kind)
        return {
            "title": title,
            "title_key": name_key(title),
            "kind": str(kind),
            "provider": self.random.choice(words.PROVIDERS),
            "form": str(self.random.choice(list(CourseForm))),
            "hours": hours,
            "started_on": finished_on - timedelta(days=max(0, hours // 6)),
            "finished_on": finished_on,
            "year": None,
            "document_number": None if kind is CourseKind.SEMINAR else f"УП-{self.random.randint(10000, 99999)}",
            "document_date": None if kind is CourseKind.SEMINAR else finished_on,
            "by_profile": True,
        }

    def _title(self, kind: CourseKind) -> str:
        if kind is CourseKind.SEMINAR:
            return self.random.choice(words.SEMINARS)
        if kind is CourseKind.RETRAINING:
            return self.random.choice(words.RETRAINING)
        garden = self.kind is InstitutionKind.KINDERGARTEN
        return self.random.choice((*words.TITLES, *words.GARDEN_TITLES * 2) if garden else words.TITLES)
