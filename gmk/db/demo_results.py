"""Results of the invented town: exams of its schools and of two other municipalities, and an olympiad."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from gmk.db import demo_words as words
from gmk.db.keys import name_key
from gmk.periods import school_year_of
from gmk.vocabulary import ContestOutcome, Stage

SEED = 20260902
YEARS = 3
EXAMS = (
    ("Русский язык", 0.98, 66), ("Математика (профиль)", 0.45, 58), ("Обществознание", 0.4, 56),
    ("Биология", 0.2, 54), ("Физика", 0.18, 56), ("Информатика", 0.2, 57), ("История", 0.15, 57),
    ("Английский язык", 0.12, 69), ("Химия", 0.14, 58), ("Литература", 0.08, 61), ("География", 0.04, 55),
)  # fmt: skip
"""Subject, the share of the graduates who take it, the mean score."""
OTHERS = {"Дальний Бережок": ("СОШ № 1", "СОШ № 2", "Лицей"), "Верхние Камыши": ("СОШ № 1", "СОШ с. Малые Камыши")}
"""Municipalities that don't exist, and their schools."""
OLYMPIAD = ("Математика", "Русский язык", "Биология", "История", "Физика", "Литература")
OUTCOMES = (ContestOutcome.WINNER, *[ContestOutcome.PRIZE] * 3, *[ContestOutcome.PARTICIPANT] * 8)

Record = dict[str, Any]


def exam_results(on: date) -> list[Record]:
    """ЕГЭ of the last summers that are over by the day."""
    random = Random(SEED)  # noqa: S311 - invents scores, guards nothing
    last = on.year if on.month > 6 else on.year - 1
    years = range(last - YEARS + 1, last + 1)
    return [one for year in years for school in _schools() for one in _of_school(school, year, random)]


def _schools() -> Iterator[Record]:
    for place, (_, _, name, _, _) in enumerate(words.SCHOOLS):
        yield {"municipality": words.MUNICIPALITY, "institution_id": place + 1, "institution_name": name}
    for municipality, names in OTHERS.items():
        for name in names:
            yield {"municipality": municipality, "institution_id": None, "institution_name": name}


def _of_school(school: Record, year: int, random: Random) -> Iterator[Record]:
    graduates = random.randint(18, 60)
    level = random.gauss(0 if school["institution_id"] else -3, 4)
    for subject, share, mean in EXAMS:
        participants = round(graduates * share * random.uniform(0.6, 1.4))
        if participants:
            yield {
                **school,
                "institution_key": name_key(school["institution_name"]),
                "procedure": "ЕГЭ",
                "year": year,
                "school_subject": subject,
                "graduates": max(graduates, participants),
                "participants": participants,
                "mean_score": round(min(mean + level + random.gauss(0, 12 / participants**0.5), 98), 2),
            }


def contest_results(on: date) -> list[Record]:
    """The municipal stage of an olympiad of the last school year."""
    random = Random(SEED)  # noqa: S311 - as above
    year = school_year_of(on) - 1
    return [one for subject in OLYMPIAD for one in _of_subject(subject, year, random)]


def _of_subject(subject: str, year: int, random: Random) -> Iterator[Record]:
    for surname, outcome in zip(random.sample(words.SURNAMES, len(OUTCOMES)), OUTCOMES, strict=True):
        participant = f"{surname} {random.choice(words.MEN)}"
        yield {
            "school_year": year,
            "school_subject": subject,
            "stage": str(Stage.MUNICIPAL),
            "grade": random.randint(7, 11),
            "participant": participant,
            "participant_key": name_key(participant),
            "institution_id": random.randint(1, len(words.SCHOOLS)),
            "result": str(outcome),
        }
