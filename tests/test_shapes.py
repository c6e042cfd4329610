"""Ceilings and comparisons of whole tables, computed shape by shape, are what the tree walker says of each row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import amounts
from iotcheck.batch import Kernel, by_shape, column_amounts, compiler
from iotcheck.engine import assess
from iotcheck.loader import load
from iotcheck.model import PolicySet
from iotcheck.values import Value
from tests.strategies import days, policy_sets
from tests.test_batch import ROWS, differences, random_rows

COSTS = ((4 * 10**6, 5 * 10**6), (6 * 10**6, 8 * 10**6))


def applicant(cost: int, *, eligible: bool = True) -> dict[str, Value | None]:
    """Return answers to the facts of `amounts.by_income(1)`."""
    return {"b0": not eligible, "n0": 99, "c0": "k1", "m0": 13 * 10**6, "m1": cost}


@contextmanager
def shapes_alone() -> Iterator[None]:
    """Leave nothing to combinations that would be quicker for a few rows."""
    with (
        patch.object(by_shape, "_FEW_ROWS", 0),
        patch.object(compiler, "_FEW_COMBINATIONS", 0),
        patch.object(column_amounts, "_WORTH_REDUCING", 1),
    ):
        yield


@settings(max_examples=20)
@given(policy_sets(), days(), st.integers(0, 2**32))
def test_agrees_with_the_tree_walker_on_random_files_and_tables(policies: PolicySet, day: date, seed: int) -> None:
    """With every form of amounts and conditions, open facts, and ends at infinity."""
    with shapes_alone():
        assert differences(policies, random_rows(policies, ROWS, Random(seed)), day) == []


@pytest.mark.parametrize("content", [amounts.by_income(3), amounts.named(12, 8, programs=4)])
def test_agrees_with_the_tree_walker_on_the_files_of_the_bench(content: bytes) -> None:
    """Cases, caps, tables by kind and income, and named amounts over one another."""
    policies = load(content, "generated.json")
    with shapes_alone():
        assert differences(policies, random_rows(policies, 40, Random(1)), policies.as_of) == []


def test_a_kernel_remembers_shapes_from_chunk_to_chunk() -> None:
    """Other rows of the same shapes get their own ceilings."""
    policies = load(amounts.by_income(1), "generated.json")
    kernel = Kernel(policies)
    with shapes_alone():
        chunks = [kernel.chunk([applicant(cost) for cost in costs]) for costs in COSTS]
        found = [[next(kernel.evaluate(chunk)).ceiling(row).high for row in (0, 1)] for chunk in chunks]
    walked = [[assess(policies, applicant(cost)).programs[0].ceiling.high for cost in costs] for costs in COSTS]
    assert found == walked
    assert len({amount for row in walked for amount in row}) > 2


def test_no_ceiling_is_computed_for_whoever_is_ineligible() -> None:
    """Of a thousand different costs only the one counts whose applicant may apply; others get theirs when asked for."""
    policies = load(amounts.by_income(1), "generated.json")
    rows = [applicant(number * 10**5, eligible=number == 7) for number in range(1_000)]
    (program,) = Kernel(policies).evaluate(Kernel(policies).chunk(rows))
    assert (program.applicable | program.undetermined).bit_count() == 1
    assert program.ceilings
    assert len(program.ceilings.found) == 2  # and what stands for the others
    for row in (7, 8):
        assert program.ceiling(row) == assess(policies, rows[row]).programs[0].ceiling._replace(trace=None)
