import streamlit as st

from gmk.plan.queries import plan_of, version_comparison
from gmk.ui.data import load
from gmk.ui.plan import filters
from gmk.ui.plan.approval import show_comparison
from gmk.ui.plan.stage import show_stage, show_steps
from gmk.ui.plan.versions import pick_two, show_versions, signed

st.title("Версии плана")
year, _ = st.columns([1, 2])
with year:
    plan = load(plan_of, school_year=filters.pick_school_year())
show_stage(plan)
found = signed(plan)
show_versions(found)
if not found:
    st.stop()
st.subheader("Сравнение")
before, after = pick_two(found)
compared = load(version_comparison, school_year=plan.school_year, before=before, after=after)
show_comparison(compared, plan, key="plan_compared")
with st.expander("Как утверждали", icon=":material/history:"):
    for version in plan.versions:
        show_steps(version)
