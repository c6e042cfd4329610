"""What what-if finds: the changes of a suggestion, the suggestions for one program, those that unlock most."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from iotcheck.engine import Answers, ProgramReport
from iotcheck.logic import Truth
from iotcheck.model import Condition
from iotcheck.record import Record
from iotcheck.values import Number, Value
from iotcheck.whatif.effects import Effects


class Change(Record):
    """One fact's new value.

    `before` is None where the fact is open: then `after` is what it would have to be. `others` are further values of a
    boolean, choice or choices fact that do as well. Of numbers and days, all from `low` to `high` do; an end that is
    None lies where the fact itself ends. `settles` are the leaf conditions that the change decides, with their truth.
    """

    fact: str
    before: Value | None
    after: Value
    others: tuple[Value, ...] = ()
    low: Number | date | None = None
    high: Number | date | None = None
    settles: tuple[tuple[Condition, Truth], ...] = ()

    @property
    def margin(self) -> Number | None:
        """By how much a number has to move, or a day by how many days; None for other facts and open ones."""
        match self.before, self.after:
            case bool(), _:
                return None
            case ((int() | Fraction() as before), (int() | Fraction() as after)):
                return after - before
            case date() as before, date() as after:
                return (after - before).days
            case _:
                return None


class Suggestion(Record):
    """A smallest way to a better verdict, verified by assessing it.

    `wait_until` is the day to wait for, None for the report's own; `after` the program's result then, `effects` what
    the changes do to all programs.
    """

    changes: tuple[Change, ...]
    wait_until: date | None
    after: ProgramReport
    effects: Effects


class WhatIf(Record):
    """What would have to change for one program.

    `complete` is False where a bound stopped the search: then there may be more. `fixed` names the facts which stand
    in the way and cannot change.
    """

    program: ProgramReport
    suggestions: tuple[Suggestion, ...]
    complete: bool
    fixed: tuple[str, ...]


class Unlocking(Record):
    """The changes that make programs applicable; `complete` is False where bounds left some out."""

    suggestions: tuple[Suggestion, ...]
    complete: bool


class Comparison(Record):
    """What some answers, changed in a report, come to; `then` is what would have to change yet for one program."""

    changed: Answers
    effects: Effects
    then: WhatIf | None = None


Found = WhatIf | Unlocking | Comparison
