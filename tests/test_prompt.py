"""What people type at the prompt, and what it means."""

from datetime import date

import pytest

from iotcheck.model import Fact
from iotcheck.prompt.terminal import Command, read_command, read_value
from iotcheck.values import BadValueError, Value
from tests.small import fact as stated
from tests.small import policies


def fact(kind: str, choices: str = "", **keys: object) -> Fact:
    return policies({"f": stated(kind, choices, **keys)}).facts["f"]


YES_NO = fact("boolean")
FORM = fact("choice", "enterprise institution association")
LEVELS = fact("choices", "international national industry")
SOME = fact("choices", "a b c", min=1, max=2)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("?", "?"),
        ("？", "?"),
        (" B ", "b"),
        ("ｂ", "b"),
        ("－", "-"),
        ("r", "r"),
        ("Q", "q"),
        ("不知道", "-"),
        ("Don't know", "-"),
        ("返回", "b"),
        ("上一题", "b"),
        ("Back", "b"),
        ("ｂａｃｋ", "b"),
        ("undo", "b"),
        ("查看", "r"),
        ("修改", "r"),
        ("review", "r"),
        ("帮助", "?"),
        ("说明", "?"),
        ("help", "?"),
        ("保存", "s"),
        ("save", "s"),
        ("Ｓ", "s"),
        ("退出", "q"),
        ("quit", "q"),
        ("exit", "q"),
        ("bb", None),
        ("1", None),
    ],
)
def test_commands_are_letters_signs_and_words_of_any_width(text: str, command: str | None) -> None:
    """A Chinese keyboard's full-width forms count too, and words of either language."""
    assert read_command(text) == (None if command is None else Command(command))


def test_a_word_that_names_a_choice_is_an_answer() -> None:
    """Its letter still is the command."""
    asked = fact("choice", "review back b")
    assert [read_command(text, asked) for text in ("review", "The Back", "b", "quit")] == [None, None, "b", "q"]
    assert read_command("review", FORM) is Command.REVIEW


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        (YES_NO, "1", True),
        (YES_NO, "２", False),
        (YES_NO, "是", True),
        (YES_NO, "No", False),
        (FORM, "2", "institution"),
        (FORM, "association", "association"),
        (FORM, "the ENTERPRISE", "enterprise"),
        (FORM, "assoc", "association"),
        (LEVELS, "1,3", ("international", "industry")),
        (LEVELS, "3、1", ("international", "industry")),
        (LEVELS, "３ １", ("international", "industry")),
        (LEVELS, "indus；2", ("national", "industry")),
        (LEVELS, "The national", ("national",)),
        (LEVELS, "0", ()),
        (LEVELS, "无", ()),
        (fact("count", max=99), "２ 项", 2),
        (fact("money"), "300万", 3_000_000),
        (fact("money"), "3,000,000 元", 3_000_000),
        (fact("money"), "３００万元", 3_000_000),
        (fact("date"), "2019年5月31日", date(2019, 5, 31)),
        (fact("date"), "2019.5.31", date(2019, 5, 31)),
        (fact("choice", "2019 2018"), "2019", "2019"),
    ],
)
def test_answers_as_people_write_them(asked: Fact, text: str, value: Value) -> None:
    """Numbers of choices, ids, labels and unique parts of labels; money and days as written in China."""
    assert read_value(asked, text, "CNY") == value


@pytest.mark.parametrize(
    ("asked", "text", "code"),
    [
        (YES_NO, "3", "not-yes-or-no"),
        (FORM, "0", "no-such-number"),
        (FORM, "4", "no-such-number"),
        (FORM, "company", "no-choice-fits"),
        (FORM, "the", "several-choices-fit"),
        (fact("choice", "exhibition park"), "x", "no-choice-fits"),  # a slip of the finger
        (LEVELS, "1,4", "no-such-number"),
        (LEVELS, "0,1", "nothing-stands-alone"),
        (LEVELS, "national and more", "no-choice-fits"),
        (LEVELS, ",", "no-choice-fits"),
        (SOME, "0", "too-few"),
        (SOME, "1,2,3", "too-many"),
        (fact("count"), "1.5", "not-whole"),
        (fact("money"), "many", "not-money"),
        (fact("number"), "NaN", "not-a-number"),
        (fact("date"), "2019-02-30", "no-such-day"),
    ],
)
def test_wrong_answers_say_what_is_wrong(asked: Fact, text: str, code: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(BadValueError) as caught:
        read_value(asked, text, "CNY")
    assert caught.value.code == code
