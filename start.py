"""Sets everything up and starts it: `python3 start.py`, `python3 start.py --demo`, `python3 start.py test`.

Needs nothing but Python 3.11 or newer. The libraries go into `.venv`, exactly as `requirements.txt` pins them, and
the project itself beside them; what is installed is remembered in `.venv`, so that the next start takes seconds and
needs no network. The file uses the standard library alone and keeps to old syntax: an old Python must get as far as
the sentence that says which one is needed.
"""

import argparse
import hashlib
import http.client
import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, NoReturn, Optional

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "gmk-installed.json"
NEEDED_PYTHON = (3, 11)
PORT = 8501
READY_SECONDS = 120
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


def main(arguments: List[str]) -> int:
    """Runs the tests (`test …`) or the app, and gives the exit code."""
    check_python()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace", line_buffering=True)
    if arguments[:1] == ["test"]:
        return run_tests(arguments[1:])
    return run_app(_options(arguments))


def _options(arguments: List[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Запускает рабочее место городского методического кабинета.",
        epilog="python3 start.py test [параметры pytest] – проверить проект тестами.",
    )
    parser.add_argument("--demo", action="store_true", help="открыть учебный город с вымышленными людьми")
    parser.add_argument("--port", type=int, default=PORT, help=f"порт, обычно {PORT}")
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1 – только этот компьютер, 0.0.0.0 – вся сеть")
    return parser.parse_args(arguments)


def stop(sentence: str) -> NoReturn:
    """Ends the start with one sentence that says what to do."""
    print(sentence, file=sys.stderr)
    sys.exit(1)


def check_python() -> None:
    """Stops on a Python that cannot run the project."""
    if sys.version_info < NEEDED_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        stop(f"Нужен Python 3.11 или новее, а это {found}. Новый Python: https://www.python.org/downloads/")
    if sys.maxsize < 2**32:
        stop("Нужен 64-разрядный Python, а это 32-разрядный. Установите 64-разрядный и повторите.")


def prepare(requirements: str) -> None:
    """Makes `.venv` hold what the file pins and the project itself; does nothing where it already does."""
    make_environment()
    stamp = read_stamp()
    if stamp.get(requirements) != digest(requirements):
        print("Устанавливаю библиотеки. В первый раз это занимает несколько минут…")
        _pip("--require-hashes", "--only-binary", ":all:", "-r", requirements)
        stamp[requirements] = digest(requirements)
        write_stamp(stamp)
    project = f"{digest('pyproject.toml')} {ROOT}"
    if stamp.get("project") != project:
        _pip("--no-deps", "--no-build-isolation", "-e", ".")
        stamp["project"] = project
        write_stamp(stamp)


def digest(name: str) -> str:
    """SHA-256 of a file of the project, the same on every system: line ends don't count."""
    return hashlib.sha256((ROOT / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_stamp() -> Dict[str, str]:
    """What was installed last, by file; empty where nothing was or the note cannot be read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: Dict[str, str]) -> None:
    """Notes in `.venv` what it holds."""
    STAMP.write_text(json.dumps(stamp, indent=1, ensure_ascii=False), encoding="utf-8")


def python_of(environment: Path, system: str = os.name) -> Path:
    """The Python of an environment; `system` as in `os.name`."""
    return environment / "Scripts" / "python.exe" if system == "nt" else environment / "bin" / "python"


def make_environment() -> None:
    """Makes `.venv` unless it is there and its Python runs and is new enough."""
    if _runs("import sys; sys.exit(sys.version_info < (3, 11))"):
        return
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        stop("В этом Python нет модуля venv. Установите его: sudo apt install python3-venv – и повторите.")
    print("Готовлю папку .venv…")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        stop("Не удалось создать папку .venv, причина выше. Помогает: sudo apt install python3-venv, свободное место.")


def _runs(code: str) -> bool:
    """Whether the Python of `.venv` exists and ends the code well."""
    try:
        done = subprocess.run([str(python_of(VENV)), "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _pip(*what: str) -> None:
    """Installs into `.venv`; shows pip's own last lines only where it fails."""
    if not _runs("import pip"):
        subprocess.run([str(python_of(VENV)), "-m", "ensurepip"], stdout=subprocess.DEVNULL, check=False)
    command = [str(python_of(VENV)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *what]
    with subprocess.Popen(
        command,
        cwd=str(ROOT),
        env={**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        lines = [_shown(line.rstrip()) for line in process.stdout]
    if process.returncode:
        print("\n".join(lines[-15:]), file=sys.stderr)
        stop("Не удалось установить библиотеки, причина выше. Проверьте подключение к интернету и повторите.")


def _shown(line: str) -> str:
    """The line itself; what pip is busy with is shown in passing, on a screen only."""
    busy_with = progress(line)
    if busy_with and sys.stdout.isatty():
        print(f"\r  {busy_with:<60}", end="\r", flush=True)
    return line


def progress(line: str) -> Optional[str]:
    """What a line of pip's output tells a person who waits; None if nothing."""
    if line.startswith("Installing collected packages"):
        return "раскладываю по местам…"
    found = re.match(r"\s*Collecting ([\w.-]+)", line)
    return found.group(1) if found else None


def run_app(options: argparse.Namespace) -> int:
    """Starts one server and waits until it ends."""
    check_port(options.host, options.port)
    prepare("requirements.txt")
    environment = app_environment(options)
    if options.demo:
        make_demo(environment)
    command = [str(python_of(VENV)), "-m", "uvicorn", "streamlit_app:app", "--workers", "1", "--no-access-log"]
    command += ["--host", options.host, "--port", str(options.port), "--timeout-graceful-shutdown", "3"]
    # As Streamlit's own server does: compressing the messages was a fifteenth of the work for a click.
    command += ["--ws-per-message-deflate", "false"]
    return attend(subprocess.Popen(command, cwd=str(ROOT), env=environment), options)


def app_environment(options: argparse.Namespace) -> Dict[str, str]:
    """The environment of the server: the demonstration town never opens the office's own database."""
    environment = {**os.environ, "PYTHONUTF8": "1", "GMK_HOST": options.host}
    if options.demo:
        environment.pop("GMK_DATABASE_URL", None)
        environment["GMK_DEMO"] = "1"
    return environment


def check_port(host: str, port: int) -> None:
    """Stops where the server could not listen: a port in use, or an address that isn't this machine's."""
    if not 0 < port < 2**16:
        stop(f"Порта {port} не бывает: укажите число от 1 до 65535.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as the server itself will: a port that was just left is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        stop(f"Порт {port} на {host} недоступен: {reason(error)}. Другой порт: python3 start.py --port {port + 1}")


def reason(error: OSError) -> str:
    """Why the port cannot be had, in Russian."""
    if isinstance(error, PermissionError):
        return "его может занять только администратор"
    if isinstance(error, socket.gaierror):
        return "такого адреса нет"
    return "он занят (возможно, программа уже запущена) или адрес не этого компьютера"


def make_demo(environment: Dict[str, str]) -> None:
    """Makes the demonstration town's database where there is none yet."""
    folder = ROOT / environment.get("GMK_DATA_DIR", "data")
    if (folder / "demo.db").exists():
        return
    print("Создаю учебный город…")
    made = subprocess.run([str(python_of(VENV)), "-m", "gmk.cli", "demo"], cwd=str(ROOT), env=environment, check=False)
    if made.returncode:
        stop("Не удалось создать учебный город, причина выше.")


def attend(server: subprocess.Popen, options: argparse.Namespace) -> int:
    """Says the address when the server is ready, waits for its end, and ends it on Ctrl+C or SIGTERM."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        say_address(server, options)
        code = server.wait()
    except KeyboardInterrupt:
        _end(server)
        print("\nОстановлено.")
        return 0
    if code:
        print(f"Программа остановилась с ошибкой (код {code}), причина выше.", file=sys.stderr)
    return code


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _end(server: subprocess.Popen) -> None:
    """Lets the server finish what it is doing. Ctrl+C reaches it from the console; on Windows nothing gentler does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name == "posix":
        server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def say_address(server: subprocess.Popen, options: argparse.Namespace) -> None:
    """Waits until the server answers, then says where; says nothing about one that ended."""
    own = "127.0.0.1" if options.host in EVERYWHERE else options.host
    deadline = time.monotonic() + READY_SECONDS
    while server.poll() is None and not _is_ready(own, options.port):
        if time.monotonic() > deadline:
            break
        time.sleep(0.2)
    if server.poll() is None:
        print(f"Готово. Откройте в браузере: {address_of(own, options.port)}")
        if options.host in EVERYWHERE:
            print(f"Для других компьютеров сети: {address_of(socket.gethostname(), options.port)}")
        print("Остановить: Ctrl+C.")


def address_of(host: str, port: int) -> str:
    """The address for a browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_ready(host: str, port: int) -> bool:
    """Whether the server says that it has loaded everything; asked directly, past any proxy."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def run_tests(arguments: List[str]) -> int:
    """Runs pytest on all cores with what `requirements-dev.txt` pins; the arguments are pytest's."""
    prepare("requirements-dev.txt")
    command = [str(python_of(VENV)), "-m", "pytest", "-n", "auto", *arguments]
    try:
        return subprocess.run(command, cwd=str(ROOT), check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
