import streamlit as st

from gmk.associations.queries import roster
from gmk.ui.associations import card
from gmk.ui.data import load
from gmk.ui.filters import pick_day
from gmk.ui.texts import plain

heading = st.empty()
heading.title("Состав объединения")
which, day = st.columns([2, 1])
with day:
    on = pick_day()
with which:
    row = card.pick_association(on, with_new=False)
if row is None:
    st.info("Объединений пока нет. Добавьте первое на странице «Объединения».", icon=":material/info:")
    st.stop()
heading.title(plain(row.name))
found = load(roster, association_id=row.id, on=on)
card.show_particulars(found.association, on)
card.show_roster(found, on)
card.show_difference(found, on)
if card.may_edit():
    with st.expander("Добавить в состав", icon=":material/person_add:"):
        card.member_form(found, on)
    with st.expander("Вышел, сменил роль", icon=":material/manage_accounts:"):
        card.change_form(found, on)
    with st.expander("Сведения об объединении", icon=":material/edit:"):
        card.association_form(row)
        card.closing_form(row, on)
