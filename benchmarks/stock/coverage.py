"""The coverage page as Streamlit's manual would write it: frames cached, charts built in Altair, a table of a frame.

Started by plain `streamlit run`, with Streamlit's own settings. `BENCHMARK_DATABASE` is the path of the SQLite file.
"""

import io
import os
import sqlite3
from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

GROUPS = {"учреждение": "i.name", "вид учреждения": "i.kind", "должность": "e.position"}
COVERED = """exists (select 1 from course_record c where c.educator_id = e.educator_id and c.hours >= 16
    and c.by_profile and c.kind <> 'seminar' and (c.finished_on between :since and :day
    or c.finished_on is null and c.year between :first and :last))"""
ACTIVE = """(e.valid_from is null or e.valid_from <= :day) and (e.valid_to is null or e.valid_to >= :day)
    and e.kind in ('main', 'internal') and e.leave is null"""


@st.cache_resource
def database() -> sqlite3.Connection:
    return sqlite3.connect(os.environ["BENCHMARK_DATABASE"], check_same_thread=False)


@st.cache_data
def coverage(by: str, day: date) -> pd.DataFrame:
    since = day.replace(year=day.year - 3)
    days = {"since": str(since), "day": str(day), "first": since.year, "last": day.year}
    frame = pd.read_sql_query(
        f"select {GROUPS[by]} as label, count(*) as active, sum({COVERED}) as covered"
        f" from employment e join institution i on i.id = e.institution_id where {ACTIVE} group by 1",
        database(),
        params=days,
    )
    frame["share"] = frame["covered"] / frame["active"]
    frame["missing"] = frame["active"] - frame["covered"]
    return frame.sort_values("share", ascending=False)


@st.cache_data
def workbook(frame: pd.DataFrame) -> bytes:
    target = io.BytesIO()
    frame.to_excel(target, index=False)
    return target.getvalue()


def bars(frame: pd.DataFrame) -> alt.LayerChart:
    base = alt.Chart(frame).encode(
        y=alt.Y("label:N", sort=None, title=None),
        tooltip=[alt.Tooltip("label:N", title="Группа"), alt.Tooltip("share:Q", title="Охват", format=".1%")],
    )
    track = base.mark_bar(color="#5b6770", opacity=0.2).encode(x=alt.datum(0), x2=alt.datum(1))
    shares = base.mark_bar(color="#1f5a8c").encode(
        x=alt.X("share:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%"), title=None),
        opacity=alt.condition("datum.active < 5", alt.value(0.5), alt.value(1)),
    )
    whole = alt.Chart(frame).mark_rule(strokeWidth=2).encode(x="mean(share):Q")
    captions = base.mark_text(align="left", dx=4).encode(x="share:Q", text=alt.Text("share:Q", format=".1%"))
    return alt.layer(track, shares, whole, captions).properties(height=alt.Step(28))


def page() -> None:
    st.title("Охват обучением")
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    day = left.date_input("По состоянию на", date.today(), format="DD.MM.YYYY")
    by = middle.selectbox("Разрез", list(GROUPS))
    with right.popover("Кого считаем"):
        st.markdown("Основные работники считаются всегда. Ещё считать:")
        for label in ("внутренних совместителей", "внешних совместителей", "тех, кто в отпуске"):
            st.checkbox(label, value=label.startswith("внутренних"))
        st.markdown("Не считать:")
        st.checkbox("педагогов со стажем меньше двух лет")
        st.selectbox("Курс действует", ["12 месяцев", "24 месяца", "36 месяцев"], index=2)
    found = coverage(by, day)
    people, covered = int(found["active"].sum()), int(found["covered"].sum())
    st.metric("Охват", f"{covered / people:.1%}", f"{covered} из {people}", delta_color="off")
    st.markdown("Доля педагогов, у которых есть учтённый курс не старше трёх лет.")
    chart, table = st.columns(2, gap="large")
    chart.altair_chart(bars(found), width="stretch")
    table.dataframe(found, hide_index=True, width="stretch")
    table.download_button("Скачать", workbook(found), "coverage.xlsx")
    st.subheader("Кто за этими числами")
    who, which = st.columns(2, vertical_alignment="bottom")
    who.selectbox("Группа", found["label"], index=None)
    which.selectbox("Показать", ["все", "обученные", "не обученные"])
    st.caption("Щёлкните по столбцу диаграммы, по названию в таблице или выберите здесь.")


st.set_page_config(page_title="Охват обучением", layout="wide")
st.info("Учебный город: люди и учреждения вымышлены.")
opened = st.navigation([st.Page(page, title="Охват обучением")])
with st.sidebar:
    st.markdown("Руководитель")
    st.button("Выйти")
opened.run()
