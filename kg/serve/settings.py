"""What a user can set of the server."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that only this machine reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Settings of one server; the defaults are for one person on one machine."""

    host: str = "127.0.0.1"
    port: int = 8000
    cors: tuple[str, ...] = ()
    """Origins whose pages may read the answers, ``*`` for all; empty for none."""
    timeout_s: float = 30.0
    """Of a query; a request may ask for less."""
    max_rows: int = 100_000
    max_running: int = 4
    """Queries that are answered at the same time, each in a process of its own."""
    max_waiting: int = 64
    """Queries that wait for their turn; further ones are told to come again."""
    max_wait_s: float = 15.0
    max_body_bytes: int = 1_000_000
    max_connections: int = 500
    read_timeout_s: float = 30.0
    """For the whole body of a request."""
    write_timeout_s: float = 60.0
    """For a client to take the next piece of an answer."""
    services: tuple[str, ...] = ()
    """Hosts that a query may ask with SERVICE, as ``name`` or ``name:port``; none by default."""
    endpoint: str | None = None
    """Address of the SPARQL endpoint that has the graph; None for a store on this machine."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches the server."""
        return self.host in LOOPBACK
