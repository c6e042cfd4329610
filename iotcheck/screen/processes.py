"""`--jobs`: the same work in several processes, batch by batch, results in the order of the batches.

Each process has a pipe of its own and nothing else: no thread, no lock and no queue that a signal at the wrong moment
could leave in a state in which everybody waits. Ctrl-C and SIGTERM are for the first process, which ends the others.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from iotcheck.errors import Location, Problem, ReadWriteError
from iotcheck.screen.job import Job, Screened, Worker
from iotcheck.screen.tables import Batch

_HELD = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Processes:
    """`count` processes that do a job; a context manager that leaves none of them behind, however it is left."""

    def __init__(self, job: Job, count: int) -> None:
        self._job = job
        self._count = count
        self._pipes: list[Connection] = []
        self._processes: list[Any] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with _signals_held():
            for pipe in self._pipes:
                pipe.close()  # a process that has nothing to read ends
            for process in self._processes:
                if kind is not None:
                    process.kill()  # it holds nothing but results that nobody wants any more
                process.join()

    def work(self, batches: Iterator[Batch]) -> Iterator[Screened]:
        """Yield what comes of each batch; raise what a process raised, ReadWriteError where one was ended from outside.

        A process gets its next batch when its last result has been received: so neither waits for the other to read.
        """
        busy: deque[Connection] = deque()
        for batch in batches:
            if not self._pipes:
                self._start()
            done = None
            if len(busy) < self._count:
                pipe = self._pipes[len(busy)]
            else:
                pipe = busy.popleft()
                done = self._receive(pipe)
            self._send(pipe, batch)
            busy.append(pipe)
            if done is not None:
                yield done
        while busy:
            yield self._receive(busy.popleft())

    def _start(self) -> None:
        # NOTE: starting this helper of multiprocessing lets signals through again, so that it must run before they are
        # held (test_cli_screen guards it: a process that gets Ctrl-C while Python starts in it prints a traceback).
        if hasattr(signal, "pthread_sigmask"):
            from multiprocessing import resource_tracker

            resource_tracker.ensure_running()
        context = get_context("spawn")
        with _signals_held():  # a process inherits that, and for it they are held for good
            for _ in range(self._count):
                ours, theirs = context.Pipe()
                self._pipes.append(ours)
                process = context.Process(target=_serve, args=(theirs, self._job), daemon=True)
                process.start()
                self._processes.append(process)
                theirs.close()

    def _send(self, pipe: Connection, batch: Batch) -> None:
        try:
            pipe.send(batch)
        except OSError:
            raise _ended() from None

    def _receive(self, pipe: Connection) -> Screened:
        try:
            found: Screened | Exception = pipe.recv()
        except (EOFError, OSError):
            raise _ended() from None
        if isinstance(found, Exception):
            raise found
        return found


def _serve(pipe: Connection, job: Job) -> None:
    """Do batches until the other end of the pipe is closed, or its process gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where signals cannot be held
    worker = Worker(job)
    with suppress(EOFError, OSError):
        while True:
            batch = pipe.recv()
            found: Screened | Exception
            try:
                found = worker(batch)
            except Exception as error:
                found = error
            pipe.send(found)


def _ended() -> ReadWriteError:
    return ReadWriteError([Problem(Location("--jobs"), "process-ended")])


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let signals that end the program wait until the block ends, where the system can do that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
