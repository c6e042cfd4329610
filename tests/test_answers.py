"""Answers in files and on the command line: what is read, what is written, and every fault at its place."""

import json
import pickle
from datetime import date
from fractions import Fraction
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.answers import (
    AnswersFile,
    late_days,
    parse_answer,
    parse_text,
    plain_value,
    read_answers,
    write_answers,
    written_value,
)
from iotcheck.errors import DataError, Location, Problem, UsageError
from iotcheck.model import PolicySet
from iotcheck.reader import NotJsonError, json_value, read_json, strict_json
from iotcheck.values import BadValueError, Value
from tests.small import fact, policies
from tests.strategies import Answers, policy_sets_with_answers

FILE = policies(
    {
        "registered": fact("boolean"),
        "size": fact("choice", "small large"),
        "fields": fact("choices", "sensors networks", max=1),
        "growth": fact("number", min=-100),
        "founded": fact("date"),
    }
)


def read(text: str, **options: bool) -> AnswersFile:
    """Read an answers file of that text."""
    return read_answers(text.encode(), "a", FILE, **options)


def faults(text: str) -> list[tuple[str, str]]:
    """Return places and codes of what is wrong with an answers file; fail if nothing is."""
    with pytest.raises(DataError) as caught:
        read(text)
    return [(str(problem.location), problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("", {}),
        ("# nothing yet", {}),
        ("{}", {}),
        ("founded: 2019-05-31\nregistered: 是", {"registered": True, "founded": date(2019, 5, 31)}),
        ("{size: large, fields: [networks]}", {"size": "large", "fields": ("networks",)}),
        ('{"size": "The large", "fields": ["The networks"]}', {"size": "large", "fields": ("networks",)}),
        ("fields: sensors", {"fields": ("sensors",)}),
        ("fields: []", {"fields": ()}),
        ("fields: none", {"fields": ()}),
        ('{"registered": true, "growth": -0.1}', {"registered": True, "growth": Fraction(-1, 10)}),
        ('{"registered": false, "growth": 1}', {"registered": False, "growth": 1}),
        ('{"registered": null, "size": "?", "growth": "不知道"}', dict.fromkeys(("registered", "size", "growth"))),
        ("registered: ~\nsize: unknown\ngrowth:", dict.fromkeys(("registered", "size", "growth"))),
    ],
)
def test_answers_are_read_in_the_files_order(text: str, answers: Answers) -> None:
    """YAML or JSON; null and its words are *don't know*, what is absent was not asked, and no digit is lost."""
    found = read(text)
    assert (list(found.answers.items()), found.problems, found.earlier) == (list(answers.items()), (), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("size", [("a:1:1", "expected-mapping")]),
        ("size: small\nSIZE: large", [("a:2:1", "answered-twice")]),
        ("size: middling\nsiez: small", [("a:1:7", "unknown-choice"), ("a:2:1", "unknown-fact")]),
        ("size: [small]", [("a:1:7", "expected-text")]),
        ("size: {small: large}", [("a:1:7", "expected-text")]),
        ("fields: {sensors: networks}", [("a:1:9", "expected-text")]),
        ("fields: [sensors, senors]", [("a:1:9", "unknown-choice")]),
        ("fields: [[sensors]]", [("a:1:9", "unknown-choice")]),
        ("fields: [sensors, networks]", [("a:1:9", "too-many")]),
        ("growth: -101\nregistered: perhaps", [("a:1:9", "too-low"), ("a:2:13", "not-yes-or-no")]),
        ("growth: 1\ngrowth: 2", [("a:2:1", "duplicate-key")]),
        ('size: "huge"', [("a:1:7", "unknown-choice")]),
        ('{"size": "huge"}', [("a:1:10", "unknown-choice")]),
        # what JSON gives is placed where it is, and not where the same word is before
        ('{\n  "size": "middling",\n  "siez": "small"}', [("a:2:11", "unknown-choice"), ("a:3:3", "unknown-fact")]),
        ('{"size": "growth",\n "growth": "soup"}', [("a:1:10", "unknown-choice"), ("a:2:12", "not-a-number")]),
        ('{\n "fields": ["sensors",\n "senors"]}', [("a:2:12", "unknown-choice")]),
        ('\n{"siez": "small"}', [("a:2:2", "unknown-fact")]),
        ('{"size": "small",\n "规模": "small"}', [("a:2:2", "unknown-fact")]),
        ('{"size": "small",\n "si\\u0065z": "small"}', [("a:2:2", "unknown-fact")]),
        ('{"growth": 1,\n "growth": 2}', [("a:2:2", "duplicate-json-key")]),
        ('\n{"growth": 1, "growth": 2}', [("a:2:15", "duplicate-json-key")]),
        ('{"x": {"growth": 1}, "growth": {"growth": 2, "growth": 3}}', [("a:1:46", "duplicate-json-key")]),
        ('{"growth": NaN}', [("a:1:12", "not-a-number")]),
        ('{"size": "NaN",\n "growth": -Infinity}', [("a:2:12", "not-a-number")]),
        ('{"size": "a \\" NaN: {",\n "growth": Infinity}', [("a:2:12", "not-a-number")]),
        ('{"size": "small",\n "growth" 1}', [("a:2:11", "json-syntax")]),
        ('{"size": "small"} {', [("a:1:19", "json-syntax")]),
        ('{"size": small}', [("a:1:10", "json-syntax")]),
        ('{"size": "small"\n "growth": 1}', [("a:2:2", "json-syntax")]),
        ('{"size": "small", growth: 1}', [("a:1:19", "json-syntax")]),
        ('{"fields": ["sensors" "networks"]}', [("a:1:23", "json-syntax")]),
        ('{"size": "sm\\all"}', [("a:1:13", "json-syntax")]),
        ('{"schema_version": "1.0", "answers": ["size"]}', [("a:1:38", "expected-mapping")]),
        ('{"schema_version": "1.0"}', [("a:1:1", "expected-mapping")]),
        ('{"size": ' + "[" * 100_000, [("a:1:509", "too-deep")]),
    ],
)
def test_every_fault_is_found_at_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    """All of them at once, with line and column, in YAML and in JSON."""
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ('{"size" 1}', {"detail": "Expecting ':' delimiter"}),
        ('{"size": ' + "[" * 100_000, {"limit": 500}),
        ('{"size": 1, "size": 2}', {"key": "size"}),
        ('{"size": -Infinity}', {"text": "-Infinity"}),
    ],
)
def test_what_is_wrong_with_json_is_said_with_all_that_is_known(text: str, params: dict[str, object]) -> None:
    """The complaint of Python's parser, how deep is too deep, which key is doubled, which word is no number."""
    with pytest.raises(DataError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.params == params


@pytest.mark.parametrize("text", ["{size: small, # as of today\n growth: 5}", '{size: "small", growth: "5"}'])
def test_what_is_in_braces_and_no_json_is_yaml(text: str) -> None:
    """Only quotes round the first key say that JSON was meant."""
    assert read(text).answers == {"size": "small", "growth": 5}


@pytest.mark.parametrize("text", ["siez: small", "size: middling", "fields: [senors]"])
def test_what_the_rules_no_longer_know_may_be_passed_over(text: str) -> None:
    """Facts and choices of an older file become warnings where that is asked for; other faults never do."""
    found = read(f"{text}\ngrowth: 5", lenient=True)
    assert found.answers == {"growth": 5}
    assert [problem.severity for problem in found.problems] == ["warning"]
    with pytest.raises(DataError) as caught:
        read(f"{text}\ngrowth: much", lenient=True)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("part", [{"sha256": "other"}, {}, None, "x"])
def test_a_result_of_an_earlier_policy_file_may_know_other_facts(part: Any) -> None:
    """Its answers are read as far as the rules still know them; the rest is told."""
    earlier = {"schema_version": "1.0", "policies": part, "answers": {"gone": True, "growth": "5"}}
    found = read(json.dumps(earlier))
    assert (found.answers, found.earlier) == ({"growth": 5}, earlier)
    assert [(problem.code, problem.severity) for problem in found.problems] == [("unknown-fact", "warning")]


def test_a_result_of_this_very_policy_file_knows_its_facts() -> None:
    """A name that the file lacks is a fault then."""
    result = {"schema_version": "1.0", "policies": {"sha256": FILE.sha256}, "answers": {"gone": True}}
    assert faults(json.dumps(result, indent=1)) == [("a:7:3", "unknown-fact")]


@pytest.mark.parametrize(
    ("assignment", "answer"),
    [
        ("size=large", ("size", "large")),
        (" size = The small", ("size", "small")),
        ("size=?", ("size", None)),
        ("size= - ", ("size", None)),
        ("fields=none", ("fields", ())),
        ("founded=2019年5月31日", ("founded", date(2019, 5, 31))),
    ],
)
def test_an_assignment_names_a_fact_and_its_value(assignment: str, answer: tuple[str, Value | None]) -> None:
    """What stands after the first equals sign is the value, read as at every other door."""
    assert parse_answer(FILE, assignment) == answer


def test_an_assignment_that_is_none_is_refused() -> None:
    """No equals sign: wrong usage. An unknown fact, or a value that it does not take: wrong data."""
    with pytest.raises(UsageError) as usage:
        parse_answer(FILE, "size")
    assert usage.value.problems == (Problem(Location("--set"), "not-an-assignment", {"text": "size"}),)
    with pytest.raises(DataError) as unknown:
        parse_answer(FILE, "siez=small")
    labels = tuple(fact.label for fact in FILE.facts.values())
    params: dict[str, object] = {"name": "siez", "suggestion": "size", "known": labels}
    assert unknown.value.problems == (Problem(Location("--set siez=small"), "unknown-fact", params),)
    with pytest.raises(DataError) as wrong:
        parse_answer(FILE, "size=huge=x")
    params = {"name": "huge=x", "known": tuple(FILE.facts["size"].choices.values())}
    assert wrong.value.problems == (Problem(Location("--set size=huge=x"), "unknown-choice", params),)


def test_nothing_is_suggested_for_a_fact_that_resembles_none() -> None:
    """An empty text, which the sentence leaves out."""
    with pytest.raises(DataError) as caught:
        parse_answer(FILE, "zzz=1")
    assert caught.value.problems[0].params["suggestion"] == ""


@pytest.mark.parametrize(
    ("name", "value", "plain", "written"),
    [
        ("registered", True, True, "true"),
        ("registered", False, False, "false"),
        ("registered", None, None, "?"),
        ("size", "large", "large", "large"),
        ("fields", (), [], "none"),
        ("fields", ("networks",), ["networks"], "networks"),
        ("growth", Fraction(1, 10), 0.1, "0.1"),
        ("growth", -5, -5, "-5"),
        ("founded", date(2019, 5, 31), "2019-05-31", "2019-05-31"),
    ],
)
def test_a_value_is_written_as_it_is_read(name: str, value: Value | None, plain: Any, written: str) -> None:
    """For JSON, and for a command line that gives the same result."""
    assert (plain_value(value), written_value(value)) == (plain, written)
    assert type(plain_value(value)) is type(plain)
    assert parse_answer(FILE, f"{name}={written}") == (name, value)
    assert read(json.dumps({name: plain})).answers == {name: value}


@given(policy_sets_with_answers())
def test_saved_answers_are_read_back(drawn: tuple[PolicySet, Answers]) -> None:
    """Whatever the file and the answers, with the label of each question beside its answer."""
    rules, answers = drawn
    for language in ("zh", "en"):
        saved = write_answers(rules, answers, language)
        assert read_answers(saved.encode(), "saved.yaml", rules).answers == answers
        labels = [rules.facts[name].label.in_language(language) for name in rules.facts if name in answers]
        assert [line.split("  # ", 1)[1] for line in saved.splitlines()[1:]] == labels


def test_saved_answers_name_the_policy_file() -> None:
    """Its title, id and day head the file; a label of two lines stays in its own."""
    rules = policies({"fields": fact("choices", "a b", label="Two\nlines"), "x": fact("boolean")})
    saved = write_answers(rules, {"x": None, "fields": ("a", "b")}, "en")
    assert saved == "# Small (small, 2020-06-15)\nfields: [a, b]  # Two lines\nx: null  # x\n"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from([None, 0, 3]),
)
def test_json_is_read_as_python_reads_it(value: object, indent: int | None) -> None:
    """The values are those of `json.loads`, numbers as their digits, however the text is laid out."""
    text = json.dumps({"x": value}, indent=indent, ensure_ascii=indent == 0)
    node = read_json(text, "a.json")
    assert node is not None
    assert json_value(node) == json.loads(text, parse_int=str)


