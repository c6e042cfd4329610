"""The words of two policy files side by side, in one language: place 0 is the old one, place 1 the new one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from iotcheck.answers import plain_value
from iotcheck.model import (
    Amount,
    Applying,
    Citation,
    Condition,
    Confidence,
    Edition,
    Everyone,
    Fact,
    FactType,
    NamedCondition,
    NoAmount,
    Period,
    PolicySet,
    Program,
    Status,
    Table,
    Text,
)
from iotcheck.model.combining import CombineRule
from iotcheck.model.lookups import OTHERWISE, Cell
from iotcheck.texts import say
from iotcheck.texts.applying import rule
from iotcheck.texts.ceilings import without_figure
from iotcheck.texts.combining import in_words
from iotcheck.texts.days import length
from iotcheck.texts.result import citation, heading
from iotcheck.texts.rules import Rules
from iotcheck.texts.sums import often
from iotcheck.texts.values import day, listing, number_span, span


class Sides:
    """Says the parts of an old and a new policy set."""

    def __init__(self, old: PolicySet, new: PolicySet, language: str) -> None:
        self.old = old
        self.new = new
        self.language = language
        self._policies = (old, new)
        self._rules = (Rules(old, language), Rules(new, language))

    def text(self, text: Text | None) -> str | None:
        """Return a text."""
        return text.in_language(self.language) if text is not None else None

    def texts(self, before: Text | None, after: Text | None) -> tuple[str | None, str | None]:
        """Return two texts in this language, or if they are equal in it in the first language in which they differ."""
        if before is None or after is None:
            return self.text(before), self.text(after)
        languages = [self.language, *before.by_language, *after.by_language]
        differing = [language for language in languages if before.in_language(language) != after.in_language(language)]
        chosen = differing[0] if differing else self.language
        return before.in_language(chosen), after.in_language(chosen)

    def own_day(self, policies: PolicySet) -> date | str:
        """Return the day that a file speaks of."""
        return say(self.language, "days.follows-today") if policies.follows_today else policies.as_of

    def stale_after(self, policies: PolicySet) -> str | None:
        """Return how long a file's terms count after the day to which they are known."""
        return length(self.language, policies.stale_after) if policies.stale_after else None

    def title(self, place: int, entry: Any) -> str | None:
        """Return what an entry of a section is called, or says."""
        match entry:
            case None:
                return None
            case Text():
                return self.text(entry)
            case Fact():
                return self.text(entry.label)
            case CombineRule():
                return in_words(self._rules[place], entry)
            case NamedCondition():
                return self.text(entry.text)
            case _ if isinstance(entry, Amount):
                return self.ceiling(place, entry)
            case _:
                named = getattr(entry, "title", None) or getattr(entry, "name", None)
                return self.text(named) if isinstance(named, Text) else str(entry.id)

    def phrase(self, place: int, condition: Condition | Everyone | None) -> str | None:
        """Return a condition in a line."""
        return self._rules[place].phrase(condition) if condition is not None else None

    def literal(self, place: int, condition: Condition) -> str:
        """Return what a condition says, its author's words aside."""
        return self._rules[place].literal(condition)

    def ceiling(self, place: int, amount: Amount | NoAmount) -> str:
        """Return an amount as a formula, or the word for none."""
        if isinstance(amount, NoAmount):
            return without_figure(self.language, amount)
        return self._rules[place].formulas.amount(amount, money=self._rules[place].formulas.is_money(amount))

    def period(self, period: Period | None) -> str | None:
        """Return how often an amount is paid; None where the file does not say."""
        return period and often(self.language, period)

    def windows(self, place: int, applying: Applying | None) -> str | None:
        """Return when one can apply, with what is noted of each window."""
        if applying is None:
            return None
        said = [rule(self.language, applying)]
        for window in applying.windows:
            said += [text for text in (self.text(window.note), self.text(window.reckoned)) if text]
            said += [self.citations(place, window.sources) or ""] if window.sources else []
        return say(self.language, "result.next").join(said)

    def needed(self, place: int, edition: Edition) -> list[str]:
        """Return the documents that an edition asks for, with the conditions on which it does."""
        found = []
        for needed in edition.documents:
            title = self._policies[place].documents[needed.document].title.in_language(self.language)
            only = self.phrase(place, needed.when)
            found.append(f"{title} ({say(self.language, 'applying.only-if', condition=only)})" if only else title)
        return found

    def row(self, place: int, cell: Cell, amount: Amount | None) -> str | None:
        """Return a row of a table, or a row within a row, by the labels of its choices where a fact tells them."""
        if amount is None:
            return None
        labels = [self._row_name(place, name) for name in cell]
        return say(self.language, "diff.named", name=listing(self.language, labels), value=self.ceiling(place, amount))

    def value(self, place: int, table: Table, name: str) -> str | None:
        """Return a row of a table that conditions look up: yes or no, or a choice."""
        value = table.values.get(name)
        if value is None:
            return None
        said = self.plain(value) if isinstance(value, bool) else self._row_name(place, value)
        return say(self.language, "diff.named", name=self._row_name(place, name), value=said)

    def _row_name(self, place: int, name: str) -> str:
        if name == OTHERWISE:
            return say(self.language, "diff.otherwise")
        facts = self._policies[place].facts.values()
        return next((fact.choices[name].in_language(self.language) for fact in facts if name in fact.choices), name)

    def choices(self, before: Fact, after: Fact, choice: str) -> tuple[str | None, str | None]:
        """Return a choice of two facts with its id, None where a fact has it not."""
        labels = self.texts(before.choices.get(choice), after.choices.get(choice))
        old, new = (label and say(self.language, "diff.with-id", name=label, id=choice) for label in labels)
        return old, new

    def fact_range(self, fact: Fact) -> str:
        """Return the range of a fact."""
        low, high = fact.minimum, fact.maximum
        if isinstance(low, date) or isinstance(high, date):
            ends = [self.plain(end) or say(self.language, "diff.open") for end in (low, high)]
            return say(self.language, "values.span-short", low=ends[0], high=ends[1])
        if high is None and not low and fact.type is not FactType.NUMBER:
            return say(self.language, "diff.open")
        if fact.type is FactType.MONEY:
            return span(self.language, low, high, self.new.currency)
        return number_span(self.language, low, high)

    def names(self, place: int, aspect: str, program: Program) -> str:
        """Return the names that a program refers to: its agencies, its kind of support, programs to see."""
        policies = self._policies[place]
        match aspect:
            case "agencies":
                texts = [policies.agencies[agency].name for agency in program.agencies]
            case "support":
                texts = [policies.supports[program.support]]
            case _:
                texts = [policies.programs[one].title for one in program.see]
        return listing(self.language, [text.in_language(self.language) for text in texts])

    def begins(self, edition: Edition) -> str:
        """Return the first day of an edition as ISO text; empty where it has none."""
        return edition.start.isoformat() if edition.start else ""

    def edition(self, edition: Edition, *, follows: bool = False) -> str:
        """Return what an edition is: its status; with `follows`, leading on to what it changes of earlier terms."""
        status = heading(self.language, edition.status)
        return say(self.language, "diff.following", edition=status) if follows else status

    def citations(self, place: int, cited: Iterable[Citation]) -> str | None:
        """Return citations with their quotes."""
        said = [
            citation(self._policies[place], self.language, one) + (f" “{one.quote}”" if one.quote else "")
            for one in cited
        ]
        return listing(self.language, said) or None

    def word(self, word: Status | Confidence) -> str:
        """Return a status or a confidence in words."""
        return heading(self.language, word)

    def plain(self, value: object) -> str | None:
        """Return a plain value in words: a day, yes or no, names, a text."""
        match value:
            case None:
                return None
            case bool():
                return say(self.language, "test.yes" if value else "test.no")
            case date():
                return day(self.language, value)
            case tuple():
                return listing(self.language, [str(one) for one in value]) or None
            case _:
                return str(plain_value(value))  # type: ignore[arg-type]
