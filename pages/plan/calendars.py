import streamlit as st

from gmk.ui.plan.calendars import feed_form, say_how_to_subscribe, show_feeds

st.title("Календари")
st.markdown("По такому адресу план показывают календарь телефона, Outlook и Яндекс Календарь.")
feed_form()
show_feeds()
say_how_to_subscribe()
