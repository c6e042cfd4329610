"""Runs cases each in a process of its own, forked from one that has the program loaded: a real run without its start.

The child has its own folder, streams, environment and limits; it runs `main` as `python -m iotcheck` does. Seconds are
those of the processor, so that a busy machine is no failure.
"""

import os
import pty
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from tests.torture.cases import Case, Outcome

SECONDS = 2.0
MEGABYTES = 300.0
_WALL = 60  # seconds after which a run hangs
_KEPT = ("PATH", "HOME", "LD_LIBRARY_PATH")


def prepare() -> None:
    """Load all that commands import, so that children need not."""
    import gc
    from importlib import import_module

    from iotcheck.cli import COMMANDS

    for name in (*(f"iotcheck.cli.{module}" for module in set(COMMANDS.values())), "iotcheck.screen.xlsx_table"):
        import_module(name)
    for name in ("rich.table", "openpyxl", "iotcheck.render.html", "iotcheck.render.terminal", "iotcheck.whatif"):
        import_module(name)
    gc.collect()
    gc.freeze()


def run(case: Case) -> Outcome:
    """Run a case in a folder of its own."""
    base = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="iotcheck-torture-", dir=base if base.is_dir() else None))
    try:
        inside = folder / "work"
        inside.mkdir()
        for name, data in case.files.items():
            (inside / name).write_bytes(data)
        if case.typed is not None:
            return _run_on_terminal(case, folder)
        (folder / "stdin").write_bytes(case.stdin)
        child = _fork()
        if child == 0:
            for number, (name, flags) in enumerate(
                (("stdin", os.O_RDONLY), ("out", os.O_CREAT | os.O_WRONLY), ("err", os.O_CREAT | os.O_WRONLY))
            ):
                os.dup2(os.open(folder / name, flags, 0o600), number)
            _become(case, inside)
        _, status, used = os.wait4(child, 0)
        return _outcome(status, used, (folder / "out").read_bytes(), (folder / "err").read_bytes(), inside)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fork() -> int:
    """Fork, be there other threads or not: the child runs the program alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _run_on_terminal(case: Case, folder: Path) -> Outcome:
    """Run a case with a pseudo-terminal for stdin and stderr, typing its lines as it asks for them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child, terminal = pty.fork()
    if child == 0:
        os.dup2(os.open(folder / "out", os.O_CREAT | os.O_WRONLY, 0o600), 1)
        _become(case, folder / "work")
    shown = bytearray()
    waiting = (case.typed or b"").split(b"\n")
    end = time.monotonic() + _WALL
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            continue
        try:
            block = os.read(terminal, 1 << 16)
        except OSError:  # the other side is closed
            break
        shown += block
        if not block:
            break
        if shown.endswith(b"> ") or block.endswith(b"> "):
            os.write(terminal, (waiting.pop(0) + b"\n") if waiting else b"\x04")
    else:
        os.kill(child, signal.SIGKILL)
    os.close(terminal)
    _, status, used = os.wait4(child, 0)
    return _outcome(status, used, (folder / "out").read_bytes(), bytes(shown), folder / "work")


def _become(case: Case, folder: Path) -> NoReturn:
    """Be the program: never returns."""
    code = 1
    try:
        os.chdir(folder)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, _WALL)
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        environment: Mapping[str, str] = {name: os.environ[name] for name in _KEPT if name in os.environ}
        os.environ.clear()
        os.environ.update({**environment, "LANG": "C.UTF-8", "TERM": "dumb", **case.environment})
        time.tzset()
        sys.stdin = os.fdopen(0, "r", encoding="utf-8", errors="surrogateescape", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        sys.argv = ["iotcheck", *case.arguments]
        from iotcheck.cli import main

        code = int(main())
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        code = 1
    finally:
        os._exit(code)


def _outcome(status: int, used: resource.struct_rusage, out: bytes, err: bytes, folder: Path) -> Outcome:
    return Outcome(
        code=os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 0,
        signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        out=out,
        err=err,
        seconds=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss / 1024,
        files={path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()},
    )
