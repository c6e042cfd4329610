"""Whole interviews with the real program in a pseudo-terminal: what is on the screen."""

import json
import sys
from pathlib import Path

import pytest

from iotcheck.loader import load_file
from iotcheck.texts import say
from iotcheck.typeset import width
from tests.program import ROOT, iotcheck
from tests.small import document, fact, yaml_text
from tests.terminal import Screen, printed_command

pytestmark = pytest.mark.terminal

LANGUAGES = ("zh", "en")
POLICIES = load_file(str(ROOT / "data" / "policies.yaml"))
# By the starter file only revenue and spending are still asked.
ALMOST_ALL = (
    "--policies",
    str(ROOT / "data" / "starter" / "policies.yaml"),
    "--as-of=2024-03-01",
    *tuple(
        f"--set={answer}"
        for answer in ("registered=yes", "size=small", "founded=2015-01-01", "fields=sensors", "staff=30", "growth=50")
    ),
)
LITTLE_VALLEY = ("--policies", "tests/interview.yaml")
# What is typed where these words are on the screen.
REPLIES = {
    "zh": {
        "哪一类": "1",
        "登记注册": "是",
        "哪些事": "6",
        "承担什么": "主导",
        "哪些级别": "1、2",
        "国际标准有": "２项",
        "国家标准有": "1",
        "哪些物联网领域": "工业",
    },
    "en": {
        "kind of organ": "1",
        "registered in": "yes",
        "doing": "6",
        "drafting or revising": "lead",
        "What kinds of": "1,2",
        "many international": "2",
        "many national": "1",
        "Which fields": "industrial",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_interview_ends_in_the_result_of_its_answers(language: str) -> None:
    """Enterprise, standards, two international and one national: at most 2,600,000 yuan, as from the answers file."""
    screen = Screen(language=language, columns=200)
    replies = REPLIES[language]
    asked: list[str] = []
    while say(language, "interview.check") not in screen.shown:
        found = [words for words in replies if words in screen.shown.rpartition("\n\n")[2]]
        screen.reply(*([replies[words] for words in found] or ["-"]))  # of what other programs ask it does not know
        asked += found
    assert sorted(asked) == sorted(replies)
    result = screen.reply("")
    assert ("260 万元" if language == "zh" else "2,600,000 yuan") in result
    answers = "examples/enterprise-standards.yaml"
    direct = iotcheck("assess", "--answers", answers, "--no-input", "--lang", language, environment={"COLUMNS": "200"})
    title = {"zh": "主导制定国际标准资助", "en": "Grant for leading the drafting of an international standard"}[
        language
    ]
    assert (title in direct.out, title in result) == (True, True)
    assert screen.code() == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 60, 120])
def test_the_screen_fits_its_width(language: str, columns: int) -> None:
    """No line of question, help, review or a wrong answer is wider than the terminal."""
    screen = Screen(language=language, columns=columns)
    shown = [screen.shown, *(screen.reply(reply) for reply in ("?", "x", "1", "1", "99", "6", "r", "", "b"))]
    assert max(width(line) for text in shown for line in text.splitlines()) <= columns


def test_a_question_says_where_one_stands_and_why_it_is_asked() -> None:
    """Number and bound, the programs so far, what the answer matters to, numbered choices, the commands."""
    screen = Screen(*LITTLE_VALLEY, columns=100)
    assert screen.shown.splitlines()[-9:] == [
        "Question 1 (at most 7 more) · Applicant",
        "So far: 0 eligible, 3 possible, 0 ruled out",
        "Is it registered in Little Valley?",
        "Why we ask: 3 programs depend on it, including Research grant and Standards grant.",
        "Their maximums add up to at least 150,000 yuan, which is not a promise.",
        "  1  yes",
        "  2  no",
        "Type 1 or 2, or yes or no",
        "? help · b back · Enter or - don't know · r review · s save · q quit",
    ]
    assert "Question 2" in screen.reply("1")
    assert "  - Company: 3 possible\n  - University: 1 possible, 2 ruled out" in screen.reply("?")


def test_going_back_keeps_later_answers_and_says_which_are_idle() -> None:
    """Other answers of one from elsewhere are kept without effect, and count again when that is taken back."""
    screen = Screen(*LITTLE_VALLEY, columns=120)
    screen.reply("yes", "1", "2018-05-31")
    assert "Current answer: 31 May 2018 (Enter to keep)" in screen.reply("b")
    assert "Why we ask: 1 program depends on it: Young company grant." in screen.shown
    assert "Current answer: Company" in screen.reply("b")
    assert "  - University: 1 possible, 2 ruled out" in screen.reply("?")
    assert "Current answer: yes" in screen.reply("b")
    assert "This is the first question." in screen.reply("b")
    changed = screen.reply("no")
    assert "Saved, but not relevant at the moment: Kind, Founded." in changed
    assert "  2  Kind: Company (not relevant at the moment)" in changed
    assert "Check your answers" in changed
    screen.reply("2")
    helped = screen.reply("?")
    assert "Given your other answers, this one makes no difference." in helped
    assert "would decide" not in helped
    screen.reply("")
    screen.reply("1")
    assert "Relevant again: Kind, Founded." in screen.reply("yes")
    assert "Question 4" in screen.shown


