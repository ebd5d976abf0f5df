import streamlit as st

from gmk.ui.journal import find_changes, show_changes

st.title("Журнал изменений")
st.markdown("Кто, когда и что изменил: загрузки, правки на экране, настройки и отмены.")
show_changes(find_changes())
