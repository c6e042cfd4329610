"""The law of partitions, on random files: cells cover what a fact admits, and conditions judge each cell as one."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import Evaluation
from iotcheck.engine.partition import (
    Cut,
    Partition,
    Range,
    beside,
    cuts_of,
    named_options,
    on_line,
    pairs_compared,
    sides_of,
)
from iotcheck.logic import Truth
from iotcheck.model import (
    All,
    Amount,
    Calculation,
    Compares,
    ComparesDate,
    Condition,
    Constant,
    Fact,
    FactAmount,
    FactType,
    PolicySet,
    Selects,
)
from iotcheck.model.walk import facts_below, walk
from iotcheck.values import Number, Value
from tests.small import fact, policies
from tests.strategies import days, domain, policy_sets

LINE = (FactType.DATE, FactType.COUNT, FactType.MONEY, FactType.NUMBER)


def leaves_over(of: PolicySet, name: str) -> list[Condition]:
    """Return the conditions of a file that look at one fact alone; of amounts, only those on the fact itself."""
    whens = [edition.when for program in of.programs.values() for edition in program.editions if edition.when]
    wholes = [*whens, *(condition.condition for condition in of.conditions.values())]
    nodes = [node for whole in wholes for node in walk(of, whole)]
    leaves = [node for node in nodes if isinstance(node, Selects | ComparesDate | Compares)]
    return [
        leaf for leaf in leaves if facts_below(of, leaf) == {name} and (not isinstance(leaf, Compares) or bare(leaf))
    ]


def bare(leaf: Compares) -> bool:
    """Whether a comparison holds the fact itself against numbers."""
    return all(isinstance(side, FactAmount | Constant) for side in (leaf.left, *leaf.bounds))


def cuts(of: PolicySet, leaves: Sequence[Condition], day: date) -> Iterator[Cut]:
    """Yield the cuts of conditions, as the batch evaluator finds them: with no answer given."""
    unanswered = Evaluation(of, {}, day)
    for leaf in leaves:
        parts = (leaf.left, *leaf.bounds) if isinstance(leaf, Compares) else ()
        yield from cuts_of(leaf, day, sides_of(map(unanswered.amount, parts)))


def values_near(one: Fact, points: Sequence[Cut]) -> list[Value]:
    """Return values that a fact admits: of its domain in random files, and at, beside and between its cuts."""
    numbers = [number for cut in points for number in (*beside(cut.value), cut.value, cut.value + Fraction(1, 7))]
    if one.type is FactType.DATE:
        near: list[Any] = [date.fromordinal(int(one)) for one in numbers if 1 <= one <= date.max.toordinal()]
    else:
        near = [number for number in numbers if one.type is not FactType.COUNT or number % 1 == 0]
    low, high = one.minimum, one.maximum
    return [
        *domain(one),
        *(value for value in near if (low is None or value >= low) and (high is None or value <= high)),
    ]


@given(policy_sets(), days(), st.data())
def test_conditions_judge_two_values_of_a_cell_alike(of: PolicySet, day: date, data: st.DataObject) -> None:
    """Cells cover the fact's values in order without a gap; each condition has one truth for all values of a cell."""
    one = data.draw(st.sampled_from(list(of.facts.values())))
    leaves = leaves_over(of, one.id)

    def truths(value: Value) -> list[Truth]:
        evaluation = Evaluation(of, {one.id: value}, day)
        return [evaluation.condition(leaf).high for leaf in leaves]

    if one.type not in LINE:
        seen = named_options(one, leaves)
        known: dict[object, list[Truth]] = {}
        for value in domain(one):
            visible = tuple(option for option in value if option in seen) if isinstance(value, tuple) else value
            assert known.setdefault(visible, truths(value)) == truths(value)
        return
    points = list(cuts(of, leaves, day))
    partition = Partition(one, points)
    cells, samples = partition.cells(), partition.values()
    for value in values_near(one, points):
        place = partition.cell_of(on_line(value))
        assert [cell.contains(on_line(value)) for cell in cells] == [number == place for number in range(len(cells))]
        assert truths(value) == truths(samples[place])
    assert [partition.cell_of(on_line(sample)) for sample in samples] == list(range(len(cells)))