def test_what_was_gone_back_over_comes_again() -> None:
    """Back twice and a new answer to the first question: the second comes next, with its answer."""
    screen = Screen(*LITTLE_VALLEY, columns=120)
    screen.reply("yes", "1")
    first = screen.reply("返回", "back")
    assert "Current answer: yes (Enter to keep)" in first
    again = screen.reply("１")
    assert "Current answer: Company (Enter to keep)" in again
    assert "Question 3" in screen.reply("")


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (60, 20)])
def test_a_question_is_on_the_screen_where_it_is_answered(columns: int, lines: int) -> None:
    """On a low screen what can be spared is left out; what long choices push off comes again below them."""
    screen = Screen("--as-of=2019-05-31", columns=columns, lines=lines)
    asked: set[str] = set()
    while "Skip the" not in screen.shown:
        shown, display = " ".join(screen.shown.split()), " ".join(screen.display.split())
        fact = next(fact for fact in POLICIES.facts.values() if fact.ask.in_language("en") in shown)
        assert fact.ask.in_language("en") in display
        asked.add(fact.id)
        screen.reply("1" if len(asked) < 3 else "6" if fact.id == "activities" else "-")
    assert {"activities", "iot_fields"} <= asked
    low = Screen("--policies", "tests/interview.yaml", "--set", "local=yes", columns=40, lines=8)
    assert low.display.count("What kind of applicant is it?") == 1


def test_what_depends_on_a_dont_know_is_left_out_in_one_line() -> None:
    """Enter answers it likewise; 1 asks it all the same; going back asks what was not known."""
    known = [
        f"--set={one}" for one in ("local=yes", "kind=company", "founded=2018-05-31", "staff=1", "spend=1", "share=1")
    ]
    screen = Screen(*LITTLE_VALLEY, *known, columns=120)
    skipped = screen.reply("-")
    assert "You answered “don't know” to Work. Skip the question that depends on it (Number of standards)?" in skipped
    assert "Enter to skip, 1 to answer anyway" in screen.reply("x")
    assert "What does it do" in screen.reply("返回")
    screen.reply("")
    assert "Number of standards: don't know" in screen.reply("")
    asking = Screen(*LITTLE_VALLEY, *known, columns=120)
    assert "How many standards" in asking.reply("-", "1")


def test_what_waits_for_a_question_left_out_is_left_out_with_it() -> None:
    """Whoever does not know what the applicant does is not asked again about what depends on its work on standards."""
    known = {"legal_form": "social_organisation", "registered_in_shenzhen": "yes", "operates_in_shenzhen": "yes"}
    screen = Screen("--as-of=2026-11-28", *(f"--set={name}={value}" for name, value in known.items()), columns=120)
    assert "Skip the 4 questions" in screen.reply("-")
    shown = screen.reply("")
    assert "Check your answers" in shown and "Levels of standards: don't know" in shown


def test_pasted_lines_are_not_answers_to_the_next_questions() -> None:
    """The first is one; that the others were dropped is said."""
    screen = Screen(*LITTLE_VALLEY, columns=120)
    screen.type("1\r2\r2\r")
    shown = screen.wait()
    assert "Only the first line was read" in shown
    assert "Question 2" in shown
    assert "Question 3" in screen.reply("1")


def unwrapped(text: str) -> str:
    """Return text without white space: a long path is broken where the line ends."""
    return "".join(text.split())


def test_a_result_can_be_worked_on(tmp_path: Path) -> None:
    """Another answer, the reasons of a program, the details, a web page, the answers saved."""
    mine, page = tmp_path / "mine.yaml", tmp_path / "result.html"
    screen = Screen(*LITTLE_VALLEY, "--set", "local=no", "--ask", "local", columns=300, menu=True)
    assert "no programs are available" in screen.reply("", "")
    assert "c change an answer · e explain a program · n details" in screen.shown
    reasons = screen.reply("explain", "standards")
    assert "not eligible" in reasons
    assert "maximum if eligible: " in reasons
    assert "you cannot apply for this program" in reasons
    assert "--notes" not in screen.shown
    assert "Which program?" in screen.reply("e")
    assert "No title contains “no such thing”." in screen.reply("no such thing")
    assert "c change an answer" in screen.reply("")
    assert "Based on these answers" in screen.reply("详细")
    assert "Check your answers" in screen.reply("修改")
    assert "Question" in screen.reply("1", "yes")
    while "Check your answers" not in screen.shown:
        screen.reply("")
    assert "Nothing is certain yet." in screen.reply("")
    assert unwrapped(f"The web page is saved in {page}.") in unwrapped(screen.reply("网页", str(page)))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "result.html" in screen.reply("h", str(page))  # nothing is overwritten
    assert "Save your answers?" in screen.reply("q")
    assert f"--answers={mine}" in screen.reply(str(mine))
    assert "local: true" in mine.read_text(encoding="utf-8")
    assert screen.code() == 0


