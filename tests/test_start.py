"""The one-command start: what it installs when, what it says where it cannot, how it ends."""

import argparse
import ast
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import start

ROOT = Path(start.__file__).parent
SOURCE = Path(start.__file__).read_text(encoding="utf-8")
posix = pytest.mark.skipif(os.name != "posix", reason="signals of Linux and macOS")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project folder with an empty `.venv` that `start` takes for its own."""
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(f"{name}\n", encoding="utf-8")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / "gmk-installed.json")
    return tmp_path


@pytest.fixture
def installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `prepare` has asked pip for, by the last word of each command."""
    asked: list[str] = []
    monkeypatch.setattr(start, "make_environment", lambda: None)
    monkeypatch.setattr(start, "_pip", lambda *what: asked.append(what[-1]))
    return asked


def _imported() -> Iterator[str]:
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def test_only_the_standard_library_is_imported() -> None:
    assert [name for name in _imported() if name.split(".")[0] not in sys.stdlib_module_names] == []


def test_an_old_python_can_read_the_file() -> None:
    ast.parse(SOURCE, feature_version=(3, 6))
    assert "from __future__" not in SOURCE


def test_an_old_python_is_told_which_one_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start.sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit) as ended:
        start.main([])
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("Нужен Python 3.11 или новее, а это 3.10.")


def test_a_32_bit_python_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(start.sys, "maxsize", 2**31 - 1)
    with pytest.raises(SystemExit):
        start.check_python()
    assert "64-разрядный" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(
    missing: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None if name == missing else object())
    with pytest.raises(SystemExit):
        start.make_environment()
    said = capsys.readouterr().err
    assert "apt install python3-venv" in said
    assert said.count("\n") == 1


def test_the_environment_has_its_python_where_each_system_puts_it() -> None:
    assert start.python_of(Path("e"), "nt") == Path("e/Scripts/python.exe")
    assert start.python_of(Path("e"), "posix") == Path("e/bin/python")


@posix
def test_an_environment_whose_python_does_not_run_is_made_anew(project: Path) -> None:
    broken = start.python_of(start.VENV)
    broken.parent.mkdir(parents=True)
    broken.symlink_to(project / "python-of-last-year")
    start.make_environment()
    assert start._runs("import pip, sys; sys.exit(sys.prefix == sys.base_prefix)")


def test_the_first_start_installs_the_libraries_and_the_project(installed: list[str]) -> None:
    start.prepare("requirements.txt")
    assert installed == ["requirements.txt", "."]


def test_the_second_start_installs_nothing(installed: list[str]) -> None:
    start.prepare("requirements.txt")
    installed.clear()
    start.prepare("requirements.txt")
    assert installed == []


def test_changed_pins_are_installed_again(installed: list[str], project: Path) -> None:
    start.prepare("requirements.txt")
    installed.clear()
    (project / "requirements.txt").write_text("newer", encoding="utf-8")
    start.prepare("requirements.txt")
    assert installed == ["requirements.txt"]


def test_a_changed_or_moved_project_is_installed_again(
    installed: list[str], project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.prepare("requirements.txt")
    installed.clear()
    (project / "pyproject.toml").write_text("another command", encoding="utf-8")
    start.prepare("requirements.txt")
    assert installed == ["."]
    moved = project.rename(tmp_path_factory.mktemp("elsewhere") / "gmk")
    monkeypatch.setattr(start, "ROOT", moved)
    monkeypatch.setattr(start, "STAMP", moved / ".venv" / "gmk-installed.json")
    start.prepare("requirements.txt")
    assert installed == [".", "."]


def test_the_tests_and_the_app_are_noted_apart(installed: list[str]) -> None:
    start.prepare("requirements-dev.txt")
    start.prepare("requirements.txt")
    assert installed == ["requirements-dev.txt", ".", "requirements.txt"]


def test_what_failed_is_not_noted_as_installed(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_what: str) -> None:
        sys.exit(1)

    with monkeypatch.context() as patched:
        patched.setattr(start, "_pip", fails)
        with pytest.raises(SystemExit):
            start.prepare("requirements.txt")
    assert start.read_stamp() == {}
    start.prepare("requirements.txt")
    assert installed == ["requirements.txt", "."]


@pytest.mark.parametrize("content", ["", "{", "[1]", '"text"'])
def test_an_unreadable_note_counts_as_nothing_installed(content: str, project: Path) -> None:
    start.STAMP.write_text(content, encoding="utf-8")
    assert start.read_stamp() == {}


def test_the_note_is_read_back(project: Path) -> None:
    start.write_stamp({"project": "а б"})
    assert start.read_stamp() == {"project": "а б"}
    assert json.loads(start.STAMP.read_text(encoding="utf-8")) == {"project": "а б"}


def test_line_ends_of_windows_do_not_count_as_a_change(project: Path) -> None:
    (project / "requirements.txt").write_bytes(b"a\nb\n")
    unix = start.digest("requirements.txt")
    (project / "requirements.txt").write_bytes(b"a\r\nb\r\n")
    assert start.digest("requirements.txt") == unix
    (project / "requirements.txt").write_bytes(b"a\nc\n")
    assert start.digest("requirements.txt") != unix


@posix
def test_pip_that_fails_shows_its_reason_and_one_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = start.python_of(start.VENV)
    fake.parent.mkdir(parents=True)
    fake.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "No route to host"\nexit 1\n', encoding="utf-8")
    fake.chmod(0o755)
    with pytest.raises(SystemExit):
        start._pip("-r", "requirements.txt")
    said = capsys.readouterr().err
    assert "No route to host" in said
    assert "Проверьте подключение к интернету" in said


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Collecting pandas==3.1.1 (from -r requirements.txt (line 5))", "pandas"),
        ("  Collecting flit-core==3.12.0", "flit-core"),
        ("Installing collected packages: a, b", "раскладываю по местам…"),
        ("Requirement already satisfied: pandas", None),
        ("", None),
    ],
)
def test_pips_lines_are_told_in_short(line: str, expected: str | None) -> None:
    assert start.progress(line) == expected


