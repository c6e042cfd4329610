"""The result in a terminal: all is shown at every width, nothing in the data acts; golden pages of one applicant."""

import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from iotcheck.answers import read_answers
from iotcheck.engine import Report, assess
from iotcheck.errors import Location
from iotcheck.loader import load, load_file
from iotcheck.model import Citation, Note, PolicySet, Text
from iotcheck.render.document import Cell, Document, Link, Row, plain
from iotcheck.render.report import report_text
from iotcheck.render.terminal import without_links, write_terminal
from iotcheck.texts.result import citation
from iotcheck.typeset import one_line, width
from iotcheck.values import Value
from tests.shown import render_report
from tests.small import fact, policies

ROOT = Path(__file__).parents[1]
CLASSES = {"cards": range(40, 72), "fewer columns": range(72, 100, 2), "all columns": (*range(100, 201, 5), 10_000)}
WIDTHS = [(name, columns) for name, widths in CLASSES.items() for columns in widths]
BETWEEN = re.compile(r"─|(?<=\S) ·(?=\s)")
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module", name="shipped")
def load_shipped() -> PolicySet:
    return load_file(str(ROOT / "data" / "policies.yaml"))


@pytest.fixture(scope="module", name="second")
def load_second() -> PolicySet:
    path = ROOT / "tests" / "data" / "second" / "policies.yaml"
    return load(path.read_bytes(), path.name)  # pages name it as it is named here


def example(policies: PolicySet, name: str, day: date | None = None) -> Report:
    """Assess an example on a day, or else on that which its first lines name, or else on the file's own."""
    path = ROOT / "examples" / f"{name}.yaml"
    if named := re.search("--as-of ([0-9-]+)", path.read_text(encoding="utf-8")):
        day = day or date.fromisoformat(named[1])
    return assess(policies, read_answers(path.read_bytes(), str(path), policies).answers, day)


def packed(text: str) -> str:
    """Return a text without white space, as it must come out of any layout."""
    return "".join(text.split())


