"""How many small faults in the core's code its tests find: `python -m bench.mutation [--only PART] [--sample N]`.

Every module of ROOMS is changed at one place at a time (a comparison, an operator, a constant, a condition, a statement
left out: `bench.changes`); the room's tests then run in a process of their own, which the change reaches through the
import system alone: no file is written. Only tests that reach the line run, and the first failure ends it, so those
come first that have noticed most for the time they take. A change that no test notices survives, and is listed with the
reason that `bench.survivors` knows.
"""

import argparse
import gc
import importlib.abc
import importlib.machinery
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import hypothesis
import pytest
from coverage import Coverage

from bench.changes import ROOT, Mutant, mutants, path_of
from bench.survivors import REASONS

GOAL = 0.95
_TIMES = 10  # a test that takes so many times as long hangs: the change is noticed
_SPARE = 3  # seconds of the processor that it may take in any case

_ENGINE = ("engine", "leaves", "interval", "blockers", "cases", "shipped_data", "laws", "lanes")
_READER = ("syntax", "reader", "bad_files", "loader", "answers")
_LOADER = ("bad_files", "loader", "interval", "leaves", "engine", "laws")
# Module → the tests that are its own, quick ones first.
ROOMS: dict[str, tuple[str, ...]] = {
    "iotcheck.logic": ("logic", "engine", "leaves", "laws"),
    "iotcheck.values": ("values", "facts", "bad_files", "loader"),
    "iotcheck.answers": ("answers", "facts"),
    "iotcheck.model.facts": ("facts", "values", "loader", "bad_files", "answers"),
    "iotcheck.model.conditions": ("leaves", "engine", "interval", "loader", "laws", "lanes"),
    "iotcheck.model.policies": ("engine", "loader", "laws", "shipped_data"),
    "iotcheck.engine.interval": ("interval", *_ENGINE),
    "iotcheck.engine.evaluation": _ENGINE,
    "iotcheck.engine.leaves": ("leaves", *_ENGINE),
    "iotcheck.engine.blockers": ("blockers", "engine"),
    "iotcheck.engine.report": _ENGINE,
    "iotcheck.engine.trace": _ENGINE,
    "iotcheck.loader.amounts": _LOADER,
    "iotcheck.loader.conditions": _LOADER,
    "iotcheck.loader.checks": _LOADER,
    "iotcheck.reader.building": _READER,
    "iotcheck.reader.characters": _READER,
    "iotcheck.reader.json": ("answers", "screen"),
    "iotcheck.reader.nodes": _READER,
    "iotcheck.reader.syntax": _READER,
}


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a changed tree."""

    def __init__(self, module: str, code: CodeType) -> None:
        self.module = module
        self.code = code

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.module:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=self.code.co_filename)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


class _Experience:
    """A plugin of pytest: which tests a change needs, in what order, by what earlier runs have told.

    Of each test: its seconds, how many changes it noticed, and which lines of the module it reaches (the run without a
    change is told to look: `watched` is the module's file).
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.noticed: Counter[str] = Counter()
        self.reach: dict[int, set[str]] = {}
        self.line = 0
        self.watched: Path | None = None
        self.told = -1
        self._coverage: Coverage | None = None
        self._started = 0.0

    def learn(self, lines: Iterable[str]) -> None:
        """Take in what a run has told, a line each."""
        for line in lines:
            match line.rstrip("\n").split(maxsplit=2):
                case "reached", number, test:
                    self.reach.setdefault(int(number), set()).add(test)
                case "reached", number:  # while modules are imported
                    self.reach.setdefault(int(number), set()).add("")
                case outcome, seconds, test:
                    self.seconds.setdefault(test, float(seconds))
                    self.noticed[test] += outcome == "failed"
                case _:
                    pass

    def reaches(self, test: str) -> bool:
        """Whether a test may notice a change of the line: all may where importing reaches it, or nothing is known."""
        tests = self.reach.get(self.line, {""})
        return "" in tests or test in tests

    def pytest_sessionstart(self) -> None:
        if self.watched:
            self._coverage = Coverage(data_file=None, include=[str(self.watched)], config_file=False)
            self._coverage.start()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = filter(lambda item: self.reaches(item.nodeid), items)
        items.sort(key=lambda item: self.seconds.get(item.nodeid, 0) / (1 + self.noticed[item.nodeid]))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        if self._coverage:
            self._coverage.switch_context(nodeid)
        self._started = time.process_time()
        if nodeid in self.seconds:  # else there has been no run yet
            signal.setitimer(signal.ITIMER_PROF, _SPARE + _TIMES * self.seconds[nodeid])  # ends the process

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.failed:
            self._tell(report.outcome, f"{time.process_time() - self._started:.6f}", report.nodeid)

    def pytest_sessionfinish(self) -> None:
        if self._coverage:
            self._coverage.stop()
            for line, tests in self._coverage.get_data().contexts_by_lineno(str(self.watched)).items():
                for test in tests:
                    self._tell("reached", str(line), test)

    def _tell(self, *words: str) -> None:
        os.write(self.told, (" ".join(words) + "\n").encode())


def noticed(mutant: Mutant | None, tests: Sequence[str], seconds: float, experience: _Experience) -> bool:
    """Run tests in a child process, with a change or without; return whether one fails, or hangs."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        child = os.fork()
        if child == 0:
            experience.told = told.fileno()
            _run_tests(mutant, tests, experience)
        end = time.monotonic() + seconds
        pause = 0.01
        while not (status := os.waitpid(child, os.WNOHANG))[0]:
            if time.monotonic() > end:
                os.kill(child, signal.SIGKILL)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.2)
        told.seek(0)
        experience.learn(told)
    return status[1] != 0


def _run_tests(mutant: Mutant | None, tests: Sequence[str], experience: _Experience) -> None:
    """Run pytest and end the process with its exit code."""
    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        if mutant is not None:
            sys.meta_path.insert(0, _Changed(mutant.module, compile(mutant.tree, str(mutant.path), "exec")))
            experience.line, experience.watched = mutant.line, None
        # A counter-example will do: it need be neither small nor kept.
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("mutation", max_examples=40, deadline=None, database=None, phases=phases)
        options = ["-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-W", "ignore"]
        options += ["--timeout=0", "--hypothesis-profile=mutation", "--hypothesis-seed=0"]
        files = [f"tests/test_{name}.py" for name in dict.fromkeys(tests)]
        code = int(pytest.main([*options, *files], plugins=[experience]))
    finally:
        os._exit(code)


def main() -> None:
    """Change the modules of the command line, or all, and say what survives."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__)
    parser.add_argument("--only", default="", help="modules whose name contains this")
    parser.add_argument("--sample", type=int, default=0, help="so many changes of each module at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, nargs="*", help="changes of these lines alone")
    options = parser.parse_args()
    os.chdir(ROOT)
    _warm_up()
    scores = []
    for module, tests in ROOMS.items():
        if options.only in module:
            chosen = [one for one in mutants(module) if options.lines is None or one.line in options.lines]
            if options.sample and len(chosen) > options.sample:
                chosen = sorted(random.Random(options.seed).sample(chosen, options.sample), key=lambda one: one.line)
            scores.append(_score(module, chosen, tests))
    total = _Score("all", *(sum(numbers) for numbers in zip(*(score[1:] for score in scores), strict=True)))
    total.show()
    if total.share < GOAL:
        raise SystemExit(1)


class _Score(NamedTuple):
    """How many changes of a module were made, noticed, and not noticed with a reason."""

    module: str
    made: int
    noticed: int
    explained: int

    @property
    def share(self) -> float:
        """What part is noticed of the changes that make a difference."""
        return self.noticed / max(1, self.made - self.explained)

    def show(self) -> None:
        """Print a line."""
        print(
            f"{self.module:28} {self.made:5} changes  {self.noticed:5} noticed {self.noticed / max(1, self.made):6.1%}",
            end="",
        )
        print(f"  {self.explained:4} make no difference: {self.share:6.1%} of the others", flush=True)


def _score(module: str, chosen: Sequence[Mutant], tests: Sequence[str]) -> _Score:
    """Make changes of a module; print those that survive, and the score."""
    started = time.monotonic()
    experience = _Experience()
    experience.watched = path_of(module)
    if noticed(None, tests, 1800, experience):
        raise SystemExit(f"{module}: its tests fail without any change")
    seconds = 60 + _TIMES * (time.monotonic() - started)
    found = explained = 0
    for mutant in chosen:
        if noticed(mutant, tests, seconds, experience):
            found += 1
            continue
        reason = REASONS.get(mutant.key)
        explained += reason is not None
        print(f"  survives  {module}:{mutant.line}: {mutant.text}  ({mutant.change})  {reason or '?'}", flush=True)
    score = _Score(module, len(chosen), found, explained)
    score.show()
    return score


def _warm_up() -> None:
    """Import what every child needs, but nothing that may be changed."""
    for name in ("hypothesis.strategies", "hypothesis.extra", "yaml", "pexpect"):
        importlib.import_module(name)
    assert not any(name.startswith("iotcheck") for name in sys.modules)
    gc.freeze()


if __name__ == "__main__":
    main()
