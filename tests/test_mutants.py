"""The cases are good: nearly every change to a rule makes them fail, and what survives is known to mean the same."""

from itertools import islice
from pathlib import Path

import pytest

from tests.rule_changes import FOLDERS, REASONS, found, mutants, read_folder

SHARE = 0.95
FOLDER = pytest.mark.parametrize("folder", FOLDERS, ids=["shipped", "second"])


@FOLDER
def test_some_changes_to_the_rules_are_found(folder: Path) -> None:
    """Every hundredth change of each file makes a case fail, or is listed with the reason why none can."""
    policies, cases = read_folder(folder)
    survivors = [one for one in islice(mutants(policies), 7, None, 100) if not found(one, cases) and not one.reason]
    assert [(survivor.place, survivor.kind, survivor.change) for survivor in survivors] == []


@pytest.mark.thorough
@pytest.mark.timeout(1200)  # hundreds of files, each with hundreds of cases: minutes where coverage is counted too
@FOLDER
def test_nearly_all_changes_to_the_rules_are_found(folder: Path) -> None:
    """At least 95 % of all changes make a case fail; every survivor has its reason, every reason its survivor."""
    policies, cases = read_folder(folder)
    every = list(mutants(policies))
    survivors = {(policies.id, one.place, f"{one.kind}: {one.change}") for one in every if not found(one, cases)}
    assert survivors == {reason for reason in REASONS if reason[0] == policies.id}
    assert len(every) > 500
    assert 1 - len(survivors) / len(every) >= SHARE
