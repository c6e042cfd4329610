"""The rules on combining programs for one applicant, the programs that they name, and the best set of these."""

from __future__ import annotations

from typing import NamedTuple

from iotcheck.engine.evaluation import Evaluation
from iotcheck.engine.trace import rests_on_input, undecided_facts
from iotcheck.logic import Truth
from iotcheck.model import MAIN_GROUP, SumGroup
from iotcheck.model.combining import CombineRule, JointCap
from iotcheck.values import Number


class RuleState(NamedTuple):
    """A rule on combining programs for one applicant: whether it holds, and of a joint limit from where to where it is.

    `high` is None without an upper end, `top` is None too where no rule sets it; `missing` are the open facts that can
    change the rule.
    """

    rule: CombineRule
    truth: Truth
    low: Number = 0
    high: Number | None = None
    top: Number | None = None
    missing: frozenset[str] = frozenset()


def rule_states(evaluation: Evaluation) -> tuple[RuleState, ...]:
    """Return the rules of the file, each as it is for the answers."""
    return tuple([state_of(evaluation, rule) for rule in evaluation.policies.combine])


def state_of(evaluation: Evaluation, rule: CombineRule) -> RuleState:
    """Return how a rule is for the answers; a joint limit is rounded down as maximum amounts are, and never below 0."""
    trace = evaluation.condition(rule.when) if rule.when is not None else None
    truth = trace.truth if trace else Truth.TRUE
    facts = undecided_facts(trace) if trace and truth is Truth.UNKNOWN else set()
    if truth is Truth.FALSE or not isinstance(rule, JointCap):
        return RuleState(rule, truth, missing=frozenset(facts))
    amount = evaluation.amount(rule.amount)
    low, high = [None if one is None else max(0, evaluation.policies.round_down(one)) for one in amount.interval]
    top = None if rests_on_input(amount) else high
    return RuleState(rule, truth, low or 0, high, top, frozenset(facts) | amount.missing)


class Standing(NamedTuple):
    """How a program that a rule names stands: whether it can be had, or may yet be, and what it pays at most."""

    applicable: bool
    may_be: bool
    stated: bool
    low: Number
    high: Number | None
    top: Number | None
    group: SumGroup


NOT_HAD = Standing(False, False, False, 0, 0, 0, MAIN_GROUP)
Sum = tuple[Number, Number | None, Number | None]  # from its lower end to its upper ones, `high` and `top`


class Adds(NamedTuple):
    """What a program of the best set adds: from `low` to `high`, None while it depends on open facts which do.

    `rules` are the numbers of those by which it is less than the program pays by itself.
    """

    low: Number | None
    high: Number | None
    rules: tuple[int, ...] = ()


class Part(NamedTuple):
    """Programs that rules join, in the order of the file; `settled` says that the best set of them is certain.

    `programs` are those of the best set with what they add, or where open facts decide, of the one that is best if all
    amounts come to the least; `left` those that it leaves out, with the numbers of the rules by which, and `uncompared`
    those that compete without a stated amount, likewise. `ends` has the ends of what each group of amounts comes to.
    """

    programs: dict[str, Adds]
    left: dict[str, tuple[int, ...]]
    uncompared: dict[str, tuple[int, ...]]
    ends: dict[SumGroup, Sum]
    settled: bool
    exact: bool

    @property
    def members(self) -> tuple[str, ...]:
        """All of its programs."""
        return (*self.programs, *self.left, *self.uncompared)

    @property
    def not_counted(self) -> tuple[str, ...]:
        """The programs that sums leave out: where open facts decide to which group of amounts any goes, only these."""
        undecided = not self.settled and (len(self.ends) > 1 or not self.programs)
        return tuple(self.uncompared) if undecided else (*self.left, *self.uncompared)


class BestSet(NamedTuple):
    """The best set of programs by the amounts alone: the rules as they are, and the programs that they name, by parts.

    `may_change` are programs that may yet prove applicable and that a rule joins with applicable ones; `missing` are
    the open facts that decide which set is best, in the file's order.
    """

    states: tuple[RuleState, ...]
    parts: tuple[Part, ...]
    may_change: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def matters(self) -> bool:
        """Whether the rules say anything of this applicant: they limit a program, or join several, or may yet do so."""
        limited = [adds for adds in self.programs.values() if adds.rules]
        joined = [part for part in self.parts if len(part.members) > 1]
        return bool(limited or joined or self.left or self.uncompared or self.may_change or not self.settled)

    @property
    def settled(self) -> bool:
        """Whether the best set is certain."""
        return all(part.settled for part in self.parts)

    @property
    def exact(self) -> bool:
        """Whether it was searched to the end."""
        return all(part.exact for part in self.parts)

    @property
    def programs(self) -> dict[str, Adds]:
        """The programs of the set that a rule names, with what they add."""
        return {name: adds for part in self.parts for name, adds in part.programs.items()}

    @property
    def left(self) -> dict[str, tuple[int, ...]]:
        """The programs that it leaves out, with the numbers of the rules by which."""
        return {name: rules for part in self.parts for name, rules in part.left.items()}

    @property
    def uncompared(self) -> dict[str, tuple[int, ...]]:
        """The programs that compete without a stated amount, likewise."""
        return {name: rules for part in self.parts for name, rules in part.uncompared.items()}

    @property
    def members(self) -> frozenset[str]:
        """The applicable programs that a rule names."""
        return frozenset([name for part in self.parts for name in part.members])

    @property
    def not_counted(self) -> frozenset[str]:
        """Those of them that sums leave out."""
        return frozenset([name for part in self.parts for name in part.not_counted])