def test_a_taken_port_is_named_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            start.check_port("127.0.0.1", port)
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Порт {port} на 127.0.0.1 недоступен: он занят")
    assert f"--port {port + 1}" in said


def test_a_free_port_is_taken_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    start.check_port("127.0.0.1", _free_port())
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [("127.0.0.1", 70000, "от 1 до 65535"), ("127.0.0.1", 0, "от 1 до 65535"), ("no host", 8501, "адреса нет")],
)
def test_an_impossible_address_is_refused(
    host: str, port: int, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        start.check_port(host, port)
    assert expected in capsys.readouterr().err


def test_a_taken_port_stops_the_start_before_anything_is_installed(installed: list[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SystemExit):
            start.main(["--port", str(other.getsockname()[1])])
    assert installed == []


def test_the_demonstration_town_never_opens_the_offices_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GMK_DATABASE_URL", "postgresql://office")
    demo = start.app_environment(argparse.Namespace(demo=True, host="127.0.0.1"))
    assert demo["GMK_DEMO"] == "1"
    assert "GMK_DATABASE_URL" not in demo
    office = start.app_environment(argparse.Namespace(demo=False, host="0.0.0.0"))  # noqa: S104
    assert office["GMK_DATABASE_URL"] == "postgresql://office"
    assert "GMK_DEMO" not in office
    assert office["GMK_HOST"] == "0.0.0.0"  # noqa: S104


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that `start` has run; each ends well."""
    ran: list[list[str]] = []

    def run(command: list[str], **_options: object) -> SimpleNamespace:
        ran.append(command[1:])
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(start.subprocess, "run", run)
    return ran


def test_the_demonstration_town_is_made_once(project: Path, commands: list[list[str]]) -> None:
    start.make_demo({})
    assert commands == [["-m", "gmk.cli", "demo"]]
    (project / "data").mkdir()
    (project / "data" / "demo.db").touch()
    start.make_demo({})
    assert len(commands) == 1


def test_the_tests_run_on_all_cores_with_the_given_arguments(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    prepared: list[str] = []
    monkeypatch.setattr(start, "prepare", prepared.append)
    assert start.main(["test", "-k", "port", "-x"]) == 0
    assert prepared == ["requirements-dev.txt"]
    assert commands == [["-m", "pytest", "-n", "auto", "-k", "port", "-x"]]


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", "http://127.0.0.1:8501"), ("::1", "http://[::1]:8501"), ("gmk", "http://gmk:8501")],
)
def test_the_address_can_be_typed_into_a_browser(host: str, expected: str) -> None:
    assert start.address_of(host, 8501) == expected


READY_SERVER = """
import http.server
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/ready" else 404)
        self.end_headers()
    def log_message(self, *words): pass
http.server.HTTPServer(("127.0.0.1", {port}), Ready).serve_forever()
"""
ATTEND = """
import argparse, subprocess, sys, start
server = subprocess.Popen([sys.executable, "-c", {code!r}])
sys.exit(start.attend(server, argparse.Namespace(host="127.0.0.1", port={port})))
"""


@pytest.fixture
def attended() -> Iterator[Callable[[str, int], subprocess.Popen[str]]]:
    """Starts a process that attends to the given server on the port, with its output to read."""
    running: list[subprocess.Popen[str]] = []

    def begin(code: str, port: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-u", "-c", ATTEND.format(code=code, port=port)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        running.append(
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment
            )
        )
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@posix
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_started_server_is_named_and_ended_calmly(
    ending: signal.Signals, attended: Callable[[str, int], subprocess.Popen[str]]
) -> None:
    port = _free_port()
    process = attended(READY_SERVER.format(port=port), port)
    assert process.stdout is not None
    assert process.stdout.readline() == f"Готово. Откройте в браузере: http://127.0.0.1:{port}\n"
    process.send_signal(ending)
    rest, _ = process.communicate(timeout=20)
    assert rest.endswith("Остановлено.\n")
    assert "Traceback" not in rest
    assert process.returncode == 0
    start.check_port("127.0.0.1", port)


def test_a_server_that_fails_is_not_called_ready(attended: Callable[[str, int], subprocess.Popen[str]]) -> None:
    process = attended("raise SystemExit(3)", _free_port())
    said, _ = process.communicate(timeout=20)
    assert said == "Программа остановилась с ошибкой (код 3), причина выше.\n"
    assert process.returncode == 3
