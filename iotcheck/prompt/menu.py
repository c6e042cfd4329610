"""What one may do with a result that is on the screen."""

from enum import StrEnum
from unicodedata import normalize

from iotcheck.engine import ProgramReport, Report, Verdict
from iotcheck.prompt.terminal import Terminal, read_number
from iotcheck.texts import say
from iotcheck.values import tidy


class Choice(StrEnum):
    """What can be chosen."""

    CHANGE = "c"
    EXPLAIN = "e"
    NOTES = "n"
    SAVE = "s"
    PAGE = "h"
    QUIT = "q"
    DONE = ""


_WORDS = {
    Choice.CHANGE: ("change", "r", "review", "修改", "修改答案", "返回", "查看"),
    Choice.EXPLAIN: ("explain", "why", "理由", "解释", "原因"),
    Choice.NOTES: ("notes", "details", "说明", "详细", "详细说明"),
    Choice.SAVE: ("save", "保存", "保存答案", "存盘"),
    Choice.PAGE: ("html", "page", "网页", "存为网页"),
    Choice.QUIT: ("quit", "exit", "退出", "离开", "结束"),
}
_MEANT = {word: choice for choice, words in _WORDS.items() for word in (*words, choice.value)} | {"": Choice.DONE}

_LEAD = "{:>3}  "  # of a program's number
_BELOW = 2  # lines that the question takes below a list


class Menu:
    """Reads a choice from the terminal."""

    def __init__(self, terminal: Terminal, language: str) -> None:
        self._terminal = terminal
        self._language = language

    def choose(self) -> Choice:
        """Return what the applicant chooses; the end of input and Ctrl-C mean that it is enough."""
        self._terminal.write()
        while True:
            choices = say(self._language, "menu.choices").split("|")
            for line in self._terminal.packed(choices, " · "):
                self._terminal.write(line)
            line = self._terminal.ask()
            word = normalize("NFKC", tidy(line or "")).casefold()
            if word in _MEANT:
                return _MEANT[word]

    def program(self, report: Report) -> str | None:
        """Return the program to explain, by its number or a part of its title; None for none.

        Those that the applicant can apply for come first, then undetermined ones. On a low screen the list ends where
        the first ones would scroll out of sight.
        """
        ordered = sorted(report.programs, key=_order)
        titles = {one.program.id: one.program.title.in_language(self._language) for one in ordered}
        ids = list(titles)
        listed = self._most_listed(list(titles.values()))
        self._list(titles, ids[:listed])
        if listed < len(ids):
            self._say("unlisted", n=len(ids) - listed)
        while True:
            self._say("which", most=len(ids))
            line = self._terminal.ask()
            if not line:
                return None
            if number := read_number(line, len(ids)):
                return ids[number - 1]
            found = [name for name, title in titles.items() if line.casefold() in title.casefold() or line == name]
            if len(found) == 1:
                return found[0]
            self._say("several" if found else "no-program", n=len(found), text=line)
            self._list(titles, found)

    def _list(self, titles: dict[str, str], shown: list[str]) -> None:
        """List some programs, each with its number among all."""
        for number, (name, title) in enumerate(titles.items(), 1):
            if name in shown:
                self._terminal.write(title, lead=_LEAD.format(number))

    def _most_listed(self, titles: list[str]) -> int:
        """Return how many titles fit the screen above the question; all of them if they do."""
        room = self._terminal.room - _BELOW
        for number, title in enumerate(titles):
            room -= self._terminal.height(title, _LEAD.format(number + 1))
            if room < 0:
                return max(1, number - 1)  # one line less: it says how many are not listed
        return len(titles)

    def _say(self, key: str, **params: object) -> None:
        self._terminal.write(say(self._language, f"menu.{key}", **params))


def _order(result: ProgramReport) -> int:
    if result.applicable:
        return 0
    return 1 if result.open_to_applicants and result.verdict is Verdict.UNDETERMINED else 2
