"""Meetings on the screen: the list, the form of one, who was there from a tick list or a pasted list."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from gmk.associations import meetings as kept
from gmk.associations.meetings import MeetingFields, MeetingRow
from gmk.associations.rows import Roster
from gmk.associations.turnout import Turnout, never_came, turnout_of_institutions, turnout_of_people
from gmk.excel.write import TableColumn, TableSpec
from gmk.ui.data import load, save
from gmk.ui.forms import field_key, opened_version, submit
from gmk.ui.tables import show_table
from gmk.ui.texts import plain
from gmk.wording import UNKNOWN, day_text, percent_text

MEETINGS: TableSpec[MeetingRow] = TableSpec(
    "Заседания",
    (
        TableColumn("Дата", lambda row: row.held_on, kind="date", width=12),
        TableColumn("Тема", lambda row: row.topic, width=50),
        TableColumn("Протокол №", lambda row: row.minutes_number, width=12),
        TableColumn(
            "Присутствовали", lambda row: row.present if row.is_noted else None, "number", width=14, missing=UNKNOWN
        ),
        TableColumn("Из состава", lambda row: row.members, kind="number", width=12),
        TableColumn("Доля", lambda row: row.share, kind="percent", width=10, missing=UNKNOWN),
        TableColumn("Гости", lambda row: ", ".join(row.guests) or None, width=30),
        TableColumn("Место", lambda row: row.place, width=24),
    ),
    names_people=True,
)
PEOPLE: TableSpec[Turnout] = TableSpec(
    "Посещаемость по людям",
    (
        TableColumn("Фамилия, имя, отчество", lambda row: row.name, width=34),
        TableColumn("Заседаний", lambda row: row.expected, kind="number", width=12),
        TableColumn("Посещено", lambda row: row.came, kind="number", width=12),
        TableColumn("Доля", lambda row: row.share, kind="percent", width=10, missing=UNKNOWN),
    ),
    names_people=True,
)
INSTITUTIONS: TableSpec[Turnout] = TableSpec(
    "Посещаемость по учреждениям",
    (
        TableColumn("Учреждение", lambda row: row.name, width=34),
        TableColumn("Ожидалось", lambda row: row.expected, kind="number", width=12),
        TableColumn("Пришли", lambda row: row.came, kind="number", width=12),
        TableColumn("Доля", lambda row: row.share, kind="percent", width=10, missing=UNKNOWN),
    ),
)
NEW = "Новое заседание"


def show_meetings(rows: Sequence[MeetingRow], found: Roster, on: date) -> None:
    """The meetings, the share of those present, and who has never come."""
    show_table(MEETINGS, rows, key="meetings", empty="Заседаний пока нет. Добавьте первое ниже.")
    if not rows:
        return
    noted = [row for row in rows if row.is_noted]
    present, members = sum(row.present for row in noted), sum(row.members for row in noted)
    if members:
        share = percent_text(present / members)
        st.caption(f"Средняя посещаемость: {share} (присутствовали {present} из {members} возможных).")
    if len(noted) < len(rows):
        st.caption(f"Присутствие не отмечено: заседаний {len(rows) - len(noted)}. Они не посчитаны.")
    absent = never_came(rows, found.members, on)
    if absent:
        st.markdown(f"**Ни разу не были:** {plain(', '.join(absent))}.")
    if noted:
        with st.expander("Посещаемость по людям и учреждениям", icon=":material/how_to_reg:"):
            show_table(PEOPLE, turnout_of_people(rows, found.members), key="turnout_people")
            show_table(INSTITUTIONS, turnout_of_institutions(rows, found.members), key="turnout_places")
            st.caption("Ожидались все, кто в тот день состоял в объединении, от учреждения, указанного в составе.")


def pick_meeting(rows: Sequence[MeetingRow]) -> MeetingRow | None:
    """Which meeting to change; None for a new one."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "Заседание",
        [None, *by_id],
        format_func=lambda key: f"{day_text(by_id[key].held_on)}, {by_id[key].topic}" if key else NEW,
        key="meeting_chosen",
    )
    return by_id.get(chosen) if chosen else None


def meeting_form(association_id: int, row: MeetingRow | None, today: date) -> None:
    """The fields of a meeting; the next number of the minutes is suggested, any other is taken too."""
    form = f"meeting_{association_id}_{row.id if row else 'new'}"
    version = opened_version(form, row.version) if row else 0
    number = row.minutes_number if row else load(kept.next_minutes_number, association_id=association_id, held_on=today)
    with st.form(field_key(form, "form"), border=False):
        day, topic, minutes = st.columns([1, 3, 1])
        fields = MeetingFields(
            held_on=day.date_input(
                "Дата", row.held_on if row else today, format="DD.MM.YYYY", key=field_key(form, "day")
            ),
            topic=topic.text_input("Тема", row.topic if row else "", key=field_key(form, "topic")),
            minutes_number=minutes.text_input("Протокол №", number or "", key=field_key(form, "number")),
            agenda=st.text_area(
                "Повестка, по вопросу в строке", "\n".join(row.agenda) if row else "", key=field_key(form, "agenda")
            ),
            place=st.text_input("Место", (row and row.place) or "", key=field_key(form, "place")),
            note=st.text_input("Примечание", (row and row.note) or "", key=field_key(form, "note")),
        )
        sent = st.form_submit_button("Сохранить" if row else "Добавить заседание", type="primary")
    if sent and row:
        told = {"meeting_id": row.id, "version": version, "fields": fields}
        submit(form, lambda: save(kept.edit_meeting, **told), done="Заседание записано")
    elif sent:
        submit(
            form,
            lambda: save(kept.add_meeting, association_id=association_id, fields=fields),
            done="Заседание добавлено",
        )


def attendance_form(row: MeetingRow, found: Roster) -> None:
    """Who was there: ticks for the members of that day, and a list pasted from a chat or a sheet."""
    form = f"attendance_{row.id}"
    members = {one.educator_id: one.name for one in found.as_of(row.held_on)}
    text = st.text_area(
        "Вставить список присутствовавших, по человеку в строке",
        key=field_key(form, "pasted"),
        placeholder="Петрова А. П.",
    )
    pasted = (
        load(kept.read_pasted, association_id=row.association_id, held_on=row.held_on, text=text)
        if text.strip()
        else None
    )
    if pasted:
        st.caption(
            f"Узнаны: {len(pasted.members)}. Гости из базы: {len(pasted.guests)}. Не узнаны: {len(pasted.unclear)}."
        )
        for line in pasted.unclear:
            st.markdown(f"- Не понятно, кто это: {plain(line)}. Отметьте человека ниже или впишите гостем.")
    ticked = {*row.attended, *(pasted.members if pasted else ())}
    chosen = st.multiselect(
        "Присутствовали",
        list(members),
        [key for key in members if key in ticked],
        format_func=members.__getitem__,
        placeholder="выберите людей",
        key=field_key(form, f"who_{len(ticked)}"),
    )
    guests = st.text_area(
        "Гости, по человеку в строке",
        "\n".join([*row.guests, *(pasted.guests if pasted else ())]),
        key=field_key(form, f"guests_{len(pasted.guests) if pasted else 0}"),
    )
    if st.button("Записать присутствие", type="primary", key=field_key(form, "save")):
        told = {"meeting_id": row.id, "educator_ids": chosen, "guests": guests.splitlines()}
        submit(form, lambda: save(kept.note_attendance, **told), done="Присутствие записано")
