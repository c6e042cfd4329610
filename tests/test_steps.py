"""What-if along one fact: every place where a result changes, and nothing but these."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from iotcheck.engine import CeilingKind, Report, assess_admitted
from iotcheck.engine.partition import Range, on_line
from iotcheck.loader import load_file
from iotcheck.model import FactType, PolicySet
from iotcheck.values import Value, exact
from iotcheck.whatif import Steps, Stretch, vary
from iotcheck.whatif.steps import value_at
from tests.program import iotcheck, sampled
from tests.samples import ROOT
from tests.small import fact, policies
from tests.strategies import Answers, domain, policy_sets_with_answers
from tests.test_second_file import SECOND

SHIPPED = ROOT / "data" / "policies.yaml"
GRID = 40


def steps(of: PolicySet, name: str, answers: Answers | None = None) -> list[tuple[object, str | None, object, object]]:
    """Return the stretches of the only program: values, verdict, and the upper ends of its ceiling."""
    variation = vary(assess_admitted(of, answers or {}), name, of.programs)
    assert variation.exact
    return [
        (
            stretch.values,
            stretch.result.verdict,
            stretch.first and stretch.first.high,
            stretch.last and stretch.last.high,
        )
        for stretch in (variation.programs[0].stretches if variation.programs else ())
    ]


def test_a_threshold_and_a_cap_are_two_places() -> None:
    """The example of the module: 30% of the cost, at most 100, for a cost of at least 50."""
    of = policies(
        {"cost": fact("money")},
        when={"cost": {"at_least": "50"}},
        ceiling={"least": [{"percent": 30, "of": "cost"}, "100"]},
    )
    cap = Fraction(1000, 3)
    assert steps(of, "cost") == [
        (Range(0, 50, before=True), "ineligible", 0, 15),
        (Range(50, cap), "eligible", 15, 100),
        (Range(cap, None, after=True), "eligible", 100, 100),
    ]


def test_of_a_count_whole_numbers_are_shown_and_a_value_alone_where_it_is_alone() -> None:
    """More than 2 is 3 or more; exactly 5 is a place of its own."""
    of = policies({"n": fact("count")}, when={"all": [{"n": {"more_than": 2}}, {"not": {"n": 5}}]})
    assert [(values, verdict) for values, verdict, _, _ in steps(of, "n")] == [
        (Range(0, 2), "ineligible"),
        (Range(3, 4), "eligible"),
        (Range(5, 5), "ineligible"),
        (Range(6, None), "eligible"),
    ]


def test_products_have_places_at_both_roots() -> None:
    """A number times itself is at least 4 below -2 and above 2, these included."""
    of = policies({"n": fact("number")}, when={"compare": {"amount": {"amount": "n", "per": "n"}, "at_least": 4}})
    assert [(values, verdict) for values, verdict, _, _ in steps(of, "n")] == [
        (Range(None, -2), "eligible"),
        (Range(-2, 2, after=True, before=True), "ineligible"),
        (Range(2, None), "eligible"),
    ]


@pytest.mark.parametrize(
    "amount",
    [
        pytest.param({"amount": "n", "per": "n"}, id="the root of 2"),
        pytest.param({"amount": {"amount": "n", "per": "n"}, "per": "n"}, id="a cube"),
    ],
)
def test_places_that_cannot_be_computed_are_not_said_to_be_all(amount: object) -> None:
    """An irrational root is known to a millionth, and of steeper curves no roots are looked for."""
    of = policies({"n": fact("number")}, when={"compare": {"amount": amount, "at_least": 2}})
    assert not vary(assess_admitted(of, {}), "n", of.programs).exact


@pytest.mark.parametrize(("how", "jumps"), [("down", [100, 200]), ("up", [0, 100]), ("half_up", [50, 150])])
def test_a_rounded_amount_jumps(how: str, jumps: list[int]) -> None:
    """1,000 for each hundred employees: full ones, begun ones, or the nearest."""
    of = policies(
        {"staff": fact("count", max=210)},
        ceiling={"amount": "1000元", "per": {"round": {"quotient": ["staff", 100]}, "to": 1, "how": how}},
        when="everyone",
    )
    places = [(values.low, first) for values, _, first, _ in steps(of, "staff") if isinstance(values, Range)]
    assert places[1:3] == [(jumps[0] + (how == "up"), 1000), (jumps[1] + (how == "up"), 2000)]


def test_amounts_that_jump_very_often_are_not_said_to_be_exact() -> None:
    """Rounded to one unit, of any amount of money: more jumps than anybody reads."""
    of = policies({"cost": fact("money")}, ceiling={"round": {"percent": 30, "of": "cost"}, "to": 1, "how": "down"})
    assert not vary(assess_admitted(of, {}), "cost", of.programs).exact


def test_a_fact_that_makes_no_difference_has_no_steps() -> None:
    """The program is named as unchanged."""
    of = policies({"n": fact("count"), "m": fact("count")}, when={"m": 3})
    variation = vary(assess_admitted(of, {}), "n", of.programs)
    assert (variation.programs, [program.id for program in variation.unchanged]) == ((), list(of.programs))


def test_options_and_days_have_steps_too() -> None:
    """Each option with its result; of days the first and the last of each stretch."""
    of = policies(
        {"size": fact("choice", "small large"), "founded": fact("date", min="2000-01-01")},
        when={"all": [{"size": "small"}, {"founded": {"before": "2010-01-01"}}]},
    )
    assert [(values, verdict) for values, verdict, _, _ in steps(of, "size", {"founded": date(2005, 1, 1)})] == [
        ("small", "eligible"),
        ("large", "ineligible"),
    ]
    assert [(values, verdict) for values, verdict, _, _ in steps(of, "founded", {"size": "small"})] == [
        (Range(date(2000, 1, 1), date(2009, 12, 31)), "eligible"),
        (Range(date(2010, 1, 1), None), "ineligible"),
    ]


def holds(stretch: Stretch, value: Value) -> bool:
    if not isinstance(stretch.values, Range):
        return stretch.values == value
    low, high = (None if end is None else on_line(end) for end in (stretch.values.low, stretch.values.high))
    return stretch.values._replace(low=low, high=high).contains(on_line(value))


def near(all_steps: tuple[Steps, ...]) -> Iterator[Value]:
    """Yield the ends of all stretches, and values beside them."""
    for each in all_steps:
        for stretch in each.stretches:
            if isinstance(stretch.values, Range):
                for end in (stretch.values.low, stretch.values.high):
                    if isinstance(end, date):
                        yield from (end + timedelta(step) for step in (-1, 0, 1) if date.min < end < date.max)
                    elif end is not None:
                        yield from (exact(end + Fraction(step, 1000)) for step in (-1000, -1, 0, 1, 1000))


def compare(report: Report, name: str, grid: list[Value]) -> int:
    """Hold the exact steps of programs against assessing each value by itself; return how many were exact."""
    of, varied = report.policies, report.policies.facts[name]
    variation = vary(report, name, of.programs)
    by_program = {each.program.id: each for each in variation.programs}
    assert by_program.keys() | {program.id for program in variation.unchanged} == of.programs.keys()
    unchanged: dict[str, set[object]] = {}
    for value in {*grid, *near(variation.programs)}:
        whole = varied.type is FactType.COUNT and not isinstance(value, int)
        if whole or not _admits(report, name, value):
            continue
        for result in assess_admitted(of, {**report.answers, name: value}, report.as_of).programs:
            ceiling = result.ceiling
            if result.program.id not in by_program:
                unchanged.setdefault(result.program.id, set()).add((result.verdict, *ceiling[:3]))
            elif by_program[result.program.id].exact:
                (stretch,) = [each for each in by_program[result.program.id].stretches if holds(each, value)]
                assert (stretch.result.verdict, stretch.result.ceiling.kind) == (result.verdict, ceiling.kind)
                if stretch.formula is not None and ceiling.kind is CeilingKind.AMOUNT:
                    low, high = value_at(stretch.formula, on_line(value))
                    rounded = [None if end is None else max(0, of.round_down(end)) for end in (low, high)]
                    assert (rounded[0] or 0, rounded[1]) == (ceiling.low, ceiling.high)
    if variation.exact:
        assert {program: results for program, results in unchanged.items() if len(results) > 1} == {}
    return sum(each.exact for each in variation.programs) + len(variation.unchanged)


def _admits(report: Report, name: str, value: Value) -> bool:
    varied = report.policies.facts[name]
    low, high = varied.minimum, varied.maximum
    low = 0 if low is None and varied.type in (FactType.MONEY, FactType.COUNT) else low
    return (low is None or on_line(value) >= on_line(low)) and (high is None or on_line(value) <= on_line(high))


@pytest.mark.parametrize("seed", sampled(range(12), every=6))
@pytest.mark.parametrize("path", [SHIPPED, SECOND], ids=["shipped", "second"])
def test_steps_of_real_files_agree_with_a_grid(path: Path, seed: int) -> None:
    """Of every fact with an order, for answers drawn at random, at the ends of all steps, beside them and between."""
    of = load_file(str(path))
    random = Random(seed)
    answers = {name: random.choice(domain(each)) for name, each in of.facts.items() if random.random() < 0.7}
    report = assess_admitted(of, answers)
    for name, each in of.facts.items():
        if each.type.numeric:
            top = int(on_line(each.maximum)) if each.maximum is not None else 10 ** random.randint(2, 9)
            grid: list[Value] = [top * place // GRID for place in range(GRID + 1)]
        elif each.type is FactType.DATE:
            grid = [date(2000, 1, 1) + timedelta(days=random.randint(0, 11_000)) for _ in range(GRID)]
        elif each.type is FactType.CHOICES:
            continue
        else:
            grid = list(domain(each))
        assert compare(report, name, grid) >= len(of.programs) - 1  # one rounds a quotient of two facts


@given(policy_sets_with_answers())
def test_steps_agree_with_assessing_each_value(drawn: tuple[PolicySet, Answers]) -> None:
    """Whatever the rules: at each value the step that holds it says what an assessment of the value does."""
    of, answers = drawn
    report = assess_admitted(of, answers)
    for name, each in of.facts.items():
        if each.type is not FactType.CHOICES:
            compare(report, name, list(domain(each)))


def test_the_command_shows_steps_in_both_languages_and_json() -> None:
    """As a user meets them: words for each step, and the same numbers for scripts."""
    file = ("--policies", str(SECOND))
    english = iotcheck("whatif", "research-grant", *file, "--vary", "Revenue", "--lang", "en").out
    assert "EUR 0 to EUR 50,000,000" in english
    assert "more than EUR 50,000,000" in english
    chinese = iotcheck("whatif", "research-grant", *file, "--vary", "revenue", "--lang", "zh").out
    assert "高于 EUR 50,000,000" in chinese
    data = json.loads(iotcheck("whatif", *file, "--vary", "revenue", "--json").out)
    (program,) = [each for each in data["programs"] if each["id"] == "research-grant"]
    first, second = program["steps"]
    assert (first["max"], first["max_excluded"], second["min"], second["min_excluded"]) == (
        50000000,
        False,
        50000000,
        True,
    )
    assert (data["kind"], data["fact"], data["exact"]) == ("variation", "revenue", True)
    assert "research-grant" not in data["unchanged"]


def test_what_cannot_be_varied_is_refused() -> None:
    """An unknown fact, and one of several choices."""
    file = ("--policies", str(SECOND))
    assert (
        iotcheck("whatif", *file, "--vary", "revenu").code,
        iotcheck("whatif", *file, "--vary", "sectors").code,
    ) == (2, 2)
    assert "[not-varied]" in iotcheck("whatif", *file, "--vary", "sectors").err
