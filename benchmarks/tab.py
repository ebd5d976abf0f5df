"""A browser's tab as the server sees it: Streamlit's messages over a websocket, without a browser."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 120  # seconds
CHOICES = {"selectbox": "string_value", "radio": "string_value", "button_group": "string_array_value"}


@dataclass
class Choice:
    """A widget on the page that lets one choose from a list."""

    id: str
    value_field: str


@dataclass
class Tab:
    """One open page; `elements` counts what the last run drew, by kind."""

    address: str
    page: str = ""
    query: str = ""
    cookie: str = ""
    choices: dict[str, Choice] = field(default_factory=dict)
    elements: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    received: int = 0
    _hash: str = ""
    _socket: Any = None

    async def open(self) -> float:
        """Connects and runs the page for the first time; seconds until the run ended."""
        began = time.perf_counter()
        self._socket = await websockets.connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            max_size=None,
            ping_interval=None,
        )
        await self._run({})
        return time.perf_counter() - began

    async def close(self) -> None:
        await self._socket.close()

    async def choose(self, label: str, option: str) -> float:
        """A click that changes one widget; seconds until the run ended."""
        began = time.perf_counter()
        await self._run({label: option})
        return time.perf_counter() - began

    async def _run(self, chosen: dict[str, str]) -> None:
        message = BackMsg()
        request = message.rerun_script
        request.query_string = self.query
        request.page_script_hash = self._hash
        request.page_name = "" if self._hash else self.page
        for label, option in chosen.items():
            choice = self.choices[label]
            state = request.widget_states.widgets.add(id=choice.id)
            if choice.value_field == "string_value":
                state.string_value = option
            else:
                state.string_array_value.data.append(option)
        await self._socket.send(message.SerializeToString())
        self.elements = {}
        while not self._is_end(await asyncio.wait_for(self._socket.recv(), PATIENCE)):
            pass

    def _is_end(self, raw: bytes) -> bool:
        self.received += len(raw)
        message = ForwardMsg.FromString(raw)
        match message.WhichOneof("type"):
            case "new_session":
                self._hash = message.new_session.page_script_hash
            case "navigation":
                self._hash = message.navigation.page_script_hash
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                self._note(message.delta.new_element)
            case "script_finished":
                return True
        return False

    def _note(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        self.elements[kind] = self.elements.get(kind, 0) + 1
        if kind in CHOICES:
            widget = getattr(element, kind)
            self.choices[widget.label] = Choice(widget.id, CHOICES[kind])
        elif kind == "exception":
            self.errors.append(element.exception.message)