# --- layout -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("layout", "columns"), WIDTHS)
def test_nothing_is_cut_and_no_line_too_wide(shipped: PolicySet, language: str, layout: str, columns: int) -> None:
    """At any width the same characters come out as at the widest of its layout, and every line fits.

    Rules and the signs between values on one line belong to the layout.
    """
    report = example(shipped, "enterprise-financing")
    text = render_report(report, language, width=columns, show_all=True, notes=True)
    widest = render_report(report, language, width=max(CLASSES[layout]), show_all=True, notes=True)
    assert max(map(width, text.splitlines())) <= columns
    assert Counter(packed(BETWEEN.sub("", text))) == Counter(packed(BETWEEN.sub("", widest)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_program_is_there_in_every_layout(shipped: PolicySet, language: str) -> None:
    """With --all all titles are shown: on one line each in plain text and where there is room, else wrapped."""
    report = example(shipped, "enterprise-financing")
    titles = [program.title.in_language(language) for program in shipped.programs.values()]
    for text in (
        render_report(report, language, width=10_000, show_all=True),
        render_report(report, language, width=80, plain=True, show_all=True),
    ):
        assert [title for title in titles if title not in text] == []
    for columns in (40, 99):
        text = render_report(report, language, width=columns, show_all=True)
        assert Counter(packed("".join(titles))) - Counter(packed(text)) == Counter()


def test_the_environment_changes_nothing(shipped: PolicySet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Width and colour are what the caller says, whatever Rich would read from the environment."""
    report = example(shipped, "enterprise-standards")
    before = render_report(report, "zh", width=80), render_report(report, "zh", width=80, color=True)
    for name, value in {"COLUMNS": "0", "FORCE_COLOR": "0", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert (render_report(report, "zh", width=80), render_report(report, "zh", width=80, color=True)) == before


def test_colour_adds_nothing_but_colour(shipped: PolicySet) -> None:
    """Without its colour codes a coloured page is the plain one: words say all."""
    report = example(shipped, "association-exhibition")
    coloured = render_report(report, "zh", width=90, color=True, explain=True)
    bare = [line.rstrip() for line in SGR.sub("", coloured).splitlines()]
    assert bare == render_report(report, "zh", width=90, explain=True).splitlines()
    assert coloured.count("\x1b[") > 20


def test_a_bar_stands_beside_each_amount_where_there_is_room() -> None:
    """From 100 cells: solid up to what is certain, pale up to what may be, dots without an end; none for only one."""
    ends = [(1, 1), (500, 1000), (1000, 1000), (0, 0), (250, None), None]
    rows = [Row("x", (Cell("Maximum", ("y",), number=True, bar=bar), Cell("Verdict", ("z",)))) for bar in ends]
    document = Document()
    document.table("Program", rows, dense=True)
    bars = ["█", "██████░░░░░░", "████████████", "", "███…", ""]
    shown = write_terminal(document, "en", width=100).splitlines()[2:]
    assert [line.removeprefix("x").split()[1:-1] for line in shown] == [[bar] if bar else [] for bar in bars]
    assert "█" not in write_terminal(document, "en", width=99)
    alone = Document()
    alone.table("Program", rows[:1], dense=True)
    assert "█" not in write_terminal(alone, "en", width=100)


# --- what is said -----------------------------------------------------------------------------------------------------


def test_the_letters_figures_come_out(shipped: PolicySet) -> None:
    """Two international standards and a national one: at most 2,600,000 yuan; an association's exhibition 3,000,000."""
    standards = render_report(example(shipped, "enterprise-standards"), "zh", width=120)
    assert "合计最高 260 万元。" in standards
    assert "最高 100 万元/项 × 2" in render_report(
        example(shipped, "enterprise-standards"), "zh", width=120, explain=True
    )
    assert "up to 3,000,000 yuan" in render_report(example(shipped, "association-exhibition"), "en", width=120)


def test_unconfirmed_terms_stand_apart(shipped: PolicySet) -> None:
    """After the last day that is known of the terms, they are shown as last known, and nothing is to be applied for."""
    text = render_report(example(shipped, "enterprise-standards", date(2019, 11, 22)), "zh", width=120)
    assert "目前无法确认哪些项目仍可申请" in text
    assert text.index("规定可能已变化，未经确认") < text.index("主导制定国际标准资助")
    assert "可以申请" not in text.replace("目前无法确认", "")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Nothing is certain yet."),
        ({"legal_form": "natural_person", "activities": ()}, "Based on these answers, no programs are available."),
    ],
)
def test_an_empty_result_is_said_kindly(shipped: PolicySet, answers: dict[str, Value], said: str) -> None:
    """Nothing to apply for is an answer, with a way on."""
    assert said in render_report(assess(shipped, answers), "en", width=80)


FACTS = {"staff": fact("count", unit="person|people"), "here": fact("boolean")}


@pytest.mark.parametrize(
    ("ceiling", "answers", "said"),
    [
        ("1万元", {}, "You can apply for 1 program, up to 10,000 yuan."),
        ("unstated", {}, "You can apply for 1 program, which states no amount."),
        ("staff", {}, "You can apply for 1 program; the amount depends on missing answers."),
        ({"least": ["staff", 9]}, {}, "You can apply for 1 program, up to 9 yuan, depending on missing answers."),
    ],
)
def test_the_sum_says_what_it_leaves_open(ceiling: object, answers: dict[str, Value], said: str) -> None:
    """An exact sum, an interval, none at all, or one with no end yet."""
    text = render_report(assess(policies(FACTS, "everyone", ceiling), answers), "en", width=100)
    assert said in text


def test_one_program_alone_is_shown_whatever_its_verdict(shipped: PolicySet) -> None:
    """Asked for by id, a program that does not fit is there with its reason, and no other is."""
    report = example(shipped, "enterprise-standards")
    text = render_report(report, "en", width=10_000, only=["sei-industrialisation"])
    assert "not met: carries out an industrialisation project" in text
    assert "international standard" not in text


def test_what_blocks_a_program_is_said_whole(second: PolicySet) -> None:
    """One condition, several that block together, or several ways out of which one is enough."""
    answers: dict[str, Value | None] = {"owes_taxes": True, "registered_in_halvern": False, "patents": 0}
    text = render_report(assess(second, answers), "en", width=10_000, explain=True, show_all=True)
    assert "· all of these: Registered in Halvern: yes (your answer: no); Owes taxes: no (your answer: yes)" in text
    assert "undetermined: depends on " in text


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"not": {"old": True}}, "not met: Old: no"),
        ({"not": {"old": True}, "text": "a young one"}, "not met: a young one"),
        ({"not": {"not": {"new": True}}}, "not met: New: yes"),
        ({"not": {"any": [{"old": True}, {"new": True}]}}, "not met: Old: no"),
    ],
)
def test_below_not_the_opposite_is_what_is_missing(when: object, said: str) -> None:
    """What blocks is said as the condition asks for it: nobody reads that what is so is not met."""
    facts = {"old": fact("boolean", label="Old"), "new": fact("boolean", label="New")}
    report = assess(policies(facts, when, 1), {"old": True, "new": False})
    text = render_report(report, "en", width=10_000, explain=True, only=["program"])
    explained, _, table = text.partition("Program  ")
    assert said in explained
    assert said in table