@pytest.mark.parametrize(
    ("kind", "when", "cells"),
    [
        (fact("count", min=0), {"at_least": 10}, [Range(0, 9), Range(10, None)]),
        (fact("count", min=0, max=10), {"at_least": 10}, [Range(0, 9), Range(10, 10)]),
        (fact("count", min=0), {"between": ["2.5", "3.5"]}, [Range(0, 2), Range(3, 3), Range(4, None)]),
        (fact("count", min=3), {"less_than": 3}, [Range(3, None)]),
        (fact("money"), {"more_than": 10}, [Range(0, 10), Range(10, None, after=True)]),
        (fact("money"), 25, [Range(0, 25, before=True), Range(25, 25), Range(25, None, after=True)]),
        (fact("number"), {"at_most": 1}, [Range(None, 1), Range(1, None, after=True)]),
        (fact("number"), {"at_least": "x"}, [Range(None, None)]),
    ],
)
def test_cells_are_as_few_as_can_be(kind: dict[str, Any], when: object, cells: list[Range]) -> None:
    """A cut where the condition turns, and none where the fact admits nothing on the other side."""
    of = policies({"x": kind}, {"x": when})
    leaf = of.programs["program"].editions[0].when
    assert isinstance(leaf, Selects | Compares)
    assert Partition(of.facts["x"], cuts(of, [leaf], of.as_of)).cells() == cells


def test_a_number_on_the_left_cuts_the_other_way() -> None:
    """`5 at least x` is `x at most 5`."""
    turned = {"at_least": "at_most", "more_than": "less_than", "at_most": "at_least", "less_than": "more_than"}
    for operator, other in turned.items():
        conditions = [{"compare": {"amount": 5, operator: "x"}}, {"x": {other: 5}}]
        found = []
        for condition in conditions:
            of = policies({"x": fact("money")}, condition)
            leaf = of.programs["program"].editions[0].when
            assert isinstance(leaf, Compares)
            found.append(list(cuts(of, [leaf], of.as_of)))
        assert found[0] == found[1]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Range(None, None), 0),
        (Range(None, 5), 5),
        (Range(None, Fraction(5, 2), before=True), 2),
        (Range(7, 9), 7),
        (Range(7, 9, after=True), 8),
        (Range(7, 8, after=True), 8),
        (Range(7, 8, after=True, before=True), Fraction(15, 2)),
        (Range(7, None, after=True), 8),
    ],
)
def test_a_range_has_a_simple_number(cell: Range, value: Number) -> None:
    """An end, a whole number, or what lies in the middle."""
    assert cell.some() == value
    assert cell.contains(value)


def test_ranges_are_cut_to_what_lies_on_one_side() -> None:
    """A cut that is further out changes nothing; where nothing is left the range is empty, and holds no number."""
    cell = Range(3, 5, after=True)
    assert cell.above(Cut(3)) == cell.above(Cut(3, after=True)) == cell.below(Cut(5, after=True)) == cell
    assert (cell.above(Cut(4)), cell.below(Cut(4))) == (Range(4, 5), Range(3, 4, after=True, before=True))
    assert [Range(3, 4, after=True, before=True).contains(one) for one in (3, Fraction(7, 2), 4)] == [
        False,
        True,
        False,
    ]
    assert [one.empty for one in (cell, cell.above(Cut(6)), Range(2, 2), Range(2, 2, before=True))] == [
        False, True, False, True,
    ]  # fmt: skip
    assert Range(Fraction(1, 2), 4, before=True).to_whole() == Range(1, 3)
    assert Range(1, Fraction(9, 2), after=True).to_whole() == Range(2, 4)


def test_days_without_declared_ends_have_none() -> None:
    """The first and the last day that a calendar has are no news to anybody."""
    of = policies({"x": fact("date"), "y": fact("date", min="2000-01-01", max="2030-01-01")})
    cut = Cut(date(2020, 1, 1).toordinal())
    ends = []
    for one in of.facts.values():
        partition = Partition(one, [cut])
        ends.append([partition.as_days(cell)[:2] for cell in partition.cells()])
    first, last = date(2019, 12, 31), date(2020, 1, 1)
    assert ends == [[(None, first), (last, None)], [(date(2000, 1, 1), first), (last, date(2030, 1, 1))]]


