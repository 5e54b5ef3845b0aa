"""The county over HTTP: stations' routes first, then the page for people at the county.

Bodies are bounded while they arrive. A few merges run at once; when too many wait, a station is told "later", with a
slot that spreads stations over a minute. The page is for this machine only: it shows residents' matters and has no
sign-in yet.
"""

import base64
import binascii
import hmac
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from zlib import crc32

import anyio
from anyio import CapacityLimiter, to_thread
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

import resources
from county import holds, intake, kinds, page, projections
from county.biller_twin import Twin
from county.centre import Centre
from county.clock import wall_ms
from county.petition_key import Keyring
from county.petition_web import PetitionWeb
from county.posting import Posting, Runner
from county.store import Store
from county.till_web import TillWeb
from kiosk.wire import exchange, receipt
from kiosk.wire.codec import Malformed, WireTrouble, attachment_bytes_max, exchange_bytes_max

log = logging.getLogger(__name__)

MERGES_MAX = 4
WAITING_MAX = 64
SLOTS_S = 60
BODY_S = 900  # the slowest line needs this for the largest attachment, and nobody else does
FORM_BYTES_MAX = 4_096
_LOOPBACK = ("127.0.0.1", "::1")
_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_COOKIE = "cunkou"
_CLOSE = {"Connection": "close"}  # what is still on its way need not arrive
_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Settings:
    """What a county needs to begin.

    Attributes:
        db: URL of the database, as SQLAlchemy writes it.
        key: The county's.
        attachments: Folder for photos and sound.
        title: Atop the page.
        next_s: How often an idle station should come (seconds).
        now: County time, ms since 1970 UTC.
        doubt_s: Without a biller's word for so long a payment is 状态未知 (seconds).
        rebuild: Build the derived tables again before anybody is answered.
        key_hint: Said beside the field of the petition key's passphrase; "" for nothing.
        prepare: Called once the store is open, for example to enrol stations.
    """

    db: str
    key: Ed25519PrivateKey
    attachments: Path
    title: str = "村口 · 县中心"
    next_s: int = 60
    now: Callable[[], int] = wall_ms
    doubt_s: int = 600
    rebuild: bool = False
    key_hint: str = ""
    prepare: Callable[[Centre], None] = lambda _centre: None


