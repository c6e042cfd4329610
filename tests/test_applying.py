"""When one can apply: how windows stand on a day, in which order programs are shown, what every format says."""

import csv
import io
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.authoring.fresh import fresh
from iotcheck.engine import Report, assess
from iotcheck.model import PolicySet, WindowState
from iotcheck.render.csv import render_csv
from iotcheck.render.html import write_html
from iotcheck.render.json import assessment
from iotcheck.render.markdown import write_markdown
from iotcheck.render.program import program_json
from iotcheck.render.report import report_markdown, report_page, report_text
from iotcheck.render.terminal import write_terminal
from iotcheck.texts import applying as words
from tests import oracle
from tests.program import iotcheck
from tests.small import Document, document, fact, loaded, yaml_text
from tests.test_second_file import SECOND, second

DAY = date(2020, 6, 15)
MAY = {"from": "2020-05-01", "until": "2020-05-31"}
JUNE = {"from": "2020-06-01", "until": "2020-06-30"}
LATE = {"from": "2020-06-10", "until": "2020-07-10"}
JULY = {"from": "2020-07-01", "until": "2020-07-31"}


def policies(*written: Any, until: Any = None) -> PolicySet:
    """Return a file with a program for each `apply`, `p0`, `p1` …; None stands for a program without the key."""
    content = document({"a": fact("boolean")}, languages=["zh", "en"])
    del content["languages"]
    one = content["programs"].pop("program")
    for place, apply in enumerate(written):
        edition = {**one["editions"][0], **({} if apply is None else {"apply": apply})}
        edition |= {} if until is None else {"until": until}
        content["programs"][f"p{place}"] = {**one, "editions": [edition]}
    return loaded(yaml_text(in_both_languages(content)))