@pytest.mark.parametrize(
    ("when", "samples"),
    [
        ({"on_or_after": "2020-01-01"}, ["0001-01-01", "2020-01-01"]),
        ({"before": "2020-01-01"}, ["0001-01-01", "2020-01-01"]),
        ({"years_before": 3}, ["0001-01-01", "2017-06-16"]),
        ({"years_before": 3000}, ["0001-01-01"]),
        (["2020-01-01", "2020-01-03"], ["0001-01-01", "2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"]),
    ],
)
def test_each_cell_of_days_has_a_day(when: object, samples: list[str]) -> None:
    """The first of each stretch: a company of 15 June 2017 is three years old on the day of the file, 15 June 2020."""
    of = policies({"x": fact("date")}, {"x": when})
    leaf = of.programs["program"].editions[0].when
    assert isinstance(leaf, Selects | ComparesDate)
    partition = Partition(of.facts["x"], cuts_of(leaf, of.as_of))
    values = partition.values()
    assert [str(value) for value in values] == samples
    assert [partition.cell_of(on_line(value)) for value in values] == list(range(len(samples)))
    first, last = partition.cells()[0], partition.cells()[-1]
    assert first.up_to(last) == Range(1, date.max.toordinal())


def test_only_options_that_conditions_name_are_told_apart() -> None:
    """Of four options two are named, by two conditions on the fact itself; in the file's order."""
    kinds = {"x": fact("choices", "a b c d"), "y": fact("choices", "a b c d")}
    of = policies(kinds, {"all": [{"x": "c"}, {"x": {"none_of": ["a"]}}, {"y": "b"}]})
    when = of.programs["program"].editions[0].when
    assert isinstance(when, All)
    assert named_options(of.facts["x"], when.children) == ["a", "c"]


@pytest.mark.parametrize(
    ("ceiling", "pairs"),
    [
        ({"least": ["x", 1, 2]}, [("x", 1), ("x", 2), (1, 2)]),
        ({"greatest": ["x", 1]}, [("x", 1)]),
        ({"difference": ["x", 1]}, [("x", 1)]),
        ({"sum": ["x", 1]}, []),
    ],
)
def test_what_is_held_against_one_another(ceiling: object, pairs: list[tuple[object, object]]) -> None:
    """A comparison's left side and bounds, and the parts of a least amount, each with each; a sum compares nothing."""
    of = policies({"x": fact("money")}, {"x": {"between": [1, 2]}}, ceiling)
    edition = of.programs["program"].editions[0]
    assert isinstance(edition.when, Compares)
    assert isinstance(edition.ceiling, Calculation)

    def said(amount: Amount) -> object:
        return amount.value if isinstance(amount, Constant) else getattr(amount, "fact", None)

    found = [[tuple(map(said, pair)) for pair in pairs_compared(part)] for part in (edition.when, edition.ceiling)]
    assert found == [[("x", 1), ("x", 2), (1, 2)], pairs]


def test_groups_and_values_without_order_cut_no_line() -> None:
    """Asking for the cuts of what has none is a mistake in the program."""
    of = policies({"x": fact("count"), "b": fact("boolean")}, {"all": [{"x": 3}, {"b": True}]})
    group = of.programs["program"].editions[0].when
    assert isinstance(group, All)
    with pytest.raises(TypeError):
        list(cuts_of(group, of.as_of))
    with pytest.raises(TypeError, match="'a' is neither"):
        on_line("a")


@pytest.mark.parametrize(("number", "step", "expected"), [(5, 1, [4, 5, 6]), (Fraction("16.65"), 1, [15, 16, 17, 18])])
def test_numbers_beside_one(number: Number, step: Number, expected: list[Number]) -> None:
    """In whole steps, on both sides."""
    assert beside(number, step) == expected
