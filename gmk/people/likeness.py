"""Names that differ by one letter: perhaps the same person, misspelt once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA


def one_letter_apart(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of folded names (`person_key`) that differ by one letter, or by two that changed places; each pair once.

    One slip leaves the surname whole or else all that follows it, so only names that share one of the two are compared.
    """
    parts = [key.partition(" ")[::2] for key in keys]
    for same, other in ((0, 1), (1, 0)):
        blocks: dict[str, list[int]] = defaultdict(list)
        for place, part in enumerate(parts):
            blocks[part[same]].append(place)
        for block in blocks.values():
            for one, two in combinations(block, 2):
                if OSA.distance(parts[one][other], parts[two][other], score_cutoff=1) == 1:
                    yield one, two