def test_nothing_to_apply_for_has_its_reason(shipped: PolicySet) -> None:
    """Where nothing fits, what most often stands in the way comes first."""
    answers: dict[str, Value | None] = {"legal_form": "natural_person", "registered_in_shenzhen": True}
    text = render_report(assess(shipped, answers), "en", width=10_000)
    assert "Main reasons: Legal form: Natural person, which rules out " in text


@pytest.mark.parametrize(
    ("when", "answer", "said"),
    [
        ({"revenue": {"at_least": "2000万元"}}, 15_000_000, "your answer: 15,000,000 yuan, 5,000,000 yuan short"),
        ({"revenue": {"less_than": "2000万元"}}, 21_000_000, "your answer: 21,000,000 yuan, 1,000,000 yuan too much"),
        ({"staff": {"between": [2, 5]}}, 1, "your answer: 1 person, 1 person short"),
        ({"staff": {"more_than": 5}}, 5, "your answer: 5 people)"),
        ({"here": True}, False, "Here: yes (your answer: no)"),
        ({"here": True, "text": "a local company"}, False, "a local company (your answer: Here: no)"),
        (
            {"revenue": {"at_least": {"amount": 10, "per": "staff"}}},
            5,
            "Revenue: 5 yuan, Staff: 7 people, 65 yuan short",
        ),
    ],
)
def test_a_refusal_says_the_requirement_the_answer_and_the_gap(when: Any, answer: Value, said: str) -> None:
    """In that order, in the explanation, the table and the main reasons."""
    facts = {
        "revenue": fact("money", label="Revenue"),
        "staff": fact("count", label="Staff", unit="person|people"),
        "here": fact("boolean", label="Here"),
    }
    used = next(name for name in facts if name in json.dumps(when))
    report = assess(policies(facts, when, 1), {"staff": 7, used: answer})
    text = render_report(report, "en", width=10_000, explain=True, only=["program"])
    assert text.count(said) == 3
    assert "rules out 1 program." in text


def test_amounts_in_a_condition_are_explained(second: PolicySet) -> None:
    """The figures that were answered, and what the amounts come to with them."""
    answers: dict[str, Value | None] = {"employees": 50, "disabled_staff": 4}
    text = render_report(assess(second, answers), "en", width=10_000, explain=True, only=["inclusive-hiring"])
    assert "4 − (50 ÷ 20) = 1.5" in text
    open_text = render_report(assess(second, {}), "zh", width=10_000, explain=True, only=["inclusive-hiring"])
    assert "残疾员工超出（员工人数 ÷ 20）的部分 = " in open_text


def test_a_day_without_terms_is_said(second: PolicySet) -> None:
    """A program whose terms had not begun is counted, listed with --all, and explained."""
    report = assess(second, ANSWERS, date(2020, 1, 1))
    assert "not begun" in render_report(report, "en", width=10_000)
    text = render_report(report, "en", width=10_000, show_all=True, explain=True)
    assert "Research grant\nfrom 1 January 2021\n" in text


def test_undetermined_plans_are_not_news(second: PolicySet) -> None:
    """What is not open and not determined waits below, with what it waits for."""
    text = render_report(assess(second, {}), "en", width=10_000, show_all=True)
    rest = text[text.index("Other programs") :]
    assert "Missing answers: Legal form, Registered in Halvern" in rest


def test_a_program_left_out_is_named_by_its_id(shipped: PolicySet) -> None:
    """Where the set holds some programs only, what they point to keeps its id."""
    alone = shipped.replace(programs={"iot-mother-fund": shipped.programs["iot-mother-fund"]})
    text = render_report(assess(alone, {"activities": ("iot_mother_fund",)}), "en", width=100, show_all=True)
    assert "guidance-sub-fund" in text


def test_only_programs_that_one_may_fit_are_named_instead(shipped: PolicySet) -> None:
    """A platform that nobody can apply for points to the grants for standards, but not to those that are ruled out."""
    text = render_report(example(shipped, "enterprise-standards"), "en", width=10_000, show_all=True)
    instead = text[text.index("See instead") : text.index("Other programs")]
    assert "international standard" in instead
    assert "industry standard" not in instead
    assert "group standard" not in instead


def test_one_program_explained_comes_first(shipped: PolicySet) -> None:
    """Its reasons, then what it comes to."""
    report = example(shipped, "association-exhibition")
    text = render_report(report, "en", width=100, explain=True, only=["exhibition-support"])
    assert text.index("eligible: all conditions are met") < text.index("You meet the conditions for 1 program")


