import streamlit as st

from gmk.ui.associations.new_rosters import choose_rosters, offer_to_write, pick_year
from gmk.ui.clock import local, now

st.title("Составы на 1 сентября")
year, _ = st.columns([1, 2])
with year:
    school_year = pick_year(local(now()).date())
rosters = choose_rosters(school_year)
if rosters is not None:
    offer_to_write(school_year, rosters)
