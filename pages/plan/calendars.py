import streamlit as st

from gmk.ui.plan.calendars import feed_form, say_how_to_subscribe, show_feeds

st.title("Календари")
st.markdown("Адрес, по которому план читают календарь в телефоне, Outlook или Яндекс Календарь.")
feed_form()
show_feeds()
say_how_to_subscribe()
