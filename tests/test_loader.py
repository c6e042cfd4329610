"""What the loader makes of good files, and what it suggests for names that it does not know."""

from datetime import date
from typing import Any

import pytest

from iotcheck.errors import DataError, Problem
from iotcheck.loader import load
from iotcheck.model import All, Compares, Constant, Everyone, Fact, NoAmount, Selects
from iotcheck.texts import problem_text
from tests.small import Document, document, fact, loaded, policies, yaml_text

FACTS = {
    "revenue": fact("money"),
    "staff": fact("count"),
    "size": fact("choice", "small large"),
    "fields": fact("choices", "sensors networks"),
    "registered": fact("boolean"),
}


@pytest.mark.parametrize(
    ("when", "suggestion"),
    [
        ({"revenu": {"at_least": 1}}, "revenue"),
        ({"Revenue": {"at_least": 1}}, "revenue"),
        ({"revenue": {"at_least": "reveneu"}}, "revenue"),
        ({"revenue": {"atleast": 1}}, "at_least"),
        ({"revenue": {"min": 1}}, ""),
        ({"revenue": {">=": 1}}, "at_least"),
        ({"size": {"not_in": ["small"]}}, "none_of"),
        ({"size": "smal"}, "small"),
        ({"size": "middling"}, ""),
        ({"and": [{"registered": True}]}, "all"),
        ({"or": [{"registered": True}]}, "any"),
        ({"ALL": [{"registered": True}]}, "all"),
        ({"anny": [{"registered": True}]}, "any"),
        ({"xyz": True}, ""),
        ({"compare": {"amount": {"max": [1, 2]}, "at_least": 1}}, "greatest"),
        ({"compare": {"amount": {"summ": [1, 2]}, "at_least": 1}}, "sum"),
    ],
)
def test_the_name_that_was_meant_is_suggested(when: Any, suggestion: str) -> None:
    """A slip of the hand, another case or another language of rules; nothing where nothing resembles it."""
    with pytest.raises(DataError) as caught:
        policies(FACTS, when)
    (problem,) = caught.value.problems
    assert problem.params["suggestion"] == suggestion
    assert ("did you mean" in problem_text("en", problem)) is bool(suggestion)


def test_only_numeric_facts_are_listed_where_an_amount_belongs() -> None:
    """Neither a yes or no, nor a fact whose own type is misspelt, is what the author meant."""
    (_, problem) = refused({**FACTS, "odd": {**fact("mony"), "label": "Odd"}}, {"least": ["revenu", 5]})
    assert problem.params == {"name": "revenu", "suggestion": "revenue", "known": ("revenue", "staff")}


@pytest.mark.parametrize(("written", "number"), [("5%", "5"), ("5 %", "5"), ("2.5％", "2.5"), ("5 ％", "5")])
def test_a_sign_of_percent_is_to_be_left_out(written: str, number: str) -> None:
    """The sentence says the number to write instead."""
    (problem,) = refused(FACTS, {"percent": written, "of": "revenue"})
    assert (problem.code, problem.params) == ("percent-sign", {"text": written, "number": number})


@pytest.mark.parametrize(
    ("part", "codes"),
    [
        ({"cases": [{"when": {"registered": True}, "then": 1}, {"otherwise": "x y"}]}, ["not-money"]),
        ({"cases": [{"when": {"registered": True}, "then": "x y"}, {"otherwise": 1}]}, ["not-money"]),
        ({"cases": [{"when": {"registerd": True}, "then": 1}, {"otherwise": 1}]}, ["unknown-fact"]),
        ({"cases": [{"when": {"registerd": True}, "then": 1}]}, ["otherwise-missing", "unknown-fact"]),
        ({"table": "rates", "by": "size"}, ["choice-without-row"]),
        ({"table": "rates", "by": "siez"}, ["unknown-fact"]),
        ({"table": "rates", "by": "staff"}, ["not-a-choice-fact"]),
        ({"table": "rates", "by": []}, ["empty-list"]),
        ({"table": "rats", "by": "size"}, ["unknown-table"]),
        ({"amount_of": "hafl"}, ["unknown-amount"]),
        ({"quotient": [1, 0]}, ["bad-divisor"]),
        ({"sum": [1, "x y", 2]}, ["not-money"]),
        ("revenu", ["unknown-fact"]),
        ("none", ["whole-ceiling-only"]),
        ("1234567890123456", ["too-many-digits"]),
        ("5%", ["percent-sign"]),
    ],
)
def test_a_broken_part_is_broken_once(part: Any, codes: list[str]) -> None:
    """What uses it is not at fault: a divisor, which has to be a number, least of all."""
    problems = refused(FACTS, {"quotient": [100, part]}, tables={"rates": {"small": 1}})
    assert [problem.code for problem in problems] == codes


