"""`--jobs`: the same work in several processes, batch by batch, results in the order of the batches.

Each process has two pipes of its own, its standard input and output, and nothing else: no thread, no lock and no queue
that a signal at the wrong moment, or the death of a process, could leave in a state in which everybody waits. Ctrl-C
and SIGTERM are for the first process, which ends the others.

NOTE: not `multiprocessing`, which looks for its own modules in the current folder first, and waits for ever where a
process dies while it starts (test_only_installed and test_processes guard both).
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from iotcheck.errors import Location, Problem, ReadWriteError
from iotcheck.screen.job import Job, Screened, Worker
from iotcheck.screen.tables import Batch

_HELD = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_PATIENCE = 5  # seconds that a process with nothing left to do may take to end
# Before it imports anything else, a process takes over where this one looks for modules.
_CODE = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); import iotcheck.screen.processes as p; p.serve()"
)


class Processes:
    """`count` processes that do a job; a context manager that leaves none of them behind, however it is left."""

    def __init__(self, job: Job, count: int) -> None:
        self._job = job
        self._count = count
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with _signals_held():
            for process in self._processes:
                if kind is not None:
                    process.kill()  # it holds nothing but results that nobody wants any more
                for pipe in (process.stdin, process.stdout):
                    with suppress(OSError):
                        pipe.close()  # type: ignore[union-attr]  # a process that has nothing to read ends
            for process in self._processes:
                try:
                    process.wait(_PATIENCE)
                except subprocess.TimeoutExpired:  # one that was stopped
                    process.kill()
                    process.wait()

    def work(self, batches: Iterator[Batch]) -> Iterator[Screened]:
        """Yield what comes of each batch; raise what a process raised, ReadWriteError where one was ended from outside.

        A process gets its next batch when its last result has been received: so neither waits for the other to read.
        """
        busy: deque[subprocess.Popen[bytes]] = deque()
        for batch in batches:
            if not self._processes:
                self._start()
            done = None
            if len(busy) < self._count:
                process = self._processes[len(busy)]
            else:
                process = busy.popleft()
                done = _receive(process)
            _send(process, batch)
            busy.append(process)
            if done is not None:
                yield done
        while busy:
            yield _receive(busy.popleft())

    def _start(self) -> None:
        alone = "-I" if sys.flags.isolated else "-P"  # neither looks into the current folder
        command = [sys.executable, alone, "-c", _CODE]
        with _signals_held():  # a process inherits that, and for it they are held for good
            for _ in range(self._count):
                process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                self._processes.append(process)
        for process in self._processes:
            _send(process, [folder for folder in sys.path if folder])
            _send(process, self._job)


def serve() -> None:
    """Be one of the processes: do batches until nothing more can be read, or written."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where signals cannot be held
    given, taken = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever might print has no place among results
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        job, worker = pickle.load(given), None
        while True:
            batch = pickle.load(given)
            found: Screened | Exception
            try:
                worker = worker or Worker(job)
                found = worker(batch)
            except Exception as error:
                found = error
            taken.write(pickle.dumps(found))
            taken.flush()


def _send(process: subprocess.Popen[bytes], what: object) -> None:
    pipe: Any = process.stdin
    try:
        pipe.write(pickle.dumps(what))
        pipe.flush()
    except OSError:
        raise _ended() from None


def _receive(process: subprocess.Popen[bytes]) -> Screened:
    pipe: Any = process.stdout
    try:
        found: Screened | Exception = pickle.load(pipe)
    except (EOFError, OSError, pickle.UnpicklingError):
        raise _ended() from None
    if isinstance(found, Exception):
        raise found
    return found


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
