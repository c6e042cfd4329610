"""What the interview shows: questions, why they are asked, answers and their consequences, in the user's language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from iotcheck import interview
from iotcheck.engine import Report
from iotcheck.errors import Problem
from iotcheck.model import Fact, FactType, PolicySet, Text
from iotcheck.prompt.terminal import Terminal
from iotcheck.texts import format as words
from iotcheck.texts import problem_text, say
from iotcheck.values import BadValueError, Value

_TITLES = 2  # programs named in the line that says why a question is asked; `?` names all
_OWN_PROBLEMS = frozenset(
    {"no-such-number", "no-choice-fits", "several-choices-fit", "nothing-stands-alone", "not-readable"}
)


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
            self.say("intro", most=most)
        if known:
            self.say("known", n=known)

    def question(self, now: Report, without: Report, fact: Fact, number: int, more: int) -> None:
        """Ask a fact: question `number` (0 for a change of an answer) with at most `more` to follow.

        `now` says where the applicant stands, `without` where without an answer to this fact: what it matters to.
        """
        self._terminal.write()
        key = "again" if not number else "question" if more else "last-question"
        head = say(self.language, f"interview.{key}", number=number, more=more)
        self._terminal.write(" · ".join([head, *([self._text(fact.topic)] if fact.topic else [])]))
        self._status(now)
        self._terminal.write(self._text(fact.ask), bold=True)
        self._why(without, fact)
        self.choices(fact)
        if fact.id in now.answers:
            self.say("now", answer=self._answer(fact, now.answers[fact.id]))
        self._terminal.write(self._hint(fact))
        self._terminal.write_list(say(self.language, "interview.commands").split("|"), " · ")

    def choices(self, fact: Fact) -> None:
        """List a fact's choices with their numbers."""
        labels = [self._answer(fact, value) for value in (True, False)] if fact.type is FactType.BOOLEAN else []
        labels += [self._text(label) for label in fact.choices.values()]
        for number, label in enumerate(labels, 1):
            self._terminal.write(label, lead=f"{number:>3}  ")

    def help(self, report: Report, fact: Fact) -> None:
        """Say more about a question, which programs its answer matters to, and what each answer would decide.

        `report` is one without an answer to this fact.
        """
        if fact.help is not None:
            self._terminal.write(self._text(fact.help))
        else:
            self.say("no-help")
        programs = interview.stake(report, fact.id).programs
        if not programs:
            self.say("matters-to-none")
            return
        self.say("matters-to")
        for one in programs:
            self._terminal.write(self._text(one.program.title), lead="  - ")
        effects = interview.effects(report, fact.id)
        if effects:
            self.say("would-decide")
        for effect in effects:
            counts = {"fits": effect.fits, "possible": effect.possible, "out": effect.out}
            parts = [say(self.language, f"interview.{key}", n=count) for key, count in counts.items() if count]
            comma = say(self.language, "interview.comma")
            self.say("effect", lead="  - ", answer=self._answer(fact, effect.value), parts=comma.join(parts))

    def wrong(self, fact: Fact, error: BadValueError) -> None:
        """Say what was wrong with an answer, and what is accepted."""
        if error.code in _OWN_PROBLEMS:
            params = {name: self._param(value) for name, value in error.params.items()}
            problem = say(self.language, f"interview.{error.code}", **params)
        else:
            problem = problem_text(self.language, Problem(None, error.code, error.params))
        self.say("wrong", problem=problem, hint=self._hint(fact))

    def answer(self, fact: Fact, value: Value | None) -> None:
        """Say what was understood."""
        self.say("answer", lead="→ ", answer=self._answer(fact, value))

    def answers(self, title: str, answers: Mapping[str, Value | None], idle: Collection[str]) -> None:
        """List the answers with their numbers, idle ones marked."""
        self._terminal.write()
        self.say(title, bold=True)
        for number, (name, value) in enumerate(answers.items(), 1):
            fact = self.policies.facts[name]
            key = "idle-line" if name in idle else "line"
            self.say(key, lead=f"{number:>3}  ", label=self._text(fact.label), answer=self._answer(fact, value))

    def names(self, key: str, facts: Sequence[str]) -> None:
        """Say something of some facts, if there are any."""
        if facts:
            labels = [self._text(self.policies.facts[name].label) for name in facts]
            self.say(key, labels=words.listing(self.language, labels))

    def _status(self, report: Report) -> None:
        totals = report.totals
        wanted = [one for one in report.programs if one.open_to_applicants and one.verdict is not None]
        self.say(
            "status",
            applicable=totals.applicable,
            possible=totals.undetermined,
            out=len(wanted) - totals.applicable - totals.undetermined,
            money=words.span(self.language, totals.low, totals.high, self.policies.currency),
        )

    def _why(self, report: Report, fact: Fact) -> None:
        stake = interview.stake(report, fact.id)
        if not stake.programs:
            return
        named = words.listing(self.language, [self._text(one.program.title) for one in stake.programs[:_TITLES]])
        if len(stake.programs) > _TITLES:
            named = say(self.language, "interview.and-others", titles=named)
        verdicts = any(fact.id in one.missing for one in stake.programs)
        programs = words.programs(self.language, len(stake.programs))
        self.say("why" if verdicts else "why-amount", programs=programs, titles=named)
        if stake.low:
            money = words.money(self.language, stake.low, self.policies.currency)
            self.say("stake" if stake.low == stake.high else "stake-from", money=money)

    def _hint(self, fact: Fact) -> str:
        choices = len(fact.choices)
        key = "some-choices" if fact.type is FactType.CHOICES and fact.minimum else str(fact.type)
        low, high = (bound if isinstance(bound, int) else None for bound in (fact.minimum, fact.maximum))
        limits = words.number_span(self.language, 0 if fact.type is FactType.COUNT and low is None else low, high)
        return say(self.language, f"interview.hint-{key}", most=choices, last=min(3, choices), range=limits)

    def _answer(self, fact: Fact, value: Value | None) -> str:
        return words.fact_value(self.language, fact, value, self.policies.currency)

    def _param(self, value: object) -> object:
        """Return a sentence's parameter, a list of texts as one text."""
        if isinstance(value, tuple):
            return words.listing(self.language, [self._text(one) for one in value if isinstance(one, Text)])
        return value

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)