def test_only_some_of_many_known_names_are_listed() -> None:
    """A list of two thousand names helps nobody, and is not kept two thousand times."""
    facts = {f"fact_{number}": fact("boolean") for number in range(2000)}
    with pytest.raises(DataError) as caught:
        policies(facts, {"zzz": True})
    (problem,) = caught.value.problems
    known = problem.params["known"]
    assert isinstance(known, tuple)
    assert len(known) == 20


def test_conditions_know_the_line_and_column_of_their_key() -> None:
    """The explanation names the line where the condition stands, whatever stands beside or below it."""
    text = yaml_text(document(FACTS, {"text": "Both", "all": [{"registered": True}, {"staff": {"at_least": 3}}]}))
    lines = text.splitlines()
    condition = loaded(text).programs["program"].editions[0].when
    assert isinstance(condition, All)
    for one, key in zip((condition, *condition.children), ("all", "registered", "staff"), strict=True):
        line = lines[one.location.line - 1]
        assert line[one.location.column - 1 :].startswith(f"{key}:")


def test_terms_that_ended_by_a_day_may_be_known_up_to_an_earlier_one() -> None:
    """Where a successor shows that they are over and nobody knows since when, they are stale in between."""
    edition = {"status": "in_force", "confidence": "official", "ceiling": "none", "source": {"document": "letter"}}
    ends = [{"until": "2019-12-31", **more} for more in ({}, {"known_to": "2019-06-30"}, {"known_to": "2020-06-30"})]
    programs = {
        f"p{number}": {"title": f"Program {number}", "support": "grant", "editions": [{**edition, **end}]}
        for number, end in enumerate(ends)
    }
    certain, doubtful, later = [one.editions[0] for one in policies(FACTS, programs=programs).programs.values()]
    assert [doubtful.stale(date(2019, 6, 30)), doubtful.stale(date(2019, 7, 1))] == [False, True]
    assert not any(one.stale(date(2019, 12, 31)) for one in (certain, later))


def test_defaults_of_facts_and_editions() -> None:
    """Counts and money start at 0, an edition is known to the file's day or to its own first, whichever is later."""
    edition = {"status": "in_force", "confidence": "official", "ceiling": "none", "source": {"document": "letter"}}
    editions = [{**edition, "until": "2019-12-31"}, {**edition, "from": "2021-01-01"}]
    program = {"title": "Program", "support": "grant", "editions": editions}
    file = policies({**FACTS, "growth": fact("number")}, programs={"program": program})
    minima = {name: one.minimum for name, one in file.facts.items()}
    assert minima == {"revenue": 0, "staff": 0, "size": None, "fields": None, "registered": None, "growth": None}
    assert [one.known_to for one in file.programs["program"].editions] == [date(2020, 6, 15), date(2021, 1, 1)]
    assert [one.when for one in file.programs["program"].editions] == [None, None]


def test_whole_ceilings_and_everyone() -> None:
    """`everyone` is a condition, `unstated` and `none` are ceilings, and none of them is a fact."""
    edition = policies(FACTS, "everyone", "unstated").programs["program"].editions[0]
    assert isinstance(edition.when, Everyone)
    assert edition.ceiling is NoAmount.UNSTATED


@pytest.mark.parametrize(
    ("written", "value", "money"),
    [("5", 5, False), ("1,000", 1000, False), ("100万元", 1_000_000, True), ("3,000,000元", 3_000_000, True)],
)
def test_amounts_remember_whether_they_were_written_as_money(written: str, value: int, money: bool) -> None:
    """A plain number may be a count; `100万元` is money."""
    condition = policies(FACTS, {"revenue": {"at_least": written}}).programs["program"].editions[0].when
    assert isinstance(condition, Compares)
    (bound,) = condition.bounds
    assert isinstance(bound, Constant)
    assert (bound.value, bound.money) == (value, money)


