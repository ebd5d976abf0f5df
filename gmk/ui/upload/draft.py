"""What one open tab keeps of an upload that isn't written yet: the file, what was chosen, what came of it so far."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from typing import Any

import streamlit as st

from gmk.excel.grid import Grid
from gmk.excel.read import read_grids
from gmk.excel.reading import SheetChoice, SheetReading, WorkbookReading
from gmk.intake.layouts import Recalled
from gmk.intake.model import Answer, ImportOptions, PersonQuestion, UnknownInstitution
from gmk.intake.recognise import read_sheet
from gmk.ui import state
from gmk.ui.upload.check import Checked, Only

GUESSED = ("fuzzy", "values")
"""Matches of columns that a person has to confirm."""


class Step(IntEnum):
    """The steps of the page in their order."""

    FILE = 1
    SHEETS = 2
    COLUMNS = 3
    NAMES = 4
    CHECK = 5


@dataclass(slots=True)
class Draft:
    """An upload on its way.

    `step` is the step that the person opened; None goes to the first one that needs an answer. `reading` and `checked`
    are None where a choice has outdated them. `asked` and `people_asked` are the questions so far, also those answered.
    `recalled` is what was remembered of its sheets. `only` are the rows that the person wants to see (None: the first
    choice), `pages` where it stands in each choice. `revision` tells the widgets of one reading from those of the next.
    """

    file: str
    sha256: str
    content: bytes
    grids: list[Grid]
    options: ImportOptions
    reading: WorkbookReading | None = None
    checked: Checked | None = None
    step: Step | None = None
    asked: dict[str, UnknownInstitution] = field(default_factory=dict)
    people_asked: dict[str, PersonQuestion] = field(default_factory=dict)
    recalled: dict[str, Recalled] = field(default_factory=dict)
    names_left: bool = False
    only: Only | None = None
    pages: dict[Only, int] = field(default_factory=dict)
    notice: str = ""
    written: int | None = None
    revision: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    formats: tuple[str, ...] = ()

    def choose_reading(self, **changes: Any) -> None:
        """Changes how the file is read; what was made of it is outdated."""
        self.options = replace(self.options, reading=replace(self.options.reading, **changes))
        self.reading = None
        self.revision += 1
        self.outdate()

    def choose_sheet(self, sheet: str, **changes: Any) -> None:
        """Changes how one sheet is read."""
        choices = dict(self.options.reading.choices)
        choices[sheet] = replace(choices.get(sheet, SheetChoice()), **changes)
        self.choose_reading(choices=choices)

    def repair(self, sheet: str, cells: Mapping[str, tuple[str, str]]) -> None:
        """Corrects cells of a sheet (old and new text by address); a cell that is as in the file is no repair.

        Only this sheet is understood anew, and the workbook isn't read again.
        """
        said = {**self.choice(sheet).repairs, **cells}
        repairs = {address: pair for address, pair in said.items() if pair[0] != pair[1]}
        others = [one for one in self.sheets() if one.sheet != sheet]
        self.choose_sheet(sheet, repairs=repairs)
        sheets = {one.sheet: one for one in others} | {sheet: read_sheet(self.grid(sheet), self.options.reading)}
        self.reading = WorkbookReading(self.file, self.sha256, [sheets[grid.sheet] for grid in self.grids])

    def repairs(self) -> list[tuple[str, str, str, str]]:
        """Sheet, cell, old and new text of each corrected cell."""
        choices = self.options.reading.choices.items()
        return [(sheet, cell, *pair) for sheet, choice in choices for cell, pair in choice.repairs.items()]

    def recall(self, recalled: Mapping[str, Recalled]) -> None:
        """Reads the sheets as people said that such ones are read."""
        self.recalled = dict(recalled)
        if recalled:
            self.choose_reading(choices={sheet: one.choice for sheet, one in recalled.items()})

    def forget(self, sheet: str) -> None:
        """Reads the sheet as the program would by itself."""
        self.recalled.pop(sheet, None)
        self.choose_sheet(sheet, format=None, header_rows=None, columns=None, skip=False)

    def is_recalled(self, sheet: str, letter: str) -> bool:
        """What the column means is remembered, and the person hasn't said otherwise."""
        recalled = self.recalled.get(sheet)
        known = (recalled.choice.columns or {}) if recalled else {}
        return letter in known and (self.choice(sheet).columns or {}).get(letter) == known[letter]

    def choose(self, **changes: Any) -> None:
        """Changes what is done with the rows as they were read."""
        self.options = replace(self.options, **changes)
        self.outdate()

    def answer(self, answers: dict[str, Answer], people: dict[str, str]) -> None:
        """Says what unknown names mean and who is meant, beside what was said before."""
        if answers or people:
            self.choose(answers={**self.options.answers, **answers}, people={**self.options.people, **people})

    def note_questions(self, names: Iterable[UnknownInstitution], people: Iterable[PersonQuestion]) -> None:
        """Keeps the questions of a preview; one that wasn't asked before has to be answered or left."""
        names, people = list(names), list(people)
        new = [one for one in names if one.key not in self.asked]
        new_people = [one for one in people if one.is_open and one.key not in self.people_asked]
        if new or new_people:
            self.names_left = False
        self.asked.update({one.key: one for one in names})
        self.people_asked.update({one.key: one for one in people})

    def outdate(self, *, notice: str = "") -> None:
        """The preview has to be made anew; `notice` says why, if the person doesn't know."""
        self.checked = None
        self.notice = notice

    def stop_check(self, why: str) -> None:
        """The person didn't want to wait for the preview: back at the columns, with `why` said there."""
        self.step, self.notice = Step.COLUMNS, why

    def finish(self, number: int, counts: dict[str, int]) -> None:
        """The upload is written: its journal number, formats and counts stay, the contents go."""
        self.formats = tuple(sheet.format for sheet in self.tables() if sheet.format)
        self.written, self.counts = number, counts
        self.content, self.grids, self.reading, self.checked = b"", [], None, None

    def choice(self, sheet: str) -> SheetChoice:
        """What the person chose for the sheet so far."""
        return self.options.reading.choices.get(sheet, SheetChoice())

    def grid(self, sheet: str) -> Grid:
        """The raw rows of the sheet."""
        return next(grid for grid in self.grids if grid.sheet == sheet)

    def sheets(self) -> list[SheetReading]:
        """The sheets as understood; read anew if a choice has outdated the reading."""
        if self.reading is None:
            sheets = [read_sheet(grid, self.options.reading) for grid in self.grids]
            self.reading = WorkbookReading(file=self.file, sha256=self.sha256, sheets=sheets)
        return self.reading.sheets

    def tables(self) -> list[SheetReading]:
        """The sheets that hold a table of a known format."""
        return [sheet for sheet in self.sheets() if sheet.format is not None]

    def guesses(self) -> list[tuple[str, str]]:
        """Sheet and column of each column whose meaning was only guessed."""
        tables = self.tables()
        return [(one.sheet, column.column) for one in tables for column in one.mapping if column.match in GUESSED]

    def key(self, name: str) -> str:
        """The key of a widget that shows something of this reading."""
        return f"gmk_upload_{name}_{self.sha256[:8]}_{self.revision}"


def begin(file: str, content: bytes, *, on: date, on_progress: Callable[[float], None]) -> Draft:
    """Reads the file; nothing is kept in the tab yet.

    Raises:
        WorkbookUnreadable: the file isn't read at all.
    """
    _, grids = read_grids(content, on_progress=on_progress)
    sha256 = hashlib.sha256(content).hexdigest()
    draft = Draft(file=file, sha256=sha256, content=content, grids=grids, options=ImportOptions())
    draft.choose_reading(as_of=on)
    draft.sheets()
    return draft


def current() -> Draft | None:
    """The upload of this tab."""
    found: Draft | None = st.session_state.get(state.UPLOAD)
    return found


def keep(draft: Draft) -> None:
    """From now on this is the upload of this tab."""
    st.session_state[state.UPLOAD] = draft
    st.session_state[state.UPLOAD_TURN] = turn() + 1


def turn() -> int:
    """How many uploads this tab has had.

    Each has a drop zone of its own: a browser that was interrupted would give the last file into the same one again.
    """
    number: int = st.session_state.get(state.UPLOAD_TURN, 0)
    return number


def drop() -> None:
    """The tab forgets its upload."""
    st.session_state.pop(state.UPLOAD, None)