@pytest.mark.thorough
def test_reading_json_takes_time_in_proportion_to_its_size() -> None:
    """Ten times as many answers take no more than some ten times as long: no key is looked for from the beginning."""

    def seconds(count: int) -> float:
        text = json.dumps({f"unknown-{number}": [number, "text"] for number in range(count)}, indent=1)
        start = process_time()
        read_json(text, "a.json")
        return process_time() - start

    assert min(seconds(20_000) for _ in range(3)) < 40 * max(1e-3, min(seconds(2_000) for _ in range(3)))


def test_a_day_is_held_to_the_day_of_assessment() -> None:
    """Later ones are noted, refused where the file says `max: today`, and fine where it gives a last day."""
    dates = policies({"a": fact("date"), "b": fact("date", max="today"), "c": fact("date", max="2040-01-01")})
    assert late_days(dates, dict.fromkeys("abc", date(2000, 1, 1)), dates.as_of) == []
    late = date(2034, 1, 1)
    problems = late_days(dates, dict.fromkeys("abc", late), dates.as_of)
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("day-later", "notice"),
        ("too-high", "error"),
    ]
    assert late_days(dates, dict.fromkeys("abc", dates.as_of), dates.as_of) == []
    assert late_days(dates, dict.fromkeys("abc"), dates.as_of) == []