def test_leaving_offers_to_save(tmp_path: Path) -> None:
    """A name writes that file, and no other; the command that goes on takes the answers from it."""
    there = tmp_path / "there.yaml"
    there.write_text("kind: company\n", encoding="utf-8")
    screen = Screen(*LITTLE_VALLEY, columns=300)
    assert "Question 2" in screen.reply("yes")
    assert "Save to which file?" in screen.reply("保存")
    assert "Please answer the question above." in screen.reply("")
    assert "Save your answers?" in screen.reply("退出")
    assert "there.yaml" in screen.reply(str(there))
    left = screen.reply(str(tmp_path / "mine.yaml"))
    assert f"--answers={tmp_path / 'mine.yaml'}" in printed_command(left)
    assert "local: true" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert there.read_text(encoding="utf-8") == "kind: company\n"
    assert screen.code() == 130


def test_what_is_saved_on_the_way_is_saved_in_the_end(tmp_path: Path) -> None:
    """The file has the answers of the whole interview, and its name is in the command that repeats the result."""
    mine = tmp_path / "mine.yaml"
    screen = Screen(*LITTLE_VALLEY, columns=300)
    screen.reply("no")
    assert unwrapped(f"Your answers are saved in {mine}.") in unwrapped(screen.reply("s", str(mine)))
    assert f"--answers={mine}" in screen.reply("")
    assert "local: false" in mine.read_text(encoding="utf-8")


def test_facts_and_choices_that_are_gone_are_named(tmp_path: Path) -> None:
    """Old answers are taken up; what the file no longer knows is said by name."""
    old = tmp_path / "old.yaml"
    old.write_text("legal_form: enterprise\nregistered: true\nactivities: [standards, drones]\n", encoding="utf-8")
    shown = " ".join(Screen("--answers", str(old), columns=120).shown.split())
    assert "registered" in shown
    assert "drones" in shown
    assert "Is the applicant registered in Shenzhen?" in shown


def test_a_fact_is_asked_again_on_demand(tmp_path: Path) -> None:
    """--ask shows the answer there is, and takes another; one question, one answer are said as one."""
    answers = tmp_path / "answers.yaml"
    answers.write_text("kind: university\n", encoding="utf-8")
    no_research = ("--set", "local=no", "--answers", str(answers))
    screen = Screen(*LITTLE_VALLEY, *no_research, "--ask", "kind", columns=120)
    assert "At most one question" in screen.shown
    assert "2 answers are already known" in screen.shown
    assert "Current answer: University (Enter to keep)" in screen.shown
    assert "Check your answers" in screen.reply("1")
    assert "Kind: Company" in screen.shown
    assert "One answer is already known. Press r to see it." in Screen(*LITTLE_VALLEY, "--answers", str(answers)).shown


def test_a_redirected_stdout_holds_the_result_alone(tmp_path: Path) -> None:
    """Questions and line editing stay on the terminal, the file is JSON from its first byte."""
    out = tmp_path / "result.json"
    screen = Screen("--json", stdout=out, language="zh")
    screen.reply("5", "")
    assert screen.code() == 0
    document = json.loads(out.read_text(encoding="utf-8"))
    assert document["answers"] == {"legal_form": "natural_person"}


@pytest.mark.parametrize("redirected", [False, True])
def test_chinese_is_edited_rightly(redirected: bool, tmp_path: Path) -> None:
    """Backspace takes a whole character, Home goes to the beginning, across lines that wrap in a narrow terminal.

    No half of a character stays on the screen; talk is laid out for the terminal, wherever the result goes.
    """
    screen = Screen(language="zh", columns=40, stdout=tmp_path / "out" if redirected else None)
    backspace, home, end, delete = "\x7f", "\x01", "\x05", "\x1b[3~"
    screen.type(f"单位位{backspace}{home}事业{end}\r")
    screen.wait()
    assert "> 事业单位\n→ 答案：事业单位\n" in screen.display
    screen.reply("是")
    screen.type(f"产业配套服务体系产业链关键环节提升、产业配套服务体系、标准研制制{backspace}{home}{delete * 8}\r")
    screen.wait()
    typed = "> 产业链关键环节提升、产业配套服务体系、\n标准研制\n"
    assert f"{typed}→ 答案：产业配套服务体系/产业服务体系建\n  设、产业链关键环节提升、标准研制\n" in screen.display


