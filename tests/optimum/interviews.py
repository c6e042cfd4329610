"""Interviews to compare with the optimum: orders of questions, and files to ask them of."""

import random
from collections.abc import Iterator
from itertools import combinations

from iotcheck.engine import Answers, assess
from iotcheck.interview import next_question
from iotcheck.loader import load
from iotcheck.model import PolicySet
from tests.generated_files import policy_file, structured_file
from tests.optimum.residuals import Weights
from tests.optimum.states import State, States
from tests.program import ROOT

SHIPPED = ROOT / "data" / "policies.yaml"


def samples(policies: PolicySet) -> dict[str, Weights]:
    """Return the samples of applicants by name: values of facts that are not all alike."""
    activities = list(policies.facts["activities"].choices)
    few = [some for size in (1, 2, 3) for some in combinations(activities, size)]
    return {"all choices alike": {}, "one to three activities": {"activities": few}}


def looking_ahead(states: States, _: State, answers: Answers) -> str:
    """Ask what the interview asks."""
    question = next_question(assess(states.policies, answers))
    if question is None:
        raise AssertionError(f"the interview ends where questions are left: {answers}")
    return question


def structured_files() -> Iterator[PolicySet]:
    """Yield small files like the shipped one."""
    for seed in range(15):
        programs, facts = ((6, 8), (10, 10), (12, 9))[seed % 3]
        yield load(structured_file(programs, facts, seed).encode(), "generated")


def random_files() -> Iterator[PolicySet]:
    """Yield small files of random trees over random facts."""
    for seed in range(15):
        programs, facts = ((3, 8), (5, 7), (8, 8))[seed % 3]
        yield load(policy_file(programs, facts, (2, 4), seed).encode(), "generated")


def shuffled(policies: PolicySet, seed: int) -> PolicySet:
    """Return a policy set with its facts in another order."""
    facts = list(policies.facts.items())
    random.Random(seed).shuffle(facts)
    return policies.replace(facts=dict(facts))