def in_both_languages(content: Document) -> Document:
    """Return a file of one language with its texts in two: the same words, and who reads them tells them apart."""

    def both(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {name: both(value, name) for name, value in node.items()}
        if isinstance(node, list):
            return [both(value, key) for value in node]
        texts = ("title", "label", "ask", "grant", "note", "reckoned")
        return {"zh": f"{node}。", "en": node} if key in texts and isinstance(node, str) else node

    return {name: both(value, name) for name, value in content.items()}


def standing(apply: Any, day: date = DAY, until: Any = None) -> tuple[Any, ...]:
    window = policies(apply, until=until).programs["p0"].editions[0].window_on(day)
    assert window is not None
    days = (window.start and window.start.isoformat(), window.until and window.until.isoformat())
    return (window.state.value, *days, window.days_left, len(window.seen), window.yearly)


@pytest.mark.parametrize(
    ("apply", "day", "expected"),
    [
        ("anytime", DAY, ("open", None, None, None, 0, False)),
        ("yearly", DAY, ("unknown", None, None, None, 0, True)),
        ([MAY], DAY, ("closed", "2020-05-01", "2020-05-31", None, 1, False)),
        ([JUNE], DAY, ("open", "2020-06-01", "2020-06-30", 15, 0, False)),
        ([JUNE], date(2020, 6, 30), ("open", "2020-06-01", "2020-06-30", 0, 0, False)),
        ([JUNE], date(2020, 7, 1), ("closed", "2020-06-01", "2020-06-30", None, 1, False)),
        ([JUNE], date(2020, 5, 31), ("opens", "2020-06-01", "2020-06-30", None, 0, False)),
        ([JULY, MAY], DAY, ("opens", "2020-07-01", "2020-07-31", None, 1, False)),
        ([JUNE, JULY, MAY], date(2021, 1, 1), ("closed", "2020-07-01", "2020-07-31", None, 3, False)),
        ({"yearly": [MAY]}, DAY, ("closed", "2020-05-01", "2020-05-31", None, 1, True)),
        ({"yearly": [MAY, JUNE]}, DAY, ("open", "2020-06-01", "2020-06-30", 15, 1, True)),
        ([{"until": "2020-06-20"}], DAY, ("open", None, "2020-06-20", 5, 0, False)),
        ([{"from": "2020-06-01"}], DAY, ("open", "2020-06-01", None, None, 0, False)),
        ([{"from": "2020-07-01"}], DAY, ("opens", "2020-07-01", None, None, 0, False)),
        # Of windows that overlap, the one that closes last says until when one can apply.
        ([JUNE, LATE], DAY, ("open", "2020-06-10", "2020-07-10", 25, 0, False)),
    ],
)  # fmt: skip
def test_how_windows_stand_on_a_day(apply: Any, day: date, expected: tuple[Any, ...]) -> None:
    """State, first and last day, days left, how many windows are over, whether there is one every year."""
    assert standing(apply, day) == expected


@pytest.mark.parametrize("apply", ["anytime", [{"from": "2020-06-01"}]])
def test_what_has_no_last_day_of_its_own_ends_with_its_edition(apply: Any) -> None:
    """Terms end, and so does applying under them."""
    state, _, until, left, *_ = standing(apply, DAY, until="2020-08-31")
    assert (state, until, left) == ("open", "2020-08-31", 77)


def windows() -> st.SearchStrategy[list[Document]]:
    """Draw some windows around the day, with one end or both, in any order."""
    days = st.integers(-40, 40).map(lambda step: (DAY + timedelta(step)).isoformat())
    both = st.tuples(days, days).map(lambda ends: {"from": min(ends), "until": max(ends)})
    one = st.one_of(both, days.map(lambda day: {"from": day}), days.map(lambda day: {"until": day}))
    return st.lists(one, min_size=1, max_size=4)


@given(windows(), st.integers(-45, 45).map(lambda step: DAY + timedelta(step)))
def test_windows_stand_as_a_second_reading_of_the_file_says(apply: list[Document], day: date) -> None:
    """Looking at every day for itself comes to the same states, first days, last days and days left."""
    state, start, until, left, *_ = standing(apply, day)
    found = (state, start if state == "opens" else None, until if state == "open" else None, left)
    assert found == oracle.window({"apply": apply}, day)


def report(*written: Any, **more: Any) -> Report:
    return assess(policies(*written, **more), {})


def test_a_result_shows_first_what_can_be_applied_for_now() -> None:
    """Open windows by their last day, then what opens, then unknown dates in the file's order, then what is closed."""
    late, soon = {"until": "2020-09-30"}, {"until": "2020-06-20"}
    shown = write_markdown(report_markdown(report([MAY], None, "anytime", [JULY], "yearly", [late], [soon]), "en"))
    lines = shown.splitlines()
    headings = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    assert headings == ["Open now", "Opening later", "Dates not announced", "Closed"]
    table = [line for line in lines if line.startswith("| **")]
    when = [line.split(" | ")[2] for line in table]
    assert when == [
        "20 June 2020<br>5 days left",
        "30 September 2020<br>107 days left",
        "any time",
        "opens 1 July 2020<br>until 31 July 2020",
        "—",
        "yearly<br>dates not announced",
        "closed 31 May 2020",
    ]


def test_without_windows_a_result_has_no_column_for_them() -> None:
    """A file that does not say when one can apply has no deadlines but those of terms that end soon."""
    plain, later = (report(None, None, until=f"{year}-06-20") for year in (2020, 2021))
    for language in ("zh", "en"):
        shown, soon = (write_markdown(report_markdown(found, language)) for found in (later, plain))
        assert words.heading(language, "deadline") not in shown
        assert words.heading(language) not in shown + soon
        assert words.heading(language) not in render_csv(plain, language)
    assert all("window" not in program for program in assessment(plain, "en")["programs"])


def test_terms_that_end_soon_are_pointed_at_beside_windows() -> None:
    """The last day of an edition that is near is shown where a window says nothing of that day."""

    def shown(*written: Any, until: str) -> str:
        return write_markdown(report_markdown(report(*written, until=until), "en", explain=True))

    near = shown(None, "yearly", until="2020-06-20")
    assert "yearly; dates not known; terms end on 20 June 2020, 5 days left" in near
    assert "When to apply: terms end on 20 June 2020, 5 days left" in near
    assert "terms end on 15 June 2020, the last day" in shown("yearly", until="2020-06-15")
    assert "terms end" not in shown("yearly", until="2021-06-20")
    assert re.search("Terms end first: .*, on 20 June 2020 .*5 days left", near)
    assert "20 June 2020<br>terms end" in near
    assert "Terms end today: " in shown("yearly", until="2020-06-15")
    assert "Terms end first" not in shown([{"until": "2020-06-18"}], "yearly", until="2020-06-20")


def test_each_state_has_its_words_in_both_languages() -> None:
    """What a reader is told of a window, and of how its day was worked out."""
    reckoned = {"from": "2020-06-01", "until": {"day": "2020-06-15", "reckoned": "two weeks"}, "note": "first round"}
    written = ([reckoned], {"yearly": [MAY]}, [{"from": "2020-07-01"}], [{"from": "2020-06-01"}])
    found = policies(*written)
    lines = {
        language: [words.lines(language, one.editions[0], DAY) for one in found.programs.values()]
        for language in ("zh", "en")
    }
    assert lines == {
        "zh": [
            ("2020年6月15日截止（最后一天）", "first round。", "推算的日期：two weeks。"),
            ("每年申报，下次时间未公布；上次2020年5月1日至2020年5月31日",),
            ("2020年7月1日开始，截止日期未公布",),
            ("正在受理，截止日期未公布",),
        ],
        "en": [
            ("closes on 15 June 2020, the last day", "first round", "calculated date: two weeks"),
            ("yearly; next dates not known, the last were 1 May 2020 to 31 May 2020",),
            ("opens on 1 July 2020; the closing date is not known",),
            ("open; the closing date is not known",),
        ],
    }


def test_json_says_how_the_windows_stand() -> None:
    """The window of the day with its ends, days left, and what has been seen."""
    found = assessment(report({"yearly": [MAY, JUNE]}), "en")["programs"][0]["window"]
    assert found == {
        "state": "open",
        "from": "2020-06-01",
        "until": "2020-06-30",
        "days_left": 15,
        "yearly": True,
        "seen": [{"from": "2020-05-01", "until": "2020-05-31"}],
        "note": None,
        "reckoned": None,
    }


def test_a_table_for_spreadsheets_has_days_and_days_left() -> None:
    """Columns of the window stand beside those of the money."""
    (row,) = csv.DictReader(io.StringIO(render_csv(report([JUNE]), "en").removeprefix("\ufeff")))
    columns = ("When to apply", "Apply from", "Apply until", "Days left")
    assert [row[column] for column in columns] == [
        "open until 30 June 2020, 15 days left",
        "1 June 2020",
        "30 June 2020",
        "15",
    ]


def test_a_program_shows_its_windows() -> None:
    """`show`, `programs`, `docs` and the page say when one can apply, with notes and sources."""
    file = str(SECOND)
    shown = iotcheck("show", "research-bonus", "--policies", file, "--lang", "en").out
    said = ("open until 15 July 2025", "15 January 2025 to 28 February 2025", "The second of two rounds", "p. 3")
    assert [text for text in said if text not in " ".join(shown.split())] == []
    (edition,) = program_json(second(), "research-bonus", "en", date(2025, 6, 30))["program"]["editions"]
    first, second_round, *_ = edition["apply"]["windows"]
    assert (first["from"], first["until"], first["note"]) == ("2025-01-15", "2025-02-28", None)
    assert second_round["note"] == "The second of two rounds"
    docs = iotcheck("docs", file, "--lang", "en").out
    assert [text for text in ("2 May 2024 to 31 May 2024", "every year; no dates known") if text not in docs] == []
    listed = json.loads(iotcheck("programs", "--policies", file, "--json").out)["programs"]
    assert {one["id"]: one["window"]["state"] for one in listed if "window" in one} == {
        "research-bonus": "open",
        "patent-bonus": "open",
        "lab-partnership": "closed",
        "seed-money": "opens",
        "energy-refit": "unknown",
    }
    page = write_html(report_page(assess(second(), {"legal_form": "company"}), "zh"), "zh")
    assert "申报时间" in page


def test_states_are_those_of_the_contract() -> None:
    """JSON and case files name them."""
    assert [*WindowState] == ["open", "opens", "closed", "unknown"]


ENDED_AND_FOLLOWED = (
    {"from": "2019-01-01", "until": "2019-12-31", "ceiling": 5000},
    {"from": "2021-01-01", "ceiling": 7000},
)


def on_a_day_between(day: str = "2020-06-15", language: str = "en") -> Report:
    """Return the report of a program with editions before and after the day, and of none that covers it."""
    content = document({"a": fact("boolean")}, as_of=day, languages=[language])
    (one,) = content["programs"]["program"]["editions"]
    content["programs"]["program"]["editions"] = [{**one, **ends} for ends in ENDED_AND_FOLLOWED]
    return assess(loaded(yaml_text(content)), {})


@pytest.mark.parametrize(
    ("day", "zh", "en", "maximum"),
    [
        ("2018-06-15", "2019年1月1日起实施", "from 1 January 2019", ("最高 5,000 元", "up to 5,000 yuan")),
        (
            "2020-06-15",
            "已于2019年12月31日结束，2021年1月1日起另有规定",
            "closed on 31 December 2019, new terms from 1 January 2021",
            ("当时最高 5,000 元", "formerly up to 5,000 yuan"),
        ),
    ],
)
def test_a_program_without_terms_on_a_day_says_when_it_has_some(
    day: str, zh: str, en: str, maximum: tuple[str, str]
) -> None:
    """It is neither background, nor without a stated amount: it ended or has yet to begin, with its maximum."""
    for place, (language, said) in enumerate((("zh", zh), ("en", en))):
        found = on_a_day_between(day, language)
        shown = write_markdown(report_markdown(found, language, show_all=True, explain=True))
        table = render_csv(found, language, show_all=True)
        assert said in shown and said in table
        assert maximum[place].replace(" ", "") in shown.replace(" ", "")
        assert [word for word in ("background", "not stated", "背景", "未写明金额") if word in shown + table] == []


def test_json_says_when_terms_ended_or_begin() -> None:
    """Verdict, status and ceiling are as ever; `outside` is added."""
    (program,) = assessment(on_a_day_between(), "en")["programs"]
    assert (program["verdict"], program["status"], program["ceiling"]["kind"]) == (None, None, "unstated")
    assert program["outside"] == {"ended": "2019-12-31", "begins": "2021-01-01", "maximum": "up to 5,000 yuan"}
    assert "outside" not in assessment(report(None), "en")["programs"][0]


def test_where_to_apply_is_shown_with_every_program() -> None:
    """A program's own place goes before its agency's; addresses are links, and whole where a line has room for them."""
    found = assess(second(), {"legal_form": "company", "registered_in_halvern": True, "patents": 2})
    portal, page = "https://apply.halvern.example/innovation/forms", "https://halvern.example/innovation/patents"
    html = write_html(report_page(found, "en"), "en")
    assert f'<a href="{portal}" rel="noopener noreferrer">apply.halvern.example</a>' in html
    assert f'<a href="{page}" rel="noopener noreferrer">Bonus for patents</a>' in html
    markdown = write_markdown(report_markdown(found, "en"))
    assert f"| **[Bonus for patents]({page})**<br>[apply.halvern.example]({portal}) |" in markdown
    plain = write_terminal(report_text(found, "zh", notes=True), "zh", width=80, plain=True)
    assert f"申报途径：{portal}" in plain
    assert [
        text for text in ("邮寄至能源署", "电话：+999 555 0100", "地址：港口广场1号市政厅") if text not in plain
    ] == []
    narrow = write_terminal(report_text(found, "en"), "en", width=70)
    assert "Bonus for patents\n" in narrow
    assert "\n  → apply.halvern.example\n" in narrow
    document = assessment(found, "en")
    programs = {one["id"]: one for one in document["programs"]}
    assert (programs["patent-bonus"]["apply_at"], programs["patent-bonus"]["url"]) == (portal, page)
    assert programs["energy-refit"]["apply_at"] == "by letter to the Energy Agency"
    assert "apply_at" not in programs["doctor-hiring"]
    assert document["agencies"]["innovation"]["phone"] == "+999 555 0100"
    rows = {
        row["Program id"]: row for row in csv.DictReader(io.StringIO(render_csv(found, "en").removeprefix("\ufeff")))
    }
    columns = ("Where to apply", "Program page", "Phone", "Address")
    assert [rows["patent-bonus"][column] for column in columns] == [
        portal, page, "'+999 555 0100", "Town Hall, 1 Harbour Square",
    ]  # fmt: skip


def test_without_places_nothing_is_said_of_them() -> None:
    """A file that names no place and no way to reach an agency is shown as before."""
    plain = report(None)
    assert "agencies" not in assessment(plain, "en")
    for language in ("zh", "en"):
        shown = write_markdown(report_markdown(plain, language)) + render_csv(plain, language)
        assert [key for key in ("where", "contacts") if words.heading(language, key) in shown] == []


def test_a_result_lists_each_document_once() -> None:
    """For which programs it is, and that it may be needed while its condition is open."""
    found = assess(second(), {"legal_form": "company", "registered_in_halvern": True, "patents": 2})
    shown = write_markdown(report_markdown(found, "en"))
    assert shown.count("Extract from the register of organisations") == 1
    extract = "[Extract from the register of organisations](https://registry.halvern.example/extract)"
    assert f"- {extract}\\\n  issued by: Registry of Halvern" in shown
    open_answers = {"legal_form": "company", "registered_in_halvern": True, "owes_taxes": False, "rd_staff": 5}
    more: dict[str, object] = {**open_answers, "employees": 20, "rd_spend": None, "revenue": 90_000_000}
    assert "Audited accounts" not in write_markdown(report_markdown(assess(second(), more), "en"))
    papers = assessment(assess(second(), more), "zh")
    bonus = next(one for one in papers["programs"] if one["id"] == "research-bonus")
    assert bonus["documents"] == [
        {"document": "register_extract", "needed": True},
        {"document": "tax_clearance", "needed": True},
        {"document": "audit_report", "needed": None},
    ]
    assert papers["documents"]["register_extract"]["proves"] == ["legal_form", "registered_in_halvern", "founded"]


PAPER = {"title": "Licence", "proves": ["a"], "note": "A copy is enough"}


def asking(*needed: Any) -> dict[str, Any]:
    """Return a file whose only program needs documents."""
    papers = {"licence": PAPER, "plan": {"title": "Plan"}}
    content = document({"a": fact("boolean"), "b": fact("boolean")}, documents=papers)
    content["programs"]["program"]["editions"][0]["documents"] = list(needed)
    return content


@pytest.mark.parametrize(
    ("answers", "said", "needed"),
    [
        ({"a": True}, "Licence|A copy is enough|for: Program", "Licence"),
        ({"a": False}, "", ""),
        ({"a": None}, "Licence (may be needed)|A copy is enough|may be needed for: Program", "Licence (may be needed)"),
    ],
)
def test_a_document_may_be_needed_while_its_condition_is_open(answers: Any, said: str, needed: str) -> None:
    """It is listed as such, and not at all once the condition is false."""
    found = assess(loaded(yaml_text(asking({"document": "licence", "when": {"a": True}}))), answers)
    shown = write_terminal(report_text(found, "en", notes=True), "en", width=80, plain=True)
    after = shown.partition("Documents to hand in\n")[2].partition("\n\n")[0]
    assert "|".join(line.strip() for line in after.splitlines()) == said
    (row,) = csv.DictReader(io.StringIO(render_csv(found, "en").removeprefix("\ufeff")))
    assert row["Documents"] == needed


def test_of_two_conditions_on_one_document_either_makes_it_needed() -> None:
    """A document that is asked for twice is needed where one of the conditions holds; the file's order stays."""
    twice = ("plan", {"document": "licence", "when": {"a": True}}, {"document": "licence", "when": {"b": True}})
    policies_ = loaded(yaml_text(asking(*twice)))
    for answers, expected in (({"a": False, "b": True}, True), ({"a": False}, None), ({"a": False, "b": False}, False)):
        found = assessment(assess(policies_, answers), "en")["programs"][0]["documents"]
        assert found == [{"document": "licence", "needed": expected}, {"document": "plan", "needed": True}]


def test_explanations_and_documentation_name_what_shows_a_fact() -> None:
    """Beside each condition on a fact stand the documents that prove it."""
    found = assess(second(), {"legal_form": "company"})
    shown = write_terminal(report_text(found, "zh", explain=True), "zh", width=200)
    assert "证明材料：组织登记证明" in shown
    docs = iotcheck("docs", str(SECOND), "--lang", "en").out
    assert "only if: Research spending: at least EUR 1,000,000" in docs
    assert "shown by: Audited accounts" in docs
    shown = iotcheck("show", "research-bonus", "--policies", str(SECOND), "--lang", "en").out
    assert "Documents to hand in\n· Extract from the register of organisations" in shown


@pytest.mark.parametrize(
    ("apply", "day", "expected"),
    [
        ([JUNE], date(2020, 6, 15), ["window-ends-soon"]),
        ([JUNE, JULY], date(2020, 6, 15), []),
        ([JUNE], date(2020, 3, 1), []),
        ({"yearly": [JUNE]}, date(2020, 7, 1), ["window-ended"]),
        ([{"from": "2020-06-01", "until": "2020-12-31"}], date(2020, 6, 15), []),
        ("anytime", date(2020, 6, 15), []),
        ("yearly", date(2020, 6, 15), []),
        ([{"from": "2020-06-01"}], date(2020, 6, 15), []),
    ],
)
def test_windows_without_a_next_one_are_not_fresh(apply: Any, day: date, expected: list[str]) -> None:
    """A window that is over, or closes within the limit, with none known after it, is to be looked for again."""
    found = [problem for problem in fresh(policies(apply), day) if problem.code.startswith("window-")]
    assert [problem.code for problem in found] == expected
    assert [problem.params["until"] for problem in found] == [date(2020, 6, 30)] * len(expected)


@pytest.mark.parametrize(
    ("own", "state"),
    [
        (None, "opens"),
        ([{"until": "2020-05-31"}], "opens"),
        ("yearly", "opens"),
        ([{"until": "2020-06-30"}], "open"),
        ("anytime", "open"),
    ],
)
def test_a_window_of_the_next_edition_opens_on_its_day(own: Any, state: str) -> None:
    """Whoever asks before the terms change is told when one can apply under the new ones, unless one can apply now."""
    content = document({"a": fact("boolean")}, {"a": True})
    (edition,) = content["programs"]["program"]["editions"]
    next_one = {**edition, "from": "2021-01-01", "apply": [{"from": "2021-03-01"}, {"from": "2022-03-01"}]}
    last = {**edition, "from": "2022-01-01", "apply": "yearly"}
    edition |= {"until": "2020-12-31", **({"apply": own} if own else {})}
    content["programs"]["program"]["editions"] += [next_one, last]
    editions = loaded(yaml_text(content)).programs["program"].editions
    window = editions[0].window_on(DAY)
    assert window is not None
    assert window.state == state
    assert state == "open" or window.start == date(2021, 3, 1)
    (later,) = [one for one in (editions[2].window_on(date(2022, 1, 1)),) if one]
    assert later.state == "unknown"  # the window of 2022 belongs to terms that hold no more
