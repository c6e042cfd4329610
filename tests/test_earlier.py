"""An earlier JSON result as answers: what differs from it, why, and nothing that a forged one could break."""

import json
from datetime import date
from typing import Any

import pytest

from iotcheck.answers import read_answers
from iotcheck.engine import Report, assess
from iotcheck.model import PolicySet
from iotcheck.previous_result import Differences, differences
from iotcheck.render.json import assessment, dumps
from iotcheck.texts.previous_result import lines
from tests.small import document, fact, loaded, yaml_text
from tests.strategies import Answers


def rules(amount: int = 100, also: bool = False) -> PolicySet:
    """Return two programs, the second open to everyone and from June 2020 on not confirmed; or three."""
    content = document({"a": fact("boolean"), "b": fact("boolean")}, {"a": True}, ceiling=amount)
    (edition,) = content["programs"]["program"]["editions"]
    old = {**edition, "when": "everyone", "ceiling": 7, "from": "2020-01-01", "known_to": "2020-06-20"}
    for name in ("old", "also") if also else ("old",):
        content["programs"][name] = {"title": name, "support": "grant", "editions": [old]}
    return loaded(yaml_text(content))


def earlier(report: Report, **changes: Any) -> dict[str, Any]:
    """Return a result as it was written and is read again."""
    return {**json.loads(dumps(assessment(report, "en")), parse_int=str), **changes}


def compared(before: Report, after: Report, **changes: Any) -> Differences:
    found = differences(earlier(before, **changes), before.answers, after)
    assert found is not None
    return found


def said(before: Report, after: Report, **changes: Any) -> list[str]:
    return lines(compared(before, after, **changes), after, "en")


TRUE: Answers = {"a": True}


def test_the_same_is_said_to_be_the_same() -> None:
    """Same version, file, day and answers give the same result."""
    report = assess(rules(), TRUE)
    assert said(report, report) == ["Same as the earlier result (15 June 2020, iotcheck 0.1.0)."]


def test_other_answers_change_a_verdict_and_are_named_as_the_cause() -> None:
    """Don't know and not asked are different answers, though nothing comes of that."""
    report = assess(rules(), TRUE)
    assert said(report, assess(rules(), {"a": False, "b": None})) == [
        "Compared with the earlier result (15 June 2020, iotcheck 0.1.0):",
        "different answers: a, b",
        "Program: verdict eligible → not eligible (because of the answers)",
    ]
    assert said(report, assess(rules(), {**TRUE, "b": None}))[1:] == [
        "different answers: b",
        "No verdict or amount has changed.",
    ]


def test_another_file_changes_a_ceiling_and_another_day_the_standing() -> None:
    """Each program names its own cause."""
    after = assess(rules(amount=250), TRUE, date(2020, 6, 21))
    before = assess(rules(), TRUE)
    assert said(before, after)[1:] == [
        f"different policy file: {before.policies.sha256[:12]} → {after.policies.sha256[:12]}",
        "different date: 15 June 2020 → 21 June 2020",
        "Program: terms confirmed → not confirmed since; maximum 100 yuan → 250 yuan"
        " (because of the policy file or the version, because of the date)",
        "old: terms confirmed → not confirmed since (because of the date)",
    ]


def test_programs_that_the_earlier_result_left_out_accuse_nobody() -> None:
    """A result of `--only` holds fewer programs of the same file; the others are counted, and nothing was edited."""
    report = assess(rules(), TRUE)
    narrow = json.loads(dumps(assessment(report, "en")))["programs"][:1]
    assert said(report, report, programs=narrow)[1:] == ["1 program not considered in the earlier result"]


def test_programs_that_came_or_went_are_named() -> None:
    """A file with one program more, and back."""
    one, two = assess(rules(), TRUE), assess(rules(also=True), TRUE)
    assert said(one, two)[-1] == "also: not in the earlier result (because of the policy file or the version)"
    assert said(two, one)[-1] == "also: no longer in the policy file"
    assert compared(two, one).gone == ("also",)


def test_programs_that_changed_alike_are_counted() -> None:
    """Four programs, one line."""
    content = document({"a": fact("boolean")}, "everyone")
    (edition,) = content["programs"]["program"]["editions"]
    for name in ("b", "c", "d"):
        content["programs"][name] = {"title": name, "support": "grant", "editions": [edition]}
    report = assess(loaded(yaml_text(content)), {})
    assert said(report, assess(report.policies, {}, date(2021, 1, 1)))[2:] == [
        "4 programs: terms confirmed → not confirmed since (because of the date)"
    ]


def test_another_version_is_named_even_if_nothing_comes_of_it() -> None:
    """And the file by its id where it is quite another."""
    report = assess(rules(), TRUE)
    assert said(report, report, generator="iotcheck 9.9", policies={"id": "other"})[1:] == [
        "different policy file: other → small",
        "different program version: iotcheck 9.9 → iotcheck 0.1.0",
        "No verdict or amount has changed.",
    ]


def test_a_result_that_was_edited_is_found_out() -> None:
    """Nothing was changed, and yet it is not the same; words of the forger's own stand as they are."""
    report = assess(rules(), TRUE)
    document = earlier(report)
    document["programs"][0]["verdict"] = "ineligible"
    document["programs"][0]["status"] = "[bold]marvellous"
    document["programs"][0]["ceiling"] = {"kind": "amount", "min": "1e9", "max": None}
    found = differences(document, report.answers, report)
    assert found is not None
    assert lines(found, report, "en")[1:] == [
        "Version, policy file, date and answers are the same but the result is not;"
        " the earlier file may have been edited.",
        "Program: verdict not eligible → eligible; status [bold]marvellous → in force;"
        " maximum an amount not known yet → 100 yuan",
    ]


@pytest.mark.parametrize("programs", [None, {}, "x", 5, [None, [], {"id": 3}, {"id": "program", "ceiling": []}]])
@pytest.mark.parametrize("rest", [{}, {"policies": [], "as_of": "soon", "generator": None}])
def test_a_document_of_any_shape_is_survived(programs: Any, rest: dict[str, Any]) -> None:
    """What is not as expected counts as not said; what is no assessment at all is not compared."""
    report = assess(rules(), TRUE)
    found = differences({"kind": "assessment", "programs": programs, **rest}, {}, report)
    assert (found is None) is not isinstance(programs, list)
    for language in ("zh", "en") if found else ():
        assert lines(found, report, language)  # type: ignore[arg-type]


def test_an_earlier_result_is_read_as_answers() -> None:
    """From the bytes of a result to the same result again, and no difference."""
    report = assess(rules(), {"a": True, "b": None})
    found = read_answers(dumps(assessment(report, "zh", explain=True)).encode(), "result.json", report.policies)
    assert found.answers == report.answers
    assert found.earlier is not None
    compared_again = differences(found.earlier, found.answers, report)
    assert compared_again is not None
    assert lines(compared_again, report, "zh") == ["与先前的结果一致（2020年6月15日，iotcheck 0.1.0）。"]
