"""The shapes in which results leave this area."""

from dataclasses import dataclass, field

from gmk.monitoring.rules import is_small, weighted_mean
from gmk.vocabulary import Labelled


class Side(Labelled):
    """Whose results are compared."""

    OWN = "own", "свои учреждения"
    TOWN = "town", "остальные учреждения города"
    OTHERS = "others", "другие муниципалитеты"


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of some institutions together.

    `points` is the sum of each mean score times its participants, `scored` those participants; `unweighted` counts the
    institutions whose mean score is known and the participants are not: they are in no mean. `participants` are None
    if no institution names any.
    """

    institutions: int = 0
    participants: int | None = None
    scored: int = 0
    points: float = 0.0
    unweighted: int = 0

    @property
    def mean(self) -> float | None:
        """The mean score, each institution by its participants; None if there is nothing to weigh."""
        return weighted_mean(self.points, self.scored)

    @property
    def is_small(self) -> bool:
        """A mean score of too few participants: shown, but not compared."""
        return is_small(self.scored)

    def __add__(self, other: "Scores") -> "Scores":
        known = [number for number in (self.participants, other.participants) if number is not None]
        return Scores(
            self.institutions + other.institutions,
            sum(known) if known else None,
            self.scored + other.scored,
            self.points + other.points,
            self.unweighted + other.unweighted,
        )


NOBODY = Scores()


@dataclass(frozen=True, slots=True)
class SubjectScores:
    """A school subject (of a class, where one is named) in a year, side by side; `year` is None where none is named."""

    procedure: str
    year: int | None
    subject: str
    grade: int | None
    sides: dict[Side, Scores] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What people see: «Физика», «Математика, 5 класс»."""
        return self.subject if self.grade is None else f"{self.subject}, {self.grade} класс"

    def of(self, side: Side) -> Scores:
        """The scores of a side; nobody's where it has none."""
        return self.sides.get(side, NOBODY)


@dataclass(frozen=True, slots=True)
class PlaceScores:
    """One own institution, the rest of the town, or one other municipality; `place` is its name."""

    side: Side
    place: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many took part in contests, a person once for each result, and how many of these won or took a prize."""

    participations: int = 0
    winners: int = 0
    prizes: int = 0

    def __add__(self, other: "Outcomes") -> "Outcomes":
        return Outcomes(
            self.participations + other.participations, self.winners + other.winners, self.prizes + other.prizes
        )


@dataclass(frozen=True, slots=True)
class ContestOutcomes:
    """An institution in the contests of one kind in a school year; both its id and `place` may be unknown."""

    school_year: int | None
    event: str
    institution_id: int | None
    place: str | None
    outcomes: Outcomes
