"""Texts of users inside texts of ours."""

import re

_MARKS = re.compile(
    r"""[\\`*_{}\[\]<>~$&|]         # act wherever they stand
    | :(?=\S) | @ | (?<=www)\.   # colours, addresses
    | ^[#+\-=] | ^\d+[.)]        # headings and lists
    """,
    re.VERBOSE | re.IGNORECASE,
)


def plain(text: str) -> str:
    """The text as Streamlit's Markdown shows it unchanged: no emphasis, no link, no picture from somewhere else."""
    return _MARKS.sub(_escaped, " ".join(text.split()))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"
