"""Searches grow with the file and no faster: their steps, in files of 31, 155 and 1,000 programs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from bench.generated import every_operator
from iotcheck.authoring.coverage.goals import all_goals
from iotcheck.authoring.coverage.search import Search
from iotcheck.authoring.coverage.solve import Solver
from iotcheck.authoring.lint import lint
from iotcheck.authoring.proof import search as proof
from iotcheck.batch import Kernel
from iotcheck.engine import Evaluation, assess
from iotcheck.interview import next_question
from iotcheck.loader import load
from iotcheck.model import PolicySet
from iotcheck.whatif import unlocking
from tests.generated_files import answers_for
from tests.program import sampled
from tests.test_wide_files import WIDE

SMALL = 31  # programs
GOALS_LOOKED_AT = 200
SLACK = 4  # goals differ much in what they take; what grew with the square would show as 5 times and more

Weight = Callable[..., int]


class Steps:
    """Counts the calls of a method while it is watched, or what they weigh."""

    def __init__(self, owner: type, method: str, weight: Weight = lambda *_: 1) -> None:
        self.owner = owner
        self.method = method
        self.weight = weight
        self.count = 0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count from here to the end of the block."""
        real: Callable[..., Any] = getattr(self.owner, self.method)

        def counting(*arguments: Any, **named: Any) -> Any:
            self.count += self.weight(*arguments)
            return real(*arguments, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.owner, self.method, counting)
            yield


def evaluated() -> Steps:
    """Count conditions evaluated by the engine."""
    return Steps(Evaluation, "condition")


def compile_kernel(policies: PolicySet) -> tuple[Steps, int]:
    """Compile the batch evaluator: conditions evaluated, for each program."""
    with (steps := evaluated()).watched():
        Kernel(policies)
    return steps, len(policies.programs)


def what_if_over_all(policies: PolicySet) -> tuple[Steps, int]:
    """Look for changes that unlock programs: conditions evaluated, for each program."""
    report = assess(policies, answers_for(policies, Random(1), known=0.8))
    with (steps := evaluated()).watched():
        assert unlocking(report).suggestions
    return steps, len(policies.programs)


def interview(policies: PolicySet) -> tuple[Steps, int]:
    """Choose a question: rows that the batch evaluator judges, whatever the number of programs."""
    report = assess(policies, {})
    with (steps := Steps(Kernel, "chunk_admitted", lambda _, rows: len(rows))).watched():
        assert next_question(report) is not None
    return steps, 1


def lint_file(policies: PolicySet) -> tuple[Steps, int]:
    """Look for what is doubtful: alternatives that proofs try, for each program."""
    with (steps := Steps(proof._Search, "_count")).watched():
        assert all(problem.code != "not-decided" for problem in lint(policies))
    return steps, len(policies.programs)


def coverage(policies: PolicySet) -> tuple[Steps, int]:
    """Look for cases that show some goals from all over the file: steps of the search, for each goal."""
    goals = list(all_goals(policies).items())
    some = goals[:: max(1, len(goals) // GOALS_LOOKED_AT)]
    search = Search(policies, len(goals))
    with (steps := Steps(Solver, "_spend", lambda _, spent=1: spent)).watched():
        for goal, place in some:
            search.find(goal, place)
    return steps, len(some)


@pytest.mark.parametrize("search", sampled([compile_kernel, coverage, what_if_over_all, lint_file, interview], 2))
@pytest.mark.parametrize("programs", [5 * SMALL, pytest.param(1000, marks=pytest.mark.thorough)])
def test_a_larger_file_takes_steps_in_proportion(
    search: Callable[[PolicySet], tuple[Steps, int]], programs: int
) -> None:
    """As many steps for each program, goal or question as in the small file, give or take a factor."""
    small, large = (search(load(every_operator(size), "generated")) for size in (SMALL, programs))
    assert 0 < large[0].count / large[1] < SLACK * small[0].count / small[1]


@pytest.mark.parametrize("shape", ["ranges", "cases"])
def test_a_kernel_evaluates_conditions_in_proportion_to_them(shape: str) -> None:
    """Twice as many thresholds of one fact are twice as many evaluations, not four times."""
    small, large = (compile_kernel(load(WIDE[shape](n).encode(), "file.yaml"))[0].count for n in (60, 120))
    assert 0 < large < 3 * small


@pytest.mark.parametrize("shape", ["all", "any"])
def test_lint_of_independent_conditions_tries_ways_in_proportion_to_them(shape: str) -> None:
    """A group of facts that have nothing to do with one another is settled in one go."""
    small, large = (lint_file(load(WIDE[shape](n).encode(), "file.yaml"))[0].count for n in (60, 120))
    assert 0 < large < 3 * small
