"""How many small faults in the core's code its tests find: `python -m bench.mutation [--only PART] [--sample N]`.

Every module of ROOMS is changed at one place at a time (a comparison, an operator, a constant, a condition, a statement
left out); the room's tests then run in a process of their own, which the change reaches through the import system
alone: no file is written. The first failure ends it, so those tests come first that have failed most often for the
time they take. A change that no test notices survives, and is listed with the reason that `bench.survivors` knows.
"""

import argparse
import ast
import gc
import importlib
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, NamedTuple

from bench.survivors import REASONS

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
GOAL = 0.95
_TIMES = 6  # a test run that takes so many times as long hangs: the change is noticed
_SPARE = 20  # seconds that it may take in any case

_ENGINE = ("engine", "leaves", "interval", "blockers", "cases", "shipped_data", "laws", "lanes")
_READER = ("reader", "bad_files", "loader")
# Module → the tests that are its own, quick ones first.
ROOMS: dict[str, tuple[str, ...]] = {
    "iotcheck.logic": ("logic", "engine", "leaves", "laws"),
    "iotcheck.values": ("values", "facts", "bad_files", "loader"),
    "iotcheck.model.facts": ("facts", "values", "loader", "bad_files"),
    "iotcheck.engine.interval": ("interval", *_ENGINE),
    "iotcheck.engine.evaluation": _ENGINE,
    "iotcheck.engine.leaves": ("leaves", *_ENGINE),
    "iotcheck.engine.blockers": ("blockers", "engine"),
    "iotcheck.engine.report": _ENGINE,
    "iotcheck.engine.trace": _ENGINE,
    "iotcheck.loader.amounts": ("bad_files", "loader", "interval", "engine", "laws"),
    "iotcheck.reader.building": _READER,
    "iotcheck.reader.characters": _READER,
    "iotcheck.reader.nodes": _READER,
    "iotcheck.reader.syntax": _READER,
}

_BUGS = (
    "TypeError",
    "ZeroDivisionError",
    "KeyError",
    "AssertionError",
    "RuntimeError",
)  # their words are nobody's data
_OTHERS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """One change: the module, the line and its text, what was changed, and the changed module's tree."""

    module: str
    line: int
    text: str
    change: str
    tree: ast.Module

    @property
    def key(self) -> str:
        """How `bench.survivors` names it."""
        return f"{self.module}: {self.text} | {self.change}"


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every change of a module."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for number in range(len(list(_places(ast.parse(source))))):
        tree = ast.parse(source)
        place = list(_places(tree))[number]
        line = getattr(place.node, "lineno", 0)
        place.apply()
        yield Mutant(module, line, lines[line - 1].strip(), place.change, ast.fix_missing_locations(tree))


class _Place(NamedTuple):
    """Where a tree can be changed, into what: the holder's field, or an item of the list that it is."""

    node: ast.AST
    change: str
    holder: ast.AST
    field: str
    item: int | None
    value: object

    def apply(self) -> None:
        """Make the change."""
        if self.item is None:
            setattr(self.holder, self.field, self.value)
        else:
            getattr(self.holder, self.field)[self.item] = self.value


def _places(tree: ast.Module) -> Iterator[_Place]:
    """Yield each place of a tree that can be changed."""
    for holder, field, index, node in _nodes(tree):
        match node:
            case ast.Compare(ops=operators):
                for number, operator in enumerate(operators):
                    yield _other(node, "ops", number, operator)
            case ast.BoolOp(op=operator) | ast.BinOp(op=operator) | ast.AugAssign(op=operator):
                if type(operator) in _OTHERS:
                    yield _other(node, "op", None, operator)
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
                    yield _Place(test, "negated", node, "test", None, ast.UnaryOp(ast.Not(), test))
            case ast.Constant(value=bool(value)):
                yield _Place(node, f"{value} to {not value}", node, "value", None, not value)
            case ast.Constant(value=int(value)):
                yield _Place(node, f"{value} to {value + 1}", node, "value", None, value + 1)
            case ast.Constant(value=str(value)):
                yield _Place(node, f"{value!r} to other text", node, "value", None, f"XX{value}")
            case ast.Return(value=ast.Constant(value=None)):
                continue
            case ast.Return(value=ast.expr()):
                yield _Place(node, "returns None", node, "value", None, ast.Constant(None))
            case _:
                pass
        for words, instead in _instead(node):
            yield _Place(node, words, holder, field, index, instead)


