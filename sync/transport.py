"""The road over HTTP: one session, time limits everywhere, and every error of the library translated here.

An answer is only carried, never believed: whether it is the county's word, its signature says (``sync/courier.py``).
What can be told already is told: a redirect, a page of another type or another certificate means that somebody else
answered.
"""

import base64
import binascii
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests
import urllib3.exceptions
from requests import exceptions as errors

from kiosk.errors import CountyBusy, CountyRefused, LinkTimedOut, LinkTrouble, NoLink, PortalInTheWay, WireTrouble
from kiosk.limits import exchange_bytes_max
from kiosk.wire import exchange, receipt
from sync.identity import Identity

CONNECT_S = 20  # also the time for 16 KB of a body to leave: 14 s at 9.6 kbit/s
READ_S = 60
WHOLE_S = 900  # one round trip, whatever happens
RETRY_AFTER_S_MAX = 3_600
_CHUNK_BYTES = 16 * 1024

_TRANSLATED: tuple[tuple[type[Exception], type[LinkTrouble]], ...] = (
    # The first that fits: subclasses before their bases.
    (errors.Timeout, LinkTimedOut),
    (errors.SSLError, PortalInTheWay),  # another certificate than the county's
    (errors.TooManyRedirects, PortalInTheWay),
    (errors.ContentDecodingError, PortalInTheWay),
    (errors.InvalidURL, LinkTrouble),  # the address in the settings
    (errors.InvalidSchema, LinkTrouble),
    (errors.MissingSchema, LinkTrouble),
    (errors.URLRequired, LinkTrouble),
    (errors.InvalidHeader, LinkTrouble),
    (errors.HTTPError, CountyRefused),
    (errors.JSONDecodeError, PortalInTheWay),
    (errors.RequestException, NoLink),
    (urllib3.exceptions.TimeoutError, LinkTimedOut),
    (urllib3.exceptions.HTTPError, NoLink),
    (OSError, NoLink),
)


class HttpLink:
    """The county over HTTP or HTTPS; a :class:`kiosk.seams.Link`. One thread uses it."""

    def __init__(self, url: str, identity: Identity, ca: str | bool = True) -> None:  # noqa: FBT001, FBT002 - requests' own
        """Bind the address; nothing is opened.

        Args:
            url: Of the county, for example ``https://county.example``.
            identity: Signs the passes for attachments, checks their receipts.
            ca: File of the county's certificate authority; True for the system's.
        """
        self._url = url.rstrip("/")
        self._identity = identity
        self._ca = ca
        self._session: requests.Session | None = None

    def exchange(self, request: bytes) -> bytes:
        """Send the request's bytes, return the answer's; errors as :class:`kiosk.seams.Link` says."""
        answered, body = self._ask("POST", exchange.PATH, request)
        if answered.headers.get("Content-Type", "").partition(";")[0] != exchange.MEDIA_TYPE:
            raise PortalInTheWay
        return body

    def put_attachment(self, digest: str, data: bytes) -> None:
        """Bring one attachment to the county; a short question first spares what is already there."""
        path = exchange.ATTACHMENT_PATH + digest
        leave = receipt.issue_pass(receipt.Pass(self._identity.station, bytes.fromhex(digest)), self._identity.key)
        headers = {exchange.PASS_HEADER: base64.b64encode(leave).decode("ascii")}
        asked, _ = self._ask("HEAD", path, headers=headers)
        if asked.status_code != requests.codes.not_found:
            self._check(asked, digest, len(data))
            return
        put, _ = self._ask("PUT", path, data, headers)
        self._check(put, digest, len(data))

    def close(self) -> None:
        """Let go of the connection."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _check(self, answered: requests.Response, digest: str, size_bytes: int) -> None:
        """Only the county's signature says that an attachment has arrived."""
        try:
            data = base64.b64decode(answered.headers.get(exchange.RECEIPT_HEADER, ""), validate=True)
            told = receipt.read_attachment(data, self._identity.county, station=self._identity.station)
        except (WireTrouble, binascii.Error) as error:
            raise PortalInTheWay from error
        if (told.digest.hex(), told.size_bytes) != (digest, size_bytes):
            raise CountyRefused

    def _ask(
        self, method: str, path: str, data: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[requests.Response, bytes]:
        until = time.monotonic() + WHOLE_S
        with translated():
            # A stream leaves in pieces: each has the time limit for itself, so a slow line is not a dead one.
            body = None if data is None else BytesIO(data)
            with self._opened().request(
                method,
                self._url + path,
                data=body,
                headers=headers,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                stream=True,
                verify=self._ca,
            ) as answered:
                _judge(answered, method)
                return answered, _read(answered, until)

    def _opened(self) -> requests.Session:
        if self._session is None:
            self._session = requests.Session()
            self._session.headers.clear()
            self._session.headers.update(
                {"User-Agent": "cunkou", "Accept-Encoding": "identity", "Content-Type": exchange.MEDIA_TYPE}
            )
            # A proxy of the environment is for the world, not for a county on this very PC.
            self._session.trust_env = not _is_loopback(self._url)
        return self._session


@contextmanager
def translated() -> Iterator[None]:
    """Turn an error of requests, or of what is below it, into the trouble that it means."""
    try:
        yield
    except (errors.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise next(trouble for kind, trouble in _TRANSLATED if isinstance(error, kind)) from error


def _judge(answered: requests.Response, method: str) -> None:
    code = answered.status_code
    if code in (requests.codes.too_many_requests, requests.codes.service_unavailable):
        raise CountyBusy(_retry_after_s(answered))
    if code == requests.codes.network_authentication_required or 300 <= code < 400:  # noqa: PLR2004 - redirects
        raise PortalInTheWay
    if code >= 400 and not (method == "HEAD" and code == requests.codes.not_found):  # noqa: PLR2004 - refusals
        raise CountyRefused(status=code)


def _read(answered: requests.Response, until: float) -> bytes:
    parts, size = [], 0
    for part in answered.iter_content(_CHUNK_BYTES):
        parts.append(part)
        size += len(part)
        if size > exchange_bytes_max:
            raise PortalInTheWay
        if time.monotonic() > until:
            raise LinkTimedOut
    return b"".join(parts)


def _retry_after_s(answered: requests.Response) -> int:
    text = answered.headers.get("Retry-After", "")
    return min(max(int(text), 1), RETRY_AFTER_S_MAX) if text.isascii() and text.isdigit() and len(text) < 9 else 60  # noqa: PLR2004


def _is_loopback(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name, or no address at all
        return False
