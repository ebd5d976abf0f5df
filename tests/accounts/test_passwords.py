import re

import pytest

from gmk.accounts.passwords import check_password, hash_password, is_password, one_time_password
from gmk.errors import RuleBroken


@pytest.mark.parametrize("password", ["12345678", "пароль12", "ж" * 36, "x" * 72, "слово за слово"])
def test_a_password_may_be_cyrillic_and_up_to_72_bytes(password: str) -> None:
    check_password(password)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("1234567", "Пароль слишком короткий: нужно не меньше 8 знаков."),
        ("ж" * 37, "Пароль слишком длинный: можно не больше 36 русских или 72 латинских букв и цифр."),
        ("x" * 73, "Пароль слишком длинный: можно не больше 36 русских или 72 латинских букв и цифр."),
        (" пароль12", "Пароль не может начинаться или заканчиваться пробелом. Уберите пробел."),
        ("Ivanova1", "Пароль совпадает с логином. Придумайте другой."),
    ],
)
def test_a_refused_password_says_why(password: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=re.escape(sentence)):
        check_password(password, login="ivanova1")


def test_only_the_password_itself_fits_its_hash() -> None:
    kept = hash_password("пароль Ёлки")
    assert is_password("пароль Ёлки", kept)
    assert not is_password("пароль Елки", kept)
    assert not is_password("", kept)
    assert not is_password("пароль Ёлки", None)


def test_letters_typed_in_two_parts_are_the_same_password() -> None:
    assert is_password("пароль e\u0308й".replace("e", "е"), hash_password("пароль ёй"))


def test_what_follows_the_72nd_byte_is_not_ignored() -> None:
    kept = hash_password("x" * 72)
    assert is_password("x" * 72, kept)
    assert not is_password("x" * 73, kept)


def test_the_form_library_recognises_our_hashes() -> None:
    from streamlit_authenticator.utilities.hasher import Hasher

    kept = hash_password("пароль12")
    assert Hasher.is_hash(kept)
    assert Hasher.check_pw("пароль12", kept)


def test_one_time_passwords_are_accepted_and_unlike() -> None:
    given = {one_time_password() for _ in range(50)}
    assert len(given) == 50
    for password in given:
        check_password(password)