def test_plain_has_neither_bold_nor_colour() -> None:
    """--plain writes no escape sequence of its own; without it the question is bold."""
    colours = {"NO_COLOR": ""}
    assert "\x1b[1m" in Screen(environment=colours).shown
    assert "\x1b[" not in Screen("--plain", environment=colours).shown.replace("\x1b[?2004h", "").replace(
        "\x1b[?2004l", ""
    )


@pytest.mark.parametrize("start", ["{python} -m iotcheck", "{bin}/iotcheck", "iotcheck"])
def test_the_command_that_goes_on_starts_the_program_as_it_was_started(start: str) -> None:
    """By its path, by Python, or by its name: what is printed works in the same place."""
    start = start.format(python=sys.executable, bin=Path(sys.executable).parent)
    environment = {} if start == "iotcheck" else {"PATH": "/usr/bin:/bin"}  # there it is not found by its name
    screen = Screen(command=f"{start} assess --lang en", columns=400, environment=environment)
    screen.reply("1")
    left = screen.reply("q", "")
    words = next(line.strip() for line in left.splitlines() if " assess " in line)
    assert words.replace(" --lang=en", "") == f"{start} assess --set=legal_form=enterprise"


@pytest.mark.parametrize("key", ["Ctrl-C", "q"])
def test_make_says_nothing_of_an_interview_that_was_left(key: str) -> None:
    """Ctrl-C reaches make too, which would report a failure; the command that goes on is that of make's environment."""
    virtual = Path(sys.executable).parents[1]
    command = f"make --silent --old-file={virtual}/.installed VENV={virtual} assess ARGS='--lang en'"
    screen = Screen(command=command, columns=400, environment={"PATH": "/usr/bin:/bin", "MAKEFLAGS": ""})
    screen.reply("1")
    left = screen.interrupt() if key == "Ctrl-C" else screen.reply(key, "")
    assert f"  {virtual}/bin/iotcheck assess " in left
    assert left.rstrip().endswith(" --set=legal_form=enterprise")


@pytest.mark.parametrize(
    ("language", "number", "amount"),
    [("zh", 1, "→ 答案：2,600 元"), ("zh", 2, "→ 答案：2,600 万元"), ("en", 2, "→ Answer: 26,000,000 yuan")],
)
def test_an_amount_that_is_tiny_beside_the_rules_is_asked_back(language: str, number: int, amount: str) -> None:
    """2600 may mean 2,600万元 where the rules begin at 10 million; what is chosen is what counts."""
    screen = Screen(*ALMOST_ALL, language=language)
    screen.reply("2600", f"{number}")
    assert amount in screen.shown


@pytest.mark.parametrize(("number", "answer"), [(1, "Answer: 0.3 %"), (2, "Answer: 30 %")])
def test_a_fraction_where_per_cents_are_asked_is_asked_back(tmp_path: Path, number: int, answer: str) -> None:
    """0.3 may mean 30 % where the rules begin at 20 %."""
    rules = tmp_path / "rules.yaml"
    facts = {"share": fact("number", unit="%"), "cost": fact("money")}
    rules.write_text(yaml_text(document(facts, when={"share": {"more_than": 20}})), encoding="utf-8")
    screen = Screen(f"--policies={rules}", language="en")
    screen.reply("0.3", f"{number}")
    assert answer in screen.shown


@pytest.mark.parametrize(
    ("typed", "shown"), [("300万元", "Answer: 3,000,000 yuan"), ("-", "Answer: don't know"), ("?", "Type an amount")]
)
def test_what_is_typed_where_an_amount_is_asked_back_goes_back_to_the_question(typed: str, shown: str) -> None:
    """Another amount, a command, or don't know."""
    screen = Screen(*ALMOST_ALL, language="en")
    assert "Do you mean" in screen.reply("2600")
    assert shown in screen.reply(typed)


@pytest.mark.parametrize("terminal", ["xterm", "dumb"])
def test_chinese_is_read_whole_where_the_locale_is_c(terminal: str) -> None:
    """In containers and cron LC_ALL is C: an answer is never cut to the part that ASCII has."""
    screen = Screen(*ALMOST_ALL, language="zh", environment={"LC_ALL": "C", "TERM": terminal})
    screen.reply("3000万元")
    assert "→ 答案：3,000 万元" in screen.shown
