"""The terminal: text out to stderr, wrapped; one edited line in, and what it means: a command or a value."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from enum import StrEnum
from unicodedata import normalize

from iotcheck.model import Fact, FactType
from iotcheck.typeset import packed, term_safe, wrap
from iotcheck.values import DONT_KNOW_WORDS, MAX_DIGITS, NOTHING_WORDS, BadValueError, Value, tidy

_MOST_COLUMNS = 100  # longer lines are hard to read
_HEARTBEAT = 1.0  # seconds


class Quit(Exception):  # noqa: N818 - no error
    """The applicant left before the end, by `q` or at the end of input (`ended`)."""

    def __init__(self, *words: object, ended: bool = False) -> None:
        super().__init__(*words)
        self.ended = ended


class Terminal:
    """The terminal that the questions are asked on.

    `columns` and `lines` say how wide and high it is now, `bold` whether it shows that.
    """

    def __init__(self, columns: Callable[[], int], lines: Callable[[], int], *, bold: bool, edits: bool = True) -> None:
        if edits:
            with suppress(ImportError):  # on Windows the console edits lines itself
                import readline  # noqa: F401 - its presence makes input() edit Chinese lines rightly
        self._columns = columns
        self._lines = lines
        self._bold = bold
        self.dropped = False  # whether more was pasted than the line that was read last

    @property
    def columns(self) -> int:
        """The width to write in."""
        return min(self._columns(), _MOST_COLUMNS)

    @property
    def room(self) -> int:
        """The lines that can be written above the one that is typed on."""
        return self._lines() - 1

    def height(self, text: str, lead: str = "") -> int:
        """Return how many lines a text takes."""
        return len(wrap(term_safe(text), self.columns - len(lead)))

    def write(self, text: str = "", *, lead: str = "", bold: bool = False) -> None:
        """Write a text, wrapped; its first line begins with `lead`, and the others are indented as far."""
        indent = " " * len(lead)
        for number, line in enumerate(wrap(term_safe(text), self.columns - len(lead))):
            shown = f"\x1b[1m{line}\x1b[0m" if bold and self._bold and line else line
            sys.stderr.write(f"{indent if number else lead}{shown}\n")
        sys.stderr.flush()

    def packed(self, parts: Sequence[str], separator: str) -> list[str]:
        """Return parts in lines with a separator between them, as many on a line as fit."""
        return packed(parts, separator, self.columns)

    def read(self) -> str:
        """Return the line that someone types; raise EOFError at the end of input.

        What is pasted beyond it is dropped: it is no answer to the questions that follow. Keys typed ahead come later.
        """
        with _stdout_to_terminal(), _heartbeat():
            line, _, rest = input("> ").partition("\n")  # an editor that knows pasting hands on all lines as one
        self.dropped = _drop_waiting() or bool(rest.strip())
        return line

    def ask(self) -> str:
        """Return a line without the space around it; an empty one for the end of input, Ctrl-C and unreadable signs."""
        try:
            return self.read().strip()
        except (EOFError, KeyboardInterrupt):
            self.write()
        except UnicodeDecodeError:
            pass
        return ""


def _drop_waiting() -> bool:
    """Drop what waits on the terminal in the moment when a line has been read; return whether anything did."""
    if os.name == "nt":
        return False
    import select
    import termios

    try:
        waiting = bool(select.select([sys.stdin], [], [], 0)[0])
        if waiting:
            termios.tcflush(sys.stdin, termios.TCIFLUSH)
    except (OSError, ValueError, termios.error):
        return False
    return waiting


@contextmanager
def _heartbeat() -> Iterator[None]:
    """Let a signal that comes together with a key be noticed within a second, and not at the next key.

    NOTE: Python's readline looks for signals only when one interrupts its waiting; one that arrives just before is
    forgotten until the next key (test_leaving guards it). An alarm that does nothing interrupts the waiting.
    """
    if not hasattr(signal, "setitimer"):  # Windows has neither
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, _HEARTBEAT, _HEARTBEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _stdout_to_terminal() -> Iterator[None]:
    """Let input() find a terminal on file descriptor 1 while stdout is redirected: it prompts and echoes there.

    NOTE: input() writes its prompt to stdout and edits lines only where stdout is a terminal
    (test_interview_terminal guards both).
    """
    if os.isatty(1):
        yield
        return
    if sys.stdout is None:  # closed by who started the program
        with redirect_stdout(sys.stderr):
            yield
        return
    sys.stdout.flush()
    saved = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(saved, 1)
        os.close(saved)


# What a typed line means: a command, or a value of the fact that was asked.

NOTHING = NOTHING_WORDS | {"0"}


class Command(StrEnum):
    """What one can type instead of an answer."""

    HELP = "?"
    BACK = "b"
    DONT_KNOW = "-"
    REVIEW = "r"
    SAVE = "s"
    QUIT = "q"


# In words, so that nobody has to leave an input method for a letter. Letters alone are as they are shown.
_WORDS = {
    Command.HELP: ("help", "h", "帮助", "说明"),
    Command.BACK: ("back", "undo", "返回", "上一题", "上一步", "后退"),
    Command.REVIEW: ("review", "change", "查看", "修改", "查看修改"),
    Command.SAVE: ("save", "保存", "存盘"),
    Command.QUIT: ("quit", "exit", "退出", "离开", "结束", "保存退出"),
}
_MEANT = {word: command for command, words in _WORDS.items() for word in (*words, command.value)}


def read_command(text: str, fact: Fact | None = None) -> Command | None:
    """Return the command that a line is, if it is one, in a letter or in a word of either language.

    Full-width letters and the words for don't know count too. A word that names a choice of the `fact` that was asked
    is an answer.
    """
    word = normalize("NFKC", tidy(text)).casefold()
    if len(word) > 1 and fact is not None and fact.find_choice(text.strip()) is not None:
        return None
    return Command.DONT_KNOW if word in DONT_KNOW_WORDS - {"?"} else _MEANT.get(word)


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