def test_a_day_may_have_to_be_yet_to_come() -> None:
    """Where the file says `min: today`, earlier days are refused, and later ones nothing to note."""
    dates = policies({"a": fact("date", min="today")})
    for day, expected in ((date(2000, 1, 1), ["too-low"]), (dates.as_of, []), (date(2034, 1, 1), [])):
        assert [problem.code for problem in late_days(dates, {"a": day}, dates.as_of)] == expected


def test_lines_of_json_are_strict_and_keep_digits() -> None:
    """No key twice, no NaN; numbers are the texts that were written."""
    assert strict_json('{"a": [1.50, true, null], "b": {}}') == {"a": ["1.50", True, None], "b": {}}
    for text, code in (('{"a": 1, "a": 2}', "duplicate-json-key"), ('{"a": NaN}', "not-a-number")):
        with pytest.raises(NotJsonError, match=code):
            strict_json(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("33.33333333333333", Fraction("33.3333333333333")),
        ("0.30000000000000004", Fraction(3, 10)),
        ("0.333", Fraction(333, 1000)),
        ("66.66666666666667%", Fraction("66.6666666666667")),
    ],
)
def test_computed_numbers_have_fifteen_digits(text: str, number: Fraction) -> None:
    """The last digits that programs write are not certain."""
    assert parse_text(policies({"f": fact("number", unit="%")}).facts["f"], text, "CNY") == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[
            (text, None)
            for text in ("（不详）", "不 详", "待 定", "N / A", "ｎ／ａ", "(unknown)", "not known", "暂无。")
        ],
        *[(text, True) for text in ("Ｙ", "✔️", "（是）", "是。", "Yes")],
        *[(text, False) for text in ("Ｎ", "( 否 )", "没 有", "ＦＡＬＳＥ")],
    ],
)
def test_words_are_read_in_any_case_and_width(text: str, value: bool | None) -> None:
    """Brackets, blanks between signs and a full stop change no word."""
    assert parse_text(policies({"f": fact("boolean")}).facts["f"], text, "CNY") is value


@pytest.mark.parametrize(
    ("kind", "text", "scale", "value"),
    [
        ("count", "0.5", 10_000, 5000),
        ("count", "2", 10_000, 20_000),
        ("count", "25人", 10_000, 25),
        ("number", "0.3", 100, 30),
        ("number", "30人", 100, 30),
        ("count", "0.00005", 10_000, None),
    ],
)
def test_a_bare_number_counts_in_the_scale_of_its_column(kind: str, text: str, scale: int, value: int | None) -> None:
    """One with its unit does not, and a count stays whole."""
    asked = policies({"f": fact(kind, unit="人")}).facts["f"]
    if value is None:
        with pytest.raises(BadValueError, match="not-whole"):
            asked.parse(text, "CNY", scale)
    else:
        assert asked.parse(text, "CNY", scale) == value


def test_a_problem_goes_to_other_processes() -> None:
    """With or without a place and parameters."""
    for problem in (Problem(None, "x"), Problem(Location("a", 1), "y", {"name": "b"}, "notice")):
        assert pickle.loads(pickle.dumps(problem)) == problem
