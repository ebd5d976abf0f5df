import streamlit as st

from gmk.accounts.queries import MOST_ACCESS_ROWS, access_records, institutions_to_choose
from gmk.ui.access_log import pick_period, show_access
from gmk.ui.data import load

st.title("Журнал доступа")
st.markdown("Кто и когда открывал списки, карточки и файлы с фамилиями.")
since, until = pick_period()
rows = load(access_records, since=since, until=until)
if rows:
    show_access(rows, load(institutions_to_choose, on=since.date()))
    st.caption(f"Последние записи сверху, не больше {MOST_ACCESS_ROWS}. Если нужны более ранние, выберите другие дни.")
else:
    st.info("За эти дни никто не открывал списков с фамилиями.")
