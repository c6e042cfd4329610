"""How many questions the interview asks, and that each could matter: over every state that it can reach.

The states come from `tests.optimum.states`, which shares no code with the interview.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest

from iotcheck.engine import assess
from iotcheck.interview import Agenda
from iotcheck.loader import load_file
from iotcheck.model import PolicySet
from tests.optimum.interviews import SHIPPED, looking_ahead, random_files, samples, shuffled, structured_files
from tests.optimum.residuals import FALSE, Residuals, Tree, facts_in, truths
from tests.optimum.states import Answers, Part, Rule, State, States, file_order, mean, most_missing


@cache
def shipped() -> PolicySet:
    return load_file(str(SHIPPED))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("sample", ["all choices alike", "one to three activities"])
def test_on_the_shipped_file_no_order_of_questions_is_shorter(sample: str, seed: int) -> None:
    """Never more than in the file's order, or most missing first, whatever order the facts stand in."""
    policies = shuffled(shipped(), seed) if seed else shipped()
    states = States(policies, samples(shipped())[sample])
    asked = mean(states.expected(looking_ahead))
    assert asked <= mean(states.expected(file_order)) + 1e-9
    assert asked <= mean(states.expected(most_missing)) + 1e-9
    assert asked < 4.92


@pytest.mark.thorough
def test_on_small_files_the_interview_is_near_the_fewest_questions_there_can_be() -> None:
    """Within 10 % of the optimum on each, and within 2 % on average."""
    ratios = []
    for policies in (*structured_files(), *random_files()):
        states = States(policies)
        ratios.append(mean(states.expected(looking_ahead)) / states.optimum())
    assert max(ratios) <= 1.10
    assert sum(ratios) / len(ratios) <= 1.02


@pytest.mark.thorough
def test_every_question_on_the_shipped_file_could_matter() -> None:
    """On the letter's day, in every state, the answer changes a verdict, ceiling or `asked_if` in some completion."""
    states = States(shipped())
    asked: set[tuple[Part, str]] = set()

    def remembering(states: States, state: State, answers: Answers) -> str:
        name = looking_ahead(states, state, answers)
        needed = {one for part in state for one in states.needed(part)}
        assert needed == set(Agenda(assess(shipped(), answers)).needed)
        asked.add((states.part_of(state, name), name))
        return name

    states.expected(remembering)
    assert {name for _, name in asked} == set(Agenda(assess(shipped(), {})).needed)
    useless = [name for part, name in asked if not any(matters(states, rule, name) for rule in states.rules(part))]
    assert useless == []


def matters(states: States, rule: Rule, name: str) -> bool:
    """Whether some completion makes a rule's outcome depend on a fact."""
    others = sorted(facts_in(rule.tree) - {name})
    bit = 1 << states.names.index(name)
    for kinds in product(*(classes(states.residuals, rule.tree, other) for other in others)):
        tree = rule.tree
        for other, kind in zip(others, kinds, strict=True):
            tree = states.residuals.after(tree, other, kind)
        if not rule.guard and rule.facts & bit and tree != FALSE:
            return True
        if (
            len({truths(states.residuals.after(tree, name, kind)) for kind in classes(states.residuals, tree, name)})
            > 1
        ):
            return True
    return False


def classes(residuals: Residuals, tree: Tree, name: str) -> list[int]:
    """Return one class of values for each way in which a fact's leaves in a tree can turn out."""
    masks = list(leaf_masks(tree, name))
    found: dict[tuple[int, ...], int] = {}
    for kind in range(len(residuals.weights[name])):
        found.setdefault(tuple(mask >> kind & 1 for mask in masks), kind)
    return list(found.values())


def leaf_masks(tree: Tree, name: str) -> Iterator[int]:
    if isinstance(tree, str):
        return
    if tree[0] == "leaf":
        if tree[1] == name:
            yield tree[2]
        return
    for child in tree[1:] if tree[0] == "not" else tree[2]:
        yield from leaf_masks(child, name)
