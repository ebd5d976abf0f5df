"""Pictures of every page on the demonstration town, into `docs/images`.

python scripts/screenshots.py                  # all of them
python scripts/screenshots.py coverage upload  # those whose name begins so

Needs Chromium (`apt install chromium`). Each page is taken on a desk (1440×900) and on a phone (390×844, `-phone`).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlmodel import select

from gmk.access import Role, User, may
from gmk.accounts.actions import create_first_head
from gmk.accounts.demo_users import DEMO_USERS
from gmk.accounts.sessions import open_sign_in
from gmk.db.session import connect, write_session
from gmk.db.tables import UserAccount
from gmk.ui.data import COOKIE
from gmk.ui.navigation import PAGES

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WORKBOOKS = ROOT / "tests" / "workbooks"
SIZES = {"": (1440, 900), "-phone": (390, 844)}
READY_SECONDS = 60
USUAL_FOLDER = Path("/srv/gmk")
"""What the page of the state shows is to look like an office's own folder."""
HEAD = "golova"
TAKEN_AT_THE_OFFICE = ("imports",)
QUERIES = {"person": "?id=37"}
"""What a page needs in its address to show something."""
IS_QUIET = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
}"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running app: its address, and the environment that the command line needs for the same database."""

    address: str
    environment: dict[str, str]

    @property
    def database(self) -> str:
        """The address of its database."""
        name = "demo.db" if self.environment["GMK_DEMO"] else "gmk.db"
        return f"sqlite:///{self.environment['GMK_DATA_DIR']}/{name}"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: name, address, login of whoever looks, and what is done on the page first."""

    name: str
    path: str = "/"
    login: str | None = None
    prepare: Callable[[Page], None] = field(default=lambda _page: None)


def main() -> None:
    """Takes the pictures whose names begin with one of the arguments; all without arguments."""
    wanted = tuple(sys.argv[1:]) or ("",)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, data_folder() as folder:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name, shots in (("town", pages_of_the_town), ("new", first_start), ("office", uploads)):
            chosen = [shot for shot in shots(folder) if shot.name.startswith(wanted)]
            if chosen:
                with server(folder / name, demo=name == "town") as running:
                    if name == "office":
                        open_office(running)
                    take(browser, running, chosen)
        browser.close()


@contextmanager
def data_folder() -> Iterator[Path]:
    """The usual folder, made for the pictures and removed after; a temporary one where it exists or can't be made."""
    try:
        USUAL_FOLDER.mkdir()
    except OSError:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            yield Path(folder)
        return
    try:
        yield USUAL_FOLDER
    finally:
        shutil.rmtree(USUAL_FOLDER, ignore_errors=True)


def chromium() -> str:
    """The browser's program."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        sys.exit("No Chromium on this machine: apt install chromium")
    return found


@contextmanager
def server(folder: Path, *, demo: bool) -> Iterator[Server]:
    """The app on a database of its own, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "GMK_DATA_DIR": str(folder), "GMK_HOST": "127.0.0.1", "GMK_DEMO": "1" if demo else ""}
    environment.pop("GMK_DATABASE_URL", None)
    if demo:
        gmk(environment, "demo")
    command = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--port", str(port)]
    with folder.with_suffix(".log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(f"http://127.0.0.1:{port}")
            yield Server(f"http://127.0.0.1:{port}", environment)
        finally:
            process.terminate()
            process.wait(10)


def gmk(environment: dict[str, str], *arguments: str) -> None:
    """Runs one command of the command line."""
    subprocess.run([sys.executable, "-m", "gmk.cli", *arguments], cwd=ROOT, env=environment, check=True)


def wait_until_ready(address: str) -> None:
    """Returns when the server has loaded everything."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/ready", timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    sys.exit(f"{address} did not get ready within {READY_SECONDS} seconds")


def take(browser: Browser, at: Server, shots: list[Shot]) -> None:
    """Each picture in each size."""
    tokens = {login: token_of(at, login) for login in {shot.login for shot in shots if shot.login}}
    for shot in shots:
        for suffix, (width, height) in SIZES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="ru-RU", timezone_id="Europe/Moscow"
            )
            if shot.login:
                cookie = {"name": COOKIE, "value": tokens[shot.login], "url": at.address}
                context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Lax"}])
            page = context.new_page()
            page.goto(at.address + shot.path)
            settle(page)
            shot.prepare(page)
            settle(page)
            save(page, f"{shot.name}{suffix}")
            context.close()


def settle(page: Page) -> None:
    """Waits until nothing on the page moves any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function(IS_QUIET, timeout=60_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(700)  # charts and slides have no sign of their own
    page.wait_for_function(IS_QUIET, timeout=60_000)


def save(page: Page, name: str) -> None:
    """A picture of 256 colours is a third of the size, and nobody sees the difference."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)
    print(f"{name}.png")


def token_of(at: Server, login: str) -> str:
    """A sign-in of the login without the form: what the browser's cookie is to hold."""
    engine = connect(at.database)
    with write_session(engine) as session:
        account = session.exec(select(UserAccount).where(UserAccount.login == login)).one()
        token = open_sign_in(session, user_id=account.id, at=datetime.now(UTC))
    engine.dispose()
    return token


def pages_of_the_town(_folder: Path) -> Iterator[Shot]:
    """The sign-in, and every page of the menu, as the head sees it or else the administrator."""
    yield Shot("sign-in")
    for entry in PAGES:
        role = next(
            role for role in (Role.HEAD, Role.ADMINISTRATOR) if may(User(None, "", "", frozenset({role})), entry.right)
        )
        login = next(user.login for user in DEMO_USERS if user.role is role)
        path = "/" if entry is PAGES[0] else f"/{entry.url_path}{QUERIES.get(entry.url_path, '')}"
        if entry.url_path not in TAKEN_AT_THE_OFFICE:
            yield Shot(entry.url_path, path, login)


def first_start(_folder: Path) -> Iterator[Shot]:
    """What a new office sees."""
    yield Shot("first-run")


def uploads(folder: Path) -> Iterator[Shot]:
    """An upload with names that nobody knows yet, step by step, and the journal of what was uploaded before."""
    file = folder / "Курсы педагогов.xlsx"
    write_courses(file)

    def choose(page: Page) -> None:
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text("Применить").wait_for(timeout=60_000)

    def check(page: Page) -> None:
        choose(page)
        settle(page)
        page.get_by_text("Оставить без ответа").click()
        page.get_by_text("Без изменений").first.wait_for(timeout=60_000)

    yield Shot("imports", "/imports", HEAD)
    yield Shot("upload-names", "/upload", HEAD, choose)
    yield Shot("upload-check", "/upload", HEAD, check)


def write_courses(file: Path) -> None:
    """Thirty rows of a list of courses; three name an institution that isn't known."""
    workbook = load_workbook(WORKBOOKS / "05-courses.xlsx")
    sheet = workbook.worksheets[0]
    sheet.delete_rows(34, sheet.max_row)
    for row in (5, 9, 21):
        sheet.cell(row, 3, "Школа у озера")
    workbook.save(file)


def open_office(office: Server) -> None:
    """An office with its head, its institutions and the staff of one school."""
    engine = connect(office.database)
    with write_session(engine) as session:
        create_first_head(session, login=HEAD, full_name="Берестова Алла Кирилловна", password="учебный-город")  # noqa: S106
    engine.dispose()
    for name in ("01-institutions", "02-staff-school"):
        gmk(office.environment, "import", str(WORKBOOKS / f"{name}.xlsx"), "--valid-only", "--as-of", "2026-09-01")


if __name__ == "__main__":
    main()
