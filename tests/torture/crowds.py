"""What others do while the program works: threads that share it, killed workers, folders full of hostile modules."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from random import Random
from threading import local
from typing import Any

from iotcheck.batch import Kernel
from iotcheck.engine import assess
from tests.test_batch import random_rows
from tests.test_only_installed import COMMANDS, assert_nothing_is_run, fill
from tests.test_processes import begin, children
from tests.test_screen import SHIPPED

_THREADS = 8
_ROWS = 60
_BATCHES = 16  # of a round
_PATIENCE = 60  # seconds within which a program must end whose worker has been killed
_MOST_WAITING = 2.0  # seconds before a worker is killed
_LEFT = {"hooks", "t.csv"}
_RESULTS = {"out.csv", "out.csv.rejects.csv", "out.csv.values.csv"}


def shared(seed: int, rounds: int) -> Iterator[str]:
    """Share policies, and an ArrowScreen, among threads; give each a kernel of its own; yield what differs."""
    for number in range(rounds):
        random = Random(f"threads {seed} {number}")
        batches = [random_rows(SHIPPED, _ROWS, random) for _ in range(_BATCHES)]
        kernels = local()

        def judged(rows: Any, kernels: Any = kernels) -> Any:
            if not hasattr(kernels, "own"):
                kernels.own = Kernel(SHIPPED)
            return [bytes(program.verdicts) for program in kernels.own.evaluate(kernels.own.chunk(rows))]

        works: list[tuple[str, Callable[[Any], Any]]] = [
            ("assess", lambda rows: [assess(SHIPPED, row) for row in rows]),
            ("Kernel", judged),
        ]
        for name, work in works:
            expected = list(map(work, batches))
            if _in_threads(work, batches) != expected:
                yield f"{name} differs in threads (round {number})"
        if find_spec("pyarrow"):
            yield from _screens(number, random)


def _screens(number: int, random: Random) -> Iterator[str]:
    from iotcheck.screen.arrow import ArrowScreen
    from tests.test_screen_arrow import random_batches

    batches = random_batches(random, _BATCHES)
    for options in ({"layout": "wide"}, {"layout": "matches", "open_cells": True}, {"rejects": True}):
        alone, together = (ArrowScreen(SHIPPED, batches[0].schema, **options) for _ in range(2))
        expected = [_screened(alone, batch) for batch in batches]
        if _in_threads(partial(_screened, together), batches) != expected:
            yield f"ArrowScreen {options} differs in threads (round {number})"


def _screened(screen: Any, batch: Any) -> list[Any]:
    return [result.to_pylist() for result in screen([batch])]


def _in_threads(work: Callable[[Any], Any], batches: list[Any]) -> list[Any]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(work, batches))
    except Exception as error:
        return [repr(error)]
    finally:
        sys.setswitchinterval(before)


def killed(seed: int, count: int) -> Iterator[str]:
    """Kill a worker of `screen --jobs 2` at a random moment; yield what was wrong with how the program ended."""
    random = Random(f"workers {seed}")
    for number in range(count):
        with _folder() as folder, begin(folder, "pass") as process:
            workers: list[int] = []
            while len(workers) < 2 and process.poll() is None:
                workers = [pid for pid, _ in children(process.pid)]
            moment = random.uniform(0, _MOST_WAITING)
            time.sleep(moment)
            with suppress(ProcessLookupError):
                os.kill(random.choice(workers), signal.SIGKILL)
            try:
                _, said = process.communicate(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                said = "it did not end"
            left = {path.name for path in folder.iterdir()} - _LEFT
            # Where all the work was done, there is nothing left to be killed.
            fine = process.returncode == 4 and "--jobs" in said and not left
            done = process.returncode == 3 and left == _RESULTS
            if "Traceback" in said or not (fine or done):
                yield f"killed after {moment:.2f} s (number {number}): code {process.returncode}, {left}, {said[-500:]}"


def hostile() -> Iterator[str]:
    """Run every command in a folder of hostile modules; yield those that ran one."""
    with _folder() as folder:
        fill(folder)
        for words in COMMANDS:
            with _folder() as names:
                try:
                    assert_nothing_is_run(folder, words, names)
                except AssertionError as error:
                    yield f"{words}: {str(error)[:500]}"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
