"""One association on the screen: its roster of any day, what changed, its members and their forms."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from gmk.access import Right
from gmk.associations import actions
from gmk.associations.actions import MemberFields, span_text
from gmk.associations.forms import TITLES, kind_label
from gmk.associations.queries import associations
from gmk.associations.rows import AssociationFields, AssociationRow, Member, Roster
from gmk.associations.rules import difference_in_words, tenures, term_text
from gmk.people.contents import reference_names
from gmk.people.queries import find_educators, institution_choices
from gmk.plan.queries import responsible_choices
from gmk.reports.association_tables import MEMBERS, TENURES
from gmk.reports.roster_papers import may_have_rosters, roster_file
from gmk.ui.cards import open_person
from gmk.ui.data import current_user, load, may, save
from gmk.ui.forms import SAVED, field_key, opened_version, submit
from gmk.ui.tables import DOCX, offer_file, show_table
from gmk.ui.texts import plain
from gmk.vocabulary import AssociationKind, MembershipRole
from gmk.wording import day_text

ROLES: tuple[MembershipRole, ...] = tuple(MembershipRole)
_EARLIEST, _LATEST = date(1980, 1, 1), date(2099, 12, 31)
NEW = "Новое объединение"


def pick_association(on: date, *, with_new: bool) -> AssociationRow | None:
    """Which association; None for a new one, where one may be made."""
    rows = {row.id: row for row in load(associations, on=on, with_closed=True)}
    options: list[int | None] = [*([None] if with_new else []), *rows]
    if not options:
        return None
    asked = _asked(rows)
    chosen = st.selectbox(
        "Объединение",
        options,
        options.index(asked) if asked in options else 0,
        format_func=lambda key: rows[key].name if key else NEW,
        key="association_chosen",
    )
    return rows[chosen] if chosen else None


def _asked(rows: dict[int, AssociationRow]) -> int | None:
    text = st.query_params.get("id", "")
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    return key if key in rows else next(iter(rows), None)


def show_particulars(row: AssociationRow, on: date) -> None:
    """What kind it is and who leads it; below that whatever else is known of it."""
    st.caption(plain(f"{row.kind_label.capitalize()} · руководитель: {row.leader or 'нет'}"))
    now = row.fields
    told = {
        TITLES["curator"]: now.curator,
        TITLES["school_subject"]: now.school_subject,
        TITLES["institution_id"]: row.institution,
        TITLES["order_text"]: now.order_text,
        TITLES["governing_document"]: now.governing_document,
        "Срок": term_text(row, on),
    }
    known = [f"{title}: {value}" for title, value in told.items() if value]
    if known:
        st.caption(plain(" · ".join(known)))


def show_roster(found: Roster, on: date) -> None:
    """Who belongs on the day, each with the way to the card, and how long everybody has."""
    opened = show_table(
        MEMBERS,
        found.as_of(on),
        key="roster",
        empty="В этот день в составе никого нет.",
        parameters=[("Объединение", found.association.name), ("По состоянию на", on)],
        opens=True,
    )
    if opened:
        open_person(opened.educator_id)
    user = current_user()
    if may_have_rosters(user):
        make = partial(roster_file, user, found.association.id, on=on)
        name = f"Состав – {found.association.name} – {day_text(on)}.docx"
        offer_file("Скачать Word", make, name, DOCX, key="roster_docx")
    with st.expander("Стаж в объединении", icon=":material/timelapse:"):
        show_table(TENURES, tenures(found, on), key="tenures", empty="Состав ещё не заводили.")


def show_difference(found: Roster, on: date) -> None:
    """What changed between the day and an earlier one, in words."""
    with st.expander("Что изменилось", icon=":material/difference:"):
        before = st.date_input(
            "С какого дня", on - timedelta(days=365), _EARLIEST, _LATEST, format="DD.MM.YYYY", key="since"
        )
        for sentence in difference_in_words(found, before, on):
            st.markdown(f"- {plain(sentence)}")


def association_form(row: AssociationRow | None) -> None:
    """The fields of an association, or of a new one."""
    form = f"association_{row.id if row else 'new'}"
    version = opened_version(form, row.version) if row else 0
    with st.form(field_key(form, "form"), border=False):
        fields = _fields(form, row.fields if row else AssociationFields("", AssociationKind.GMO.value))
        sent = st.form_submit_button("Сохранить" if row else "Добавить объединение", type="primary")
    if sent and row:
        told: dict[str, Any] = {"association_id": row.id, "version": version, "fields": fields}
        submit(form, lambda: save(actions.edit_association, **told), done=SAVED)
    elif sent:
        submit(form, lambda: save(actions.add_association, fields=fields), done="Объединение добавлено")


def _fields(form: str, now: AssociationFields) -> AssociationFields:
    lists = load(reference_names, on=date.today())
    kinds = list(
        dict.fromkeys([*(kind.value for kind in AssociationKind), *lists.get("association_kinds", []), now.kind])
    )
    places = {one.id: one.label for one in load(institution_choices, on=date.today())}
    left, right = st.columns(2)
    one, two, three = st.columns(3)
    names = list(dict.fromkeys([*load(responsible_choices), *([now.curator] if now.curator else [])]))
    subjects = list(
        dict.fromkeys([*lists.get("school_subjects", []), *([now.school_subject] if now.school_subject else [])])
    )
    return AssociationFields(
        name=left.text_input(TITLES["name"], now.name, key=field_key(form, "name")),
        kind=right.selectbox(
            TITLES["kind"], kinds, kinds.index(now.kind), format_func=kind_label, key=field_key(form, "kind")
        ),
        curator=one.selectbox(
            TITLES["curator"],
            names,
            names.index(now.curator) if now.curator else None,
            placeholder="не указан",
            accept_new_options=True,
            key=field_key(form, "curator"),
        ),
        school_subject=two.selectbox(
            TITLES["school_subject"],
            subjects,
            subjects.index(now.school_subject) if now.school_subject else None,
            placeholder="не по предмету",
            accept_new_options=True,
            key=field_key(form, "subject"),
        ),
        institution_id=three.selectbox(
            TITLES["institution_id"],
            list(places),
            list(places).index(now.institution_id) if now.institution_id in places else None,
            format_func=places.__getitem__,
            placeholder="не указано",
            key=field_key(form, "place"),
        ),
        starts_on=one.date_input(
            TITLES["starts_on"], now.starts_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "starts")
        ),
        ends_on=two.date_input(
            TITLES["ends_on"], now.ends_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "ends")
        ),
        order_text=three.text_input(
            TITLES["order_text"], now.order_text, placeholder="№ 181-О от 01.09.2026", key=field_key(form, "order")
        ),
        governing_document=st.text_input(
            TITLES["governing_document"], now.governing_document, key=field_key(form, "document")
        ),
    )


def member_form(found: Roster, on: date) -> None:
    """Taking a person in: found by name, with role and dates; overlapping periods can be joined."""
    form = f"member_{found.association.id}"
    text = st.text_input("Кого добавить: фамилия, имя", key=field_key(form, "find"), icon=":material/search:")
    people = {one.id: one for one in load(find_educators, text=text, on=on)} if text.strip() else {}
    if text.strip() and not people:
        st.caption("Никого не нашлось. Проверьте фамилию или загрузите список педагогов.")
    if not people:
        return
    who, role, since, until = st.columns([3, 2, 1, 1])
    chosen = who.selectbox(
        "Человек",
        list(people),
        format_func=lambda key: " · ".join([people[key].name, *people[key].institutions]),
        key=field_key(form, "who"),
    )
    fields = MemberFields(
        role=role.selectbox(
            "Роль",
            ROLES,
            ROLES.index(MembershipRole.MEMBER),
            format_func=lambda one: one.label,
            key=field_key(form, "role"),
        ),
        valid_from=since.date_input("С", on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "since")),
        valid_to=until.date_input("По", None, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "until")),
        order_text=st.text_input("Приказ", found.association.fields.order_text, key=field_key(form, "order")),
    )
    told = {"association_id": found.association.id, "educator_id": chosen, "fields": fields}
    with st.container(horizontal=True):
        if st.button("Добавить в состав", type="primary", key=field_key(form, "add")):
            submit(form, lambda: save(actions.add_member, **told), done="Добавлено в состав")
        if st.button("Объединить с соседним периодом", key=field_key(form, "join")):
            submit(form, lambda: save(actions.join_periods, **told), done="Периоды объединены")


def change_form(found: Roster, on: date) -> None:
    """Leaving, another role, or taking a mistaken entry out."""
    members = {one.id: one for one in found.members}
    if not members:
        return
    form = f"change_{found.association.id}"
    chosen = st.selectbox(
        "Запись о составе",
        list(members),
        index=None,
        format_func=lambda key: _label(members[key]),
        placeholder="выберите человека",
        key=field_key(form, "which"),
    )
    if chosen is None:
        return
    one = members[chosen]
    told: dict[str, Any] = {"membership_id": one.id, "version": one.version}
    day_place, role_place = st.columns(2)
    day = day_place.date_input("День", on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "day"))
    role = role_place.selectbox(
        "Новая роль", ROLES, ROLES.index(one.role), format_func=lambda r: r.label, key=field_key(form, "role")
    )
    with st.container(horizontal=True):
        if st.button("Закончить участие этим днём", key=field_key(form, "leave")):
            submit(form, lambda: save(actions.end_membership, **told, last_day=day), done=SAVED)
        if st.button("Сменить роль с этого дня", key=field_key(form, "change"), disabled=role is one.role):
            submit(form, lambda: save(actions.change_role, **told, role=role, on=day), done=SAVED)
        if st.button("Удалить ошибочную запись", key=field_key(form, "remove")):
            submit(form, lambda: save(actions.remove_membership, **told), done=SAVED)


def _label(one: Member) -> str:
    return f"{one.name}, {one.role.label}, {span_text(one)}"


def closing_form(row: AssociationRow, on: date) -> None:
    """Closing an association with a day."""
    form = f"close_{row.id}"
    if row.closed_on:
        st.caption(f"Закрыто с {day_text(row.closed_on)}.")
        return
    with st.popover("Закрыть объединение"):
        day = st.date_input("С какого дня", on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "day"))
        st.markdown("Все выйдут из состава накануне. История останется.")
        if st.button("Закрыть", type="primary", key=field_key(form, "sure")):
            told = {"association_id": row.id, "version": row.version, "closed_on": day}
            submit(form, lambda: save(actions.close_association, **told), done=SAVED)


def may_edit() -> bool:
    """Whether forms are shown."""
    return may(Right.EDIT_ASSOCIATIONS)
