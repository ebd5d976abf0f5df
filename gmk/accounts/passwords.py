"""Passwords: what is accepted, how they are kept, one-time ones."""

import secrets
import unicodedata
from functools import cache

import bcrypt

from gmk.errors import RuleBroken

SHORTEST = 8
LONGEST_BYTES = 72
"""bcrypt reads no further: 72 Latin or 36 Cyrillic letters."""
ROUNDS = 12
_ONE_TIME_LETTERS = "абвгдежзиклмнпрстуфхцшэюя23456789"


def check_password(password: str, *, login: str = "") -> None:
    """Passes what may become a password.

    Raises:
        RuleBroken: too short, too long, the login itself, or spaces at an end.
    """
    if len(password) < SHORTEST:
        raise RuleBroken(f"Пароль слишком короткий: нужно не меньше {SHORTEST} знаков.")
    if len(_bytes(password)) > LONGEST_BYTES:
        raise RuleBroken("Пароль слишком длинный: можно не больше 36 русских или 72 латинских букв и цифр.")
    if password != password.strip():
        raise RuleBroken("Пароль не может начинаться или заканчиваться пробелом. Уберите пробел.")
    if login and password.casefold() == login.casefold():
        raise RuleBroken("Пароль совпадает с логином. Придумайте другой.")


def hash_password(password: str) -> str:
    """What is kept instead of the password."""
    return bcrypt.hashpw(_bytes(password), bcrypt.gensalt(ROUNDS)).decode("ascii")


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one of the hash; takes as long without a hash, so that nobody learns who exists."""
    given = _bytes(password)[:LONGEST_BYTES]
    matches = bcrypt.checkpw(given, (password_hash or _nobody()).encode("ascii"))
    return matches and password_hash is not None and len(_bytes(password)) <= LONGEST_BYTES


def one_time_password() -> str:
    """A password of three groups of four letters and digits (about 60 bits), without those that look alike."""
    groups = ("".join(secrets.choice(_ONE_TIME_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8")


@cache
def _nobody() -> str:
    return hash_password(secrets.token_urlsafe(16))
