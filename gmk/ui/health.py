"""The state of the program on the screen."""

import streamlit as st

from gmk.service.health import Health
from gmk.wording import number_text

LITTLE_SPACE = 2**30
UNITS = ("байт", "КБ", "МБ", "ГБ", "ТБ")


def show_health(health: Health) -> None:
    """Warnings first, then what there is."""
    if health.free_bytes < LITTLE_SPACE:
        st.warning(
            f"На диске с папкой данных осталось {bytes_text(health.free_bytes)}. Освободите место: без него "
            "загрузки и резервные копии не сохранятся."
        )
    places, records = st.columns(2, gap="large")
    with places:
        st.subheader("Программа и диск")
        _pairs(_places(health))
    with records:
        st.subheader("Записи")
        _pairs({name: number_text(number) for name, number in health.counts.items()})


def _places(health: Health) -> dict[str, str]:
    size = f", {bytes_text(health.database_bytes)}" if health.database_bytes is not None else ""
    return {
        "Версия программы": health.program,
        "База данных": f"{health.database}, схема {health.revision}{size}",
        "Папка данных": str(health.data_dir),
        "Загруженные файлы": bytes_text(health.uploads_bytes),
        "Свободно на диске": bytes_text(health.free_bytes),
        "Копии перед обновлениями": ", ".join(health.copies) or "нет",
    }


def _pairs(values: dict[str, str]) -> None:
    st.table({"": list(values), " ": list(values.values())}, hide_index=True, hide_header=True)


def bytes_text(number: int) -> str:
    """A size as people write it: 812 байт, 1,5 МБ."""
    power = min(max(number.bit_length() - 1, 0) // 10, len(UNITS) - 1)
    scaled = f"{number / 1024**power:.1f}".rstrip("0").rstrip(".") if power else str(number)
    return f"{scaled.replace('.', ',')} {UNITS[power]}"
