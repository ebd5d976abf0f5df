"""One item of the plan: what the plan says of it, how it went, what was done with it."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gmk.access import Right
from gmk.people.contents import reference_names
from gmk.people.queries import institution_choices
from gmk.periods import school_year_text
from gmk.plan import actions
from gmk.plan.forms import TITLES
from gmk.plan.queries import association_choices, responsible_choices
from gmk.plan.rows import ActivityFields, ActivityRow, Plan
from gmk.plan.rules import CONTENT, editable_fields, is_content_open
from gmk.ui.data import current_user, load, may, save
from gmk.ui.forms import SAVED, field_key, opened_version, submit
from gmk.ui.links import link
from gmk.ui.navigation import ROOT
from gmk.ui.plan.filters import today
from gmk.ui.texts import plain
from gmk.vocabulary import ActivityBasis

PERIOD_HELP = "12.09.2026, 12–14 сентября, октябрь, до 15 мая, I полугодие, в течение года, ежемесячно"


def back_to_plan(plan: Plan) -> None:
    """The way back to the list."""
    link("plan/year.py", f"К плану на {school_year_text(plan.school_year)}", year=school_year_text(plan.school_year))


def find(plan: Plan, activity_id: int) -> ActivityRow | None:
    """The item of the plan; None if it isn't there, or isn't the user's to see."""
    return next((item for item in plan.items if item.id == activity_id), None)


def say_gone() -> None:
    """That the item isn't in the plan."""
    st.info("Этого мероприятия в плане нет: его убрали, или оно не для вас.", icon=":material/info:")


def may_edit_content(plan: Plan, item: ActivityRow | None) -> bool:
    """Whether the form of what the plan says is shown."""
    if item is None:
        return may(Right.EDIT_PLAN) and is_content_open(plan.stage, None)
    return bool(editable_fields(current_user().rights, plan.stage, item) & CONTENT)


def show_content(item: ActivityRow) -> None:
    """What the plan says, for reading."""
    pairs = [
        (TITLES["period_text"], item.period_text),
        (TITLES["direction"], item.heading),
        (TITLES["form"], item.form),
        (TITLES["responsible"], ", ".join(item.responsible)),
        (TITLES["audience"], item.audience),
        (TITLES["place"], item.place),
        (TITLES["institution_ids"], ", ".join(item.institutions) or "все"),
        (TITLES["association_id"], item.association),
        (TITLES["outcome"], item.outcome),
        (TITLES["target_direction"], item.target_direction),
        (TITLES["task"], item.task),
        (TITLES["basis"], ", ".join(filter(None, (item.basis and ActivityBasis(item.basis).label, item.basis_text)))),
    ]
    st.markdown("\n".join(f"- {title}: {plain(value)}" for title, value in pairs if value))


def content_form(plan: Plan, item: ActivityRow | None) -> None:
    """The form of what the plan says; with a field for the reason once a plan was signed."""
    form = f"activity_{item.id if item else f'new_{plan.school_year}'}"
    version = opened_version(form, item.version) if item else 0
    with st.form(field_key(form, "form"), border=False):
        fields = _fields(form, item)
        reason = _reason(form, plan, item)
        sent = st.form_submit_button("Сохранить" if item else "Добавить в план", type="primary")
    if not sent:
        return
    if item is None:
        submit(form, lambda: _add(plan, fields, reason), done="Мероприятие добавлено в план")
    else:
        told = {"activity_id": item.id, "version": version, "fields": fields, "reason": reason}
        submit(form, lambda: save(actions.edit_activity, **told), done=SAVED)


def _add(plan: Plan, fields: ActivityFields, reason: str) -> None:
    key = save(actions.add_activity, school_year=plan.school_year, fields=fields, reason=reason)
    st.toast("Мероприятие добавлено в план", icon=":material/check:")
    st.switch_page(ROOT / "plan/activity.py", query_params={"year": school_year_text(plan.school_year), "id": str(key)})


def _reason(form: str, plan: Plan, item: ActivityRow | None) -> str:
    if not plan.stage.is_signed:
        return ""
    return st.text_input(
        "Причина правки",
        (item.reason if item else None) or "",
        help="План утверждён: причину увидит председатель, она останется в отчёте о выполнении плана.",
        key=field_key(form, "reason"),
    )


