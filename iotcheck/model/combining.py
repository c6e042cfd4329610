"""What a file says of combining programs: which exclude one another, share a limit, are taken off or come first."""

from __future__ import annotations

from collections.abc import Container, Iterable

from iotcheck.errors import Location
from iotcheck.model.facts import Text
from iotcheck.model.rules import Amount, Condition
from iotcheck.model.sources import Citation
from iotcheck.record import Record


class CombineRule(Record):
    """A rule on some programs together; where `when` is not None, only for applicants of whom it holds."""

    programs: tuple[str, ...]
    text: Text
    sources: tuple[Citation, ...] = ()
    when: Condition | None = None
    location: Location


class AtMostOf(CombineRule):
    """At most `count` of the programs can be had together."""

    count: int


class JointCap(CombineRule):
    """The programs pay at most an amount together."""

    amount: Amount


class LessBy(CombineRule):
    """What the second of two programs pays is taken off what the first can pay."""


class BeforeThen(CombineRule):
    """The second of two programs can only be had together with the first."""


def rules_within(rules: Iterable[CombineRule], programs: Container[str]) -> tuple[CombineRule, ...]:
    """Return what rules say of some programs alone: those on two programs only where both are among them."""
    found = []
    for rule in rules:
        names = tuple([name for name in rule.programs if name in programs])
        if names and (len(names) == len(rule.programs) or not isinstance(rule, LessBy | BeforeThen)):
            found.append(rule.replace(programs=names))
    return tuple(found)
