"""A county as it ships: its own process, a real socket. And a server of bad manners."""

import json
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

from sync import identity

ROOT = Path(__file__).parents[2]


@contextmanager
def county(folder: Path, *options: str):
    """``python -m county`` on a free port; gives its ready line."""
    command = [sys.executable, "-m", "county", "--data", str(folder), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
            process.wait(10)


def enrolled(who: identity.Identity) -> tuple[str, str]:
    return "--enrol", who.enrolment


@contextmanager
def rude(reply: bytes, *, hang: bool = False):
    """Answers whatever is asked with ``reply``, or with nothing for ever."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stop = threading.Event()

        def serve():
            while not stop.is_set():
                try:
                    taken, _ = listening.accept()
                except OSError:
                    return
                with taken:
                    taken.recv(65_536)
                    if hang:
                        stop.wait(30)
                    taken.settimeout(0.5)
                    with suppress(OSError):  # the client may have heard enough, or keeps the line open
                        taken.sendall(reply)
                        taken.shutdown(socket.SHUT_WR)
                        while taken.recv(65_536):
                            pass

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            stop.set()
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(10)