def _fields(form: str, item: ActivityRow | None) -> ActivityFields:
    lists = load(reference_names, on=today())
    title = st.text_input(TITLES["title"], item.title if item else "", key=field_key(form, "title"))
    first, second, third = st.columns(3)
    period_text = first.text_input(
        TITLES["period_text"], (item and item.period_text) or "", help=PERIOD_HELP, key=field_key(form, "period_text")
    )
    direction = _choice(second, form, "direction", lists.get("directions", []), item)
    kind = _choice(third, form, "form", lists.get("activity_forms", []), item, free=True)
    who, where = st.columns(2)
    responsible = _names(who, form, item)
    institution_ids = _institutions(where, form, item)
    left, right = st.columns(2)
    association_id = _association(left, form, item)
    texts = {
        name: _text(place, form, name, item)
        for name, place in (("place", right), ("audience", left), ("outcome", right))
    }
    one, two, three, four = st.columns(4)
    return ActivityFields(
        title=title,
        period_text=period_text,
        direction=direction,
        section=item.section if item and item.direction == direction else None,
        form=kind,
        responsible=tuple(responsible),
        institution_ids=tuple(institution_ids),
        association_id=association_id,
        basis=_basis(three, form, item),
        basis_text=_text(four, form, "basis_text", item),
        target_direction=_choice(one, form, "target_direction", lists.get("target_directions", []), item),
        task=_choice(two, form, "task", lists.get("plan_tasks", []), item),
        **texts,
    )


def _text(place: DeltaGenerator, form: str, field: str, item: ActivityRow | None) -> str:
    return place.text_input(TITLES[field], (item and getattr(item, field)) or "", key=field_key(form, field))


def _association(place: DeltaGenerator, form: str, item: ActivityRow | None) -> int | None:
    labels = load(association_choices)
    stored = item.association_id if item else None
    if stored and item:
        labels.setdefault(stored, item.association or f"№ {stored}")
    return place.selectbox(
        TITLES["association_id"],
        list(labels),
        list(labels).index(stored) if stored else None,
        format_func=labels.__getitem__,
        placeholder="не от объединения",
        key=field_key(form, "association_id"),
    )


def _choice(
    place: DeltaGenerator,
    form: str,
    field: str,
    options: Sequence[str],
    item: ActivityRow | None,
    *,
    free: bool = False,
) -> str | None:
    """One entry of a list; what the item has stays a choice though the list has it no more."""
    stored: str | None = getattr(item, field) if item else None
    known = list(dict.fromkeys([*options, *([stored] if stored else [])]))
    return place.selectbox(
        TITLES[field],
        known,
        known.index(stored) if stored else None,
        placeholder="не указано",
        accept_new_options=free,
        key=field_key(form, field),
    )


def _names(place: DeltaGenerator, form: str, item: ActivityRow | None) -> list[str]:
    stored = list(item.responsible) if item else []
    return place.multiselect(
        TITLES["responsible"],
        list(dict.fromkeys([*stored, *load(responsible_choices)])),
        stored,
        accept_new_options=True,
        placeholder="Выберите или впишите: Петрова А. П.",
        key=field_key(form, "responsible"),
    )


def _institutions(place: DeltaGenerator, form: str, item: ActivityRow | None) -> list[int]:
    labels = {one.id: one.label for one in load(institution_choices, on=today())}
    if item:
        labels |= dict(zip(item.institution_ids, item.institutions, strict=False))
    return place.multiselect(
        TITLES["institution_ids"],
        list(labels),
        [key for key in item.institution_ids if key in labels] if item else [],
        format_func=labels.__getitem__,
        placeholder="все учреждения",
        key=field_key(form, "institution_ids"),
    )


def _basis(place: DeltaGenerator, form: str, item: ActivityRow | None) -> str | None:
    options = list(ActivityBasis)
    return place.selectbox(
        TITLES["basis"],
        options,
        options.index(ActivityBasis(item.basis)) if item and item.basis else None,
        format_func=lambda one: one.label,
        placeholder="не указано",
        key=field_key(form, "basis"),
    )
