"""Work on an untrusted file in a process of its own, with limits: the parent's side of `gmk.excel.child`."""

import contextlib
import io
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from gmk.errors import WorkbookUnreadable
from gmk.excel.archive import corrupt

_ROOT = Path(__file__).resolve().parent.parent.parent
_START = "import sys, importlib; sys.path.insert(0, sys.argv[1]); importlib.import_module(sys.argv[2]).main()"
_LARGEST_FRAME = 64 * 2**20
_UNFINISHED = (
    "Файл не дочитан: на него не хватило отведённых времени и памяти. В нём слишком много данных, или он повреждён. "
    "Откройте его в Excel, удалите лишние листы и строки, сохраните и загрузите снова."
)
_PLAIN = {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}


def answers(program: str, data: bytes, request: dict[str, Any], *, seconds: int) -> Iterator[tuple[Any, ...]]:
    """What `main` of the module `program` answers of the file in a child process, to the end.

    Raises:
        WorkbookUnreadable: the child refused the file, crashed on it or took too long.
    """
    command = [sys.executable, "-I", "-c", _START, str(_ROOT), program]
    child = subprocess.Popen(  # noqa: S603 - our own program with a fixed command line
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    clock = threading.Timer(seconds, child.kill)
    clock.start()
    try:
        with child:
            yield from _talk(child, data, request)
    finally:
        clock.cancel()
        if child.poll() is None:
            child.kill()


def _talk(child: "subprocess.Popen[bytes]", data: bytes, request: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    if child.stdin is None or child.stdout is None:
        raise AssertionError("the child was started without pipes")
    with contextlib.suppress(BrokenPipeError), child.stdin as stdin:
        body = pickle.dumps(request)
        stdin.write(len(body).to_bytes(4, "big") + body)
        stdin.write(data)
    try:
        yield from _frames(child.stdout)
    finally:
        child.kill()


def _frames(stream: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    while header := stream.read(4):
        size = int.from_bytes(header, "big")
        if size > _LARGEST_FRAME:
            raise corrupt()
        body = stream.read(size)
        if len(body) < size:
            break
        frame = _Plain(io.BytesIO(body)).load()
        if frame[0] == "end":
            return
        if frame[0] == "refused":
            raise WorkbookUnreadable(*frame[1:])
        yield frame
    raise WorkbookUnreadable("file.too_large", _UNFINISHED)


class _Plain(pickle.Unpickler):
    """Takes plain values and dates only, so that no code of a file ever runs."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN:
            raise corrupt()
        return super().find_class(module, name)