def test_a_value_outside_a_facts_range_loads() -> None:
    """That it can never be met is for lint to say."""
    condition = policies({"staff": fact("count", max=5)}, {"staff": 9}).programs["program"].editions[0].when
    assert isinstance(condition, Selects)
    assert condition.values == (9,)


def test_the_checksum_is_of_the_bytes() -> None:
    """Two files that mean the same are told apart."""
    text = yaml_text(document(FACTS))
    one, other = loaded(text), loaded(f"# a comment\n{text}")
    assert one.sha256 != other.sha256
    assert one.replace(sha256=other.sha256) == other


def test_problems_come_in_the_order_of_the_file() -> None:
    """Whatever finds them first: reading, references, or the checks of the whole."""
    facts: dict[str, Any] = {"a": fact("boolean", asked_if={"b": True}), "b": fact("boolean", asked_if={"a": True})}
    text = yaml_text(document(facts, {"not": {"confirm": "x"}}, {"least": [1]}, notes=[{"text": "x", "date": "x"}]))
    with pytest.raises(DataError) as caught:
        load(text.encode(), "test.yaml")
    places = [problem.location[1:] for problem in caught.value.problems if problem.location]
    assert [problem.code for problem in caught.value.problems] == [
        "guard-circle",
        "guard-circle",
        "confirm-under-not",
        "not-a-date",
    ]
    assert places == sorted(places)


def test_facts_are_asked_in_the_files_order() -> None:
    """Dictionaries keep it, and a fact may be asked if a later one is so."""
    file = policies({"b": fact("boolean", asked_if={"a": True}), "a": fact("boolean")})
    assert list(file.facts) == ["b", "a"]
    assert isinstance(file.facts["b"], Fact)
    assert isinstance(file.facts["b"].asked_if, Selects)


def refused(facts: Document, ceiling: Any, **sections: Any) -> tuple[Problem, ...]:
    """Return what is wrong with a file of that ceiling."""
    with pytest.raises(DataError) as caught:
        policies(facts, ceiling=ceiling, **sections)
    return caught.value.problems


@pytest.mark.parametrize("url", ["https://", "https://a b", "https://a\rb", "//a.b", "https:/a"])
def test_what_no_link_can_lead_to_is_no_address(url: str) -> None:
    """White space would stand in a link as it is."""
    with pytest.raises(DataError) as caught:
        policies(FACTS, agencies={"office": {"name": "Office", "url": url}})
    assert [problem.code for problem in caught.value.problems] == ["not-a-url"]


def test_an_address_may_be_in_any_script() -> None:
    """As browsers write it."""
    url = "http://例子.中国/政策?页=1#一"
    found = policies(FACTS, agencies={"office": {"name": "Office", "url": url}})
    assert found.agencies["office"].url == url


@pytest.mark.parametrize("amount", ["20.000", "1.500"])
def test_amounts_that_may_be_two_numbers_are_refused(amount: str) -> None:
    """Where decimals have a comma; an author who means twenty writes 20."""
    text = yaml_text(document({"staff": fact("count")}, ceiling="AMOUNT")).replace("AMOUNT", amount)
    assert len(loaded(text).programs) == 1
    with pytest.raises(DataError, match="ambiguous-number"):
        loaded(text.replace("CNY", "EUR"))


@pytest.mark.parametrize(("unit", "places"), [({}, 0), ({"smallest_unit": 1}, 0), ({"smallest_unit": 0.01}, 2)])
def test_the_smallest_unit_has_decimal_places(unit: dict[str, float], places: int) -> None:
    """Those that amounts in tables have."""
    assert policies({"staff": fact("count")}, **unit).decimal_places == places


def test_a_section_that_every_program_needs_is_missing_once() -> None:
    found = document({"a": fact("boolean")}, {"a": "true"})
    found["programs"]["other"] = found["programs"]["program"]
    del found["supports"]
    with pytest.raises(DataError) as caught:
        loaded(yaml_text(found))
    assert [(problem.code, problem.params) for problem in caught.value.problems] == [
        ("missing-key", {"key": "supports"})
    ]


def test_what_is_declared_by_a_bad_id_is_wrong_once() -> None:
    """Where it is declared, not where it is used."""
    content = document({"Stu-dent": fact("boolean"), "a": fact("boolean")}, {"all": [{"Stu-dent": True}, {"a": True}]})
    with pytest.raises(DataError) as caught:
        loaded(yaml_text(content))
    assert [problem.code for problem in caught.value.problems] == ["bad-id"]
