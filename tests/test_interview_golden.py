"""Whole interviews with the real program, and all that is on the screen in the end: golden screens in both languages.

A difference is to be read, then written with `pytest --update-golden`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import sampled
from tests.terminal import Screen, printed_command

pytestmark = pytest.mark.terminal

TESTS = Path(__file__).parent
POLICIES = ("--policies", "interview.yaml")
LANGUAGES = ("zh", "en")
QUESTIONS = {
    "zh": {
        "local": "是否在小谷市登记",
        "kind": "哪一类",
        "works": "哪些事",
        "staff": "多少名",
        "spend": "研发投入是多少",
        "share": "百分之几",
        "founded": "哪天",
        "led": "有几项",
    },
    "en": {
        "local": "registered in Little Valley",
        "kind": "kind of applicant",
        "works": "What does it do",
        "staff": "How many people",
        "spend": "How much was spent",
        "share": "Which share",
        "founded": "On which day",
        "led": "How many standards",
    },
}
WORKS = {"zh": "开展事项", "en": "Work"}  # the label of a question's answer
# By fact: what is typed one after another when it is asked: help, what is wrong, at last what is right.
EVERY_TYPE = {
    "local": ("?", "也许", "maybe", "1"),
    "kind": ("?", "4", "er", "x", "高等", "b", "person", "b", "1"),
    "works": ("?", "1,4", "0,1", "研", "1，２"),
    "staff": ("?", "501", "1.5", "几个", "１２人"),
    "spend": ("?", "much", "-5", "很多", "300万"),
    "share": ("?", "101", "inf", "5%"),
    "founded": ("?", "2019-02-30", "去年", "2018年5月31日"),
    "led": ("?", "0", "2"),
}


def check(name: str, shown: str, request: pytest.FixtureRequest) -> None:
    """Compare a screen with the golden one."""
    path = TESTS / "golden" / f"interview.{name}.txt"
    if request.config.getoption("--update-golden"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def numbered(shown: str) -> list[tuple[str, str]]:
    """Return the numbered lines of a list, each with its number."""
    lines = [line.strip().partition("  ") for line in shown.splitlines()]
    return [(number, text) for number, _, text in lines if number.isdecimal()]


def asked(shown: str, language: str) -> str:
    """Return the fact that the last question on a screen asks; empty if it is none."""
    last = "".join(shown.rpartition("\n\n")[2].split())
    return next((fact for fact, words in QUESTIONS[language].items() if "".join(words.split()) in last), "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", sampled([40, 80], 2))
def test_every_type_is_answered_wrongly_and_then_rightly(
    language: str, columns: int, request: pytest.FixtureRequest
) -> None:
    """Help says what each answer would decide, a wrong answer what is accepted; then come the check and the result."""
    screen = Screen(*POLICIES, language=language, columns=columns, cwd=TESTS)
    for _ in EVERY_TYPE:
        screen.reply(*EVERY_TYPE[asked(screen.shown, language)])
    screen.reply("?", "99", "x", "")
    assert screen.code() == 0
    check(f"types.{language}.{columns}", screen.display, request)


@pytest.mark.parametrize(("language", "columns"), [("zh", 60), ("en", 80)])
def test_answers_are_changed_on_the_way_and_in_the_end(
    language: str, columns: int, request: pytest.FixtureRequest
) -> None:
    """Back, review, don't know; changes that make later answers idle, count them again, and ask more."""
    screen = Screen(*POLICIES, language=language, columns=columns, cwd=TESTS)
    screen.reply("r", "b", "2", "1", "1")  # nothing to review or to go back to; not registered; then it is
    screen.reply("1")  # a company
    screen.reply("r", "2", "3", "2", "1")  # a person, for whom nothing is left to ask; a company again
    for fact in answer_until(screen, language, "works"):
        assert fact in ("founded", "share")
    screen.reply("1")  # research alone: no standards are asked about
    assert "led" not in list(answer_until(screen, language, ""))
    (works,) = [number for number, line in numbered(screen.shown) if WORKS[language] in line]
    screen.reply(works, "1,2")
    assert asked(screen.shown, language) == "led"
    screen.reply("b", "", "3", "")
    assert screen.code() == 0
    check(f"changes.{language}.{columns}", screen.display, request)


OPTIONS = {"zh": "加 --notes", "en": "--notes shows"}  # named where no menu follows


@pytest.mark.parametrize(("language", "columns"), [("zh", 80), ("en", 60)])
def test_an_interview_that_was_left_goes_on_by_the_printed_command(
    language: str, columns: int, request: pytest.FixtureRequest
) -> None:
    """`q` prints it where nothing is saved; a shell runs it as it stands; the result has one that asks nothing."""
    screen = Screen(*POLICIES, language=language, columns=columns, cwd=TESTS)
    screen.reply("1", "1", "q", "")
    assert screen.code() == 130
    check(f"left.{language}.{columns}", screen.display, request)
    resumed = Screen(command=printed_command(screen.shown), columns=columns, cwd=TESTS)
    list(answer_until(resumed, language, ""))
    result = resumed.reply("")
    assert resumed.code() == 0
    check(f"resumed.{language}.{columns}", resumed.display, request)
    again = Screen(command=printed_command(result), columns=columns, cwd=TESTS)
    assert again.code() == 0
    assert again.shown.partition(OPTIONS[language])[0].strip() in result


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_redirected_result_leaves_the_talk_on_the_screen(
    language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The screen has questions and editing, the file the result alone; --plain draws no line in either."""
    out = tmp_path / "result.txt"
    screen = Screen(*POLICIES, "--plain", language=language, columns=60, cwd=TESTS, stdout=out)
    screen.type("2\x7f1\r")
    screen.wait()
    screen.reply("2")
    list(answer_until(screen, language, ""))
    screen.reply("")
    assert screen.code() == 0
    written = out.read_text(encoding="utf-8")
    check(f"redirected.{language}.60", f"{screen.display}\n--- result.txt\n{written}", request)


def answer_until(screen: Screen, language: str, last: str) -> Iterator[str]:
    """Answer questions until that one is asked, or none; yield what is asked before."""
    for _ in QUESTIONS[language]:
        fact = asked(screen.shown, language)
        if fact == last:
            return
        yield fact
        screen.reply("1" if fact in ("works", "staff") else "-")
    assert asked(screen.shown, language) == last
