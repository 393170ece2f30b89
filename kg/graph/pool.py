"""Processes that answer queries, so that a query past its limit is really ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from pathlib import Path

from kg.errors import QueryError, QueryTimeoutError, StoreError
from kg.graph.asking import Stop
from kg.graph.worker import Reply, Request

MAX_MEMORY_BYTES = 4 * 1024**3
"""Address space of one worker, the engine's mapped files included."""

_START = "import sys; from kg.graph.worker import main; main(sys.argv[1:])"
"""Not ``-m``: what is sent must come from the same module on both sides, and ``-m`` would call it ``__main__``."""


class _Worker:
    """One child process with its connection."""

    def __init__(self, folder: Path, max_memory_bytes: int) -> None:
        self.connection, theirs = Pipe()
        command = [sys.executable, "-c", _START, str(theirs.fileno()), str(folder), str(max_memory_bytes)]
        roots = [str(Path(__file__).resolve().parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(  # noqa: S603 - our own module; the query goes through the connection
            command,
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(roots)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            process_group=0,  # Ctrl-C reaches the main process only, which then ends this one
        )
        theirs.close()

    def ask(self, request: Request) -> Reply:
        """Send a query and wait for its answer, at most as long as it may take."""
        try:
            self.connection.send(request)
            if not self.connection.poll(request.timeout_s):
                raise QueryTimeoutError(
                    f"the query took longer than {request.timeout_s:g} s and was ended: "
                    "make it more selective, or allow more time"
                )
            reply: Reply = self.connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise QueryError(f"the query was ended by the system: {self._last_words()}") from error
        return reply

    def end(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self.process.kill()
        self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()

    def _last_words(self) -> str:
        output = self.process.stderr.read() if self.process.stderr is not None else b""
        self.process.wait()
        lines = output.decode(errors="replace").strip().splitlines()
        if any("memory" in line for line in lines):
            return "it needs more memory than it may use; make it more selective"
        if self.process.returncode == -signal.SIGSEGV:  # the engine's parser has used up the stack
            return "it is nested too deeply; write it flatter"
        return lines[-1] if lines else f"exit status {self.process.returncode}"


class QueryPool:
    """A few workers on one store folder, started when they are needed; safe to use from several threads."""

    def __init__(
        self, folder: Path, *, max_workers: int | None = None, max_memory_bytes: int = MAX_MEMORY_BYTES
    ) -> None:
        self._folder = folder
        self._max_memory_bytes = max_memory_bytes
        self._free = threading.BoundedSemaphore(max_workers or os.cpu_count() or 2)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._closed = False

    def ask(self, request: Request, stop: Stop | None = None) -> Reply:
        """Answer one query; waits while all workers are busy.

        Args:
            request: The query.
            stop: Ends the query's process from another thread.

        Raises:
            QueryTimeoutError: it ran past its limit; its process is gone.
            QueryStoppedError: it was stopped; likewise.
            QueryError: its process was ended by the system, for example for its memory.
        """
        with self._borrow() as worker, (stop or Stop()).ends_by(worker.process.kill):
            return worker.ask(request)

    def close(self) -> None:
        """End all workers; those that answer a query at this moment too, once it is answered."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    @contextmanager
    def _borrow(self) -> Iterator[_Worker]:
        with self._free:
            worker = self._take()
            healthy = False
            try:
                yield worker
                healthy = True
            finally:
                self._give_back(worker, healthy=healthy)

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise StoreError("the store is closed: open it again to query it")
            if self._idle:
                return self._idle.pop()
        return _Worker(self._folder, self._max_memory_bytes)

    def _give_back(self, worker: _Worker, *, healthy: bool) -> None:
        with self._lock:
            if healthy and not self._closed:
                self._idle.append(worker)
                return
        worker.end()
