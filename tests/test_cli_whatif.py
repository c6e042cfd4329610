"""`iotcheck whatif` from the outside: what would have to change in words and as JSON; two situations compared."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from iotcheck.engine import assess
from iotcheck.model import PolicySet
from iotcheck.render.whatif import what_if_json
from iotcheck.schemas import whatif_schema
from iotcheck.whatif import Comparison, Found, effects, unlocking, what_if
from tests.program import iotcheck
from tests.shown import render_what_if
from tests.small import document, fact, loaded, policies, yaml_text
from tests.strategies import Answers, policy_sets_with_answers
from tests.test_schemas import closed, faults

STANDARDS = ("--answers", "examples/enterprise-standards.yaml")
BOOLEAN, MONEY = fact("boolean"), fact("money", min=0)


def whatif(*arguments: str) -> list[str]:
    """Return the lines of an answer in English."""
    run = iotcheck("whatif", "--lang=en", *arguments)
    assert (run.code, run.err) == (0, "")
    return run.out.splitlines()


def told(rules: PolicySet, answers: Answers, language: str = "en") -> list[str]:
    """Return what is said of the program of a small file, white space aside."""
    report = assess(rules, answers)
    text = render_what_if(report, language, what_if(report, "program"), width=200)
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_one_program_is_answered_with_its_smallest_change() -> None:
    """What to change, what it settles, what the verdict and the sum would be; and that these are facts."""
    assert whatif("standard-industry", *STANDARDS) == [
        "Grant for leading the drafting of an industry standard",
        "Now: not eligible (in force)",
        "",
        "Smallest changes (1)",
        "1. Levels of standards: add “Industry standard”",
        "   now met: an industry standard",
        "   verdict: eligible",
        "   maximum in total: 2,600,000 yuan → 2,900,000 yuan or more",
        "",
        "These are changes in circumstances. Only change an answer once it is true.",
    ]


def test_all_programs_are_answered_by_money_and_by_number() -> None:
    """In both languages; the same changes, in two orders."""
    lines = whatif(*STANDARDS)
    money, number = (
        lines.index("Changes that raise the total maximum most"),
        lines.index("Changes that open up the most programs"),
    )
    assert lines[money + 1] == "1. Activities: add “Holding a high-end exhibition”"
    assert lines[number + 1].startswith("1. Activities: add “Industrialisation”; and Financing: must include")
    assert "最能提高最高金额合计的改变" in iotcheck("whatif", "--lang=zh", *STANDARDS).out


def test_set_tells_of_programs_too_that_nobody_can_apply_for() -> None:
    """A verdict that turns is a difference, also where the program is not open."""
    lines = whatif("iot-mother-fund", "--answers=examples/investor-fund.yaml", "--set=activities=iot_mother_fund")
    assert any("not eligible → eligible" in line for line in lines)
    assert "Even then, it is not open" in lines[-1]


def test_set_compares_two_situations() -> None:
    """What was, what is set, and what comes of it; with an id, for that program alone."""
    assert whatif(*STANDARDS, "--set=standard_levels=national") == [
        "Comparison",
        "Levels of standards  International standard, National standard → National standard",
        "",
        "· no longer available: Grant for leading the drafting of an international standard",
        "· maximum in total: 2,600,000 yuan → 600,000 yuan",
    ]
    assert whatif("standard-national", *STANDARDS, "--set=standard_levels=national")[-4:] == [
        "· The result is the same either way.",
        "",
        "Grant for leading the drafting of a national standard",
        "After the change: eligible (in force)",
    ]


def test_set_and_an_id_say_what_would_have_to_change_yet() -> None:
    """From the changed answers on, in words and as JSON."""
    given = ("standard-industry", *STANDARDS, "--set=standard_work=revise")
    lines = whatif(*given)
    start = lines.index("After the change: not eligible (in force)")
    assert lines[start - 1] == "Grant for leading the drafting of an industry standard"
    assert "Smallest changes (1)" in lines[start:]
    then = json.loads(iotcheck("whatif", "--json", *given).out)["then"]
    assert (then["program"], then["verdict"]) == ("standard-industry", "ineligible")
    assert {change["fact"] for change in then["suggestions"][0]["changes"]} == {"standard_work", "standard_levels"}


def test_json_is_as_its_schema_says() -> None:
    """Three questions, one schema, and no key that it does not name."""
    for arguments in (
        ("standard-other-work",),
        (),
        ("--set=standard_work=revise",),
        ("standard-industry", "--set=standard_work=revise"),
    ):
        run = iotcheck("whatif", "--json", *STANDARDS, *arguments)
        found: dict[str, Any] = json.loads(run.out)
        Draft202012Validator(whatif_schema()).validate(found)
        assert (run.code, found["schema_version"]) == (0, "1.0")
        assert found["kind"] == ("comparison" if "--set" in str(arguments) else "whatif")


def test_an_output_file_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    """`--output` and `--force` are as everywhere."""
    path = tmp_path / "whatif.txt"
    assert iotcheck("whatif", *STANDARDS, "--output", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == iotcheck("whatif", *STANDARDS).out
    assert iotcheck("whatif", *STANDARDS, "--output", str(path)).code == 4
    assert iotcheck("whatif", *STANDARDS, "--output", str(path), "--force").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("standard-nowhere",), 2, "standard-nowhere"),
        (("--set=legal_form=king",), 3, "king"),
        (("--answers=none.yaml",), 4, "none.yaml"),
        (("--as-of=yesterday",), 2, "yesterday"),
    ],
)
def test_what_is_wrong_is_named(arguments: tuple[str, ...], code: int, said: str) -> None:
    """The exit codes of the contract."""
    run = iotcheck("whatif", *arguments)
    assert (run.code, run.out) == (code, "")
    assert said in run.err


def test_numbers_are_told_with_their_margin() -> None:
    """Revenue 4.2 million, needs 5 million: 0.8 million more. In both languages."""
    rules = policies({"x": {**MONEY, "label": "revenue"}}, {"x": {"at_least": "500万元"}})
    short: Answers = {"x": 4_200_000}
    assert "1. revenue: now 4,200,000 yuan, must be at least 5,000,000 yuan (+800,000 yuan)" in told(rules, short)
    assert "1. revenue：现为 420 万元，须不低于 500 万元（+80 万元）" in told(rules, short, "zh")
    assert "1. revenue: must be at least 5,000,000 yuan" in told(rules, {})


@pytest.mark.parametrize(
    ("kind", "rule", "before", "said"),
    [
        (MONEY, {"at_most": 100}, 150, "now 150 yuan, must be at most 100 yuan (−50 yuan)"),
        (MONEY, {"between": [100, 200]}, 7, "now 7 yuan, must be between 100 yuan and 200 yuan (+93 yuan)"),
        (MONEY, [8], 7, "now 7 yuan, must be 8 yuan (+1 yuan)"),
        (
            fact("number", unit="%"),
            {"at_least": "0.5"},
            Fraction("0.25"),
            "now 0.25 %, must be at least 0.5 % (+0.25 %)",
        ),
        (
            fact("date"),
            {"on_or_after": "2020-03-01"},
            date(2020, 2, 28),
            "now 28 February 2020, must be 1 March 2020 or later (2 days later)",
        ),
        (
            fact("date"),
            {"before": "2020-03-01"},
            date(2020, 3, 2),
            "now 2 March 2020, must be 29 February 2020 or earlier (2 days earlier)",
        ),
        (fact("date"), "2020-03-01", None, "must be 1 March 2020"),
        (
            fact("date"),
            {"not": {"x": {"before": "2020-03-01"}}},
            None,
            "must be 1 March 2020 or later",
        ),
        (fact("choice", "p q r"), ["q", "r"], "p", "The p → The q (or: The r)"),
        (fact("choice", "p q r"), ["q", "r"], None, "must be The q or The r"),
        (BOOLEAN, True, False, "no → yes"),
        (fact("choices", "p q r"), ["q", "r"], ("p",), "add “The q” (or: “The r”)"),
        (fact("choices", "p q r"), {"none_of": ["q", "r"]}, ("p", "q", "r"), "drop “The q” and “The r”"),
        (fact("choices", "p q r", max=1), "q", ("p",), "add “The q”, drop “The p”"),
        (fact("choices", "p q r"), ["q", "r"], None, "must include “The q” or “The r”"),
        (fact("choices", "p q r"), {"none_of": ["p"]}, None, "must be none"),
    ],
)
def test_every_kind_of_change_is_said_plainly(kind: dict[str, Any], rule: Any, before: Any, said: str) -> None:
    """What is now, what it must be, and by how much it misses that."""
    condition = rule if isinstance(rule, dict) and "not" in rule else {"x": rule}
    lines = told(policies({"x": kind}, condition), {"x": before})
    assert lines[3] == f"1. x: {said}"


def test_what_is_given_up_is_named_too() -> None:
    """A rule under `not` is met no longer."""
    rules = policies({"a": BOOLEAN}, {"not": {"a": True, "text": "has been refused before"}})
    assert "no longer true: has been refused before" in told(rules, {"a": True})


def test_waiting_is_a_way_that_rests_on_the_terms_staying_as_they_are() -> None:
    """Known to 15 June 2020; a year is over on 28 February 2021, as 29 February counts."""
    rules = policies({"founded": fact("date", changeable=False)}, {"founded": {"years_before": 1}})
    lines = told(rules, {"founded": date(2020, 2, 29)})
    assert lines[3] == "1. wait until 28 February 2021"
    assert "verdict: eligible, provided the terms are still the same (confirmed up to 15 June 2020)" in lines


def test_where_nothing_helps_it_says_why() -> None:
    """Already eligible, only to be confirmed, background, impossible, what cannot change, bounds."""
    form = fact("choice", "firm club", changeable=False)
    assert told(policies({"a": BOOLEAN}, "everyone"), {})[2] == "Already eligible; nothing needs to change."
    assert told(policies({"a": BOOLEAN}, {"confirm": "Is it so?"}), {})[2] == (
        "The conditions are met. Still to confirm: Is it so?"
    )
    assert (
        told(policies({"a": BOOLEAN}, None), {})[2]
        == "This is background information; there are no conditions to meet."
    )
    assert told(policies({"form": form}, {"form": "firm"}), {"form": "club"})[2:] == [
        "No change to the answers would make the applicant eligible.",
        "This cannot be changed: form.",
    ]
    names = [f"f{number}" for number in range(9)]
    many = policies(dict.fromkeys(names, BOOLEAN), {"all": [{name: True} for name in names]})
    assert told(many, dict.fromkeys(names, False))[2:] == ["Not every change was tried; there may be other ways."]


def test_a_program_that_is_not_open_is_told_apart() -> None:
    """Meeting the conditions of a plan does not open it."""
    content = document({"a": BOOLEAN}, {"a": True})
    content["programs"]["program"]["editions"][0]["status"] = "plan"
    assert "Even then, it is not open for applications (status: planned)." in told(
        loaded(yaml_text(content)), {"a": False}
    )


def test_many_programs_are_not_all_named() -> None:
    """Of six programs gained besides, four are named."""
    content = document({"a": BOOLEAN}, {"a": True})
    (edition,) = content["programs"]["program"]["editions"]
    for number in range(6):
        content["programs"][f"p{number}"] = {"title": f"P{number}", "support": "grant", "editions": [edition]}
    rules = loaded(yaml_text(content))
    assert "also opens up: P0, P1, P2, P3 and 2 more" in told(rules, {"a": False})
    assert "还可以申请：P0、P1、P2、P3等 6 个项目" in told(rules, {"a": False}, "zh")


def test_nothing_to_open_is_said() -> None:
    """Everything is applicable already."""
    report = assess(policies({"a": BOOLEAN}, "everyone"), {})
    text = render_what_if(report, "en", unlocking(report), width=80)
    assert "No change was found that would open up another program." in text


@given(policy_sets_with_answers())
def test_whatever_is_found_can_be_told(drawn: tuple[PolicySet, Answers]) -> None:
    """Random files: text in both languages, JSON as the schema says, for one program, for all, for two situations."""
    rules, answers = drawn
    report = assess(rules, answers)
    compared = Comparison(changed=answers, effects=effects(assess(rules, {}), report))
    found: list[Found] = [what_if(report, next(iter(rules.programs))), unlocking(report), compared]
    for one in found:
        for language in ("zh", "en"):
            assert render_what_if(report, language, one, width=80)
        plain = json.loads(json.dumps(what_if_json(report, "en", one)))
        assert faults(closed(whatif_schema()), plain) == []
