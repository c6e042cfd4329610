"""Exceptions and problems go from one process to another and are the same there."""

import pickle
import pkgutil
from importlib import import_module
from types import MappingProxyType

import pytest

import iotcheck
from iotcheck.errors import DataError, IotcheckError, Location, Problem, ProblemsError

PROBLEMS = [
    Problem(None, "x"),
    Problem(Location("f.yaml", 3, 5), "unknown-fact", {"name": "甲", "known": ("a", "b")}, "warning"),
    Problem(Location("t.csv", 2), "row-rejected", MappingProxyType({"reason": "no"})),
]


def exceptions() -> list[type[BaseException]]:
    """Return every exception class of the package."""
    for module in pkgutil.walk_packages(iotcheck.__path__, "iotcheck."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    found: list[type[BaseException]] = []
    new: list[type[BaseException]] = [BaseException]
    while new:
        new = [below for above in new for below in above.__subclasses__()]
        found += [one for one in new if one.__module__.startswith("iotcheck.")]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("problem", PROBLEMS)
def test_problems_can_be_sent(problem: Problem) -> None:
    assert pickle.loads(pickle.dumps(problem)) == problem


@pytest.mark.parametrize("kind", exceptions(), ids=lambda kind: kind.__name__)
def test_exceptions_can_be_sent(kind: type[BaseException]) -> None:
    """Whatever class the package has or will have: the copy has the same class, words and attributes."""
    for problem in PROBLEMS:
        error = kind([problem]) if issubclass(kind, ProblemsError) else kind("detail")
        copy = pickle.loads(pickle.dumps(error))
        assert type(copy) is kind
        assert (str(copy), copy.args, vars(copy)) == (str(error), error.args, vars(error))


def test_all_classes_are_looked_at() -> None:
    names = {kind.__name__ for kind in exceptions()}
    assert {IotcheckError.__name__, DataError.__name__, "UsageError", "ReadWriteError", "BadValueError"} <= names


def test_words_and_codes_survive() -> None:
    """A DataError from another process exits as one of this, with the same message."""
    copy = pickle.loads(pickle.dumps(DataError(PROBLEMS)))
    assert copy.exit_code == 3
    assert copy.problems == tuple(PROBLEMS)
    assert str(copy) == "None: x, f.yaml:3:5: unknown-fact, t.csv:2: row-rejected"
