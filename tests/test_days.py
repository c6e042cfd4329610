"""Of which day results speak, and to which day terms are known: what files say, and what commands make of it."""

import csv
import json
import re
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from iotcheck.engine import assess
from iotcheck.errors import DataError
from iotcheck.model.dates import Length
from tests.program import TODAY, Run, iotcheck
from tests.small import Document, document, fact, loaded, policies, yaml_text
from tests.terminal import Screen


def file(edition: Mapping[str, Any] | None = None, checked: str = "", **sections: Any) -> Document:
    """Return a policy file with one program for everyone, with more keys for its edition and of the file itself."""
    content = document({"paid": fact("boolean")}, {"paid": True}, **sections)
    content["programs"]["program"]["editions"][0].update(edition or {})
    content["sources"]["letter"].update({"checked": checked} if checked else {})
    return content


def known(edition: Mapping[str, Any] | None = None, checked: str = "", **sections: Any) -> tuple[str, str]:
    """Return to which day the terms of such a file are known, and up to which they count."""
    (one,) = loaded(yaml_text(file(edition, checked, **sections))).programs["program"].editions
    return str(one.known_to), str(one.last_counted)


@pytest.mark.parametrize(
    ("edition", "checked", "sections", "expected"),
    [
        ({}, "2021-01-31", {}, ("2020-06-15", "2020-06-15")),  # none of the keys: the file's day
        ({}, "2021-01-31", {"known_to": "2020-12-31"}, ("2021-01-31", "2021-01-31")),
        ({}, "", {"known_to": "2020-12-31"}, ("2020-12-31", "2020-12-31")),
        ({}, "", {"known_to": "2019-12-31"}, ("2019-12-31", "2019-12-31")),
        ({"from": "2020-03-01"}, "2020-01-31", {"known_to": "2020-12-31"}, ("2020-03-01", "2020-03-01")),
        ({"known_to": "2020-07-01"}, "2021-01-31", {"known_to": "2020-12-31"}, ("2020-07-01", "2020-07-01")),
        ({}, "", {"stale_after": {"years": 1}}, ("2020-06-15", "2021-06-15")),
        ({}, "2020-02-29", {"stale_after": {"years": 1}}, ("2020-02-29", "2021-02-28")),
        ({}, "2020-01-31", {"stale_after": {"months": 1}}, ("2020-01-31", "2020-02-29")),
        ({}, "9999-01-01", {"stale_after": {"years": 1}}, ("9999-01-01", "9999-12-31")),
        ({}, "9999-12-01", {"stale_after": {"days": 90}}, ("9999-12-01", "9999-12-31")),
        ({}, "", {"as_of": "today", "known_to": "2020-12-31"}, ("2020-12-31", "2020-12-31")),
        ({}, "2021-01-31", {"as_of": "today", "known_to": "2020-12-31"}, ("2021-01-31", "2021-01-31")),
        ({"until": "2020-12-31"}, "2020-07-01", {"stale_after": {"days": 90}}, ("2020-07-01", "2020-12-31")),
        (
            {"until": "2020-12-31", "known_to": "2020-11-01"},
            "",
            {"stale_after": {"days": 30}},
            ("2020-11-01", "2020-12-01"),
        ),
        (
            {"until": "2020-12-31", "known_to": "2020-11-01"},
            "",
            {"stale_after": {"days": 90}},
            ("2020-11-01", "2020-12-31"),
        ),
    ],
)
def test_terms_are_known_as_the_edition_its_sources_or_the_file_say(
    edition: Document, checked: str, sections: Document, expected: tuple[str, str]
) -> None:
    """Terms count as long after that as the file says: to the anniversary, or the last day of a shorter month."""
    assert known(edition, checked, **sections) == expected


def test_the_newest_of_several_sources_counts() -> None:
    """What someone looked at last says most; a source that nobody looked at says nothing."""
    content = file(stale_after={"days": 1})
    content["sources"] |= {
        name: {"title": name, **({"checked": day} if day else {})}
        for name, day in {"old": "2021-01-01", "new": "2022-02-02", "unseen": ""}.items()
    }
    content["programs"]["program"]["editions"][0]["source"] = [{"document": name} for name in ("new", "unseen", "old")]
    (edition,) = loaded(yaml_text(content)).programs["program"].editions
    assert edition.known_to == date(2022, 2, 2)


