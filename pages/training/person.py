import streamlit as st

from gmk.associations.person import person_in_associations
from gmk.training.queries import person_card
from gmk.training.rows import Policy
from gmk.ui.cards import open_person
from gmk.ui.corrections import offer_corrections
from gmk.ui.data import load
from gmk.ui.filters import pick_day, pick_window, picked_person, usual_policy
from gmk.ui.history import offer_history
from gmk.ui.life import show_life
from gmk.ui.links import link
from gmk.ui.person import search_person, show_card
from gmk.ui.texts import plain

educator_id = picked_person()
if educator_id is None:
    st.title("Найти педагога")
    on = pick_day()
    found = search_person(on)
    if found:
        open_person(found)
    st.stop()

heading = st.empty()
heading.title("Карточка педагога")
link("training/person.py", "К поиску педагога")
day, how_long = st.columns(2)
with day:
    on = pick_day()
with how_long:
    policy = Policy(window_months=pick_window(usual_policy().window_months))
card = load(person_card, educator_id=educator_id, on=on, policy=policy)
heading.title(plain(card.name))
show_card(card, on=on)
show_life(card, load(person_in_associations, educator_id=educator_id, on=on), on)
offer_corrections(educator_id, on)
offer_history(educator_id, on)
