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

    @property
    def contenders(self) -> tuple[tuple[str, ...], int]:
        """The programs that the rule can limit, and how many of them must be had at least so that it does."""
        return self.programs, len(self.programs)

    @property
    def roots(self) -> tuple[Condition | Amount, ...]:
        """What the rule looks at: of whom it holds, if not of everyone."""
        return () if self.when is None else (self.when,)

    def can_limit(self, programs: Container[str]) -> bool:
        """Whether the rule can limit anything where only these programs can be had."""
        names, least = self.contenders
        return sum([name in programs for name in names]) >= least


class AtMostOf(CombineRule):
    """At most `count` of the programs can be had together."""

    count: int

    @property
    def contenders(self) -> tuple[tuple[str, ...], int]:
        """All of its programs, one more than can be had."""
        return self.programs, self.count + 1


class JointCap(CombineRule):
    """The programs pay at most an amount together."""

    amount: Amount

    @property
    def roots(self) -> tuple[Condition | Amount, ...]:
        """Of whom it holds, if not of everyone, and the limit."""
        return (*super().roots, self.amount)

    @property
    def contenders(self) -> tuple[tuple[str, ...], int]:
        """All of its programs: any one of them may pay more by itself."""
        return self.programs, 1


class LessBy(CombineRule):
    """What the second of two programs pays is taken off what the first can pay."""


class BeforeThen(CombineRule):
    """The second of two programs can only be had together with the first."""

    @property
    def contenders(self) -> tuple[tuple[str, ...], int]:
        """The second program: it cannot be had where the first cannot."""
        return self.programs[1:], 1


def rules_within(rules: Iterable[CombineRule], programs: Container[str]) -> tuple[CombineRule, ...]:
    """Return what rules say of some programs alone: those on two programs only where both are among them."""
    found = []
    for rule in rules:
        names = tuple([name for name in rule.programs if name in programs])
        if names and (len(names) == len(rule.programs) or not isinstance(rule, LessBy | BeforeThen)):
            found.append(rule.replace(programs=names))
    return tuple(found)
