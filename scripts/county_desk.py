"""A person at the county's pages: a browser without a window, which fills in the forms that a person would."""

import re
from dataclasses import dataclass
from html import unescape

import requests

_TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
_CODE = re.compile(r'<code class="long">([^<]+)</code>')
_SEEN = re.compile(r'name="seen" value="([0-9]+)"')
_ATTACHED = re.compile(r'(?:src|href)="(/petitions/attachment[^"]+)"')
_WAIT_S = 20


@dataclass(frozen=True)
class Petition:
    """A petition as the county names it."""

    station: str
    number: int

    @property
    def fields(self) -> dict[str, str]:
        """As its forms name it."""
        return {"station": self.station, "petition": str(self.number)}

    @property
    def page(self) -> str:
        """Where it is read."""
        return f"/petitions/one?station={self.station}&petition={self.number}"


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

    def step(self, petition: Petition, happening: str, **fields: str) -> None:
        """Take a petition's next step (登记, 转办, 询问, 答复 …)."""
        page = petition.page
        seen = _SEEN.findall(self._shown(page))[0]
        self._fill(page, "/petitions/step", **petition.fields, seen=seen, happening=happening, **fields)

    def unlock(self, petition: Petition, passphrase: str) -> str:
        """Open a confidential petition with the key's passphrase; the page as its holder sees it."""
        return self._fill(petition.page, "/petitions/unlock", **petition.fields, passphrase=passphrase)

    def sounds(self, petition: Petition) -> list[bytes]:
        """What can be heard and seen at a petition's page."""
        links = [unescape(link) for link in _ATTACHED.findall(self._shown(petition.page))]
        found = [self._browser.get(self._url + link, timeout=_WAIT_S) for link in dict.fromkeys(links)]
        return [one.content for one in found if one.ok]

    def _shown(self, page: str) -> str:
        shown = self._browser.get(self._url + page, timeout=_WAIT_S)
        shown.raise_for_status()
        return shown.text

    def _fill(self, page: str, action: str, **fields: str) -> str:
        """Open a page, send one of its forms, and see what comes next."""
        token = _TOKEN.findall(self._shown(page))[0]
        answer = self._browser.post(self._url + action, data={"token": token, **fields}, timeout=_WAIT_S)
        answer.raise_for_status()
        return answer.text
