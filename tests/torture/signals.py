"""SIGINT and SIGTERM at random moments of real runs: nothing is clobbered, half-written, left behind, or noisy."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.torture.hostile import ROOT, STARTER

_OLD = b"what was there before\n"
_ROWS = 6_000
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_CODES = {signal.SIGINT: (130, -2), signal.SIGTERM: (143, -15)}
_OF_PYTHON = (b"Fatal Python error: init_import_site", b"Could not import runpy module")
_OUTPUT = "out.csv"
_COMMON = ("--policies", "p.yaml", "--output", _OUTPUT, "--force")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("assess", "--answers", "a.yaml", "--no-input", "--format", "csv", "--all", *_COMMON),
    ("screen", "t.csv", "--layout", "wide", *_COMMON),
    ("screen", "t.csv", "--layout", "wide", "--jobs", "2", *_COMMON),
)


class _Reference(NamedTuple):
    """What a command makes undisturbed, and how long it takes."""

    output: bytes
    seconds: float


def interrupted(seed: int, count: int) -> Iterator[str]:
    """Interrupt each command in turn, `count` times in all; yield what was wrong."""
    random = Random(f"signals {seed}")
    references: dict[tuple[str, ...], _Reference] = {}
    for number in range(count):
        command = COMMANDS[number % len(COMMANDS)]
        if command not in references:
            references[command] = _undisturbed(command)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            before = _fill(folder)
            one = random.choice(_SIGNALS)
            moment = random.uniform(0.02, 1.1) * references[command].seconds
            # Ctrl-C reaches every process of the terminal, kill but one.
            ended = _interrupt(command, folder, one, moment, everyone=one is signal.SIGINT)
            for wrong in _faults(ended, one, folder, before, references[command].output):
                yield f"{' '.join(command[:3])} with {one.name} after {moment:.3f} s (number {number}): {wrong}"


def hear_signals() -> None:
    """Undo what a shell does to commands in the background: it lets them ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class _Ended(NamedTuple):
    code: int
    err: bytes
    left: bool  # whether processes of it went on


def _interrupt(command: tuple[str, ...], folder: Path, one: signal.Signals, moment: float, *, everyone: bool) -> _Ended:
    process = subprocess.Popen(
        [sys.executable, "-m", "iotcheck", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=hear_signals,  # noqa: PLW1509 - it takes no lock
    )
    time.sleep(moment)
    if process.poll() is None:
        if everyone:
            os.killpg(process.pid, one)
        else:
            process.send_signal(one)
    _, err = process.communicate(timeout=60)
    return _Ended(process.returncode, err, _goes_on(process.pid))


def _goes_on(group: int) -> bool:
    """Whether a process of the group is there after a while; end it then."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    return True


def _faults(
    ended: _Ended, one: signal.Signals, folder: Path, before: dict[str, bytes], expected: bytes
) -> Iterator[str]:
    # Before any of our code runs, Python itself may be interrupted, and says so.
    by_itself = (1,) if ended.err.startswith(_OF_PYTHON) else ()
    if ended.code not in (0, *_CODES[one], *by_itself):
        yield f"exit code {ended.code}: {ended.err[:300].decode('utf-8', 'replace')!r}"
    if b"Traceback" in ended.err and b"/iotcheck/" in ended.err:
        yield f"a traceback: {ended.err[-300:].decode('utf-8', 'replace')!r}"
    if ended.left:
        yield "a process went on"
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    output = after.pop(_OUTPUT, b"")
    if output not in (_OLD, expected):
        yield f"{len(output)} bytes of output, neither the old file nor the new one"
    if ended.code == 0 and output != expected:
        yield "exit code 0 without the result"
    if after != {name: data for name, data in before.items() if name != _OUTPUT}:
        yield f"the folder now holds {sorted(after)}"


def _undisturbed(command: tuple[str, ...]) -> _Reference:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        for _ in range(2):  # the first run compiles
            started = time.monotonic()
            subprocess.run(
                [sys.executable, "-m", "iotcheck", *command],
                cwd=folder,
                env=environment,
                check=True,
                capture_output=True,
            )
            seconds = time.monotonic() - started
        return _Reference((folder / _OUTPUT).read_bytes(), seconds)


def _fill(folder: Path) -> dict[str, bytes]:
    rows = "".join(f"A{number},true,small,{number % 900 + 1},{number * 1000}\n" for number in range(_ROWS))
    files = {
        "p.yaml": STARTER,
        "a.yaml": b"registered: true\nstaff: 12\n",
        "t.csv": f"id,registered,size,staff,revenue\n{rows}".encode(),
        _OUTPUT: _OLD,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return files
