"""Who is represented, on the screen: the matrix, the institutions without anybody, the subjects."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from gmk.associations.coverage import FEW, Matrix, SubjectCoverage
from gmk.associations.forms import kind_label
from gmk.associations.queries import associations
from gmk.reports.association_tables import SUBJECTS, matrix_table
from gmk.ui.data import load
from gmk.ui.tables import show_table
from gmk.ui.texts import plain
from gmk.wording import counted

ALL = "все виды"


def pick_kind(on: date) -> str | None:
    """Associations of which kind; None for all."""
    kinds = list(dict.fromkeys(row.fields.kind for row in load(associations, on=on)))
    options: list[str | None] = [None, *kinds]
    return st.selectbox(
        "Вид объединения", options, format_func=lambda kind: kind_label(kind) if kind else ALL, key="kind"
    )


def show_matrix(matrix: Matrix, on: date) -> None:
    """The matrix, then in words who isn't represented."""
    if not matrix.associations:
        st.info("Действующих объединений на этот день нет.", icon=":material/info:")
        return
    without = matrix.not_represented
    if without:
        st.warning(f"Никого нет ни в одном объединении: {plain(', '.join(without))}.", icon=":material/person_off:")
    elif matrix.rows:
        st.success("Во всех учреждениях есть участники объединений.", icon=":material/check_circle:")
    show_table(
        matrix_table(matrix),
        matrix.rows,
        key="matrix",
        empty="Учреждений в базе пока нет.",
        parameters=[("По состоянию на", on)],
    )
    if matrix.elsewhere:
        people = counted(matrix.elsewhere, "участник", "участника", "участников")
        st.caption(f"Ещё {people}: учреждение не указано или его нет среди действующих.")
    with st.expander("Кого нет в каждом объединении", icon=":material/person_search:"):
        for number, name in enumerate(matrix.associations):
            missing = matrix.missing(number)
            st.markdown(f"- **{plain(name)}**: {plain(', '.join(missing)) if missing else 'представлены все'}.")
        st.caption("У объединения с предметом названы учреждения, где этот предмет ведут.")


def show_subjects(rows: Sequence[SubjectCoverage], on: date) -> None:
    """Members beside the educators of the subject."""
    show_table(
        SUBJECTS,
        rows,
        key="subjects",
        empty="Ни у одного объединения не указан предмет. Укажите его в сведениях об объединении.",
        parameters=[("По состоянию на", on)],
    )
    if rows:
        st.caption(
            "Ведут предмет – у кого он указан в месте работы на этот день. "
            f"Если таких меньше {FEW}, доля ненадёжна: она отмечена в примечании."
        )
