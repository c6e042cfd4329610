"""The batch evaluator where bytes are not enough, caches are full, and parts of conditions meet in unusual ways."""

from random import Random
from typing import Any

import pytest

from iotcheck.batch import Kernel, Outcomes, exact
from iotcheck.batch.coding import Leaves
from iotcheck.engine import assess
from iotcheck.model import Cases, PolicySet
from iotcheck.record import Record
from tests.small import document, fact, loaded, policies, yaml_text
from tests.test_batch import differences, random_rows

MANY = 300


def with_programs(facts: dict[str, Any], terms: list[tuple[Any, Any]], **sections: Any) -> PolicySet:
    """Return a policy set with a program for each condition and ceiling."""
    content = document(facts, **sections)
    (program,) = content["programs"].values()
    (edition,) = program["editions"]
    content["programs"] = {
        f"p{number}": {**program, "editions": [{**edition, "when": when, "ceiling": ceiling}]}
        for number, (when, ceiling) in enumerate(terms)
    }
    return loaded(yaml_text(content))


def test_a_fact_may_have_more_buckets_than_a_byte() -> None:
    """300 thresholds, some of them in amounts and in comparisons too; 300 programs that may all apply."""
    facts = {"revenue": fact("money"), "cost": fact("money"), "green": fact("boolean")}
    terms: list[tuple[Any, Any]] = [
        ({"all": [{"revenue": {"at_least": 1000 * step}}, {"green": True}]}, 10 * step) for step in range(1, MANY)
    ]
    terms += [
        ({"green": True}, {"percent": 10, "of": "revenue"}),
        ({"revenue": {"more_than": "cost"}}, {"sum": ["revenue", "cost"]}),
    ]
    rules = with_programs(facts, terms)
    random = Random(4)
    rows = [
        {"revenue": random.randrange(310) * 1000 + random.choice((-1, 0, 1)), "green": random.random() < 0.9}
        for _ in range(40)
    ]
    rows = [{name: abs(value) if value is not True else value for name, value in row.items()} for row in rows]
    given: list[dict[str, Any]] = [
        {**({} if random.random() < 0.1 else {"revenue": row["revenue"]}), "green": bool(row["green"])} for row in rows
    ]
    for row in given[::3]:
        row["cost"] = random.choice((None, random.randrange(300_000)))
    assert Kernel(rules).codings["revenue"].columns > 1
    assert differences(rules, given, rules.as_of) == []


def test_a_choice_may_have_more_choices_than_a_byte() -> None:
    """A list of 300 places, and a set of them with more than seven conditions on it."""
    places = [f"c{number}" for number in range(MANY)]
    facts = {"place": fact("choice", " ".join(places)), "places": fact("choices", " ".join(places)), "n": fact("count")}
    terms: list[tuple[Any, Any]] = [
        ({"any": [{"place": one}, {"places": other}, {"n": {"at_least": 7}}]}, {"table": "pay", "by": "place"})
        for one, other in zip(places[::2], places[1::2], strict=True)
    ]
    rules = with_programs(facts, terms, tables={"pay": {**dict.fromkeys(places[:9], 5), "otherwise": 1}})
    random = Random(5)
    rows: list[dict[str, Any]] = [
        {"place": random.choice(places), "places": tuple(sorted(random.sample(places, 3), key=places.index)), "n": 3}
        for _ in range(60)
    ]
    assert differences(rules, [*rows, {}, {"place": None}, {"places": ()}], rules.as_of) == []


def test_more_questions_may_be_open_than_a_byte_counts() -> None:
    """The next of 300 is told for every row, and so are counts of programs above 255."""
    facts = {f"f{number}": fact("boolean") for number in range(MANY)}
    rules = with_programs(facts, [({name: True}, "unstated") for name in facts])
    rows: list[dict[str, Any]] = [dict.fromkeys(list(facts)[:known], True) for known in (0, 1, 254, 255, 256, 299, 300)]
    assert differences(rules, rows, rules.as_of) == []


BEST = {"amount_of": "best"}
SURE = {"confirm": "Is it so?"}
BETWEEN = {"revenue": {"between": ["cost", BEST]}}
HALF = {"revenue": {"at_least": {"amount_of": "half"}}}
EITHER = {"any": [{"revenue": {"more_than": "cost"}}, {"form": "a"}]}
RICH = with_programs(
    {
        "revenue": fact("money"),
        "cost": fact("money"),
        "share": fact("money", min=0, max=100),
        "form": fact("choice", "a b c"),
        "green": fact("boolean"),
        "founded": fact("date"),
    },
    [
        ({"at_least": {"count": 2, "of": [{"green": True}, {"form": ["a", "b"]}, HALF]}}, BEST),
        ({"all": [SURE, {"compare": {"amount": {"amount_of": "half"}, "at_most": 50}}]}, "revenue"),
        (
            {"any": [{"all": [SURE, {"green": True}]}, BETWEEN]},
            {"cases": [{"when": EITHER, "then": 3}, {"otherwise": BEST}]},
        ),
        ({"not": BETWEEN}, "none"),
        ({"any": [{"all": [{"green": True}, {"form": "a"}]}, {"all": [{"green": True}, HALF]}]}, "unstated"),
        ({"any": [{"founded": {"before": "2001-02-03"}}, {"founded": {"years_before": 3}}]}, 7),
    ],
    amounts={
        "half": {"quotient": [100, 3]},
        "best": {"greatest": [{"quotient": ["revenue", 7]}, {"difference": ["cost", "share"]}, {"amount_of": "half"}]},
    },
)


