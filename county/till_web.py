"""The routes of the pages about money: the same manners as the overview's (this machine only, no forged forms)."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any, Protocol

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from county import till_desk, till_page
from county.biller import Said
from county.biller_twin import Twin
from county.centre import Centre
from county.till_desk import Form, FormFaulty

_EPOCH = date(1970, 1, 1)
_EMPTY: Form = {}


class Desk(Protocol):
    """What the web server's own object gives to these routes."""

    title: str
    centre: Centre
    twin: Twin

    def admit(self, request: Request) -> tuple[str, str]:
        """Cookie and token of this browser; a stranger is turned away."""
        ...

    async def form(self, request: Request) -> tuple[Form, str, str]:
        """The fields of a form that is ours, cookie, token."""
        ...

    async def query(self, question: Callable[[Any], str]) -> str:
        """Ask on a thread."""
        ...

    async def write(self, step: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - the step's own
        """One transaction on a thread."""
        ...

    def page(self, html: str, cookie: str, status: int = 200) -> Response:
        """The page with its headers."""
        ...


class TillWeb:
    """Pages and forms about money."""

    def __init__(self, desk: Desk) -> None:
        """Bind; :meth:`routes` gives the routes."""
        self._desk = desk

    def routes(self) -> list[Route]:
        """Every route."""
        return [
            Route("/money", self._money, methods=["GET"]),
            Route("/money/day.csv", self._day, methods=["GET"]),
            Route("/money/unknown", self._unknown, methods=["GET"]),
            Route("/money/unknown", self._decide, methods=["POST"]),
            Route("/money/disputes", self._answer, methods=["POST"]),
            Route("/money/points", self._points, methods=["GET"]),
            Route("/money/points/float", self._float, methods=["POST"]),
            Route("/money/points/line", self._line, methods=["POST"]),
            Route("/money/codes", self._codes, methods=["GET"]),
            Route("/money/codes", self._give, methods=["POST"]),
            Route("/money/twin", self._twin, methods=["GET"]),
            Route("/money/twin", self._tell, methods=["POST"]),
            Route("/money/twin/later", self._later, methods=["POST"]),
        ]

    async def _money(self, request: Request) -> Response:
        cookie, _ = self._desk.admit(request)
        now_ms = self._desk.centre.now()
        html = await self._desk.query(lambda db: till_page.render_money(db, self._desk.title, now_ms))
        return self._desk.page(html, cookie)

    async def _day(self, request: Request) -> Response:
        self._desk.admit(request)
        station = request.query_params.get("station", "")
        try:
            day = (date.fromisoformat(request.query_params.get("day", "")) - _EPOCH).days
        except ValueError as error:
            raise HTTPException(400) from error
        text = await self._desk.query(lambda db: till_page.csv(till_desk.day_lines(db, station, day)))
        headers = {"Content-Disposition": 'attachment; filename="day.csv"', "Cache-Control": "no-store"}
        return Response(text, media_type="text/csv", headers=headers)

    async def _unknown(self, request: Request) -> Response:
        cookie, token = self._desk.admit(request)
        return await self._render_unknown(cookie, token)

    async def _decide(self, request: Request) -> Response:
        return await self._do(request, till_desk.decide, "/money/unknown", self._render_unknown)

    async def _answer(self, request: Request) -> Response:
        return await self._do(request, till_desk.answer, "/money/unknown", self._render_unknown)

    async def _points(self, request: Request) -> Response:
        cookie, token = self._desk.admit(request)
        return await self._render_points(cookie, token)

    async def _float(self, request: Request) -> Response:
        return await self._do(request, till_desk.give_float, "/money/points", self._render_points)

    async def _line(self, request: Request) -> Response:
        return await self._do(request, till_desk.set_line, "/money/points", self._render_points)

    async def _codes(self, request: Request) -> Response:
        cookie, token = self._desk.admit(request)
        return await self._render_codes(cookie, token, shown=request.query_params.get("number", "")[:20])

    async def _give(self, request: Request) -> Response:
        form, cookie, token = await self._desk.form(request)
        try:
            number = await self._desk.write(lambda db: self._desk.centre.allow(db, self._wanted(db, form)))
        except FormFaulty as faulty:
            return await self._render_codes(cookie, token, faulty.problems, form)
        return RedirectResponse(f"/money/codes?number={number}", status_code=303)

    async def _twin(self, request: Request) -> Response:
        cookie, token = self._desk.admit(request)
        return await self._render_twin(cookie, token)

    async def _tell(self, request: Request) -> Response:
        form, cookie, token = await self._desk.form(request)
        try:
            told = till_desk.twin_order(form)
        except FormFaulty as faulty:
            return await self._render_twin(cookie, token, faulty.problems)
        await to_thread.run_sync(self._desk.twin.tell, *told)
        return RedirectResponse("/money/twin", status_code=303)

    async def _later(self, request: Request) -> Response:
        form, cookie, token = await self._desk.form(request)
        serial, said = form.get("serial", "").strip()[:100], form.get("said", "")
        reason = "缴费单位冲正了这一笔。" if said == Said.REVERSED else ""
        done = said in (Said.REVERSED, Said.POSTED)
        done = done and await to_thread.run_sync(self._desk.twin.change_mind, serial, Said(said), reason)
        if not done:
            return await self._render_twin(cookie, token, ("没有这样一笔，或它现在不能这样改。",))
        return RedirectResponse("/money/twin", status_code=303)

    def _wanted(self, db: Any, form: Form) -> Any:  # noqa: ANN401 - see till_desk.allowance_wanted
        return till_desk.allowance_wanted(db, form, self._today())

    def _today(self) -> date:
        return _EPOCH + timedelta(milliseconds=self._desk.centre.now() + 8 * 3_600_000)

    async def _do(
        self,
        request: Request,
        step: Callable[[Any, Form, int], None],
        back: str,
        again: Callable[[str, str, tuple[str, ...], Form], Awaitable[Response]],
    ) -> Response:
        form, cookie, token = await self._desk.form(request)
        try:
            await self._desk.write(lambda db: step(db, form, self._desk.centre.now()))
        except FormFaulty as faulty:
            return await again(cookie, token, faulty.problems, form)
        return RedirectResponse(back, status_code=303)

    async def _render_unknown(
        self, cookie: str, token: str, problems: tuple[str, ...] = (), _typed: Form = _EMPTY
    ) -> Response:
        title, now_ms = self._desk.title, self._desk.centre.now()
        html = await self._desk.query(lambda db: till_page.render_unknown(db, title, now_ms, token, problems))
        return self._desk.page(html, cookie, 422 if problems else 200)

    async def _render_points(
        self, cookie: str, token: str, problems: tuple[str, ...] = (), typed: Form = _EMPTY
    ) -> Response:
        html = await self._desk.query(lambda db: till_page.render_points(db, self._desk.title, token, problems, typed))
        return self._desk.page(html, cookie, 422 if problems else 200)

    async def _render_codes(
        self, cookie: str, token: str, problems: tuple[str, ...] = (), typed: Form = _EMPTY, shown: str = ""
    ) -> Response:
        typed = typed or {"day": str(self._today())}
        html = await self._desk.query(
            lambda db: till_page.render_codes(db, self._desk.title, token, problems, typed, shown)
        )
        return self._desk.page(html, cookie, 422 if problems else 200)

    async def _render_twin(self, cookie: str, token: str, problems: tuple[str, ...] = ()) -> Response:
        controls = await to_thread.run_sync(self._desk.twin.controls)
        html = till_page.render_twin(self._desk.title, controls, token, problems)
        return self._desk.page(html, cookie, 422 if problems else 200)
