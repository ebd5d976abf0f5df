"""The pages of a year plan in Chromium: seconds from the click in the menu until the page stands still.

`python -m benchmarks.plan [items ...]`. A plan of so many items with ten signed versions, each of which moved one item
in fifty; every page is opened from the menu several times, the comparison is of the last two versions.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import insert

from benchmarks.measure import machine, table, verdict
from benchmarks.page import free_port, running, signed_in

ROUNDS = 5
VERSIONS = 10
AT_BAR = 1000
YEAR = 2026
PAGES = {
    "Годовой план": "год", "Согласование": "согласование", "Версии плана": "сравнение двух версий",
    "Исполнение плана": "исполнение", "Циклограмма": "циклограмма", "Проверка накладок": "накладки",
    "Документы плана": "документы", "Сегодня": "первая страница",
}  # fmt: skip
IS_QUIET = """title => {
    const app = document.querySelector('[data-testid=stApp]');
    const heading = document.querySelector('[data-testid=stMain] h1');
    return app && app.dataset.testScriptState === 'notRunning' && heading
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
        && location.pathname !== title;
}"""


def fill(count: int) -> None:
    """A plan of so many items, signed ten times."""
    from gmk.db.migrate import upgrade
    from gmk.db.session import engine, write_session
    from gmk.db.tables import Activity, PlanStep, PlanVersion, PlanVersionItem
    from gmk.plan.comparison import content_hash, content_of
    from gmk.plan.queries import items_of
    from gmk.plan.rules import DIRECTIONS
    from gmk.plan.steps import head_of

    upgrade(engine())
    first = date(YEAR, 9, 1)
    with write_session() as session:
        rows = [
            {
                "school_year": YEAR, "title": f"Семинар для педагогов по теме {number}", "title_key": str(number),
                "period_text": f"{day:%d.%m.%Y}", "starts_on": day, "ends_on": day, "precision": "day",
                "direction": DIRECTIONS[number % 5], "responsible": [f"Методист {number % 11} А. П."],
                "place": f"ЦРТ, каб. {number % 20}", "outcome": "протокол", "audience": "учителя", "approved_in": 1,
                "institution_ids": [], "recurrence": "none",
                "status": "done" if day < date(2026, 11, 1) else "planned",
                "done_on": day if day < date(2026, 11, 1) else None,
                "outcome_document": "Протокол" if day < date(2026, 11, 1) else None,
            }
            for number in range(count)
            for day in (first + timedelta(number % 300),)
        ]  # fmt: skip
        session.execute(insert(Activity), rows)
        contents = {item.id: content_of(item) for item in items_of(session, YEAR)}
        for number in range(1, VERSIONS + 1):
            for key in list(contents)[number::50]:
                contents[key] = contents[key] | {"starts_on": "2027-05-01", "period_text": f"май, {number}"}
            version = PlanVersion(
                school_year=YEAR, number=number, level="month" if number > 1 else "year", starts_on=first,
                ends_on=date(YEAR + 1, 8, 31), state="approved", author="Автор", approver="Председатель",
                protocol_number="1", protocol_on=first, order_number="1", order_on=first,
            )  # fmt: skip
            version.content_hash = content_hash(head_of(version), contents)
            session.add(version)
            session.flush()
            session.add(PlanStep(version_id=version.id, step="approved", user_name="Председатель"))
            kept = [
                {"version_id": version.id, "activity_id": key, "content": one, "reason": None}
                for key, one in contents.items()
            ]
            session.execute(insert(PlanVersionItem), kept)


def sign_up() -> None:
    from gmk.accounts.actions import create_first_head
    from gmk.db.session import write_session

    with write_session() as session:
        create_first_head(session, login="golova", full_name="Светлова Ирина Олеговна", password="учебный пароль")


@contextmanager
def opened(port: int, cookie: str) -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(locale="ru-RU", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "gmk_session", "value": cookie, "url": f"http://127.0.0.1:{port}"}])
        yield context.new_page()


def seconds(page: Page, name: str) -> float:
    """From the click until the page stands still."""
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)
    before = page.evaluate("location.pathname")
    began = time.perf_counter()
    link.click()
    page.wait_for_function(IS_QUIET, arg=before, timeout=120_000)
    return time.perf_counter() - began


def measure(count: int) -> dict[str, float]:
    """The median of each page."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(GMK_DATA_DIR=folder, GMK_DEMO="")
        from gmk.db.session import engine
        from gmk.settings import settings

        settings.cache_clear()
        engine.cache_clear()
        fill(count)
        sign_up()
        command = ["uvicorn", "streamlit_app:app", "--no-access-log", "--port", str(port)]
        with running(command, port, "/ready", folder=Path.cwd()), opened(port, signed_in()) as page:
            page.goto(f"http://127.0.0.1:{port}/account")
            page.wait_for_function(IS_QUIET, arg="", timeout=120_000)
            found: dict[str, list[float]] = {name: [] for name in PAGES}
            for _ in range(ROUNDS):
                for name, waits in found.items():
                    waits.append(seconds(page, name))
    return {name: median(waits[1:]) for name, waits in found.items()}


def main(sizes: list[int]) -> None:
    print(machine())
    measured = {count: measure(count) for count in sizes}
    rows = []
    for name in PAGES:
        bar = verdict(measured[AT_BAR][name], 1.0) if AT_BAR in sizes else ""
        rows.append([PAGES[name], *(f"{measured[count][name]:.2f}" for count in sizes), bar])
    print(table(["page, s", *(f"{count} items" for count in sizes), f"bar at {AT_BAR}"], rows))


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [100, 1000, 10_000])
