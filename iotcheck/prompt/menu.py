"""What one may do with a result that is on the screen."""

from enum import StrEnum
from unicodedata import normalize

from iotcheck.engine import Report
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
        """Return the program to explain, by its number or a part of its title; None for none."""
        titles = {one.program.id: one.program.title.in_language(self._language) for one in report.programs}
        ids = list(titles)
        for number, title in enumerate(titles.values(), 1):
            self._terminal.write(title, lead=f"{number:>3}  ")
        while True:
            self._terminal.write(say(self._language, "menu.which", most=len(ids)))
            line = self._terminal.ask()
            if not line:
                return None
            if number := read_number(line, len(ids)):
                return ids[number - 1]
            found = [name for name, title in titles.items() if line.casefold() in title.casefold() or line == name]
            if len(found) == 1:
                return found[0]
