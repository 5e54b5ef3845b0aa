"""Run a county: ``python -m county --data out/county --port 8620 --demo``.

Once it listens, one line of JSON on standard output says where and with which keys: ``{"url": …, "key": …,
"petition_key": …}`` (the last is "" while the county has no key for confidential petitions).
"""

import argparse
import json
import os
import socket
from pathlib import Path

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from county import demo, petition_key
from county.app import Settings, build
from county.centre import Centre
from kiosk.wire import codec


def main() -> None:
    """Read the command line, listen, serve until told to end."""
    args = _parser().parse_args()
    args.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = county_key(args.data / "county.key")
    petition_public = _petition_key(args)
    title = "石门县 · 村口县中心（演示）" if args.demo else args.title

    def prepare(centre: Centre) -> None:
        if args.demo:
            demo.seed(centre)
        for line in args.enrol:
            code, _, public = line.partition("=")
            centre.enrol(code, bytes.fromhex(public), _demo_name(code) if args.demo else "")
        host, port = listening.getsockname()[:2]
        keys = {"key": centre.public_key.hex(), "petition_key": petition_public.hex()}
        ready = {"url": f"http://{host}:{port}", **keys}
        print(json.dumps(ready), flush=True)  # noqa: T201 - the caller waits for this line

    url = args.db or f"sqlite:///{(args.data / 'county.db').resolve()}"
    settings = Settings(
        url,
        key,
        args.data / "attachments",
        title,
        args.next_s,
        doubt_s=args.doubt_s,
        rebuild=args.rebuild,
        key_hint=demo.KEY_HINT if args.demo else "",
        prepare=prepare,
    )
    app = build(settings)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
    with socket.create_server((args.host, args.port)) as listening:
        uvicorn.Server(config).run(sockets=[listening])


def county_key(file: Path) -> Ed25519PrivateKey:
    """The county's key, made at the first start and kept in a file that only its owner reads."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
            stream.write(codec.private_raw(codec.new_key()))
            stream.flush()
            os.fsync(stream.fileno())
    return codec.private_key(file.read_bytes())


def _petition_key(args: argparse.Namespace) -> bytes:
    """The public half of the key for confidential petitions, made when its holder has given a passphrase."""
    given = args.petition_passphrase.read_text("utf-8").strip() if args.petition_passphrase else ""
    given = given or (demo.PETITION_PASSPHRASE if args.demo else "")
    if given and len(given) < petition_key.PASSPHRASE_CHARS_MIN:
        raise SystemExit(f"the passphrase needs at least {petition_key.PASSPHRASE_CHARS_MIN} characters")
    return petition_key.make(args.data, given) if given else petition_key.public_half(args.data)


def _demo_name(code: str) -> str:
    return next((one.name for one in demo.stations() if one.code == code), "")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m county", description="The county centre of Cunkou.")
    parser.add_argument("--data", type=Path, required=True, help="folder for key, attachments and the default database")
    parser.add_argument("--db", default="", help="URL of the database; default: SQLite in the folder")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--enrol", action="append", default=[], metavar="CODE=KEY", help="a station and its public key")
    parser.add_argument("--title", default="村口 · 县中心")
    parser.add_argument("--next-s", type=int, default=60, help="how often an idle station should come (seconds)")
    parser.add_argument("--doubt-s", type=int, default=600, help="a biller's silence for so long is 状态未知 (seconds)")
    parser.add_argument("--rebuild", action="store_true", help="build the tables again from events and decisions")
    parser.add_argument(
        "--petition-passphrase", type=Path, metavar="FILE", help="makes the key for confidential petitions, once"
    )
    parser.add_argument("--demo", action="store_true", help="enter the demo county's villagers, vans and holds")
    return parser


if __name__ == "__main__":
    main()