def test_terms_that_count_longer_say_when_they_were_last_known() -> None:
    """They are neither stale nor as certain as on the day on which someone looked."""
    content = file(checked="2020-07-31", stale_after={"months": 6})
    (edition,) = loaded(yaml_text(content)).programs["program"].editions
    days = [date(2020, 7, 31), date(2020, 8, 1), date(2021, 1, 31), date(2021, 2, 1)]
    assert [edition.stale(day) for day in days] == [False, False, False, True]
    assert [edition.last_checked(day) for day in days] == [None, date(2020, 7, 31), date(2020, 7, 31), None]
    ending = edition.replace(until=date(2021, 1, 31))
    assert ending.last_checked(days[1]) is None  # its end is known for certain


@pytest.mark.parametrize(
    "written", [{}, {"years": 1, "days": 1}, {"years": 0}, {"weeks": 1}, {"years": "1.5"}, "a year"]
)
def test_a_length_of_time_is_so_many_years_months_or_days(written: object) -> None:
    with pytest.raises(DataError):
        loaded(yaml_text(file(stale_after=written)))


def test_a_file_that_follows_today_says_to_which_day_it_is_known() -> None:
    """Its cases and documents speak of that day, and so does a program that asks for none."""
    with pytest.raises(DataError) as error:
        loaded(yaml_text(file(as_of="today")))
    assert [(one.code, one.params) for one in error.value.problems] == [("missing-key", {"key": "known_to"})]
    followed = policies({"paid": fact("boolean")}, as_of="today", known_to="2024-05-31", stale_after={"years": 2})
    assert (followed.follows_today, followed.as_of, followed.known_day) == (True, date(2024, 5, 31), date(2024, 5, 31))
    assert followed.stale_after == Length(years=2)
    assert assess(followed, {}).as_of == date(2024, 5, 31)


def run(path: Path, *arguments: str, language: str = "en", today: str = TODAY) -> Run:
    return iotcheck(*arguments, "--policies", str(path), "--lang", language, environment={"IOTCHECK_TODAY": today})


@pytest.fixture(name="kept_up")
def _kept_up(tmp_path: Path) -> Path:
    """A file of today, last looked at in June 2026, whose terms count for a year after that."""
    path = tmp_path / "policies.yaml"
    content = file(checked="2026-06-30", as_of="today", known_to="2026-05-31", stale_after={"years": 1})
    path.write_text(yaml_text(content), encoding="utf-8")
    return path


def test_a_file_that_follows_today_is_of_the_day_of_whoever_asks(kept_up: Path) -> None:
    """Every command that speaks of a day takes it; --as-of goes before."""
    for command in (("assess", "--set", "paid=yes", "--json"), ("programs", "--json"), ("show", "program", "--json")):
        found = run(kept_up, *command)
        assert (json.loads(found.out)["as_of"], found.err) == (TODAY, "")
        assert json.loads(run(kept_up, *command, "--as-of", "2026-06-01").out)["as_of"] == "2026-06-01"
    late = run(kept_up, "assess", "--set", "paid=yes", "--json", today="2027-07-01")
    assert json.loads(late.out)["programs"][0]["stale"] is True


@pytest.fixture(name="letter")
def _letter(tmp_path: Path) -> Path:
    """A file of June 2020 with an edition in force then, and one that is in force today."""
    path = tmp_path / "policies.yaml"
    content = file({"until": "2023-12-31"}, known_to="2026-10-31", stale_after={"years": 1})
    (edition,) = content["programs"]["program"]["editions"]
    later = {**edition, "from": "2024-01-01", "ceiling": 7000}
    later.pop("until")
    content["programs"]["program"]["editions"].append(later)
    path.write_text(yaml_text(content), encoding="utf-8")
    return path