def test_amounts_of_every_form_are_what_the_tree_walker_says() -> None:
    """Named amounts, greatest, differences, cases over comparisons; one comparison or confirm in several programs."""
    assert differences(RICH, random_rows(RICH, 400, Random(6)), RICH.as_of) == []


def test_full_caches_are_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing changes but the time that it takes."""
    for limit in ("coding._KEPT_SUBSETS", "chunk._KEPT_COMBINATIONS"):
        monkeypatch.setattr(f"iotcheck.batch.{limit}", 2)
    test_amounts_of_every_form_are_what_the_tree_walker_says()
    test_a_choice_may_have_more_choices_than_a_byte()


def test_verdicts_alone_are_the_same_verdicts() -> None:
    """Without marks and ceilings."""
    rows = random_rows(RICH, 30, Random(8))
    kernel = Kernel(RICH)
    chunk = kernel.chunk(rows)
    alone = [program.verdicts for program in kernel.evaluate(chunk, verdicts_only=True)]
    assert alone == [program.verdicts for program in kernel.evaluate(chunk)]
    assert [program.verdict(0) for program in kernel.evaluate(chunk)] == [
        one.verdict for one in assess(RICH, rows[0]).programs
    ]


def test_values_may_be_given_with_a_number_for_each_row() -> None:
    """As tables give them; what depends on one fact, and what on several."""
    rows = random_rows(RICH, 40, Random(9))
    kernel = Kernel(RICH)
    plain = kernel.chunk(rows)
    numbered = kernel.chunk(rows)
    numbered._values = {
        name: Outcomes([row.get(name) for row in rows], list(range(len(rows)))) for name in kernel.needs_values
    }
    for one, other in zip(kernel.evaluate(plain), kernel.evaluate(numbered), strict=True):
        assert one.verdicts == other.verdicts
        if one.ceilings and other.ceilings:
            assert [one.ceilings.at(row) for row in range(40)] == [other.ceilings.at(row) for row in range(40)]
        assert [one.ceiling_misses(name) for name in RICH.facts] == [other.ceiling_misses(name) for name in RICH.facts]


def test_a_program_without_an_edition_that_day_has_no_figure() -> None:
    """Nor a verdict."""
    content = document({"green": fact("boolean")}, {"green": True}, 5)
    content["programs"]["program"]["editions"][0]["from"] = "2020-06-16"
    rules = loaded(yaml_text(content))
    (program,) = Kernel(rules).evaluate(Kernel(rules).chunk([{}]))
    assert (program.verdict(0), program.ceiling_kind) == (None, "unstated")


def test_what_cannot_be_computed_or_cut_is_no_silent_zero() -> None:
    """Such amounts and conditions go to the tree walker; asked for all the same, they are errors."""
    rules = policies(
        {"n": fact("count")}, {"confirm": "So?"}, {"cases": [{"when": {"n": 1}, "then": 2}, {"otherwise": 3}]}
    )
    edition = rules.programs["program"].editions[0]
    assert isinstance(edition.ceiling, Cases)
    assert not exact.can_compute(rules, edition.ceiling)
    with pytest.raises(TypeError):
        exact.compute(rules, edition.ceiling, {}, 1)
    with pytest.raises(TypeError):
        Leaves(rules, rules.as_of, rules.facts["n"], [edition.when]).partition()  # type: ignore[list-item]


@pytest.mark.parametrize(
    "child",
    [lambda n: {"confirm": f"Is it {n}?"}, lambda n: {"a": {"at_least": {"sum": ["b", n]}}}],
    ids=["confirm", "comparison"],
)
def test_compiling_compares_no_condition_with_all_others(child: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many children are compared about twice as often, not four times."""
    compared = Record.__eq__
    count = 0

    def counted(self: Record, other: object) -> bool:
        nonlocal count
        count += 1
        return compared(self, other)

    counts = []
    monkeypatch.setattr(Record, "__eq__", counted)
    for size in (100, 200):
        file = policies({"a": fact("number"), "b": fact("number")}, {"all": [child(n) for n in range(size)]})
        count = 0
        Kernel(file)
        counts.append(count)
    assert counts[1] < 3 * counts[0] + 300
