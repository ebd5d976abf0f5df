"""What a person sees of an error: the sentence of an `OfficeError`, of a defect a calm one with its number."""

import logging
import secrets

import streamlit as st

from gmk.errors import OfficeError
from gmk.ui.texts import plain

log = logging.getLogger("gmk")


def show_error(error: Exception) -> bool:
    """Shows the error; True, so that Streamlit adds nothing of its own. A defect is logged under its number."""
    if isinstance(error, OfficeError):
        st.error(plain(str(error)))
    else:
        show_defect(error)
    return True


def show_defect(error: Exception) -> None:
    """Logs what nobody foresaw, with its traceback, and shows the number to look for in the log."""
    number = secrets.token_hex(4)
    log.error("defect %s", number, exc_info=error)
    st.error(
        f"Что-то пошло не так: это ошибка программы. Данные не пострадали. Обновите страницу и попробуйте ещё раз; "
        f"если не поможет, сообщите администратору номер ошибки: {number}.",
        icon=":material/error:",
    )
