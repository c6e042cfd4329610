"""Ten grants in the manner of real ones, each with what the first version of the format could not say."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from iotcheck.batch import Kernel
from iotcheck.engine import assess_admitted
from iotcheck.loader import load_file
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.texts import ceilings
from iotcheck.values import Value, exact
from tests.program import iotcheck, sampled
from tests.strategies import domain

GRANTS = Path(__file__).parent / "data" / "grants" / "policies.yaml"


@pytest.fixture(scope="module")
def grants() -> PolicySet:
    return load_file(str(GRANTS))


def test_the_cases_worked_by_hand_come_out(grants: PolicySet) -> None:
    """Every threshold at and beside it, and lint finds nothing wrong."""
    tested = iotcheck("test", str(GRANTS), "--lang", "en")
    assert tested.code == 0
    assert "all as expected." in tested.out
    assert len(grants.programs) == 10
    assert ": warning:" not in iotcheck("lint", str(GRANTS), "--lang", "en").out


def test_a_case_that_rules_applicants_out_has_no_maximum(grants: PolicySet) -> None:
    """A dash stands where the amount would, and no sum of nothing."""
    answers = {"price": 5000, "income": exact(Fraction("57457.51")), "parts": exact(Fraction("2.5"))}
    ruled_out = assess_admitted(grants, answers).program("region-bike")
    assert ruled_out.verdict == "ineligible"
    assert ceilings.ceiling(grants, "en", ruled_out.ceiling) == ceilings.NO_OFFER


def values(grants: PolicySet, fact: Fact) -> list[Value | None]:
    """Return values of a fact, don't know among them: those at which the rules turn, and days that have been."""
    if fact.type is FactType.DATE:
        return [grants.as_of - timedelta(days) for days in (0, 89, 90, 243, 244, 364, 365, 366, 608, 609)]
    return [*domain(fact), None, *((6358, 7000, 13489, 14000, 20000) if fact.type is FactType.MONEY else ())]


@pytest.mark.parametrize("seed", sampled(range(20), every=5))
def test_both_evaluators_agree_on_them(grants: PolicySet, seed: int) -> None:
    """For applicants drawn at random, some of whose answers are open: verdicts, ceilings and what is missing."""
    random = Random(seed)
    rows = []
    for _ in range(50):
        asked = [fact for fact in grants.facts.values() if random.random() < 0.8]
        rows.append({fact.id: random.choice(values(grants, fact)) for fact in asked})
    kernel = Kernel(grants, grants.as_of)
    columns = list(kernel.evaluate(kernel.chunk(rows)))
    for row, answers in enumerate(rows):
        for column, result in zip(columns, assess_admitted(grants, answers).programs, strict=True):
            assert column.verdict(row) == result.verdict
            assert column.ceiling(row)[:5] == result.ceiling[:5]
