"""Names that differ by one letter: ours beside all pairs compared by rapidfuzz.

`python -m benchmarks.names [names …]`. Invented names, two in a hundred of them a copy of another one with one letter
added, dropped, changed, or swapped with the next. Recall is the share of these pairs that is found.
"""

import sys
from random import Random

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from benchmarks.measure import Cost, exponent, machine, stretch, table, verdict
from gmk.db import demo_words as words
from gmk.people.likeness import one_letter_apart
from gmk.people.names import person_key

SIZES = (5_000, 20_000)
BAR, RECALL_BAR = 0.10, 0.99
MISSPELT = 0.02
ROOTS = ("Бел", "Вас", "Гор", "Дуб", "Зай", "Кал", "Лад", "Мор", "Нос", "Пар", "Род", "Сав", "Тар", "Уг", "Фад", "Хар")
MIDDLES = ("а", "е", "ен", "ин", "ом", "ол", "ал", "аш", "ищ", "уш", "ер", "ор", "ат", "ут")
ENDINGS = ("ова", "ева", "ина", "ская", "кина", "ская-Петрова")
LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"
CHUNK = 1_000
Pairs = set[tuple[int, int]]


def invented(count: int, random: Random) -> tuple[list[str], Pairs]:
    """Folded names, and the places of each misspelt one with its original."""
    surnames = [
        *words.SURNAMES,
        *(root + middle + ending for root in ROOTS for middle in MIDDLES for ending in ENDINGS),
    ]
    originals = int(count * (1 - MISSPELT))
    patronymics = [f"{name}овна" for name in words.MEN]
    names = [
        person_key(random.choice(surnames), random.choice(words.WOMEN), random.choice(patronymics))
        for _ in range(originals)
    ]
    sources = random.sample(range(originals), count - originals)
    names += [misspelt(names[source], random) for source in sources]
    return names, {(source, originals + place) for place, source in enumerate(sources)}


def misspelt(name: str, random: Random) -> str:
    """The name with one slip inside a word."""
    while True:
        place, letter = random.randrange(1, len(name) - 1), random.choice(LETTERS)
        slips = (
            name[:place] + letter + name[place:],
            name[:place] + name[place + 1 :],
            name[:place] + letter + name[place + 1 :],
            name[:place] + name[place + 1] + name[place] + name[place + 2 :],
        )
        slip = random.choice(slips)
        if slip != name and slip.count(" ") == name.count(" ") and " " not in name[place : place + 2]:
            return slip


def ours(names: list[str]) -> Pairs:
    return set(one_letter_apart(names))


def all_pairs(names: list[str]) -> Pairs:
    """Every pair at a distance of 1 or 2, as two changed places are two edits here."""
    found: Pairs = set()
    for start in range(0, len(names), CHUNK):
        block = process.cdist(
            names[start : start + CHUNK], names, scorer=Levenshtein.distance, score_cutoff=2, dtype=np.uint8
        )
        rows, columns = np.nonzero((block >= 1) & (block <= 2))
        found.update(
            (start + one, two) for one, two in zip(rows.tolist(), columns.tolist(), strict=True) if start + one < two
        )
    return found


def measured(names: list[str], planted: Pairs) -> tuple[Cost, Cost, float, float]:
    """Costs and recalls of ours and of all pairs."""
    with stretch() as own:
        found = ours(names)
    with stretch() as reference:
        everything = all_pairs(names)
    return own, reference, *(len(planted & pairs) / len(planted) for pairs in (found, everything))


def main(sizes: list[int]) -> None:
    print(machine())
    lines, costs = [], []
    for size in sizes:
        own, reference, recall, full = measured(*invented(size, Random(size)))
        ratio = own.cpu / reference.cpu
        costs.append(own.cpu)
        bars = f"{verdict(ratio, BAR)}; recall ≥ {RECALL_BAR}: {'kept' if recall >= RECALL_BAR else 'MISSED'}"
        figures = [f"{own.cpu:.2f}", f"{reference.cpu:.2f}", f"{ratio:.3f}", f"{recall:.3f}", f"{full:.3f}", bars]
        lines.append([f"{size:,}", *figures])
    print(table(["names", "ours, CPU s", "all pairs, CPU s", "ratio", "recall", "recall of all pairs", "bars"], lines))
    if len(sizes) > 1:
        print(f"growth exponent {exponent(sizes, costs):.2f}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
