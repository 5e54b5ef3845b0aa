"""A person at the county's pages: a browser without a window, which fills in the forms that a person would."""

import re
from html import unescape

import requests

_TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
_CODE = re.compile(r'<code class="long">([^<]+)</code>')
_WAIT_S = 20


class CountyDesk:
    """One browser at the county's own page; it must be on the same machine."""

    def __init__(self, url: str) -> None:
        """Bind; nothing is asked yet."""
        self._url = url
        self._browser = requests.Session()

    def tell_biller(self, biller: str, mood: str, code: str = "other", delay_s: int = 0) -> None:
        """Have a biller's twin, or the bank's, behave so from now on (模拟缴费单位)."""
        self._fill("/money/twin", "/money/twin", biller=biller, mood=mood, code=code, delay=str(delay_s))

    def give_back(self, serial: str) -> None:
        """Have a biller's twin give back what it has booked (冲正)."""
        self._fill("/money/twin", "/money/twin/later", serial=serial, said="reversed")

    def allow(self, station: str, biller: str, account: str, yuan: str, day: str) -> str:
        """Give out a one-off code for an amount over the limit (超限码); the text of its QR code."""
        page = self._fill(
            "/money/codes", "/money/codes", station=station, biller=biller, account=account, yuan=yuan, day=day
        )
        return unescape(_CODE.findall(page)[0])

    def decide_posted(self, station: str, ref: int, biller_ref: str) -> None:
        """Say of a payment that nobody could vouch for: the biller has it (待核实)."""
        self._fill("/money/unknown", "/money/unknown", station=station, ref=str(ref), verdict="posted", text=biller_ref)

    def _fill(self, page: str, action: str, **fields: str) -> str:
        """Open a page, send one of its forms, and see what comes next."""
        shown = self._browser.get(self._url + page, timeout=_WAIT_S)
        shown.raise_for_status()
        token = _TOKEN.findall(shown.text)[0]
        answer = self._browser.post(self._url + action, data={"token": token, **fields}, timeout=_WAIT_S)
        answer.raise_for_status()
        return answer.text
