"""What was changed between two policy files, in words: section by section, by ids, down to the condition that differs.

Line numbers, comments and the order of keys are no changes; the order of conditions within a group is none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

from iotcheck.authoring.coverage.goals import stated_known_to
from iotcheck.authoring.diff.combining import pairs_of
from iotcheck.authoring.diff.conditions import condition_changes
from iotcheck.authoring.diff.sides import Sides
from iotcheck.model import (
    Edition,
    Everyone,
    Fact,
    Note,
    PolicySet,
    Program,
    Table,
    Text,
)
from iotcheck.model.combining import CombineRule
from iotcheck.record import Record


class Change(NamedTuple):
    """One change: of what (`section`, `id`, and for a program the `edition` as its first day), in which aspect.

    The `id` of a rule on combining is its place in the list, from 1: in the new file, or where it is gone in the old.

    `before` and `after` are words, None where there was or is nothing. `aspect` is empty for the whole entry.
    """

    section: str
    id: str
    edition: str | None
    aspect: str
    before: str | None
    after: str | None


def changes(old: PolicySet, new: PolicySet, language: str) -> list[Change]:
    """Return every change from one policy set to another, in words of a language, in the order of the new file."""
    return list(_Comparison(Sides(old, new, language)).all())


def changes_between(policies: PolicySet, days: tuple[date, date], language: str) -> list[Change]:
    """Return what is different on two days: of each program whose edition is another one, in which terms."""
    return list(_Comparison(Sides(policies, policies, language)).between(days))


_Said = tuple[str, str | None, str | None]  # aspect, before, after


class _Comparison:
    """Compares two policy sets section by section."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides

    def all(self) -> Iterator[Change]:
        yield from self._named("file", "", None, self._whole())
        yield from self._section("facts", self._fact)
        yield from self._section("conditions", self._condition)
        yield from self._section("amounts", self._amount)
        yield from self._section("tables", self._table)
        yield from self._programs()
        yield from self._combining()
        for section in ("sources", "agencies", "documents"):
            yield from self._section(section, self._record)
        yield from self._section("supports", lambda before, after: self._texts("text", before, after))

    def between(self, days: tuple[date, date]) -> Iterator[Change]:
        for program in self.sides.new.programs.values():
            before, after = (program.edition_on(day) for day in days)
            start = after.start.isoformat() if after is not None and after.start is not None else None
            if before is not None and after is not None:
                if before is not after:
                    yield from self._named("programs", program.id, start, self._edition(before, after))
            elif before is not None or after is not None:
                words = [self.sides.edition(one) if one is not None else None for one in (before, after)]
                yield Change("programs", program.id, start, "edition", words[0], words[1])

    def _named(self, section: str, name: str, edition: str | None, said: Iterator[_Said]) -> Iterator[Change]:
        for aspect, before, after in said:
            yield Change(section, name, edition, aspect, before, after)

    def _section(self, section: str, compare: Any) -> Iterator[Change]:
        old: Mapping[str, Any] = getattr(self.sides.old, section)
        new: Mapping[str, Any] = getattr(self.sides.new, section)
        for name in [*new, *(name for name in old if name not in new)]:
            before, after = old.get(name), new.get(name)
            if before is None or after is None:
                yield Change(section, name, None, "", self.sides.title(0, before), self.sides.title(1, after))
            elif before != after or section in ("conditions", "facts", "amounts"):
                yield from self._named(section, name, None, compare(before, after))

    def _whole(self) -> Iterator[_Said]:
        old, new = self.sides.old, self.sides.new
        yield from self._texts("title", old.title, new.title)
        yield from self._plain("id", old.id, new.id)
        yield from self._plain("as_of", *(self.sides.own_day(policies) for policies in (old, new)))
        yield from self._plain("known_to", old.known_to, new.known_to)
        yield from self._plain("stale_after", *(self.sides.stale_after(policies) for policies in (old, new)))
        for aspect in ("currency", "languages"):
            yield from self._plain(aspect, getattr(old, aspect), getattr(new, aspect))
        yield from self._notes(old.notes, new.notes)

    def _fact(self, before: Fact, after: Fact) -> Iterator[_Said]:
        yield from self._plain("type", before.type, after.type)
        for aspect in ("label", "ask", "help", "topic", "unit"):
            yield from self._texts(aspect, getattr(before, aspect), getattr(after, aspect))
        for choice in [*after.choices, *(choice for choice in before.choices if choice not in after.choices)]:
            if before.choices.get(choice) != after.choices.get(choice):
                yield "choice", *self.sides.choices(before, after, choice)
        ranges = [self.sides.fact_range(fact) for fact in (before, after)]
        if (before.minimum, before.maximum) != (after.minimum, after.maximum):
            yield "range", ranges[0], ranges[1]
        yield from self._plain("changeable", before.changeable, after.changeable)
        if before.asked_if is None or after.asked_if is None:
            guards = [self.sides.phrase(place, fact.asked_if) for place, fact in enumerate((before, after))]
            if guards[0] != guards[1]:
                yield "asked_if", guards[0], guards[1]
        else:
            yield from condition_changes(self.sides, "asked_if", before.asked_if, after.asked_if)

    def _condition(self, before: Any, after: Any) -> Iterator[_Said]:
        yield from self._texts("text", before.text, after.text)
        yield from condition_changes(self.sides, "condition", before.condition, after.condition)

    def _amount(self, before: Any, after: Any) -> Iterator[_Said]:
        if before != after:
            yield "amount", self.sides.ceiling(0, before), self.sides.ceiling(1, after)

    def _table(self, before: Table, after: Table) -> Iterator[_Said]:
        rows = [table.amounts for table in (before, after)]
        for choice in [*rows[1], *(choice for choice in rows[0] if choice not in rows[1])]:
            amounts = [side.get(choice) for side in rows]
            if amounts[0] != amounts[1]:
                said = [self.sides.row(place, choice, amount) for place, amount in enumerate(amounts)]
                yield "row", said[0], said[1]
        for name in {**after.values, **before.values}:
            if before.values.get(name) != after.values.get(name):
                yield "row", self.sides.value(0, before, name), self.sides.value(1, after, name)
        yield from self._texts("text", before.text, after.text)

    def _programs(self) -> Iterator[Change]:
        old, new = self.sides.old.programs, self.sides.new.programs
        for name in [*new, *(name for name in old if name not in new)]:
            before, after = old.get(name), new.get(name)
            if before is None or after is None:
                titles = [self.sides.title(place, one) for place, one in enumerate((before, after))]
                yield Change("programs", name, None, "", titles[0], titles[1])
                for edition in after.editions if after else ():
                    yield from self._named("programs", name, self.sides.begins(edition), self._new_terms(edition))
            else:
                yield from self._named("programs", name, None, self._program(before, after))
                yield from self._editions(before, after)

    def _combining(self) -> Iterator[Change]:
        """Compare the rules on combining programs."""
        pairs, gone = pairs_of(self.sides.old.combine, self.sides.new.combine)
        for place, after in enumerate(self.sides.new.combine, 1):
            if place in pairs:
                yield from self._named("combine", str(place), None, self._combination(pairs[place], after))
            else:
                yield Change("combine", str(place), None, "", None, self.sides.title(1, after))
        for place, before in gone.items():
            yield Change("combine", str(place), None, "", self.sides.title(0, before), None)

    def _combination(self, before: CombineRule, after: CombineRule) -> Iterator[_Said]:
        yield from self._texts("text", before.text, after.text)
        words = self.sides.title(0, before), self.sides.title(1, after)
        if before.replace(text=after.text, sources=after.sources) != after and words[0] != words[1]:
            yield "rule", *words
        if before.sources != after.sources:
            yield "source", self.sides.citations(0, before.sources), self.sides.citations(1, after.sources)

    def _program(self, before: Program, after: Program) -> Iterator[_Said]:
        for aspect in ("title", "summary", "topic"):
            yield from self._texts(aspect, getattr(before, aspect), getattr(after, aspect))
        for aspect in ("agencies", "support", "see"):
            values = [self.sides.names(place, aspect, one) for place, one in enumerate((before, after))]
            if getattr(before, aspect) != getattr(after, aspect):
                yield aspect, values[0] or None, values[1] or None
        yield from self._plain("apart", before.apart, after.apart)
        yield from self._plain("url", before.url, after.url)
        yield from self._texts("apply_at", before.apply_at, after.apply_at)
        yield from self._notes(before.notes, after.notes)
        for one, other in zip_longest(before.next_steps, after.next_steps):
            yield from self._texts("next_step", one, other)

    def _editions(self, before: Program, after: Program) -> Iterator[Change]:
        """Compare the editions that begin on the same day; of two without that, the first ones."""
        old = {self.sides.begins(edition): edition for edition in before.editions}
        new = {self.sides.begins(edition): edition for edition in after.editions}
        if len(before.editions) == len(after.editions) == 1:
            old = dict(zip(new, old.values(), strict=True))
        for start in [*new, *(start for start in old if start not in new)]:
            one, other = old.get(start), new.get(start)
            if other is None or one is None:
                earlier = _before(before, other) if other else None
                terms = list(self._terms(earlier, other)) if earlier and other and other.when else []
                come = self.sides.edition(other, follows=bool(terms)) if other else None
                yield Change("programs", after.id, start, "edition", self.sides.edition(one) if one else None, come)
                yield from self._named("programs", after.id, start, iter(terms))
            else:
                yield from self._named("programs", after.id, start, self._edition(one, other))

    def _edition(self, before: Edition, after: Edition) -> Iterator[_Said]:
        for aspect, field in (("from", "start"), ("until", "until"), ("reviewed", "reviewed")):
            yield from self._plain(aspect, getattr(before, field), getattr(after, field))
        known = (stated_known_to(before, self.sides.old), stated_known_to(after, self.sides.new))
        yield from self._plain("known_to", *known)
        for aspect in ("status", "confidence"):
            values = [self.sides.word(getattr(edition, aspect)) for edition in (before, after)]
            if values[0] != values[1]:
                yield aspect, values[0], values[1]
        yield from self._terms(before, after)
        yield from self._applying(before, after)
        cited = [self.sides.citations(place, edition.sources) for place, edition in enumerate((before, after))]
        if before.sources != after.sources:
            yield "source", cited[0], cited[1]

    def _applying(self, before: Edition, after: Edition) -> Iterator[_Said]:
        """Compare when one can apply, how a last day was worked out, and which documents are needed."""
        if before.applying != after.applying:
            yield "apply", self.sides.windows(0, before.applying), self.sides.windows(1, after.applying)
        yield from self._texts("reckoned", before.reckoned, after.reckoned)
        old, new = self.sides.needed(0, before), self.sides.needed(1, after)
        yield from (("document", said, None) for said in old if said not in new)
        yield from (("document", None, said) for said in new if said not in old)

    def _new_terms(self, edition: Edition) -> Iterator[_Said]:
        """Say what an edition of a program that is new asks for and pays."""
        yield "edition", None, self.sides.edition(edition)
        if edition.when is not None:
            yield "condition", None, self.sides.phrase(1, edition.when)
        yield "ceiling", None, self.sides.ceiling(1, edition.ceiling)

    def _terms(self, before: Edition, after: Edition) -> Iterator[_Said]:
        """Compare what two editions ask for and pay."""
        old, new = before.when, after.when
        if old is None or new is None or isinstance(old, Everyone) or isinstance(new, Everyone):
            if old != new:
                yield "condition", self.sides.phrase(0, old), self.sides.phrase(1, new)
        else:
            yield from condition_changes(self.sides, "condition", old, new)
        if before.ceiling != after.ceiling:
            words = self.sides.ceiling(0, before.ceiling), self.sides.ceiling(1, after.ceiling)
            if words[0] != words[1]:  # the grant of another program may have changed, which is said of that one
                yield "ceiling", *words
        if before.period != after.period:
            yield "period", self.sides.period(before.period), self.sides.period(after.period)

    def _notes(self, before: tuple[Note, ...], after: tuple[Note, ...]) -> Iterator[_Said]:
        yield from (("note", self.sides.text(note.text), None) for note in before if note not in after)
        yield from (("note", None, self.sides.text(note.text)) for note in after if note not in before)

    def _record(self, before: Record, after: Record) -> Iterator[_Said]:
        for field in (field for field in before.record_fields if field not in ("id", "location")):
            one, other = getattr(before, field), getattr(after, field)
            if field == "sources" and one != other:
                yield "source", self.sides.citations(0, one), self.sides.citations(1, other)
            elif isinstance(one, Text) or isinstance(other, Text):
                yield from self._texts(field, one, other)
            else:
                yield from self._plain(field, one, other)

    def _texts(self, aspect: str, before: Any, after: Any) -> Iterator[_Said]:
        """Compare two texts, in every language of the files; a change in another language is said in that."""
        if before != after:
            yield aspect, *self.sides.texts(before, after)

    def _plain(self, aspect: str, before: object, after: object) -> Iterator[_Said]:
        if before != after:
            yield aspect, self.sides.plain(before), self.sides.plain(after)


def _before(program: Program, edition: Edition) -> Edition | None:
    """Return the terms of a program that an edition takes the place of: those of its first day, or the last before."""
    first = edition.start
    if first is None:
        return None
    begun = [one for one in program.editions if one.start is None or one.start <= first]
    return program.edition_on(first) or max(begun, key=lambda one: one.start or date.min, default=None)
