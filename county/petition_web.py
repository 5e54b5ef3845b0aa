"""The routes of the pages about petitions: the same manners as the overview's (this machine only, no forged forms)."""

from collections.abc import Callable
from typing import Any, Protocol

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from county import petition_desk, petition_page
from county.centre import Centre
from county.petition_key import PASSPHRASE_CHARS_MAX, Keyring, Locked
from county.petition_page import HERE, View
from county.till_desk import Form, FormFaulty
from kiosk.wire import sealed
from kiosk.wire.codec import Malformed

FORM_BYTES_MAX = 64 * 1024
"""A text of ``TEXT_CHARS_MAX`` takes nine to twelve bytes a character on its way."""
_SHOWN = ("audio/ogg", "audio/wav", "audio/mpeg", "image/jpeg", "image/png", "image/webp", "video/mp4", "video/webm")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Desk(Protocol):
    """What the web server's own object gives to these routes."""

    title: str
    centre: Centre
    keyring: Keyring
    key_hint: str

    def admit(self, request: Request) -> tuple[str, str]:
        """Cookie and token of this browser; a stranger is turned away."""
        ...

    async def form(self, request: Request, bytes_max: int = ...) -> tuple[Form, str, str]:
        """The fields of a form that is ours, cookie, token."""
        ...

    async def query(self, question: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - the question's own
        """Ask on a thread."""
        ...

    async def write(self, step: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - the step's own
        """One transaction on a thread."""
        ...

    def page(self, html: str, cookie: str, status: int = 200) -> Response:
        """The page with its headers."""
        ...


class PetitionWeb:
    """Pages and forms about petitions."""

    def __init__(self, desk: Desk) -> None:
        """Bind; :meth:`routes` gives the routes."""
        self._desk = desk

    def routes(self) -> list[Route]:
        """Every route."""
        return [
            Route(HERE, self._list, methods=["GET"]),
            Route(f"{HERE}/one", self._one, methods=["GET"]),
            Route(f"{HERE}/attachment", self._attachment, methods=["GET"]),
            Route(f"{HERE}/step", self._step, methods=["POST"]),
            Route(f"{HERE}/category", self._category, methods=["POST"]),
            Route(f"{HERE}/unlock", self._unlock, methods=["POST"]),
            Route(f"{HERE}/lock", self._lock, methods=["POST"]),
            Route(f"{HERE}/times", self._times, methods=["POST"]),
        ]

    async def _list(self, request: Request) -> Response:
        cookie, token = self._desk.admit(request)
        return await self._render_list(cookie, token, request.query_params.get("show", ""))

    async def _one(self, request: Request) -> Response:
        cookie, token = self._desk.admit(request)
        return await self._render(cookie, token, dict(request.query_params))

    async def _attachment(self, request: Request) -> Response:
        cookie, token = self._desk.admit(request)
        asked = dict(request.query_params)
        view = self._view(cookie, token, asked)
        one = await self._desk.query(lambda db: petition_page.attachment_of(db, view, asked.get("digest", "")))
        if one is None:
            raise HTTPException(404)
        data = await to_thread.run_sync(self._desk.centre.attachment, one.sealed or one.digest)
        if data is None:
            raise HTTPException(404, "还没有传上来。")
        if one.sealed:
            data = await to_thread.run_sync(_unsealed, data, view)
        shown = one.mime in _SHOWN
        kept = {} if shown else {"Content-Disposition": "attachment"}
        return Response(data, media_type=one.mime if shown else "application/octet-stream", headers=_HEADERS | kept)

    async def _step(self, request: Request) -> Response:
        return await self._do(request, petition_desk.take)

    async def _category(self, request: Request) -> Response:
        return await self._do(request, petition_desk.change_category)

    async def _unlock(self, request: Request) -> Response:
        form, cookie, token = await self._desk.form(request)
        try:
            said = form.get("passphrase", "")[:PASSPHRASE_CHARS_MAX]
            await to_thread.run_sync(self._desk.keyring.unlock, cookie, said)
        except Locked as locked:
            return await self._render(cookie, token, form, (str(locked),))
        return _back(form)

    async def _lock(self, request: Request) -> Response:
        form, cookie, _ = await self._desk.form(request)
        self._desk.keyring.lock(cookie)
        return _back(form)

    async def _times(self, request: Request) -> Response:
        form, cookie, token = await self._desk.form(request)
        try:
            await self._desk.write(lambda db: petition_desk.publish_times(db, form, self._desk.centre.now()))
        except FormFaulty as faulty:
            return await self._render_list(cookie, token, "", faulty.problems)
        return RedirectResponse(HERE, status_code=303)

    async def _do(self, request: Request, step: Callable[[Any, Form, int], None]) -> Response:
        form, cookie, token = await self._desk.form(request, FORM_BYTES_MAX)
        try:
            await self._desk.write(lambda db: step(db, form, self._desk.centre.now()))
        except FormFaulty as faulty:
            return await self._render(cookie, token, form, faulty.problems)
        return _back(form)

    async def _render_list(self, cookie: str, token: str, show: str, problems: tuple[str, ...] = ()) -> Response:
        title, now_ms = self._desk.title, self._desk.centre.now()
        html = await self._desk.query(lambda db: petition_page.render_list(db, title, now_ms, token, show, problems))
        return self._desk.page(html, cookie, 422 if problems else 200)

    async def _render(self, cookie: str, token: str, asked: Form, problems: tuple[str, ...] = ()) -> Response:
        view = self._view(cookie, token, asked, problems)
        html = await self._desk.query(lambda db: petition_page.render_one(db, self._desk.title, view))
        return self._desk.page(html, cookie, 422 if problems else 200)

    def _view(self, cookie: str, token: str, asked: Form, problems: tuple[str, ...] = ()) -> View:
        ring = self._desk.keyring
        return View(
            asked.get("station", ""), petition_desk.number_in(asked.get("petition", "")), token,
            self._desk.centre.now(), ring.key(cookie), ring.is_there, self._desk.key_hint, asked.get("who") == "1",
            problems, asked if problems else {},
        )  # fmt: skip


def _unsealed(data: bytes, view: View) -> bytes:
    if view.key is None:
        raise HTTPException(404)
    try:
        return sealed.unseal(data, view.key, sealed.ATTACHMENT)
    except Malformed as error:
        raise HTTPException(404) from error


def _back(form: Form) -> Response:
    where = petition_page.where(form.get("station", ""), petition_desk.number_in(form.get("petition", "")))
    return RedirectResponse(where, status_code=303)
