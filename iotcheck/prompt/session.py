"""One interview on a terminal: ask, assess, ask what still matters, let answers be changed and checked at the end.

All talk goes to stderr. What an answer means and which question comes next are decided in other modules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction

from iotcheck import interview
from iotcheck.engine import Report, assess_admitted
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.prompt.showing import Display
from iotcheck.prompt.terminal import Command, Quit, Terminal, read_command, read_number, read_value
from iotcheck.values import BadValueError, Number, Value

_TINY = 100  # times less than the least amount that rules compare an answer with

Answers = dict[str, Value | None]


class _Review(Enum):
    """How a look at the answers ended."""

    CHANGED = "an answer was changed"
    DONE = "Enter"
    BACK = "b"


class Session:
    """One interview. `answers` keep the order of asking; `asked` are the facts asked in this interview, in order.

    `save` keeps the answers so far where the applicant wants it; it asks for a file where it has none.

    The dictionary `answers` is updated in place, so that whoever made it has all answers so far however it ends.
    """

    def __init__(
        self,
        policies: PolicySet,
        answers: Answers,
        as_of: date,
        language: str,
        terminal: Terminal,
        save: Callable[[], None] = lambda: None,
    ) -> None:
        self.policies = policies
        self.answers = answers
        self.as_of = as_of
        self.display = Display(policies, language, terminal)
        self.terminal = terminal
        self.asked: list[str] = []
        self.again: list[str] = []
        self.walked: list[str] = []  # questions that the applicant went back over: they come again
        self.thorough = False  # whether to ask what only an answer that is not known would call for
        self.save = save
        self.typed: list[str | None] = []  # lines that have been read and not been looked at

    def hold(self, again: tuple[str, ...] = ()) -> None:
        """Ask until nothing is left to ask and the answers are found right; raise Quit where the applicant leaves.

        Facts that have an answer are not asked; those to ask `again` are, and first.
        """
        self.again = list(dict.fromkeys(again))
        self.display.introduction(self.as_of, self._left_to_ask(self._assess()), len(self.answers))
        self._ask_all()

    def revise(self) -> None:
        """Show the answers and let them be changed; ask what that calls for; raise Quit where the applicant leaves."""
        self.asked = list(self.answers)
        if not self._checked():
            self._ask_all()

    def _ask_all(self) -> None:
        while True:
            fact = self._next()
            if fact is not None:
                self._ask_from(fact)
            elif deferred := interview.deferred(self._assess()):
                self._skip(deferred)
            elif not self.asked or self._checked():
                self.terminal.write()
                return

    def _next(self) -> str | None:
        """Return the fact to ask: one that was gone back over and still matters, one to ask again, or the next."""
        while self.walked:
            fact = self.walked.pop(0)
            if fact not in self._idle():
                return fact
        if self.again:
            return self.again.pop(0)
        report = self._assess()
        return interview.next_question(report, () if self.thorough else interview.deferred(report))

    def _skip(self, deferred: Sequence[str]) -> None:
        """Ask whether to leave out questions that *don't know* has left open; they and what waits for them get it."""
        guards = interview.Guards(self.policies, self.answers, self.as_of)
        unknown = {name for fact in deferred for name in guards.waits_for(fact)}
        self.display.skipping([name for name in self.answers if name in unknown], deferred)
        while True:
            text = self._read()
            command = read_command(text) if text is not None else None
            if command is Command.QUIT:
                raise Quit
            if command is Command.SAVE:
                self.save()
            elif command is Command.REVIEW:
                self._review("answers-so-far", "hint-review")
                return
            elif command is Command.BACK and (places := self._places()):
                self._ask_from(self.asked[places[-1]])
                return
            elif text is not None and (not text.strip() or command is Command.DONT_KNOW):
                while deferred:
                    self.answers.update(dict.fromkeys(deferred))
                    self.asked += deferred
                    deferred = interview.deferred(self._assess())
                return
            elif text is not None and read_number(text, 1):
                self.thorough = True
                return
            self.display.say("hint-skip")

    def _ask_from(self, fact: str) -> None:
        """Ask a fact, and those that the applicant goes back to, until one answer is given or changed."""
        place = self.asked.index(fact) if fact in self.asked else len(self.asked)
        while True:
            command = self._ask(fact, place + 1)
            if command is None:
                break
            if command is Command.REVIEW:
                if self._review("answers-so-far", "hint-review") is _Review.CHANGED:
                    return
            elif earlier := [one for one in self._places() if one < place]:
                if fact in self.answers:
                    self.walked = [fact, *(one for one in self.walked if one != fact)]
                place = earlier[-1]
                fact = self.asked[place]
            else:
                self.display.say("first-already")
        if fact not in self.asked:
            self.asked.append(fact)

    def _checked(self) -> bool:
        """Show all answers; return whether the applicant found them right."""
        ended = self._review("check", "hint-check")
        if ended is _Review.BACK:
            places = self._places() or [len(self.asked) - 1]
            self._ask_from(self.asked[places[-1]])
        return ended is _Review.DONE

    def _places(self) -> list[int]:
        """Return the places of the questions asked whose answers have an effect: those to go back to."""
        idle = self._idle()
        return [place for place, name in enumerate(self.asked) if name not in idle]

    def _review(self, title: str, hint: str) -> _Review:
        """Show the answers and let one be changed."""
        while True:
            self.display.answers(title, self.answers, self._idle())
            if not self.answers:
                return _Review.DONE
            fact = self._choose_answer(hint)
            if isinstance(fact, _Review):
                return fact
            if self._ask(fact, 0) is None:
                return _Review.CHANGED

    def _choose_answer(self, hint: str) -> str | _Review:
        """Return the fact whose answer is to be changed, or DONE or BACK."""
        names = list(self.answers)
        while True:
            self.display.say(hint)
            text = self._read()
            command = read_command(text) if text is not None else None
            if command is Command.QUIT:
                raise Quit
            if command is Command.SAVE:
                self.save()
                continue
            if command is Command.BACK:
                return _Review.BACK
            if text is not None and not text.strip():
                return _Review.DONE
            number = read_number(text or "", len(names))
            if number:
                return names[number - 1]
            if command is not Command.HELP:
                self.display.wrong_line(text, len(names))

    def _ask(self, name: str, number: int) -> Command | None:
        """Ask one fact until its answer is noted; return BACK or REVIEW instead where that is wanted."""
        fact = self.policies.facts[name]
        now = report = self._assess()
        if name in self.answers:  # what depends on an answer shows without it
            before = {one: value for one, value in self.answers.items() if one != name}
            report = assess_admitted(self.policies, before, self.as_of)
        self.display.question(now, report, fact, number, self._left_to_ask(now, name))
        while True:
            text = self._read()
            if text is None:
                self.display.wrong(fact, BadValueError("not-readable"))
                continue
            command = read_command(text, fact)
            if command is Command.QUIT:
                raise Quit
            if command is Command.SAVE:
                self.save()
                self.display.say("goes-on", lead="→ ")
                continue
            if command in (Command.BACK, Command.REVIEW):
                return command
            if command is Command.HELP:
                self.display.help(report, fact)
            elif not text.strip() and name in self.answers:
                self._note(fact, self.answers[name])
                return None
            elif command is Command.DONT_KNOW or not text.strip():
                self._note(fact, None)
                return None
            elif self._understood(fact, text):
                return None

    def _understood(self, fact: Fact, text: str) -> bool:
        try:
            value = read_value(fact, text, self.policies.currency)
            late = fact.check_day(value, self.as_of)
        except BadValueError as error:
            self.display.wrong(fact, error)
            return False
        if isinstance(value, int | Fraction) and text.strip()[-1:].isdigit():
            settled = self._in_right_unit(fact, value)
            if settled is None:
                return False
            value = settled
        self._note(fact, value)
        if late:
            self.display.say("day-later")
        return True

    def _in_right_unit(self, fact: Fact, bare: Number) -> Number | None:
        """Ask back where a bare number is tiny beside what the rules compare it with.

        2600 may mean 2,600万元, and 0.3 mean 30 %. Whatever else is typed goes back to the question: None.
        """
        least = interview.least_threshold(self._assess(), fact) or 0
        if fact.type is FactType.MONEY and 0 < bare * _TINY < least:
            step = 10**4 if self.policies.currency == "CNY" else 10**3
        elif fact.in_percent and 0 < bare < 1 <= least:
            step = 100
        else:
            return bare
        self.display.which_unit(fact, bare, bare * step)
        line = self._read()
        if line is not None and (number := read_number(line, 2)):
            return bare if number == 1 else bare * step
        self.typed.append(line)
        return None

    def _note(self, fact: Fact, value: Value | None) -> None:
        """Keep an answer, and say what a changed one does to the others."""
        changed = fact.id in self.answers and self.answers[fact.id] != value
        before = self._idle() if changed else ()
        self.answers[fact.id] = value
        self.display.answer(fact, value)
        if changed:
            after = self._idle()
            self.display.names("idle", [one for one in after if one not in before])
            self.display.names("in-use-again", [one for one in before if one not in after])

    def _assess(self) -> Report:
        return assess_admitted(self.policies, self.answers, self.as_of)

    def _idle(self) -> tuple[str, ...]:
        return interview.idle(self.policies, self.answers, self.as_of)

    def _left_to_ask(self, report: Report, fact: str | None = None) -> int:
        """Return how many questions can follow at most, after the one for a fact."""
        return len({*interview.needed(report), *self.walked, *self.again} - {fact})

    def _read(self) -> str | None:
        """Return a line, or None if its characters make no sense."""
        if self.typed:
            return self.typed.pop()
        try:
            line = self.terminal.read()
            if self.terminal.dropped:
                self.display.say("pasted")
            return line
        except UnicodeDecodeError:
            return None
        except EOFError:
            self.terminal.write()
            raise Quit(ended=True) from None
