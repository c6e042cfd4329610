"""Kleene's connectives, by all their tables."""

from itertools import product

import pytest

from iotcheck.logic import Truth, at_least, not_, truth_of

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def worlds(truth: Truth) -> list[bool]:
    """Return what a truth may turn out to be."""
    return [True, False] if truth is U else [truth is T]


def summed_up(outcomes: set[bool]) -> Truth:
    """Return the truth that all outcomes agree on, unknown if they do not."""
    return U if len(outcomes) > 1 else truth_of(outcomes.pop())


@pytest.mark.parametrize("truths", [truths for size in range(4) for truths in product(Truth, repeat=size)])
def test_connectives_are_decided_when_all_worlds_agree(truths: tuple[Truth, ...]) -> None:
    """And, or, at least so many: exactly what every way to settle the unknown ones comes to."""
    possible = list(product(*map(worlds, truths)))
    assert at_least(len(truths), truths) is summed_up({all(world) for world in possible})
    assert at_least(1, truths) is summed_up({any(world) for world in possible})
    for count in range(5):
        assert at_least(count, truths) is summed_up({sum(world) >= count for world in possible})


def test_not_turns_round_and_leaves_unknown_unknown() -> None:
    """The only truth that not_ keeps is unknown."""
    assert [not_(truth) for truth in (F, U, T)] == [T, U, F]


@pytest.mark.parametrize("truth", Truth)
def test_a_truth_is_no_bool(truth: Truth) -> None:
    """`if truth:` would take unknown for true, so it raises."""
    with pytest.raises(TypeError, match="compare it with `is`"):
        bool(truth)
