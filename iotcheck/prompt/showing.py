"""What the interview shows: questions, why they are asked, answers and their consequences, in the user's language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from iotcheck import interview
from iotcheck.engine import ProgramReport, Report
from iotcheck.errors import Problem
from iotcheck.model import Fact, FactType, NoAmount, PolicySet, Text
from iotcheck.prompt.terminal import Terminal
from iotcheck.texts import problem_text, say, sums
from iotcheck.texts import values as words
from iotcheck.texts.formulas import Formulas
from iotcheck.texts.rules import Rules
from iotcheck.values import BadValueError, Number, Value, money_examples

_TITLES = 2  # programs named in the line that says why a question is asked; `?` names all
_OWN_PROBLEMS = frozenset(
    {"no-such-number", "no-choice-fits", "several-choices-fit", "nothing-stands-alone", "not-readable"}
)
_SAY_HOW = frozenset({"not-money", "not-a-date"})  # problems whose sentence says what is accepted


class _Line(NamedTuple):
    """A text with what leads it; on a low screen those to `spare` go first, by number."""

    text: str
    lead: str = ""
    bold: bool = False
    spare: int = 0


class Display:
    """Shows one interview on a terminal."""

    def __init__(self, policies: PolicySet, language: str, terminal: Terminal) -> None:
        self.policies = policies
        self.language = language
        self._terminal = terminal

    def say(self, key: str, *, lead: str = "", bold: bool = False, **params: object) -> None:
        """Write a sentence of the interview."""
        self._terminal.write(say(self.language, f"interview.{key}", **params), lead=lead, bold=bold)

    def introduction(self, as_of: date, most: int, known: int) -> None:
        """Say what this is, how many questions there are at most, and how many answers are known."""
        self.say("title", title=self._text(self.policies.title), day=words.day(self.language, as_of), bold=True)
        if most:
            self.say("intro-one" if most == 1 else "intro", most=most)
        if known:
            self.say("known-one" if known == 1 else "known", n=known)

    def question(self, now: Report, without: Report, fact: Fact, number: int, more: int) -> None:
        """Ask a fact: question `number` (0 for a change of an answer) with at most `more` to follow.

        `now` says where the applicant stands, `without` where without an answer to this fact: what it matters to.
        """
        key = "again" if not number else "question" if more else "last-question"
        head = say(self.language, f"interview.{key}", number=number, more=more)
        head = " · ".join([head, *([self._text(fact.topic)] if fact.topic else [])])
        ask = _Line(self._text(fact.ask), bold=True)
        known = fact.id in now.answers
        answered = say(self.language, "interview.now", answer=self._answer(fact, now.answers[fact.id])) if known else ""
        commands = say(self.language, "interview.commands-known" if known else "interview.commands").split("|")
        lines = [
            _Line(""),
            _Line(head),
            _Line(self._status(now), spare=1),
            ask,
            *(_Line(text, spare=2) for text in self._why(without, fact)),
            *self._choices(fact),
            *([_Line(answered)] if known else []),
        ]
        ending = [_Line(self._hint(fact)), *map(_Line, self._terminal.packed(commands, " · "))]
        self._write_fitted(lines, ask, ending)

    def _write_fitted(self, lines: Sequence[_Line], ask: _Line, ending: Sequence[_Line]) -> None:
        """Write a question so that it can be seen where it is answered: on a low screen, without what can be spared.

        Where its choices alone push it off, it comes once more below them.
        """
        room = self._terminal.room - self._height(ending)
        for spare in (1, 2):
            if self._height(lines) > room:
                lines = [line for line in lines if line.spare != spare]
        again = [ask] if self._height(lines) > room else []
        for line in (*lines, *again, *ending):
            self._terminal.write(line.text, lead=line.lead, bold=line.bold)

    def _height(self, lines: Iterable[_Line]) -> int:
        return sum(self._terminal.height(line.text, line.lead) for line in lines)

    def skipping(self, unknown: Sequence[str], facts: Sequence[str]) -> None:
        """Ask whether to leave out the questions of some facts, since others are not known."""
        reasons, labels = (
            words.listing(self.language, [self._text(self.policies.facts[name].label) for name in names])
            for names in (unknown, facts)
        )
        self._terminal.write()
        self.say("skip-one" if len(facts) == 1 else "skip", reasons=reasons, n=len(facts), labels=labels, bold=True)
        self.say("hint-skip")

    def help(self, report: Report, fact: Fact) -> None:
        """Say which programs an answer matters to, what each would decide, and what helps to answer; ask again.

        What helps stands right above the question, where it is seen on a low screen, however many programs there are.
        `report` is one without an answer to this fact.
        """
        programs = interview.stake(report, fact.id).programs
        self.say("matters-to" if programs else "matters-to-none")
        for program in programs:
            self._terminal.write(self._at_stake(fact, program), lead="  - ")
        effects = interview.effects(report, fact.id) if programs else ()
        if effects:
            self.say("would-decide" if fact.type is FactType.CHOICES else "would-decide-each")
        for effect in effects:
            counts = {"fits": effect.fits, "possible": effect.possible, "out": effect.out}
            parts = [say(self.language, f"interview.{key}", n=count) for key, count in counts.items() if count]
            comma = say(self.language, "interview.comma")
            self.say("effect", lead="  - ", answer=self._possible_answer(fact, effect.answer), parts=comma.join(parts))
        if fact.help is not None:
            self._terminal.write()
            self._terminal.write(self._text(fact.help))
        ask = _Line(self._text(fact.ask), bold=True)
        self._write_fitted([_Line(""), ask, *self._choices(fact)], ask, [_Line(self._hint(fact))])

    def wrong(self, fact: Fact, error: BadValueError) -> None:
        """Say what was wrong with an answer, and what is accepted."""
        if error.code in _OWN_PROBLEMS:
            params = {name: self._param(value) for name, value in error.params.items()}
            problem = say(self.language, f"interview.{error.code}", **params)
        else:
            problem = problem_text(self.language, Problem(None, error.code, error.params))
        if error.code in _SAY_HOW:
            self.say("wrong-alone", problem=problem)
        else:
            self.say("wrong", problem=problem, hint=self._hint(fact))

    def answer(self, fact: Fact, value: Value | None) -> None:
        """Say what was understood."""
        self.say("answer", lead="→ ", answer=self._answer(fact, value))

    def wrong_line(self, text: str | None, lines: int) -> None:
        """Say that what was typed, None if it could not be read, is none of the numbers of a list."""
        if text is None:
            problem = say(self.language, "interview.not-readable")
        else:
            problem = say(self.language, "interview.wrong-line", text=text.strip(), most=lines)
        self.say("wrong-alone", problem=problem)

    def answers(self, title: str, answers: Mapping[str, Value | None], idle: Collection[str]) -> None:
        """List the answers with their numbers, idle ones marked."""
        self._terminal.write()
        self.say(title, bold=True)
        if not answers:
            self.say("no-answers")
        for number, (name, value) in enumerate(answers.items(), 1):
            fact = self.policies.facts[name]
            key = "idle-line" if name in idle else "line"
            self.say(key, lead=f"{number:>3}  ", label=self._text(fact.label), answer=self._answer(fact, value))

    def names(self, key: str, facts: Sequence[str]) -> None:
        """Say something of some facts, if there are any."""
        if facts:
            labels = [self._text(self.policies.facts[name].label) for name in facts]
            self.say(key, labels=words.listing(self.language, labels))

    def _choices(self, fact: Fact) -> Iterator[_Line]:
        """Yield a fact's choices with their numbers."""
        labels = [self._answer(fact, value) for value in (True, False)] if fact.type is FactType.BOOLEAN else []
        labels += [self._text(label) for label in fact.choices.values()]
        groups = [fact.group_of(choice) for choice in fact.choices] or [None] * len(labels)
        for number, (label, group, before) in enumerate(zip(labels, groups, [None, *groups], strict=False), 1):
            if group is not None and group is not before:
                yield _Line(self._text(group.label))
            yield _Line(label, lead=f"{number:>3}  ")

    def _status(self, report: Report) -> str:
        totals = report.totals
        wanted = [program for program in report.programs if program.open_to_applicants and program.verdict is not None]
        money = sums.in_line(self.policies, self.language, totals)
        return say(
            self.language,
            "interview.status",
            applicable=totals.applicable,
            possible=totals.undetermined,
            out=len(wanted) - totals.applicable - totals.undetermined,
            money=""
            if all(subtotal.top == 0 for subtotal in totals.groups)
            else say(self.language, "interview.status-money", money=money),
        )

    def _why(self, report: Report, fact: Fact) -> Iterator[str]:
        stake = interview.stake(report, fact.id)
        if not stake.programs:
            return
        titles = [self._text(program.program.title) for program in stake.programs[:_TITLES]]
        named = words.listing(self.language, titles, "and")
        count = len(stake.programs)
        verdicts = any(fact.id in program.missing for program in stake.programs)
        key = "why-amount" if not verdicts else "why-one" if count == 1 else "why" if count > _TITLES else "why-all"
        yield say(self.language, f"interview.{key}", programs=words.programs(self.language, count), titles=named)
        if stake.low:
            money = words.money(self.language, stake.low, self.policies.currency)
            key = "stake" if len(stake.programs) > 1 else "stake-one"
            yield say(self.language, f"interview.{key if stake.low == stake.high else f'{key}-from'}", money=money)

    def _hint(self, fact: Fact) -> str:
        choices = len(fact.choices)
        key = "some-choices" if fact.type is FactType.CHOICES and fact.minimum else str(fact.type)
        low, high = (bound if isinstance(bound, int) else None for bound in (fact.minimum, fact.maximum))
        limits = words.number_span(self.language, 0 if fact.type is FactType.COUNT and low is None else low, high)
        example, other = money_examples(self.policies.currency)
        unit = words.currency_name(self.language, self.policies.currency)
        return say(
            self.language,
            f"interview.hint-{key}",
            most=choices,
            last=min(3, choices),
            range=limits,
            unit=unit,
            example=example,
            other=other,
        )

    def which_unit(self, fact: Fact, small: Number, large: Number) -> None:
        """Ask which of two numbers is meant."""
        currency = self.policies.currency
        shown, other = (words.fact_value(self.language, fact, number, currency) for number in (small, large))
        self.say("which-unit", small=shown, large=other)
        self.say("hint-which-unit")

    def _at_stake(self, fact: Fact, result: ProgramReport) -> str:
        """Return a program's title, with its formula where the fact is part of it."""
        title = self._text(result.program.title)
        if (
            result.edition is None
            or fact.id not in result.ceiling.missing
            or isinstance(result.edition.ceiling, NoAmount)
        ):
            return title
        formulas = Formulas(self.policies, self.language, Rules(self.policies, self.language).phrase)
        return say(
            self.language, "interview.with-formula", title=title, formula=formulas.amount(result.edition.ceiling)
        )

    def _possible_answer(self, fact: Fact, answer: Value | interview.Range) -> str:
        """Return an answer in words, or a range of numbers or days."""
        if not isinstance(answer, interview.Range):
            return self._answer(fact, answer)
        low, high = answer.low, answer.high
        if low == high:
            return self._answer(fact, low)
        if answer.before and low in (fact.minimum, 0):  # it is at least that anyway
            low = None
        if answer.after and high == fact.maximum:
            high = None
        first, last = (None if end is None else self._answer(fact, end) for end in (low, high))
        if first and last and not (answer.after or answer.before):
            if isinstance(low, int | Fraction) and fact.type is not FactType.MONEY:  # the unit is said once
                first = words.number(low)
            return say(self.language, "interview.from-to", low=first, high=last)
        if fact.type is FactType.DATE:
            return say(self.language, "interview.on-or-after" if first else "interview.on-or-before", day=first or last)
        ends = {"more-than" if answer.after else "at-least": first, "less-than" if answer.before else "at-most": last}
        parts = [say(self.language, f"interview.{key}", end=end) for key, end in ends.items() if end]
        return say(self.language, "interview.comma").join(parts)

    def _answer(self, fact: Fact, value: Value | None) -> str:
        return words.fact_value(self.language, fact, value, self.policies.currency)

    def _param(self, value: object) -> object:
        """Return a sentence's parameter, a list of texts as one text."""
        if isinstance(value, tuple):
            return words.listing(self.language, [self._text(one) for one in value if isinstance(one, Text)])
        return value

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)
