"""A stranger gets the sign-in and nothing else from any address, also from a server that has just started.

Streamlit's old mode would run a page by its address before the main script, and only on a server that nobody has
asked yet: so each address is asked of a server of its own.
"""

import shutil
from pathlib import Path

import pytest
from sqlmodel import Session
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect

from gmk.access import Role
from gmk.db.tables import Educator, Institution
from gmk.ui.navigation import PAGES, Entry
from tests.fixtures.app import user_of
from tests.fixtures.browser import running

SECRETS = ("Тайницкая", "Тайная гимназия", "Проверкин")


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """A data folder with people in it."""
    shutil.copy(sqlite_template, tmp_path / "gmk.db")
    return tmp_path


def _fill(session: Session) -> None:
    session.add(Institution(kind="gymnasium", name="Тайная гимназия", name_key="тайная гимназия"))
    session.add(Educator(last_name="Тайницкая", first_name="Ада", name_key="тайницкая ада"))
    user_of(session, Role.HEAD)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path)
def test_a_stranger_gets_the_sign_in_and_no_data(folder: Path, entry: Entry) -> None:
    with running(folder, path="/_stcore/health") as server:
        with Session(server.engine.execution_options(writes=True)) as session:
            _fill(session)
            session.commit()
        address = server.url.replace("http", "ws") + "/_stcore/stream"
        with connect(address, subprotocols=["streamlit"], max_size=None) as socket:
            by_name = _answer(socket, page_name=entry.url_path)
            by_hash = _answer(socket, page_script_hash=calc_hash(entry.url_path))
    for answer in (by_name, by_hash):
        shown = _text([message for message in answer if message.WhichOneof("type") == "delta"])
        assert "Логин" in shown
        assert "Войти" in shown
        assert entry.title not in shown
        assert [word for word in SECRETS if word in _text(answer)] == []


def _answer(socket: ClientConnection, **asked: str) -> list[ForwardMsg]:
    """Everything that the server sends for one run of the script."""
    request = BackMsg()
    for name, value in asked.items():
        setattr(request.rerun_script, name, value)
    socket.send(request.SerializeToString())
    messages = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(socket.recv(timeout=60))
        messages.append(message)
        if message.WhichOneof("type") == "script_finished":
            return messages


def _text(messages: list[ForwardMsg]) -> str:
    return "\n".join(message.SerializeToString().decode("utf-8", "ignore") for message in messages)
