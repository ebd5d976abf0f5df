import streamlit as st

from gmk.associations.meetings import meetings
from gmk.associations.queries import roster
from gmk.ui.associations import card
from gmk.ui.associations.meetings import attendance_form, meeting_form, pick_meeting, show_meetings
from gmk.ui.clock import local, now
from gmk.ui.data import load

st.title("Заседания")
today = local(now()).date()
row = card.pick_association(today, with_new=False)
if row is None:
    st.info("Объединений пока нет. Добавьте первое на странице «Объединения».", icon=":material/info:")
    st.stop()
found = load(roster, association_id=row.id, on=today)
held = load(meetings, association_id=row.id)
show_meetings(held, found, today)
if card.may_edit():
    with st.container(border=True):
        chosen = pick_meeting(held)
        meeting_form(row.id, chosen, today)
        if chosen:
            attendance_form(chosen, found)
