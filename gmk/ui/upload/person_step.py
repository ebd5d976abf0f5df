"""The second half of step 4: who a name of the file is, where that isn't clear."""

import streamlit as st

from gmk.intake.model import NEW_PERSON, PersonQuestion
from gmk.ui.texts import plain
from gmk.ui.upload.check import Checked
from gmk.ui.upload.draft import Draft
from gmk.wording import counted

_ROWS = ("строка", "строки", "строк")
_NEW = "Другой человек, записать нового"


def unanswered(draft: Draft, found: Checked) -> list[PersonQuestion]:
    """The questions without whose answer rows aren't written."""
    return [asked for asked in found.preview.people if asked.is_open and asked.key not in draft.options.people]


def ask_people(draft: Draft) -> dict[str, str]:
    """The answers that are chosen, by the keys of the questions."""
    if not draft.people_asked:
        return {}
    st.markdown(
        "**По этим именам не ясно, о ком речь.** Скажите, кто это. Где имя только похоже на чужое, можно не отвечать: "
        "тогда будет записан новый человек."
    )
    picked = {key: _ask(draft, asked) for key, asked in draft.people_asked.items()}
    return {key: token for key, token in picked.items() if token is not None}


def _ask(draft: Draft, asked: PersonQuestion) -> str | None:
    labels = {token: f"Это {label}" for token, label in asked.candidates} | {NEW_PERSON: _NEW}
    given = draft.options.people.get(asked.key)
    left, right = st.columns(2, vertical_alignment="center")
    why = "подходит нескольким или известен в другом учреждении" if asked.is_open else "похоже на имя коллеги"
    left.markdown(f"**{plain(asked.text)}** · {counted(asked.count, *_ROWS)}  \n:gray[{why}]")
    picked: str | None = right.selectbox(
        f"Кто это: {plain(asked.text)}",
        labels,
        index=list(labels).index(given) if given in labels else None,
        format_func=labels.__getitem__,
        placeholder="Выберите, кто это",
        key=draft.key(f"person_{asked.key}"),
        label_visibility="collapsed",
    )
    return picked


def people_summary(draft: Draft, found: Checked) -> list[str]:
    """What the closed step says of people; nothing where nobody was asked about."""
    left, answered = len(unanswered(draft, found)), len(draft.options.people)
    alike = sum(not asked.is_open for asked in found.preview.people)
    parts = [
        f"не ясно, о ком речь: {left}" if left else "",
        f"ответов о людях: {answered}" if answered else "",
        f"имена похожи на чужие: {alike}" if alike else "",
    ]
    return list(filter(None, parts))
