"""Texts of users never act as Markdown."""

import pytest

from gmk.ui.texts import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("СОШ № 1", "СОШ № 1"),
        ("![x](http://example.org/a.png)", r"\!\[x\]\(http\:\/\/example\.org\/a\.png\)"),
        ("*а* _б_ `в` $г$", r"\*а\* \_б\_ \`в\` \$г\$"),
        (":red[внимание]", r"\:red\[внимание\]"),
        ("# заголовок", r"\# заголовок"),
        ("<b>а</b> &amp;", r"\<b\>а\<\/b\> \&amp;"),
        ("строка\n\n- пункт", r"строка \- пункт"),
    ],
)
def test_marks_are_shown_as_they_are(text: str, shown: str) -> None:
    assert plain(text) == shown
