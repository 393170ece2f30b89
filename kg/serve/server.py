"""The application, and the server that runs it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, OutputError, UsageError
from kg.graph.asking import Stop
from kg.graph.remote import RemoteStore
from kg.serve.settings import ServerSettings

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

    from kg.serve.source import Source

STATIC = Path(__file__).parent / "static"


def make_app(out: Path | None, settings: ServerSettings) -> Starlette:
    """Make the ASGI application on a graph; it closes the store when it is shut down.

    Args:
        out: What ``kg build -o`` wrote; None where the settings name an endpoint.
        settings: Limits and addresses.

    Raises:
        StoreError: There is no store, or it is damaged.
        MissingExtraError: Starlette is not installed.
    """
    try:
        from kg.serve.routes import make_middleware, make_routes
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.startswith("kg"):
            raise  # a fault of ours, which no installation mends
        raise MissingExtraError("serve", "kg serve") from error
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException

    from kg.errors import KgError
    from kg.serve.routes import on_error, on_nothing
    from kg.serve.vanish import Closing

    current, closing = open_source(out, settings), Closing()

    @asynccontextmanager
    async def live(_app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            closing.begin()
            current.close()

    app = Starlette(
        routes=make_routes(current, settings, closing),
        middleware=make_middleware(settings),
        exception_handlers={KgError: on_error, HTTPException: on_nothing},
        lifespan=live,
    )
    app.state.closing = closing
    return app


def open_source(out: Path | None, settings: ServerSettings) -> Source:
    """Open the store, or find the endpoint that is served in its place.

    Raises:
        UsageError: There is neither, or the endpoint's address is none.
        StoreError: There is no store, or it is damaged.
    """
    from kg.serve.current import CurrentStore
    from kg.serve.elsewhere import ATTEMPTS, Elsewhere

    if settings.endpoint is not None:
        remote = RemoteStore(settings.endpoint, attempts=ATTEMPTS, stop=Stop())
        return Elsewhere(remote, timeout_s=settings.timeout_s)
    if out is None:
        raise UsageError("there is nothing to serve: give the folder that kg build wrote, or an endpoint")
    return CurrentStore(out, max_workers=settings.max_running)


def make_server(out: Path | None, settings: ServerSettings) -> uvicorn.Server:
    """Make a server that is not yet running.

    Raises:
        StoreError: There is no store, or it is damaged.
        MissingExtraError: Starlette or uvicorn is not installed.
    """
    try:
        import uvicorn
    except ImportError as error:
        raise MissingExtraError("serve", "kg serve") from error
    app = make_app(out, settings)
    from kg.serve.ending import GRACE_S, EndingServer, end_quietly

    return EndingServer(
        uvicorn.Config(
            end_quietly(app),
            host=settings.host,
            port=settings.port,
            ws="none",
            http="h11",
            lifespan="on",
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=settings.max_connections,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=GRACE_S,
        ),
        app.state.closing,
    )


def run_server(
    out: Path | None, settings: ServerSettings, *, on_start: Callable[[str], None] = lambda _url: None
) -> None:
    """Serve a graph until it is told to stop.

    Args:
        out: What ``kg build -o`` wrote; None where the settings name an endpoint.
        settings: Limits and addresses.
        on_start: Gets the address before the first request.

    Raises:
        StoreError: There is no store, or it is damaged.
        OutputError: The address cannot be used.
        MissingExtraError: Starlette or uvicorn is not installed.
    """
    with _bind(settings) as taken:
        server = make_server(out, settings)
        name = f"[{settings.host}]" if ":" in settings.host else settings.host
        on_start(f"http://{name}:{taken.getsockname()[1]}/")
        server.run(sockets=[taken])


def _bind(settings: ServerSettings) -> socket.socket:
    """Take the address now, so that a refusal is told before anything is opened."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol by its number: only then asyncio sets TCP_NODELAY, without which each answer waits for 40 ms.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((settings.host, settings.port))
    except OSError as error:
        taken.close()
        raise OutputError(
            f"{settings.host}:{settings.port}: cannot be served ({error.strerror}): choose another --port or --host"
        ) from error
    return taken
