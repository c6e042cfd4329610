"""Freshness: each code on the day it begins and not the day before, programs that are closed left alone."""

import json
from datetime import date

import pytest

from iotcheck.authoring.fresh import CODES, Limits, fresh
from iotcheck.loader import load
from iotcheck.model import Confidence
from iotcheck.texts import LANGUAGES, problem_advice, problem_text
from tests.program import iotcheck
from tests.samples import STARTER, laid_over

EDITION = (
    "{{status: {status}, confidence: {confidence}, when: everyone, ceiling: none, {more}"
    "source: {{document: measures-2024}}}}"
)


def codes(day: str, more: str, status: str = "in_force", confidence: str = "official", **limits: object) -> list[str]:
    """Return what is said on a day of a program with one edition, whose source was looked at on 2024-03-01."""
    edition = EDITION.format(status=status, confidence=confidence, more=more)
    text = laid_over(
        "programs:\n"
        + "".join(
            f"  {name}: {{title: {{zh: {name}, en: {name}}}, support: grant, editions: [{END}]}}\n" for name in OLD
        )
        + f"  p: {{title: {{zh: 题, en: t}}, support: grant, editions: [{edition}]}}\n"
    )
    policies = load(text.encode(), "sample.yaml")
    found = fresh(policies, date.fromisoformat(day), Limits(**limits))  # type: ignore[arg-type]
    assert all(problem_text(language, one) and problem_advice(language, one) for one in found for language in LANGUAGES)
    return [problem.code for problem in found]


OLD = ("rd-grant", "start-up-grant", "growth-reward")
END = EDITION.format(status="ended", confidence="reported", more="")
KNOWN = "known_to: 2030-01-01, "
SEEN = f"{KNOWN}reviewed: 2024-03-01, "


@pytest.mark.parametrize(
    ("day", "before", "more", "code"),
    [
        ("2024-07-01", "2024-03-31", "until: 2024-06-30, reviewed: 2024-03-01, ", "edition-ended"),
        ("2024-04-01", "2024-03-31", "until: 2024-06-30, reviewed: 2024-03-01, ", "ends-soon"),
        ("2024-05-02", "2024-05-01", "known_to: 2024-05-01, reviewed: 2024-03-01, ", "terms-stale"),
    ],
)
def test_periods(day: str, before: str, more: str, code: str) -> None:
    """An end that has come, one 90 days ahead, terms that nobody has confirmed since."""
    assert codes(day, more) == [code]
    assert codes(before, more) == []


def test_announced_programs_whose_day_has_come() -> None:
    """On its first day an announced edition is due to be looked at."""
    assert codes("2024-05-01", f"from: 2024-05-01, {SEEN}", status="announced") == ["announced-begun"]
    assert codes("2024-05-01", f"from: 2024-05-01, {SEEN}") == []


def test_reviews_and_sources_last_a_year() -> None:
    """365 days after the review nothing is said, a day later edition and source are due."""
    assert codes("2025-03-01", SEEN) == []
    assert sorted(codes("2025-03-02", SEEN)) == ["review-due", "source-unchecked"]
    assert codes("2025-03-02", SEEN, reviewed=366) == []
    assert codes("2024-04-01", KNOWN) == ["never-reviewed"]


def test_confidence_below_the_level_asked_for() -> None:
    """Corroborated will do unless more is asked for."""
    assert codes("2024-04-01", SEEN, confidence="reported") == ["low-confidence"]
    assert codes("2024-04-01", SEEN, confidence="corroborated") == []


def test_closed_programs_are_left_alone() -> None:
    """What is ended or planned needs no fresh look."""
    assert codes("2040-01-01", "", status="ended") == []
    assert codes("2040-01-01", "", status="plan") == []


def test_the_command_ends_with_3_where_something_is_due() -> None:
    """Text and JSON, a day and limits of one's own; wrong ones are usage errors."""
    run = iotcheck("fresh", str(STARTER), "--as-of", "2024-03-02", "--confidence", "reported", "--lang", "en")
    assert run.code == 3
    assert "[terms-stale]" in run.out
    document = json.loads(iotcheck("fresh", str(STARTER), "--as-of", "2025-06-01", "--json").out)
    assert document["kind"] == "fresh"
    found = {problem["code"] for problem in document["files"][0]["problems"]}
    assert {"terms-stale", "review-due", "low-confidence", "source-unchecked"} <= found <= set(CODES)
    assert iotcheck("fresh", str(STARTER), "--as-of", "2024-03-01", "--confidence", "reported").code == 0
    assert iotcheck("fresh", "--ending", "soon").code == 2
    assert iotcheck("fresh", "--confidence", "rumour").code == 2


def test_limits_have_sensible_defaults() -> None:
    """A quarter ahead, a year back, corroborated."""
    assert Limits() == (90, 365, Confidence.CORROBORATED)
