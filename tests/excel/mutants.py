"""Damaged workbooks, as many as wanted and each time the same: what disks, mail and other programs do to files."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

WORKBOOKS = Path(__file__).resolve().parents[1] / "workbooks"
SOURCES = (
    *sorted(WORKBOOKS.glob("*.xlsx")),
    *(WORKBOOKS / "bad" / name for name in ("09-formulas.xlsx", "11-old.xls", "12-table.ods", "13-table.csv")),
    *(WORKBOOKS / "bad" / name for name in ("14-macros.xlsm", "15-side-by-side.xlsx")),
)
HUGE = ("99999999999999999999999", "-1", "1e308", "-1e400", "NaN", "", "0x7f", "4294967296", "1048577", "²", "1" * 400)
PLACES = ("XFD1048576", "A0", "ZZZZ9", "", "1A", "A99999999999", "$A$1", "а1", "A1:B2", "R1C1")
TEXTS = (*HUGE, *PLACES, "\u202eтекст", "x" * 40_000, "&#0;", "true", "str", "inlineStr", "e", "d", "../../../x.xml")
_TAG, _ATTRIBUTE = re.compile(rb"<[^>]+>"), re.compile(rb'(\s[\w:]+=")[^"]*(")')
_PLACE, _NUMBER = re.compile(rb'(\sr=")[^"]*(")'), re.compile(rb"(<v>)[^<]*(</v>)")
_TIE = re.compile(rb"<(?:Relationship|Override|Default|sheet)\s[^>]*/>")


@dataclass(frozen=True)
class Mutant:
    """A damaged file; `kind` says how it was damaged."""

    name: str
    number: int
    kind: str
    data: bytes


def mutants(numbers: Iterable[int]) -> Iterator[Mutant]:
    """Those with these numbers, of an endless corpus."""
    for number in numbers:
        source = SOURCES[number % len(SOURCES)]
        chance = random.Random(f"{source.name} {number}")  # noqa: S311 - the same ones each time
        data = source.read_bytes()
        ways = (*BYTES, *PARTS) if data.startswith(b"PK") else BYTES
        change = ways[number // len(SOURCES) % len(ways)]
        yield Mutant(source.name, number, change.__name__, change(data, chance))


def _flip_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _cut_middle(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:start] + data[end:]


def _put_bytes_between(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.choice((1, 100, 10_000))) + data[at:]


def _flip_in_directory(data: bytes, chance: random.Random) -> bytes:
    """Sizes, offsets, names and methods of the parts are told at the end of a zip."""
    changed, start = bytearray(data), max(0, len(data) - 600)
    for _ in range(chance.choice((1, 5, 20))):
        changed[chance.randrange(start, len(changed))] = chance.randrange(256)
    return bytes(changed)


Parts = list[tuple[str, bytes]]


def _with_parts(change: Callable[[Parts, random.Random], Parts]) -> Callable[[bytes, random.Random], bytes]:
    def mutate(data: bytes, chance: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in change(parts, chance):
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return target.getvalue()

    mutate.__name__ = change.__name__
    return mutate


def _in_one_part(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """Of the parts, the sheets are damaged twice as often as the rest."""

    def mutate(parts: Parts, chance: random.Random) -> Parts:
        sheets = [place for place, (name, _) in enumerate(parts) if "sheet" in name or "content.xml" in name]
        at = chance.choice(sheets if sheets and chance.random() < 2 / 3 else range(len(parts)))
        name, content = parts[at]
        return [*parts[:at], (name, change(content, chance)), *parts[at + 1 :]]

    mutate.__name__ = change.__name__
    return _with_parts(mutate)


def _put(
    pattern: re.Pattern[bytes], content: bytes, chance: random.Random, put: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """Replaces one or some of the places that match."""
    found = list(pattern.finditer(content))
    chosen = chance.sample(found, min(len(found), chance.choice((1, 1, 5))))
    for one in sorted(chosen, key=lambda place: -place.start()):
        content = content[: one.start()] + put(one) + content[one.end() :]
    return content


def _between(texts: tuple[str, ...], chance: random.Random) -> Callable[[re.Match[bytes]], bytes]:
    return lambda place: place[1] + chance.choice(texts).encode() + place[2]


def _drop_tags(content: bytes, chance: random.Random) -> bytes:
    return _put(_TAG, content, chance, lambda _: b"")


def _repeat_tag(content: bytes, chance: random.Random) -> bytes:
    return _put(_TAG, content, chance, lambda tag: tag[0] * chance.choice((2, 50, 5_000)))


def _change_attributes(content: bytes, chance: random.Random) -> bytes:
    return _put(_ATTRIBUTE, content, chance, _between(TEXTS, chance))


def _change_places(content: bytes, chance: random.Random) -> bytes:
    return _put(_PLACE, content, chance, _between(PLACES, chance))


def _change_numbers(content: bytes, chance: random.Random) -> bytes:
    return _put(_NUMBER, content, chance, _between(HUGE, chance))


def _drop_ties(content: bytes, chance: random.Random) -> bytes:
    return _put(_TIE, content, chance, lambda _: b"")


def _cut_part(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _nest_deeply(content: bytes, chance: random.Random) -> bytes:
    return _put(_TAG, content, chance, lambda tag: b"<a>" * 50_000 + tag[0])


def _another_encoding(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "ignore").encode(
        chance.choice(("utf-16", "cp1251", "utf-8-sig", "utf-16-be")), "ignore"
    )


def _swap_bytes(content: bytes, chance: random.Random) -> bytes:
    return _flip_bytes(content, chance) if content else content


def _drop_part(parts: Parts, chance: random.Random) -> Parts:
    gone = chance.randrange(len(parts))
    return parts[:gone] + parts[gone + 1 :]


def _double_part(parts: Parts, chance: random.Random) -> Parts:
    return [*parts, (chance.choice(parts)[0], chance.choice(parts)[1])]


def _exchange_parts(parts: Parts, chance: random.Random) -> Parts:
    names, contents = [name for name, _ in parts], [content for _, content in parts]
    chance.shuffle(contents)
    return list(zip(names, contents, strict=True))


BYTES = (_flip_bytes, _cut_end, _cut_middle, _put_bytes_between, _flip_in_directory)
PARTS = tuple(
    map(
        _in_one_part,
        (
            _drop_tags, _repeat_tag, _change_attributes, _change_places, _change_numbers, _drop_ties, _cut_part,
            _nest_deeply, _another_encoding, _swap_bytes,
        ),
    )
) + tuple(map(_with_parts, (_drop_part, _double_part, _exchange_parts)))  # fmt: skip
