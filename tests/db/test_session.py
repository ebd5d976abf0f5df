from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from gmk.access import EVERYTHING, Scope
from gmk.db.keys import name_key
from gmk.db.scoping import within
from gmk.db.session import read_session, write_session
from gmk.db.tables import Institution, Setting


def test_a_failed_transaction_leaves_nothing(database: Engine) -> None:
    with pytest.raises(RuntimeError), write_session() as session:
        session.add(Setting(key="window_months", value=12))
        session.flush()
        raise RuntimeError("stop")
    with read_session() as session:
        assert session.get(Setting, "window_months") is None


def test_a_read_session_changes_nothing(database: Engine) -> None:
    with read_session() as session:
        session.add(Setting(key="window_months", value=12))
        session.flush()
    with read_session() as session:
        assert session.get(Setting, "window_months") is None


def test_writers_at_once_lose_no_update(sqlite: Engine) -> None:
    with write_session() as session:
        session.add(Setting(key="counter", value=0))

    def add_one(_turn: int) -> None:
        with write_session() as session:
            counter = session.get_one(Setting, "counter")
            counter.value += 1
            session.add(counter)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(40)))
    with read_session() as session:
        assert session.get_one(Setting, "counter").value == 40


@pytest.mark.parametrize(
    ("scope", "names"), [(EVERYTHING, ["А", "Б"]), (Scope(frozenset({2})), ["Б"]), (Scope(frozenset()), [])]
)
def test_within_narrows_rows_to_the_scope(database: Engine, scope: Scope, names: list[str]) -> None:
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", name=n, name_key=n) for i, n in ((1, "А"), (2, "Б")))
    with read_session() as session:
        rows = session.exec(within(select(Institution.name).order_by("name"), col(Institution.id), scope)).all()
    assert rows == names


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  ПЁТР\u00a0 Ёлкин ", "петр елкин"),
        ("Пикал\u0450во", "пикалево"),
        ("Рос\u00adинка", "росинка"),
        ("е\u0308ж", "еж"),
        ("и\u0306од", "йод"),
    ],
)
def test_a_name_key_folds_what_looks_the_same(text: str, key: str) -> None:
    assert name_key(text) == key