class _Web:
    """The routes and what they share."""

    def __init__(self, settings: Settings) -> None:
        self.title = settings.title
        self.store = Store(settings.db)
        self.centre = Centre(self.store, settings.key, settings.attachments, settings.now, settings.next_s)
        self.twin = Twin(settings.attachments.parent / "twin.db", settings.now)
        self.posting = Posting(self.store, (self.twin, self.twin), settings.now, settings.doubt_s * 1000)
        self.runner = Runner(self.posting)
        self.keyring = Keyring(settings.attachments.parent, settings.now)
        self.key_hint = settings.key_hint
        self.prepare = settings.prepare
        self.rebuild = settings.rebuild
        self.secret = secrets.token_bytes(32)
        self.waiting = 0
        self.limiter: CapacityLimiter | None = None

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self.limiter = CapacityLimiter(MERGES_MAX)
        await to_thread.run_sync(self._open)
        self.runner.start()
        try:
            yield
        finally:
            await to_thread.run_sync(self.runner.close)
            self.twin.close()
            self.store.close()

    def _open(self) -> None:
        kinds.load()
        self.store.open()
        with self.store.write() as db:
            intake.reconsider(db)
            for told in projections.rebuild(db) if self.rebuild else ():
                log.warning("set aside: %s", told)
        self.twin.open()
        self.posting.recover()
        self.prepare(self.centre)

    async def exchange(self, request: Request) -> Response:
        body = await _body(request, exchange_bytes_max)
        answer = await self._work(body, self.centre.exchange, body)
        self.runner.wake()
        return Response(answer, media_type=exchange.MEDIA_TYPE)

    async def attachment(self, request: Request) -> Response:
        leave = _leave(request)
        if request.method == "HEAD":
            told = await self._work(leave, self.centre.has_attachment, leave)
            return Response(status_code=404) if told is None else _receipted(told)
        data = await _body(request, attachment_bytes_max)
        return _receipted(await self._work(leave, self.centre.put_attachment, leave, data))

    async def overview(self, request: Request) -> Response:
        cookie, token = self.admit(request)
        html = await self.query(lambda db: page.render(db, self.title, self.centre.now(), token))
        return _page(html, cookie)

    async def hold_form(self, request: Request) -> Response:
        cookie, token = self.admit(request)
        return _page(page.render_hold_form(self.title, token), cookie)

    async def place_hold(self, request: Request) -> Response:
        form, cookie, token = await self.form(request)
        waybill, reason = holds.cleaned(form.get("waybill", "")), form.get("reason", "").strip()
        if problems := holds.problems_in(waybill, reason):
            html = page.render_hold_form(self.title, token, (waybill[:60], reason[:100]), problems)
            return _page(html, cookie, status=422)
        await self.write(lambda db: holds.place(db, waybill, reason, self.centre.now()))
        return RedirectResponse("/", status_code=303)

    async def lift_hold(self, request: Request) -> Response:
        form, _, _ = await self.form(request)
        await self.write(lambda db: holds.lift(db, holds.cleaned(form.get("waybill", "")), self.centre.now()))
        return RedirectResponse("/", status_code=303)

    async def css(self, _request: Request) -> Response:
        return Response(resources.path("county", "page.css").read_bytes(), media_type="text/css")

    async def _work(self, who: bytes, step: Callable[..., Any], *args: object) -> Any:  # noqa: ANN401 - the step's own
        if self.waiting >= WAITING_MAX:
            raise HTTPException(503, headers={"Retry-After": str(5 + crc32(who[:80]) % SLOTS_S)})
        self.waiting += 1
        try:
            return await to_thread.run_sync(step, *args, limiter=self.limiter)
        except Malformed as error:
            raise HTTPException(400, str(error)) from error
        except WireTrouble as error:
            raise HTTPException(403, error.key) from error
        except DBAPIError as error:
            log.warning("the database could not: %s", type(error).__name__)
            raise HTTPException(503, headers={"Retry-After": "30"}) from error
        finally:
            self.waiting -= 1

    async def query(self, question: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - the question's own
        """Ask the store on a thread."""

        def ask() -> Any:  # noqa: ANN401
            with self.store.read() as db:
                return question(db)

        return await to_thread.run_sync(ask)

    async def write(self, step: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - the step's own
        """One transaction on a thread."""

        def write() -> Any:  # noqa: ANN401
            with self.store.write() as db:
                return step(db)

        return await to_thread.run_sync(write)

    def admit(self, request: Request) -> tuple[str, str]:
        """Let in this machine's own browser only, under its own name (a foreign name here is a rebound one)."""
        client = request.client.host if request.client else ""
        if client not in _LOOPBACK or request.headers.get("host", "").rpartition(":")[0] not in _HOSTS:
            raise HTTPException(403)
        cookie = request.cookies.get(_COOKIE, "")[:64] or secrets.token_urlsafe(24)
        return cookie, hmac.digest(self.secret, cookie.encode(), "sha256").hex()

    async def form(self, request: Request, bytes_max: int = FORM_BYTES_MAX) -> tuple[dict[str, str], str, str]:
        """Fields, cookie and token of a form that this browser was given here."""
        cookie, token = self.admit(request)
        data = await _body(request, bytes_max)
        try:
            fields = parse_qs(data.decode("ascii"), max_num_fields=8, errors="strict", keep_blank_values=True)
        except ValueError as error:
            raise HTTPException(400) from error
        form = {name: values[0] for name, values in fields.items()}
        if not hmac.compare_digest(form.get("token", "").encode(), token.encode()):
            raise HTTPException(403)
        return form, cookie, token

    def page(self, html: str, cookie: str, status: int = 200) -> Response:
        """A page with its headers."""
        return _page(html, cookie, status)


def build(settings: Settings) -> Starlette:
    """The county as an ASGI application; its store opens with the server's start."""
    web = _Web(settings)
    routes = [
        Route(exchange.PATH, web.exchange, methods=["POST"]),
        Route(exchange.ATTACHMENT_PATH + "{digest:str}", web.attachment, methods=["HEAD", "PUT"]),
        Route("/", web.overview, methods=["GET"]),
        Route("/holds", web.hold_form, methods=["GET"]),
        Route("/holds", web.place_hold, methods=["POST"]),
        Route("/holds/lift", web.lift_hold, methods=["POST"]),
        Route("/page.css", web.css, methods=["GET"]),
        *TillWeb(web).routes(),
        *PetitionWeb(web).routes(),
    ]
    return Starlette(routes=routes, lifespan=web.lifespan)


async def _body(request: Request, bytes_max: int) -> bytes:
    """The body, refused as soon as it is known to be too large or too slow."""
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > bytes_max:
        raise HTTPException(413, headers=_CLOSE)
    parts, size = [], 0
    try:
        with anyio.fail_after(BODY_S):
            async for part in request.stream():
                size += len(part)
                if size > bytes_max:
                    raise HTTPException(413, headers=_CLOSE)
                parts.append(part)
    except TimeoutError as error:
        raise HTTPException(408, headers=_CLOSE) from error
    except ClientDisconnect as error:
        raise HTTPException(400) from error
    return b"".join(parts)


def _leave(request: Request) -> bytes:
    try:
        leave = base64.b64decode(request.headers.get(exchange.PASS_HEADER, ""), validate=True)
        named = receipt.peek_pass(leave)
    except (binascii.Error, WireTrouble) as error:
        raise HTTPException(403) from error
    if named.digest.hex() != request.path_params["digest"]:
        raise HTTPException(403)
    return leave


def _receipted(told: bytes) -> Response:
    return Response(headers={exchange.RECEIPT_HEADER: base64.b64encode(told).decode("ascii")})


def _page(html: str, cookie: str, status: int = 200) -> Response:
    answer = HTMLResponse(html, status_code=status, headers=_PAGE_HEADERS)
    answer.set_cookie(_COOKIE, cookie, httponly=True, samesite="strict")
    return answer