def test_the_applicant_can_be_named(shipped: PolicySet) -> None:
    """A report to hand on says whose it is."""
    assert "申报单位：甲公司" in render_report(example(shipped, "enterprise-standards"), "zh", width=80, name="甲公司")


def test_notes_on_what_came_later_are_said_once(second: PolicySet) -> None:
    """A note that two programs share stands once with both; those of before the terms are no news, undated ones are."""
    note = Note(text=Text(by_language={"en": "Changed since."}), date=date(2025, 9, 1), location=second.location)
    old = note.replace(text=Text(by_language={"en": "Long ago."}), date=date(2020, 1, 1))
    undated = note.replace(text=Text(by_language={"en": "No one said how."}), date=None)
    programs = {
        name: program.replace(notes=(old, note, undated)) if name in ("seed-money", "advice-voucher") else program
        for name, program in second.programs.items()
    }
    text = render_report(assess(second.replace(programs=programs), ANSWERS), "en", width=100, notes=True)
    assert text.count("Changed since.") == 1
    assert "1 September 2025 · Seed money, Voucher for advice" in text
    assert "Long ago." not in text
    assert text.index("Please note") < text.index("No one said how.")


# --- hostile data -----------------------------------------------------------------------------------------------------

HOSTILE = [
    "[/]", "[bold]a[/bold]", "[link=https://evil.example]click[/link]", ":warning:", "\x1b]8;;http://e.example\x07a",
    "\x1b[2J\x1b[31mred", "a\u202eb", "\u200b\u200d\ufeff", "\x00\x07\x9b31m", "✓ 符合\n✓ 符合", "x" * 300, "中" * 300,
    "👩‍👩‍👧‍👦", "e\u0301" * 50, "", " ", "}{0}{a}", "%s%n",
]  # fmt: skip


def naughty() -> list[str]:
    """Return hostile strings, with those of the corpus where the machine has it."""
    folder = os.environ.get("IOTCHECK_CORPORA")
    path = Path(folder) / "naughty-strings.json" if folder else None
    if path is None or not path.is_file():
        return HOSTILE
    return [*HOSTILE, *json.loads(path.read_text(encoding="utf-8"))]


def hostile_file(texts: list[str]) -> PolicySet:
    """Return a policy set with a program for each text, which stands in it wherever a report shows one."""
    small = policies(FACTS, {"all": [{"here": True}, {"confirm": "Is it so"}]}, {"amount": 5, "per": "staff"})
    programs = {}
    for number, text in enumerate(texts):
        said = Text(by_language={"en": text})
        program = small.programs["program"]
        note = Note(text=said, date=date(2030, 1, 1), location=program.location)
        programs[f"p{number}"] = program.replace(
            id=f"p{number}", title=said, notes=(note,), next_steps=(said,), see=(f"p{number}",)
        )
    one = Text(by_language={"en": texts[0]})
    facts = {name: fact.replace(label=one, ask=one, unit=one) for name, fact in small.facts.items()}
    sources = {name: source.replace(title=one, number=texts[0]) for name, source in small.sources.items()}
    return small.replace(title=one, facts=facts, sources=sources, programs=programs)


def test_hostile_texts_come_out_as_text() -> None:
    """No markup, no escape sequence, no hidden or turned character; every visible one is there, and lines still fit."""
    texts = naughty()
    for some in (texts[start : start + 40] for start in range(0, len(texts), 40)):
        report = assess(hostile_file(some), {"here": True})
        for page, columns in (
            (render_report(report, "en", width=60, explain=True), 60),
            (render_report(report, "en", width=120), 120),
            (render_report(report, "en", width=80, plain=True), None),
            (SGR.sub("", render_report(report, "en", width=80, color=True)), None),
        ):
            lines = page.split("\n")
            assert [line for line in lines if one_line(line) != " ".join(line.split())] == []
            assert [line for line in lines if columns is not None and cell_len(line) > columns] == []
            assert Counter(packed("".join(map(one_line, some)))) - Counter(packed(page)) == Counter()


# --- golden pages -----------------------------------------------------------------------------------------------------

