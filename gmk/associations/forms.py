"""What forms say about associations. Pure."""

from collections.abc import Mapping
from typing import Any

from gmk.associations.names import association_key
from gmk.associations.rows import AssociationFields
from gmk.errors import RuleBroken
from gmk.excel.cells import clean_text
from gmk.vocabulary import AssociationKind

TITLES: Mapping[str, str] = {
    "name": "Объединение",
    "kind": "Вид объединения",
    "governing_document": "Положение",
    "institution_id": "Базовое учреждение",
    "curator": "Курирует методист",
    "school_subject": "Предмет",
    "starts_on": "Действует с",
    "ends_on": "Действует по",
    "order_text": "Приказ",
    "closed_on": "Закрыто с",
}
"""What the fields of an association are called."""
MEMBER_TITLES: Mapping[str, str] = {
    "association_id": "Объединение",
    "role": "Роль в объединении",
    "institution_id": "Учреждение",
    "position": "Должность",
    "valid_from": "В составе с",
    "valid_to": "В составе по",
    "order_text": "Приказ",
}
"""What the fields of a membership are called."""


def kind_label(kind: str) -> str:
    """What people call a kind: the label of a code, or the office's own name of it."""
    return AssociationKind(kind).label if kind in list(AssociationKind) else kind


def read_association(fields: AssociationFields) -> dict[str, Any]:
    """The fields as an import would store them.

    Raises:
        RuleBroken: the name or the kind is missing, or the term ends before it begins.
    """
    name, kind = clean_text(fields.name), clean_text(fields.kind)
    if name is None:
        raise RuleBroken("Поле «Объединение» не заполнено. Впишите название.")
    if kind is None:
        raise RuleBroken("Поле «Вид объединения» не заполнено. Выберите вид из списка.")
    if fields.starts_on and fields.ends_on and fields.ends_on < fields.starts_on:
        raise RuleBroken(
            f"Объединение действует по {fields.ends_on:%d.%m.%Y}, а с {fields.starts_on:%d.%m.%Y}. Исправьте."
        )
    return {
        "name": name,
        "name_key": association_key(name),
        "kind": kind,
        "governing_document": clean_text(fields.governing_document),
        "institution_id": fields.institution_id,
        "curator": clean_text(fields.curator or ""),
        "school_subject": clean_text(fields.school_subject or ""),
        "starts_on": fields.starts_on,
        "ends_on": fields.ends_on,
        "order_text": clean_text(fields.order_text),
    }
