"""Sending to one host: what ends an attempt, and what is waited for."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPSConnection
from urllib.error import URLError

import pytest

from kg.errors import QueryStoppedError, QueryTimeoutError, RemoteError
from kg.graph.asking import Stop
from kg.graph.transport import Message, _Held, send

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n"


@contextmanager
def answering(*pieces: bytes, pause_s: float = 0.0) -> Iterator[str]:
    """A host that says its pieces one after the other to whoever comes, and then nothing more."""
    listening = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def talk() -> None:
        with closing(listening):
            connection, _ = listening.accept()
            with closing(connection):
                connection.recv(65_536)
                for piece in pieces:
                    try:
                        connection.sendall(piece)
                    except OSError:
                        return
                    done.wait(pause_s)
                done.wait(20)

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        done.set()
        thread.join()


def ask(url: str, *, timeout_s: float = 20.0, stop: Stop | None = None) -> bytes:
    message = Message(method="GET", url=url, body=None, headers={}, timeout_s=timeout_s, stop=stop)
    return send(message, attempts=1, wait=lambda _seconds: None)


def test_an_answer_that_drips_is_cut_off_at_the_limit() -> None:
    """Each byte comes in time; all of them do not."""
    with answering(HEAD, *[b"."] * 200, pause_s=0.05) as url:
        start = time.monotonic()
        with pytest.raises(QueryTimeoutError, match=r"within 0\.5 s"):
            ask(url, timeout_s=0.5)
        assert time.monotonic() - start < 5


@pytest.mark.parametrize("pieces", [(), (HEAD, b"begun")])
def test_an_answer_that_nobody_waits_for_any_more(pieces: tuple[bytes, ...]) -> None:
    stop = Stop()
    with answering(*pieces) as url:
        timer = threading.Timer(0.3, stop.request)
        timer.start()
        start = time.monotonic()
        with pytest.raises(QueryStoppedError):
            ask(url, stop=stop)
        assert time.monotonic() - start < 5
        timer.join()


def test_a_connection_that_comes_too_late_is_closed_at_once() -> None:
    held = _Held()
    held.end()
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        held.hold(ours)
        assert theirs.recv(1) == b""
    held.end()  # what is closed already stays closed


def test_https_is_spoken_to_https_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The handshake fails here: what answers speaks plain HTTP."""
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as url, pytest.raises(RemoteError, match="cannot be reached"):
        ask(url.replace("http:", "https:"))
    ours, theirs = socket.socketpair()

    def connect(self: HTTPSConnection) -> None:
        self.sock = ours  # as after a handshake

    monkeypatch.setattr(HTTPSConnection, "connect", connect)
    with closing(theirs):
        theirs.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        assert ask("https://host.example/") == b"ok"


def test_a_host_that_does_not_take_the_connection_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_arguments: object, **_more: object) -> socket.socket:
        raise TimeoutError

    monkeypatch.setattr("http.client.socket.create_connection", connect)
    assert issubclass(URLError, OSError)  # in which it arrives
    with pytest.raises(QueryTimeoutError, match="cannot be reached within"):
        ask("http://host.example/")