def test_a_script_gets_the_day_of_the_file_and_a_notice(letter: Path) -> None:
    """Where the file has terms for today, stderr says how to get them; not where a day was asked for."""
    notice = "Under the rules of 15 June 2020, which may have changed. For today's rules, use --as-of today.\n"
    found = run(letter, "assess", "--set", "paid=yes", "--json")
    assert (json.loads(found.out)["as_of"], found.err) == ("2020-06-15", notice)
    assert run(letter, "programs").err == notice
    assert run(letter, "programs", "--as-of", "today").err == ""
    assert run(letter, "programs", "--as-of", "2020-06-15").err == ""
    assert run(letter, "programs", today="2020-06-15").err == ""
    assert run(letter, "programs", today="2019-01-01").err == notice
    assert "--as-of today" in run(letter, "programs", language="zh").err


def test_the_day_of_today_is_a_day(letter: Path) -> None:
    assert run(letter, "programs", today="tomorrow").code == 2


@pytest.mark.terminal
def test_an_interview_asks_first_which_day(letter: Path) -> None:
    """Enter takes today; the command that repeats the result names the day."""
    environment = {"IOTCHECK_TODAY": TODAY}
    screen = Screen("--policies", str(letter), environment=environment)
    assert "1  Today's (28 November 2026)" in screen.shown
    assert "2  Those of 15 June 2020 (as they were then; they may have changed)" in screen.shown
    assert "Type 1 or 2" in screen.reply("3")
    assert "(as of 28 November 2026)" in screen.reply("")
    assert f"--as-of={TODAY}" in screen.reply("yes", "")
    other = Screen("--policies", str(letter), environment=environment)
    assert "(as of 15 June 2020)" in other.reply("2")
    assert "--as-of=2020-06-15" in other.reply("q")
    assert "Your answers are not lost" in Screen("--policies", str(letter), environment=environment).reply("q")
    assert "Today's" not in Screen("--policies", str(letter), "--as-of", "today", environment=environment).shown


def test_a_change_of_the_day_or_how_long_terms_count_is_told(tmp_path: Path, letter: Path) -> None:
    new = tmp_path / "new.yaml"
    text = letter.read_text(encoding="utf-8").replace("2020-06-15", "today")
    new.write_text(text.replace("years: 1", "months: 1"), encoding="utf-8")
    told = iotcheck("diff", str(letter), str(new), "--lang", "en").out
    assert "15 June 2020 → today" in told
    assert "1 year → 1 month" in told


def test_a_result_says_how_long_ago_its_day_was_and_what_came_later(letter: Path) -> None:
    """More than a year before the day on which it is asked for; JSON names the programs, whenever that is."""
    asked = ("assess", "--set", "paid=yes", "--as-of", "2020-06-15")
    said = "15 June 2020, 6 years ago. 1 of the programs shown has later terms or notes."
    for form in ("text", "markdown", "html"):
        assert said in " ".join(run(letter, *asked, "--format", form).out.split())
    assert "2020年6月15日（6 年前）" in run(letter, *asked, language="zh").out
    assert "years ago" not in run(letter, *asked, today="2021-06-15").out
    assert "15 June 2020, 1 year ago." in run(letter, *asked, today="2021-06-16").out
    assert json.loads(run(letter, *asked, "--json").out)["changed_since"] == ["program"]
    after = run(letter, "assess", "--set", "paid=yes", "--as-of", "2024-01-01").out
    assert "2 years ago" in after
    assert "later terms" not in after
    assert "changed_since" not in json.loads(run(letter, *asked[:3], "--as-of", "2024-01-01", "--json").out)


def test_terms_that_are_not_certain_any_more_say_so_in_every_format(kept_up: Path) -> None:
    """They were last looked at in June; only on that day itself nothing need be said."""
    asked = ("assess", "--set", "paid=yes")
    for form in ("text", "markdown", "html", "csv"):
        shown = re.sub("<[^>]+>", "", run(kept_up, *asked, "--format", form).out)
        assert "last checked on 30 June 2026" in " ".join(shown.split())
    assert "最近核对：2026年6月30日" in "".join(run(kept_up, *asked, language="zh").out.split())
    (program,) = json.loads(run(kept_up, *asked, "--json").out)["programs"]
    assert (program["last_checked"], program["stale"], program["applicable"]) == ("2026-06-30", False, True)
    (listed,) = json.loads(run(kept_up, "programs", "--json").out)["programs"]
    assert listed["last_checked"] == "2026-06-30"
    assert "last checked on 30 June 2026" in " ".join(run(kept_up, "show", "program").out.split())
    assert "last_checked" not in run(kept_up, *asked, "--json", "--as-of", "2026-06-30").out