def _other(node: ast.AST, field: str, index: int | None, operator: ast.AST) -> _Place:
    other = _OTHERS[type(operator)]
    return _Place(node, f"{type(operator).__name__} to {other.__name__}", node, field, index, other())


def _instead(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may stand in a whole node's place."""
    match node:
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield f"no {type(node.op).__name__}", operand
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() | ast.AugAssign():
            yield "left out", ast.Pass()
        case ast.Continue():
            yield "continue to break", ast.Break()
        case ast.Break():
            yield "break to continue", ast.Continue()
        case _:
            pass


def _nodes(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield the nodes of a tree with their place in their parent: no docstrings, annotations, imports, type checks."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params", "bases") or isinstance(
            node, ast.JoinedStr
        ):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Import | ast.ImportFrom | ast.Assert):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
                continue
            if isinstance(child, ast.match_case | ast.Expr) and "assert_never(" in ast.unparse(child):
                continue
            if isinstance(node, ast.Raise) and isinstance(child, ast.Call) and ast.unparse(child.func) in _BUGS:
                continue
            if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) in ("__slots__", "__all__"):
                continue
            yield node, field, place, child
            yield from _nodes(child)


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
    """A plugin of pytest that puts tests in order, by what earlier runs have told: seconds, and changes noticed."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.noticed: Counter[str] = Counter()
        self.told = -1

    @property
    def limit(self) -> float:
        """How many seconds one test may take."""
        return _SPARE + _TIMES * max(self.seconds.values(), default=_SPARE)

    def learn(self, lines: Iterator[str]) -> None:
        """Take in what a run has told, a line for each test."""
        for line in lines:
            seconds, outcome, test = line.split(maxsplit=2)
            self.seconds.setdefault(test, float(seconds))
            self.noticed[test] += outcome == "failed"

    def pytest_collection_modifyitems(self, items: "list[pytest.Item]") -> None:
        items.sort(key=lambda item: self.seconds.get(item.nodeid, 0) / (1 + self.noticed[item.nodeid]))

    def pytest_runtest_logreport(self, report: "pytest.TestReport") -> None:
        if report.when == "call" or report.failed:
            os.write(self.told, f"{report.duration:.6f} {report.outcome} {report.nodeid}\n".encode())


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
    import hypothesis
    import pytest

    code = 1
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        if mutant is not None:
            path = str(ROOT / f"{mutant.module.replace('.', '/')}.py")
            sys.meta_path.insert(0, _Changed(mutant.module, compile(mutant.tree, path, "exec")))
        # A counter-example will do: it need be neither small nor kept.
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("mutation", deadline=None, database=None, phases=phases)
        options = [
            "-x",
            "-W",
            "ignore",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            f"--timeout={experience.limit:.0f}",
        ]
        options += ["--hypothesis-profile=mutation", "--hypothesis-seed=0"]
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
    options = parser.parse_args()
    os.chdir(ROOT)
    _warm_up()
    scores = [
        _score(module, tests, options.sample, options.seed) for module, tests in ROOMS.items() if options.only in module
    ]
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
        """What part of the changes is noticed."""
        return self.noticed / max(1, self.made)

    def show(self) -> None:
        """Print a line."""
        left = self.made - self.noticed
        print(f"{self.module:28} {self.made:5} changes  {self.noticed:5} noticed {self.share:6.1%}", end="")
        print(f"  {left:4} survive, {self.explained} with a reason", flush=True)


def _score(module: str, tests: Sequence[str], sample: int, seed: int) -> _Score:
    """Make the changes of a module, or a sample of them; print those that survive, and the score."""
    started = time.monotonic()
    experience = _Experience()
    if noticed(None, tests, 900, experience):
        raise SystemExit(f"{module}: its tests fail without any change")
    seconds = _SPARE + _TIMES * (time.monotonic() - started)
    chosen = list(mutants(module))
    if sample and len(chosen) > sample:
        chosen = sorted(random.Random(seed).sample(chosen, sample), key=lambda one: one.line)
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
    for name in ("pytest", "hypothesis.strategies", "hypothesis.extra", "yaml", "pexpect"):
        importlib.import_module(name)
    assert not any(name.startswith("iotcheck") for name in sys.modules)
    gc.freeze()


if __name__ == "__main__":
    main()
