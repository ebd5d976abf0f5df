"""Texts of users never act as Markdown."""

import pytest

from gmk.ui.texts import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("СОШ № 1", "СОШ № 1"),
        ("![x](http://example.org/a.png)", r"!\[x\](http\://example.org/a.png)"),
        ("*а* _б_ `в` $г$", r"\*а\* \_б\_ \`в\` \$г\$"),
        (":red[внимание]", r"\:red\[внимание\]"),
        ("# заголовок", r"\# заголовок"),
        ("<b>а</b> &amp;", r"\<b\>а\</b\> \&amp;"),
        ("строка\n\n- пункт", r"строка - пункт"),
        ("- пункт", r"\- пункт"),
        ("12. пункт", r"12\. пункт"),
        ("1) пункт", r"1\) пункт"),
        ("+7 812", r"\+7 812"),
        ("==", r"\=="),
        ("www.example.org, WWW.example.org", r"www\.example.org, WWW\.example.org"),
        ("a@example.org", r"a\@example.org"),
        ("Было: «1-2 (3)». Стало: № 3/4!", "Было: «1-2 (3)». Стало: № 3/4!"),
        ("| а | б |", r"\| а \| б \|"),
    ],
)
def test_marks_are_shown_as_they_are(text: str, shown: str) -> None:
    assert plain(text) == shown
