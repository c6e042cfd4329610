"""The one door by which a written value becomes a fact's: every type, both languages, all bounds."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.errors import Location
from iotcheck.loader import load
from iotcheck.model import Fact, FactType, Text
from iotcheck.values import BadValueError, Value
from tests.small import document, loaded, yaml_text
from tests.strategies import domain, policy_sets

FACTS = load((Path(__file__).parent / "data" / "facts.yaml").read_bytes(), "facts.yaml").facts


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("flag", "是", True),
        ("flag", "No", False),
        ("size", "small", "small"),
        ("size", "小型企业", "small"),
        ("size", " small company  (UNDER 300) ", "small"),
        ("size", "ＬＡＲＧＥ", "large"),
        ("size", "大型  企业", "large"),
        ("size", "1", "1"),
        ("size", "１", "1"),
        ("fields", "home", ("home",)),
        ("fields", "车联网；智慧家居", ("home", "cars")),
        ("fields", "cars;home", ("home", "cars")),
        ("fields", "cars | home | cars", ("home", "cars")),
        ("fields", "智慧家居、车联网", ("home", "cars")),
        ("fields", "智慧家居，车联网", ("home", "cars")),
        ("fields", "Cities, large", ("city",)),
        ("fields", "Cities, large; Cars", ("city", "cars")),
        ("fields", "home;", ("home",)),
        ("fields", "none", ()),
        ("fields", "无", ()),
        ("staff", "300", 300),
        ("staff", "300 people", 300),
        ("staff", "300名职工", 300),
        ("staff", "３００人", 300),
        ("staff", "0", 0),
        ("growth", "-3.5%", Fraction(-7, 2)),
        ("growth", "100", 100),
        ("revenue", "5亿元", 500_000_000),
        ("revenue", "3,000,000 元", 3_000_000),
        ("founded", "1949年10月1日", date(1949, 10, 1)),
        ("founded", "2020-12-31", date(2020, 12, 31)),
    ],
)
def test_what_people_write(name: str, text: str, value: Value) -> None:
    """Ids and labels in either language, whatever their case, width and spaces; units; several choices in a row."""
    assert FACTS[name].parse(text) == value


@pytest.mark.parametrize(
    ("name", "text", "code", "params"),
    [
        ("flag", "maybe", "not-yes-or-no", {"text": "maybe"}),
        ("size", " medium ", "unknown-choice", {"name": "medium", "known": "labels"}),
        ("size", "", "unknown-choice", {"name": "", "known": "labels"}),
        ("size", "small;large", "unknown-choice", {"name": "small;large", "known": "labels"}),
        ("fields", "home;ships", "unknown-choice", {"name": "ships", "known": "labels"}),
        ("fields", "", "unknown-choice", {"name": "", "known": "labels"}),
        ("fields", " ; ", "unknown-choice", {"name": ";", "known": "labels"}),
        ("fields", "home;city;cars", "too-many", {"value": 3, "limit": 2}),
        ("some", "none", "too-few", {"value": 0, "limit": 1}),
        ("staff", "-1", "too-low", {"value": -1, "limit": 0}),
        ("staff", "501", "too-high", {"value": 501, "limit": 500}),
        ("staff", "1.5", "not-whole", {"text": "1.5"}),
        ("staff", "NaN", "not-a-number", {"text": "NaN"}),
        ("growth", "100.5", "too-high", {"value": Fraction(201, 2), "limit": 100}),
        ("revenue", "500000001", "too-high", {"value": 500_000_001, "limit": 500_000_000}),
        ("revenue", "-1", "too-low", {"value": -1, "limit": 0}),
        ("revenue", "1E+2000000", "not-money", {"text": "1E+2000000", "example": "3,000,000", "other": "300万元"}),
        ("founded", "1949-09-30", "too-low", {"value": date(1949, 9, 30), "limit": date(1949, 10, 1)}),
        ("founded", "2019-02-29", "no-such-day", {"text": "2019-02-29"}),
    ],
)
def test_what_is_refused(name: str, text: str, code: str, params: dict[str, Any]) -> None:
    """Each with a stable code and what its sentence needs."""
    if "known" in params:  # the labels of all choices, for whoever reads them
        params = {**params, "known": tuple(FACTS[name].choices.values())}
    with pytest.raises(BadValueError) as caught:
        FACTS[name].parse(text)
    assert (caught.value.code, caught.value.params) == (code, params)


def test_a_choices_value_comes_in_the_files_order() -> None:
    """However it was given; what is checked is how many there are."""
    assert FACTS["fields"].check(("cars", "home")) == ("home", "cars")
    with pytest.raises(BadValueError, match="too-many"):
        FACTS["fields"].check(("cars", "city", "home"))


def test_a_text_falls_back_to_english_or_else_to_the_files_first_language() -> None:
    """A file in one language is shown in it to everyone; of several, a stranger reads English."""
    for by_language in ({"en": "Grant"}, {"zh": "补助", "en": "Grant"}):
        text = Text(by_language=by_language)
        assert (text.in_language("en"), text.in_language("fr")) == ("Grant", "Grant")
    text = Text(by_language={"zh": "补助", "fr": "Aide"})
    assert (text.in_language("en"), text.in_language("fr"), text.in_language("de")) == ("补助", "Aide", "补助")


@given(policy_sets(), st.data())
def test_every_value_can_be_written_and_read_back(file: Any, data: st.DataObject) -> None:
    """Any value of any fact, written plainly or by its labels, comes back the same."""
    asked: Fact = data.draw(st.sampled_from(list(file.facts.values())))
    value = data.draw(st.sampled_from(domain(asked)))
    language = data.draw(st.sampled_from(file.languages))
    assert asked.parse(written(asked, value, language)) == value


def written(asked: Fact, value: Value, language: str) -> str:
    """Return a value as a person may write it."""
    if isinstance(value, tuple):
        return "；".join(asked.choices[choice].in_language(language) for choice in value) or "无"
    if asked.type is FactType.CHOICE:
        return asked.choices[str(value)].in_language(language)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(float(value)) if isinstance(value, Fraction) else str(value)


def test_a_fact_can_be_changed_unless_the_file_says_otherwise() -> None:
    """And money without a currency named is that of the shipped file."""
    text = Text(by_language={"en": "x"})
    plain = Fact(id="a", type=FactType.MONEY, ask=text, label=text, choices={}, location=Location("f", 1, 1))
    assert plain.changeable
    assert plain.parse("CNY 5") == 5


def test_a_unit_has_a_form_for_one_and_a_form_for_several() -> None:
    """As the policy file gives them; where it gives one alone, that stands behind every number."""
    facts = {
        name: {"type": "count", "ask": "How many?", "label": name, **unit}
        for name, unit in {"a": {"unit": "box | boxes"}, "b": {"unit": "box"}, "c": {}}.items()
    }
    known = loaded(yaml_text(document(facts))).facts
    said = [[known[name].unit_of(value, "en") for value in (0, 1, 2)] for name in facts]
    assert said == [["boxes", "box", "boxes"], ["box", "box", "box"], ["", "", ""]]
    assert [known[name].names_of_unit() for name in facts] == [("boxes", "box"), ("box",), ()]
    assert [known["a"].parse(text) for text in ("2 boxes", "1 box", "2 box")] == [2, 1, 2]


def test_the_group_of_a_choice_is_the_innermost() -> None:
    """Of a group within another, its own; of a choice in none, none."""
    places = {
        "type": "choice",
        "ask": "Where?",
        "label": "Place",
        "choices": {"quay": {"en": "Quay", "in": "harbour"}, "city": {"en": "City", "in": "coast"}, "hills": "Hills"},
        "groups": {"harbour": {"en": "Harbour", "in": "coast"}, "coast": "Coast"},
    }
    asked = loaded(yaml_text(document({"place": places}))).facts["place"]
    groups = [asked.group_of(choice) for choice in asked.choices]
    assert [group and group.id for group in groups] == ["harbour", "coast", None]
