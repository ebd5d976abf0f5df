"""Texts of users inside texts of ours."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&/])")


def plain(text: str) -> str:
    """The text as Streamlit's Markdown shows it unchanged: no emphasis, no link, no picture from somewhere else."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