def test_two_days_of_one_file_are_compared(letter: Path) -> None:
    """What differs between the terms of the days, and who gains and who loses; the words say days, not files."""
    asked = ("diff", str(letter), "--as-of", "2023-12-31", "--as-of", "2024-01-01", "--lang", "en")
    (answers := letter.parent / "answers.yaml").write_text("paid: yes\n", encoding="utf-8")
    told = " ".join(iotcheck(*asked, "--answers", str(answers)).out.split())
    assert f"{letter}: what changes from 31 December 2023 to 1 January 2024" in told
    assert "first day added: 1 January 2024" in told
    assert "maximum: no funding mentioned →" in told
    assert "Program: eligible, no funding mentioned → eligible, 7,000 yuan" in told
    (table := letter.parent / "table.csv").write_text("name,paid\nA,yes\nB,no\n", encoding="utf-8")
    found = json.loads(iotcheck(*asked, "--table", str(table), "--json").out)
    assert (found["old"]["as_of"], found["as_of"], found["applicants"]) == ("2023-12-31", "2024-01-01", 2)
    assert found["sides"]["gains"] == 1
    same = ("--as-of", "2024-01-01", "--as-of", "2024-01-02", "--lang", "zh")
    assert "两天适用的规定相同" in iotcheck("diff", str(letter), *same).out
    assert "Program (program), terms from" not in iotcheck("diff", str(letter), str(letter), *asked[2:]).out


def test_an_edition_that_begins_or_ends_between_two_days_is_named(letter: Path) -> None:
    """Before the first and after the last edition there are no terms to compare."""
    text = letter.read_text(encoding="utf-8").replace("    - status:", "    - from: 2020-01-01\n      status:", 1)
    letter.write_text(text, encoding="utf-8")
    told = iotcheck("diff", str(letter), "--as-of", "2019-01-01", "--as-of", "2020-01-01", "--lang", "en").out
    assert "edition added: in force" in told


@pytest.mark.parametrize("days", [(), ("2024-01-01",), ("2024-01-01", "2024-01-02", "2024-01-03")])
def test_one_file_is_compared_on_two_days(letter: Path, days: tuple[str, ...]) -> None:
    named = [word for day in days for word in ("--as-of", day)]
    assert iotcheck("diff", str(letter), *named).code == 2


def test_a_screened_table_says_when_one_can_apply(tmp_path: Path) -> None:
    """Window and days left in columns of their own; no such columns where the file says nothing of it."""
    (table := tmp_path / "table.csv").write_text("name,paid\nA,yes\n", encoding="utf-8")
    for apply, state, left in (
        ([{"until": "2020-06-20"}], "open", "5"),
        ([{"from": "2020-07-01"}], "opens", ""),
        ("anytime", "open", ""),
        (None, None, None),
    ):
        path = tmp_path / "policies.yaml"
        path.write_text(yaml_text(file({"apply": apply} if apply else None)), encoding="utf-8")
        (row,) = csv.DictReader(StringIO(run(path, "screen", str(table), "--output", "-").out.lstrip("\ufeff")))
        assert (row.get("window_state"), row.get("days_left")) == (state, left)
        words = run(path, "screen", str(table), "--output", "-", "--words", language="zh").out
        assert ("申报时间" in words) is (apply is not None)
        parquet = run(path, "screen", str(table), "--output", str(tmp_path / "out.parquet"), "--force")
        assert parquet.code == 0


def test_a_file_with_terms_known_later_than_its_day_says_to_which_day(tmp_path: Path) -> None:
    """It does not claim to end on its own day where an edition says that it is known up to a later one."""
    path = tmp_path / "policies.yaml"
    path.write_text(yaml_text(file({"known_to": "2026-10-31"})), encoding="utf-8")
    assert "31 October 2026" in run(path, "assess", "--set", "paid=yes", "--as-of", "2026-11-28").out
    assert "15 June 2020" not in run(path, "assess", "--set", "paid=yes", "--as-of", "2026-10-31").out
