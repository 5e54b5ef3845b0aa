"""HTTP carries and translates: a real county on a real socket, servers of bad manners, every error of the library."""

import inspect
from hashlib import sha256

import pytest
import requests
import urllib3.exceptions
from requests import exceptions as errors

from kiosk.errors import CountyBusy, CountyRefused, LinkTimedOut, LinkTrouble, NoLink, PortalInTheWay
from kiosk.store.keys import MemoryKeys
from kiosk.wire import codec, exchange
from sync import identity, transport
from sync.transport import HttpLink

from .servers import county, enrolled, rude

NONCE = bytes(range(16))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A county that knows one station."""
    keys = MemoryKeys()
    before = identity.load(keys, "SM-01", codec.public_raw(codec.new_key()))
    with county(tmp_path_factory.mktemp("county"), *enrolled(before)) as ready:
        who = identity.load(keys, "SM-01", bytes.fromhex(ready["key"]))
        link = HttpLink(ready["url"], who)
        yield link, who, ready["url"]
        link.close()


def ask(who, **more):
    return exchange.ask(exchange.Question(who.station, 1, NONCE, 5, 0, **more), who.key)


def test_an_exchange_over_a_socket(served):
    link, who, _ = served
    for _ in range(3):
        told = exchange.hear(link.exchange(ask(who)), who.county, NONCE)
        assert (told.refusal, told.hint.next_s) == ("", 60)


def test_one_connection_is_kept_and_an_idle_contact_is_small(served):
    link, who, url = served
    link.exchange(ask(who))
    link.exchange(ask(who))
    pools = link._opened().get_adapter(url).poolmanager.pools
    assert [pools[key].num_connections for key in pools.keys()] == [1]  # noqa: SIM118 - not a dict
    prepared = link._opened().prepare_request(requests.Request("POST", url + exchange.PATH, data=ask(who)))
    head = f"POST {exchange.PATH} HTTP/1.1\r\nHost: county.example\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in prepared.headers.items()
    )
    assert len(head) + 2 + len(ask(who)) <= 400  # road.md goal 5


def test_a_photo_arrives_whole_and_again_is_harmless(served):
    link, _, _ = served
    photo = bytes(range(256)) * 4000
    for _ in range(2):
        link.put_attachment(sha256(photo).hexdigest(), photo)


def test_a_photo_that_is_not_what_it_says_is_refused(served):
    link, _, _ = served
    with pytest.raises(CountyRefused):
        link.put_attachment(sha256(b"another").hexdigest(), b"one")


def test_a_strangers_photo_is_refused(served):
    _, who, url = served
    stranger = identity.Identity("SM-99", codec.new_key(), who.county)
    link = HttpLink(url, stranger)
    with pytest.raises(CountyRefused):
        link.put_attachment(sha256(b"x").hexdigest(), b"x")
    link.close()


def test_nobody_there_is_no_link(served):
    _, who, _ = served
    link = HttpLink("http://127.0.0.1:9", who)
    with pytest.raises(NoLink):
        link.exchange(b"x")
    link.close()


PAGES = {
    "a sign-in page": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi", PortalInTheWay),
    "a redirect": (b"HTTP/1.1 302 Found\r\nLocation: http://portal/\r\nContent-Length: 0\r\n\r\n", PortalInTheWay),
    "sign in first": (b"HTTP/1.1 511 Sign in\r\nContent-Length: 0\r\n\r\n", PortalInTheWay),
    "not http": (b"SSH-2.0-OpenSSH\r\n", NoLink),
    "half an answer": (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhi", NoLink),
    "nothing": (b"", NoLink),
    "later": (b"HTTP/1.1 503 Later\r\nRetry-After: 77\r\nContent-Length: 0\r\n\r\n", CountyBusy),
    "an error": (b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", CountyRefused),
    "too large": (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/x-cunkou\r\nContent-Length: 5000000\r\n\r\n" + bytes(5_000_000),
        PortalInTheWay,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_somebody_else_answers(served, name):
    reply, trouble = PAGES[name]
    with rude(reply) as url:
        link = HttpLink(url, served[1])
        with pytest.raises(LinkTrouble) as caught:
            link.exchange(b"x")
        link.close()
    assert type(caught.value) is trouble
    if trouble is CountyBusy:
        assert caught.value.retry_after_s == 77


@pytest.mark.parametrize(
    ("said", "seconds"), [("", 60), ("-3", 60), ("0", 1), ("99999", 3600), ("٣", 60), ("soon", 60)]
)
def test_retry_after_is_read_within_reason(said, seconds):
    answered = requests.Response()
    answered.headers["Retry-After"] = said
    assert transport._retry_after_s(answered) == seconds


def test_a_server_that_hangs_is_too_slow(served, monkeypatch):
    monkeypatch.setattr(transport, "READ_S", 0.2)
    with rude(b"", hang=True) as url:
        link = HttpLink(url, served[1])
        with pytest.raises(LinkTimedOut):
            link.exchange(b"x")
        link.close()


def test_a_county_that_trickles_is_too_slow(served, monkeypatch):
    monkeypatch.setattr(transport, "WHOLE_S", -1)
    link, who, _ = served
    with pytest.raises(LinkTimedOut):
        link.exchange(ask(who))


MEANING = {
    "BaseHTTPError": None,
    "ChunkedEncodingError": NoLink,
    "ConnectTimeout": LinkTimedOut,
    "ConnectionError": NoLink,
    "ContentDecodingError": PortalInTheWay,
    "HTTPError": CountyRefused,
    "InvalidHeader": LinkTrouble,
    "InvalidJSONError": NoLink,
    "InvalidProxyURL": LinkTrouble,
    "InvalidSchema": LinkTrouble,
    "InvalidURL": LinkTrouble,
    "JSONDecodeError": PortalInTheWay,
    "MissingSchema": LinkTrouble,
    "ProxyError": NoLink,
    "ReadTimeout": LinkTimedOut,
    "RequestException": NoLink,
    "RetryError": NoLink,
    "SSLError": PortalInTheWay,
    "StreamConsumedError": NoLink,
    "Timeout": LinkTimedOut,
    "TooManyRedirects": PortalInTheWay,
    "URLRequired": LinkTrouble,
    "UnrewindableBodyError": NoLink,
}
LIBRARY = {
    name: kind
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.RequestException)
}


@pytest.mark.parametrize("name", LIBRARY)
def test_every_error_of_requests_has_a_meaning(name):
    kind = LIBRARY[name]
    raised = kind("x", "{}", 0) if name == "JSONDecodeError" else kind("x")
    with pytest.raises(LinkTrouble) as caught, transport.translated():
        raise raised
    assert type(caught.value) is MEANING[name]
    assert caught.value.__cause__ is raised


@pytest.mark.parametrize(
    ("raised", "meaning"),
    [
        (urllib3.exceptions.ReadTimeoutError(None, "/", "x"), LinkTimedOut),
        (urllib3.exceptions.ProtocolError("x"), NoLink),
        (ConnectionResetError(), NoLink),
        (OSError(), NoLink),
    ],
)
def test_what_is_below_requests_has_a_meaning(raised, meaning):
    with pytest.raises(LinkTrouble) as caught, transport.translated():
        raise raised
    assert type(caught.value) is meaning


@pytest.mark.parametrize("url", ["", "county", "ftp://county", "http://", "http://[", "http://a b"])
def test_a_wrong_address_is_a_trouble_not_a_crash(served, url):
    link = HttpLink(url, served[1])
    with pytest.raises(LinkTrouble):
        link.exchange(b"x")
    link.close()


LOOPBACK = {
    "http://127.0.0.1:1": True,
    "http://localhost": True,
    "http://[::1]:2": True,
    "https://county.example": False,
}


@pytest.mark.parametrize(("url", "here"), LOOPBACK.items())
def test_a_proxy_is_not_asked_about_this_very_pc(url, here):
    assert transport._is_loopback(url) is here
