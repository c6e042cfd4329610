"""Calendars: iCalendar of RFC 5545, as another program reads it, the same bytes twice."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from iotcheck.model import PolicySet, Text
from iotcheck.render.calendar import calendar
from iotcheck.render.deadlines import deadlines_csv, deadlines_json, in_order
from iotcheck.screen.columns import Reading
from iotcheck.screen.deadlines import remaining_of
from iotcheck.typeset import one_line
from tests.program import iotcheck
from tests.small import document, fact, loaded, yaml_text
from tests.strategies import policy_sets
from tests.test_second_file import SECOND, second

DAY = date(2020, 6, 15)
JULY = {"from": "2020-07-01", "until": "2020-07-31", "note": "Second round; online, only"}


def policies(apply: Any, **edition: Any) -> PolicySet:
    content = document({"a": fact("boolean")}, when={"a": True}, ceiling=1000)
    content["programs"]["program"]["editions"][0].update({"apply": apply} if apply else {}, **edition)
    return loaded(yaml_text(content))


def text_of(given: PolicySet, day: date = DAY, language: str = "en") -> str:
    return calendar(given, given.programs.values(), language, day)


def read(text: str) -> list[Any]:
    """Return the events that another program reads from a calendar."""
    return list(Calendar.from_ical(text).walk("VEVENT"))  # type: ignore[no-untyped-call,unused-ignore]


def events(text: str) -> list[tuple[date, str]]:
    """Return the days and summaries of a calendar."""
    return [(event["DTSTART"].dt, str(event["SUMMARY"])) for event in read(text)]


@pytest.mark.parametrize(
    ("apply", "edition", "expected"),
    [
        ([JULY], {}, [(date(2020, 7, 1), "applications open"), (date(2020, 7, 31), "last day to apply")]),
        ([{"until": "2020-06-15"}], {}, [(date(2020, 6, 15), "last day to apply")]),
        ([{"from": "2020-07-01"}], {}, [(date(2020, 7, 1), "applications open")]),
        ({"yearly": [{"from": "2019-05-01", "until": "2019-05-31"}]}, {}, []),
        ("anytime", {"until": "2020-12-31"}, [(date(2020, 12, 31), "terms end")]),
        ([{"until": "2020-12-31"}], {"until": "2020-12-31"}, [(date(2020, 12, 31), "last day to apply")]),
        (None, {"until": "2020-12-31", "status": "ended"}, []),
        (None, {}, []),
    ],
)
def test_a_calendar_holds_the_days_that_a_file_states(apply: Any, edition: Any, expected: Any) -> None:
    """First and last days to apply that are not over, and last days of terms; no window is expected."""
    assert events(text_of(policies(apply, **edition))) == [(day, f"Program: {said}") for day, said in expected]


def test_an_event_says_what_it_is_about() -> None:
    """A whole day with its note, maximum and disclaimer, and a reminder a week before the last day."""
    _, closing = read(text_of(policies([JULY])))
    assert closing["DTEND"].dt == date(2020, 8, 1)
    said = str(closing["DESCRIPTION"])
    assert said.startswith("Second round; online, only\nup to 1,000 yuan\n")
    (alarm,) = closing.walk("VALARM")
    assert alarm["TRIGGER"].dt.days == -7
    portal = "https://apply.halvern.example/innovation/forms"
    assert portal in {str(event.get("URL")) for event in read(text_of(second()))}


def test_a_prolonged_window_keeps_its_uid() -> None:
    """A calendar moves the event instead of showing two; different events have different UIDs."""
    before, after = (
        [str(event["UID"]) for event in read(text_of(policies([{**JULY, "until": until}])))]
        for until in ("2020-07-31", "2020-08-15")
    )
    assert before == after
    assert len(set(before)) == 2
    every = [str(event["UID"]) for event in read(text_of(second(), date.min))]
    assert len(set(every)) == len(every) > 5


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(str.strip))
def test_lines_are_folded_by_octets_and_come_back_whole(title: str) -> None:
    """No line has more than 75 octets, no character is divided, and another program reads the title as it was."""
    given = policies([JULY])
    named = given.programs["program"].replace(title=Text(by_language={"en": title}))
    text = text_of(given.replace(programs={"program": named}))
    data = text.encode("utf-8")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    [_, (_, summary)] = events(text)
    assert summary == one_line(f"{title}: last day to apply")


@given(policy_sets())
def test_every_calendar_can_be_read(drawn: PolicySet) -> None:
    """Random files: as many events as days are stated, and the same bytes twice."""
    text = text_of(drawn, date.min, drawn.languages[0])
    assert text == text_of(drawn, date.min, drawn.languages[0])
    assert len(events(text)) == text.count("BEGIN:VEVENT\r\n")


def test_the_command_writes_a_file_and_leaves_out_what_is_ruled_out(tmp_path: Path) -> None:
    """Without answers all programs, with answers those that they do not rule out; only .ics is written."""
    file = str(SECOND)
    whole = iotcheck("calendar", "--policies", file, "--lang", "zh")
    output = tmp_path / "days.ics"
    assert iotcheck("calendar", "--policies", file, "--lang", "zh", "--output", str(output)).code == 0
    assert output.read_bytes().decode("utf-8").replace("\r\n", "\n") == whole.out.replace("\r\n", "\n")
    assert b"\r\n" in output.read_bytes()
    assert {summary for _, summary in events(output.read_text(encoding="utf-8"))} >= {"种子资金：开始申报"}
    ruled = iotcheck("calendar", "--policies", file, "--set", "legal_form=individual", "--lang", "zh")
    assert "种子资金" not in re.sub(r"\r?\n ", "", ruled.out)
    assert iotcheck("calendar", "--policies", file, "--output", str(tmp_path / "days.html")).code == 2


def test_of_a_table_the_windows_that_concern_each_applicant_are_listed(tmp_path: Path) -> None:
    """Of each row what closes first at first, without programs that it cannot have and windows that are over."""
    rules = document({"a": fact("boolean"), "n": fact("count")}, when={"a": True}, ceiling=1000)
    (edition,) = rules["programs"]["program"]["editions"]
    edition["apply"] = [JULY]
    for name, apply in (("open", [{"from": "2020-06-01", "until": "2020-06-20"}]), ("over", [{"until": "2020-06-01"}])):
        own = {**edition, "when": "everyone", "apply": apply}
        rules["programs"][name] = {"title": name.upper(), "support": "grant", "editions": [own]}
    given = loaded(yaml_text(rules))
    table = tmp_path / "t.csv"
    table.write_text("name,a,n\nAlpha,yes,1\nBeta,no,1\n=Gamma,,many\n,yes,2\n", encoding="utf-8")
    found = remaining_of(given, str(table), Reading(), None, "en", DAY)
    rows = in_order(found.remaining, DAY)
    assert [(one.applicant, one.program.id, str(one.window.state), one.window.days_left) for one in rows] == [
        ("Alpha", "open", "open", 5),
        ("Alpha", "program", "opens", None),
        ("Beta", "open", "open", 5),
        ("=Gamma", "open", "open", 5),
        ("=Gamma", "program", "opens", None),
        ("row 5", "open", "open", 5),
        ("row 5", "program", "opens", None),
    ]
    said = deadlines_csv(given, rows, "en").splitlines()
    assert said[1] == 'Alpha,open,OPEN,eligible,"open until 20 June 2020, 5 days left",1 June 2020,20 June 2020,5,'
    assert said[4].startswith("'=Gamma,open")
    last = deadlines_json(given, rows, "en", DAY)["windows"][-1]
    assert (last["applicant"], last["verdict"], last["state"], last["until"]) == (
        "row 5",
        "eligible",
        "opens",
        "2020-07-31",
    )
    file = tmp_path / "p.yaml"
    file.write_text(yaml_text(rules), encoding="utf-8")
    run = iotcheck("calendar", "--table", str(table), "--policies", str(file), "--lang", "en")
    assert (run.code, run.out.splitlines()) == (0, said)
    assert iotcheck("calendar", "--json", "--lang", "en").code == 2
    assert iotcheck("calendar", "--table", str(table), "--set", "a=yes", "--lang", "en").code == 2
