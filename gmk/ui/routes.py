"""What the ASGI application answers besides Streamlit: readiness, the sign-in cookie, security headers, warm-up."""

import gc
import hashlib
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import anyio
import anyio.to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gmk.accounts.sessions import LASTS, end_sign_in
from gmk.accounts.tickets import redeem_ticket
from gmk.db.migrate import upgrade
from gmk.db.session import engine, read_session, write_session
from gmk.errors import Busy, NotSignedIn
from gmk.intake import files
from gmk.plan.feeds import calendar_behind, is_read_noted, note_read
from gmk.settings import settings
from gmk.ui.data import COOKIE, look_up

log = logging.getLogger("gmk")

OBJECTS_TO_COLLECT = 20_000
"""So many new objects before the garbage collector looks: a page makes tens of thousands, and few are garbage."""
WARM = ("pandas", "pyarrow.dataset", "altair", "openpyxl", "xlsxwriter")
"""Loaded before the first visitor. Never streamlit_authenticator: see `gmk.ui.signin`."""

_readiness = {"ready": False}


async def ready(_request: Request) -> Response:
    """200 once the libraries are loaded and the schema is up to date, 503 before."""
    if _readiness["ready"]:
        return PlainTextResponse("ok")
    return PlainTextResponse("starting", 503)


async def finish(request: Request) -> Response:
    """Turns a ticket into the sign-in cookie, then goes where the person wanted."""
    response = RedirectResponse(
        local_path(request.query_params.get("next")), 303, headers={"cache-control": "no-store"}
    )
    token = redeem_ticket(request.query_params.get("ticket", ""), at=datetime.now(UTC))
    if token and is_own(request):
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            secure=is_https(request),
            samesite="lax",
        )
    return response


async def log_out(request: Request) -> Response:
    """Ends the sign-in of the cookie and takes the cookie away."""
    response = RedirectResponse(
        local_path(request.query_params.get("next")), 303, headers={"cache-control": "no-store"}
    )
    if is_own(request):
        await anyio.to_thread.run_sync(_end, request.cookies.get(COOKIE))
        response.delete_cookie(COOKIE, httponly=True, secure=is_https(request), samesite="lax")
    return response


def _end(token: str | None) -> None:
    if token:
        with write_session() as session:
            end_sign_in(session, token=token)


def local_path(address: str | None) -> str:
    """The address, if it leads to this site; else the first page."""
    if address and address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable():
        return address
    return "/"


def is_https(request: Request) -> bool:
    """Whether the browser's connection is encrypted, perhaps by a proxy before us."""
    return request.headers.get("x-forwarded-proto", request.url.scheme) == "https"


def is_own(request: Request) -> bool:
    """Whether our own page sent the browser here: a link on another site signs nobody in or out."""
    return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")


async def calendar(request: Request) -> Response:
    """The plan as a calendar program reads it; 404 for an address that isn't, or not any more."""
    made = await anyio.to_thread.run_sync(_calendar, request.path_params["token"], datetime.now(UTC))
    if made is None:
        return PlainTextResponse("Такого календаря нет: адрес закрыт или написан с ошибкой.", 404)
    tag = f'"{hashlib.sha256(made).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "private, max-age=900"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)


def _calendar(token: str, at: datetime) -> bytes | None:
    with read_session() as session:
        made = calendar_behind(session, token, at=at)
        is_noted = made is None or is_read_noted(session, token, at=at)
    if not is_noted:
        with suppress(Busy), write_session() as session:  # the next reading notes it
            note_read(session, token, at=at)
    return made


ROUTES = [
    Route("/ready", ready),
    Route("/auth/finish", finish),
    Route("/auth/logout", log_out),
    Route("/calendar/{token}.ics", calendar),
]

CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "connect-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""Nothing from other hosts. Streamlit builds its scripts and styles in the page, Vega compiles expressions."""

FILES = "/media/"
"""In the address of every file that Streamlit gives out."""
OWN_STATIC = "/static/"
"""Streamlit's own fonts, scripts and pictures begin so; the sign-in page needs them too."""

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"content-security-policy", CONTENT_POLICY.encode()),
)


class SecurityHeaders:
    """Puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and its answer back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class FilesForSignedIn:
    """Gives out the files that pages have made only to a browser that is signed in: a link to one isn't a key."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers it with a refusal."""
        path = scope.get("path", "")
        is_file = scope["type"] == "http" and FILES in path and not path.startswith(OWN_STATIC)
        if is_file and not await anyio.to_thread.run_sync(_is_signed_in, Request(scope).cookies.get(COOKIE)):
            await PlainTextResponse(str(NotSignedIn()), 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_signed_in(token: str | None) -> bool:
    return token is not None and look_up(token, at=datetime.now(UTC)) is not None


MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(FilesForSignedIn)]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Brings database and kept files up to date before anybody is answered, warms up while the first are."""
    settings().data_dir.mkdir(parents=True, exist_ok=True)
    await anyio.to_thread.run_sync(_bring_up_to_date)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(anyio.to_thread.run_sync, warm_up)
        yield {}


def _bring_up_to_date() -> None:
    upgrade(engine())
    with write_session() as session:
        files.settle(session)


def warm_up() -> None:
    """Loads what the first page would wait seconds for; keeps it out of the garbage collector's way."""
    for module in WARM:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_TO_COLLECT, *gc.get_threshold()[1:])
    _readiness["ready"] = True
