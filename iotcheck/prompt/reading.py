"""What a typed line means: a command, or a value of the fact that was asked."""

from enum import StrEnum

from iotcheck.model import Fact, FactType
from iotcheck.values import DONT_KNOW_WORDS, MAX_DIGITS, NOTHING_WORDS, BadValueError, Value, tidy

NOTHING = NOTHING_WORDS | {"0"}


_MEANT = {"？": "?", "ｂ": "b", "ｒ": "r", "ｑ": "q"}


class Command(StrEnum):
    """What one can type instead of an answer."""

    HELP = "?"
    BACK = "b"
    DONT_KNOW = "-"
    REVIEW = "r"
    QUIT = "q"


def read_command(text: str) -> Command | None:
    """Return the command that a line is, if it is one; full-width ones and the words for don't know count too."""
    word = tidy(text).casefold()
    word = "-" if word in DONT_KNOW_WORDS - {"?"} else _MEANT.get(word, word)
    return Command(word) if word in set(Command) else None


def read_number(text: str, most: int) -> int:
    """Return the number of a list's line, 1 to `most`; 0 if the text is none."""
    bare = tidy(text)
    is_number = bare.isascii() and bare.isdecimal() and len(bare) < MAX_DIGITS
    return int(bare) if is_number and int(bare) <= most else 0


def read_value(fact: Fact, text: str, currency: str) -> Value:
    """Return the value that a line means: of choices by number, by id or by a unique part of the text.

    Raise BadValueError for anything else; its code is one of `texts.problems` or `texts.interview`.
    """
    if fact.type is FactType.BOOLEAN:
        return tidy(text) != "2" and fact.parse(text, currency)
    if fact.type is FactType.CHOICE:
        return _one_choice(fact, text)
    if fact.type is FactType.CHOICES:
        return _several_choices(fact, text)
    return fact.parse(text, currency)


def _one_choice(fact: Fact, text: str) -> str:
    choices = list(fact.choices)
    bare = tidy(text)
    if number := read_number(bare, len(choices)):
        return choices[number - 1]
    if choice := fact.find_choice(text):
        return choice
    if bare.isascii() and bare.isdecimal():
        raise BadValueError("no-such-number", number=bare, most=len(choices))
    matching = [choice for choice in choices if _resembles(fact, choice, bare)]
    if len(matching) > 1:
        labels = tuple(fact.choices[choice] for choice in matching)
        raise BadValueError("several-choices-fit", text=bare, labels=labels)
    if not matching:
        raise BadValueError("no-choice-fits", text=bare)
    return matching[0]


def _several_choices(fact: Fact, text: str) -> Value:
    bare = tidy(text)
    if bare.casefold() in NOTHING:
        return fact.check(())
    whole = fact.find_choice(bare)
    parts = [whole] if whole and not bare.isdecimal() else _split(bare) or [bare]
    if not NOTHING.isdisjoint(parts):
        raise BadValueError("nothing-stands-alone")
    return fact.check(tuple(dict.fromkeys(_one_choice(fact, part) for part in parts)))


def _split(text: str) -> list[str]:
    """Return the parts of a list: between separators, and between numbers spaces will do."""
    spaced = text.translate(dict.fromkeys(map(ord, ",;|/、；，"), "\n"))
    if spaced.replace(" ", "").replace("\n", "").isdecimal():
        return spaced.split()
    return [part.strip() for part in spaced.split("\n") if part.strip()]


def _resembles(fact: Fact, choice: str, part: str) -> bool:
    wanted = part.casefold()
    if len(wanted) == 1 and wanted.isascii():
        return False  # a slip of the finger, not a part of a word
    return any(wanted in name.casefold() for name in (choice, *fact.choices[choice].by_language.values()))
