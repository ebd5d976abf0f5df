"""The shapes in which institutions and people leave this room."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A name that the office has taught."""

    id: int
    alias: str
    version: int


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """One institution; `educators` are the people who have a post there on the day asked, each counted once."""

    id: int
    kind: str
    number: int | None
    name: str
    short_name: str | None
    municipality: str | None
    address: str | None
    phone: str | None
    email: str | None
    site: str | None
    closed_on: date | None
    version: int
    educators: int
    aliases: tuple[AliasRow, ...] = ()

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class InstitutionChoice:
    """One line of a list to choose from."""

    id: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class FoundEducator:
    """A person that a search has found, with posts inside the scope of whoever searched."""

    id: int
    name: str
    institutions: tuple[str, ...]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EducatorRow:
    """What the office keeps about a person itself, for correcting it."""

    id: int
    last_name: str
    first_name: str
    patronymic: str | None
    birth_year: int | None
    education: str | None
    experience_total_years: int | None
    experience_teaching_years: int | None
    phone: str | None
    email: str | None
    version: int


@dataclass(frozen=True, slots=True)
class InstitutionFields:
    """What a form says about an institution; the municipality by its name."""

    name: str
    kind: str
    number: int | None = None
    short_name: str | None = None
    municipality: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class EducatorFields:
    """What a form says about a person."""

    last_name: str
    first_name: str
    patronymic: str | None = None
    birth_year: int | None = None
    education: str | None = None
    experience_total_years: int | None = None
    experience_teaching_years: int | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class PostFields:
    """What a form says about a post; `valid_to` is the last day at work."""

    position: str | None
    kind: str
    leave: str | None = None
    subjects: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post of a person."""

    id: int
    institution_id: int
    institution: str
    position: str | None
    kind: str
    leave: str | None
    subjects: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    version: int

    def is_over(self, on: date) -> bool:
        """Whether the post has ended before the day."""
        return self.valid_to is not None and self.valid_to < on
