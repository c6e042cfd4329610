"""The batch evaluator says of every row what the tree walker says of it."""

from datetime import date
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from iotcheck.batch import Kernel, RowTotals
from iotcheck.engine import assess
from iotcheck.interview import Agenda
from iotcheck.loader import load_file
from iotcheck.model import PolicySet
from iotcheck.values import Value
from tests.strategies import days, domain, policy_sets

Answers = dict[str, Value | None]
SHIPPED = Path(__file__).parents[1] / "data" / "policies.yaml"
ROWS = 60


@settings(max_examples=60)
@given(policy_sets(), days(), st.integers(0, 2**32))
def test_agrees_with_the_tree_walker_on_random_files_and_tables(policies: PolicySet, day: date, seed: int) -> None:
    """Verdict, missing facts, confirms, ceiling and what it misses are equal for every row and program."""
    assert differences(policies, random_rows(policies, ROWS, Random(seed)), day) == []


def test_agrees_with_the_tree_walker_on_the_shipped_file() -> None:
    """The same for random applicants of the shipped file."""
    policies = load_file(str(SHIPPED))
    assert differences(policies, random_rows(policies, 300, Random(1)), policies.as_of) == []


def differences(policies: PolicySet, rows: list[Answers], day: date) -> list[str]:
    """Assess every row both ways and describe what differs."""
    kernel = Kernel(policies, day)
    chunk = kernel.chunk(rows)
    totals, questions = RowTotals(len(rows)), kernel.questions(chunk)
    lanes = list(kernel.evaluate(chunk))
    for program in lanes:
        totals.add(program)
        questions.add(program)
    next_questions, totals_of_rows, best_sets = questions.next(), totals.totals(), totals.best_sets()
    found = []
    for row, answers in enumerate(rows):
        report = assess(policies, answers, day)
        if totals_of_rows[row] != report.totals:
            found.append(f"totals of {answers}: {totals_of_rows[row]} instead of {report.totals}")
        if (best := best_sets[row]) is not None and best != report.best_set:
            found.append(f"best set of {answers}: {best} instead of {report.best_set}")
        ready = next(iter(Agenda(report).ready), None)
        if next_questions.at(row) != ready:
            found.append(f"next question of {answers}: {next_questions.at(row)} instead of {ready}")
        for walked, program in zip(report.programs, lanes, strict=True):
            expected = walked.replace(trace=None, ceiling=walked.ceiling._replace(trace=None))
            actual = program.report(row)
            if set(actual.confirm) == set(expected.confirm):
                actual = actual.replace(confirm=expected.confirm)  # in any order
            if actual != expected:
                found.append(f"{walked.program.id} of {answers}: {actual} instead of {expected}")
    return found


def random_rows(policies: PolicySet, count: int, random: Random) -> list[Answers]:
    """Make applicants that know a part of the facts; a part's size is drawn for each."""
    domains = {name: domain(fact) for name, fact in policies.facts.items()}
    rows: list[Answers] = []
    for _ in range(count):
        share = random.choice((0.3, 0.8, 0.95, 1))
        rows.append(
            {name: random.choice((*values, None)) for name, values in domains.items() if random.random() < share}
        )
    return rows