ANSWERS: dict[str, Value | None] = {
    "legal_form": "company",
    "registered_in_halvern": True,
    "owes_taxes": False,
    "district": "islands",
    "founded": date(2023, 4, 1),
    "sectors": ("digital", "biotech"),
    "employees": 40,
    "revenue": 4_000_000,
    "rd_spend": 900_000,
    "has_lab": False,
    "patents": None,
    "certificates": ("quality", "environment", "data"),
    "energy_saving": 12,
    "hired_graduates": 3,
    "graduate_wage": 2_900,
}
GOLDEN: dict[str, dict[str, Any]] = {
    "result.en.100": {"width": 100},
    "result.zh.80": {"width": 80},
    "result.en.48": {"width": 48},
    "result.zh.plain": {"width": 80, "plain": True},
    "explained.zh.80": {"width": 80, "explain": True, "only": ["research-grant", "modernisation", "talent-house"]},
    "explained.en.100": {"width": 100, "explain": True, "only": ["lab-partnership", "doctor-hiring", "halvern-2030"]},
    "all.en.100": {"width": 100, "show_all": True, "notes": True},
}
SIZES = [(80, 24), (60, 20)]
APPLICANTS = [*sorted(path.stem for path in (ROOT / "examples").glob("*.yaml")), "nobody"]


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_pages(second: PolicySet, name: str, request: pytest.FixtureRequest) -> None:
    """Whole pages of one applicant: a difference is to be read, then written with `pytest --update-golden`."""
    page = render_report(assess(second, ANSWERS), name.split(".")[1], **GOLDEN[name])
    path = Path(__file__).parent / "golden" / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.write_text(page, encoding="utf-8")
    assert page == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", APPLICANTS)
def test_the_last_screen_has_the_answer(
    shipped: PolicySet, name: str, language: str, request: pytest.FixtureRequest
) -> None:
    """What a terminal shows last begins or ends with the headline, and ends with where to read more."""
    nobody: dict[str, Value | None] = {"legal_form": "natural_person", "activities": ()}
    report = assess(shipped, nobody) if name == "nobody" else example(shipped, name)
    pages = []
    for columns, lines in SIZES:
        text = render_report(report, language, width=columns, height=lines)
        screen = packed("".join(text.splitlines(keepends=True)[1 - lines :]))  # the prompt takes the last line
        (headline, *_), (more,) = (
            [packed(plain(paragraph.text)) for paragraph in part]
            for part in (report_text(report, language).headline, report_text(report, language).closing)
        )
        assert headline in screen
        assert screen.endswith(more)
        pages.append(f"--- {columns}x{lines}\n{text}")
    path = Path(__file__).parent / "golden" / f"screen.{name}.{language}.txt"
    if request.config.getoption("--update-golden"):
        path.write_text("".join(pages), encoding="utf-8")
    assert "".join(pages) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("section", "zh", "en"),
    [
        ("四", "N第四部分", "N § 4"),
        ("3", "N第3部分", "N § 3"),
        ("十一", "N第十一部分", "N § 十一"),
        ("第二十六条", "N第二十六条", "N 第二十六条"),
    ],
)
def test_a_section_is_numbered_as_its_language_does(section: str, zh: str, en: str) -> None:
    """Single Chinese ordinals are figures in English."""
    file = policies({"a": fact("boolean")}, {"a": True})
    sources = {name: source.replace(number="N") for name, source in file.sources.items()}
    cited = Citation(document=next(iter(sources)), section=section, location=Location(""))
    for language, said in (("zh", zh), ("en", en)):
        assert citation(file.replace(sources=sources), language, cited) == said


# --- hyperlinks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [48, 80, 120])
def test_hyperlinks_add_nothing_but_links(second: PolicySet, columns: int) -> None:
    """Titles, where to apply and sources lead to their pages; words, width and wrapping stay as they are."""
    report = assess(second, ANSWERS)
    document = report_text(report, "en", explain=True, notes=True)
    plain, coloured, linked = (
        write_terminal(document, "en", width=columns, color=color, links=links)
        for color, links in ((False, True), (True, False), (True, True))
    )
    opened = re.findall("\x1b]8;id=[^;]*;([^\x1b]+)\x1b\\\\", linked)
    statute, portal = (
        "https://halvern.example/statutes/12",
        "https://apply.halvern.example/innovation/forms",
    )
    assert {statute, portal} <= set(opened)
    assert linked.count("\x1b]8;;\x1b\\") == len(opened)
    assert "\x1b]8" not in plain + coloured
    assert without_links(linked) == coloured


def test_only_https_becomes_a_hyperlink() -> None:
    """An address that would end the link early, or of another scheme, stays words."""
    for url in ("javascript:alert(1)", "http://a.example", "https://a.example/\x1b\\x", "https://a.example/\x07"):
        document = Document()
        document.paragraph((Link("words", url=url), " and ", Link("page", url="https://a.example")))
        shown = write_terminal(document, "en", width=80, color=True, links=True)
        assert re.findall("\x1b]8;[^;]*;([^\x1b\x07]+)", shown) == ["https://a.example"]
        assert without_links(shown).rstrip() == "words and page"
