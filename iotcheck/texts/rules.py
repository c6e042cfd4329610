"""Conditions in words: the one way that listings, explanations, documentation and questions speak of a rule.

The author's own `text` comes first; what a rule says where there is none is made from its node. One line for a phrase,
lines with depths for a tree. Amounts are in `texts.formulas`.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, assert_never

from iotcheck.model import (
    All,
    Amount,
    AtLeast,
    Citation,
    Compares,
    ComparesDate,
    Condition,
    ConditionCases,
    Confirm,
    Constant,
    DerivedCondition,
    Everyone,
    Fact,
    FactAmount,
    FactType,
    Group,
    Met,
    Not,
    OnDay,
    PolicySet,
    Selection,
    Selects,
)
from iotcheck.model import Any as AnyOf
from iotcheck.model.guards import IfAsked
from iotcheck.model.lookups import DaysCompared, SameAs, TableCondition
from iotcheck.model.rules import Node
from iotcheck.texts import condition_cases, lookups, say
from iotcheck.texts.dates import compared
from iotcheck.texts.formulas import Formulas
from iotcheck.texts.values import day, fact_value, listing, quantity, spaced
from iotcheck.values import Value

SENTENCES: dict[str, tuple[str, str]] = {
    # groups: the heading of a tree, and the words between phrases
    "all": ("同时符合下列条件", "all of these"),
    "any": ("符合下列条件之一", "at least one of these"),
    "at-least": ("下列 {of} 项中至少符合 {count} 项", "at least {count} of these {of}"),
    "not": ("不得有下列情形", "must not be the case"),
    "and": ("，且", ", and "),
    "or": ("，或", ", or "),
    "and-last": ("；且", "; and "),
    "or-last": ("；或", "; or "),
    "at-least-of": ("至少符合 {count} 项：{phrases}", "at least {count} of: {phrases}"),
    "not-so": ("不符合“{phrase}”", "not: {phrase}"),
    "next": ("；", "; "),
    "group": ("（{phrase}）", "({phrase})"),
    "everyone": ("面向所有申报单位，不设条件", "open to everyone, no conditions"),
    "confirm": ("待核实：{question}", "to confirm: {question}"),
    # one fact
    "is": ("{label}为{value}", "{label}: {value}"),
    "yes": ("{label}：是", "{label}: yes"),
    "no": ("{label}：否", "{label}: no"),
    "is-not": ("{label}不是{value}", "{label}: not {value}"),
    "is-none-of": ("{label}不是{values}中的任何一项", "{label}: none of {values}"),
    "same-as": ("{label}与{other}相同", "{label}: same as {other}"),
    "includes": ("{label}包括{value}", "{label}: includes {value}"),
    "includes-some": ("{label}至少有一项", "{label}: at least one"),
    "includes-not": ("{label}不包括{value}", "{label}: does not include {value}"),
    "includes-none": ("{label}不包括{values}中的任何一项", "{label}: includes none of {values}"),
    "includes-nothing": ("{label}一项也没有", "{label}: none"),
    "includes-all": ("{label}同时包括{values}", "{label}: includes all of {values}"),
    "table-is": ("{label}对应的{table}为{value}", "{table} by {label}: {value}"),
    "table-same": ("{label}对应的{table}与{other}相同", "{table} by {label}: same as {other}"),
    # comparisons
    "at_least": ("{left}不低于{bound}", "{left}: at least {bound}"),
    "at_most": ("{left}不超过{bound}", "{left}: at most {bound}"),
    "more_than": ("{left}超过{bound}", "{left}: more than {bound}"),
    "less_than": ("{left}低于{bound}", "{left}: less than {bound}"),
    "between": ("{left}在{bound}与{upper}之间（含两端）", "{left}: from {bound} to {upper} (inclusive)"),
}


class RuleLine(NamedTuple):
    """One line of a condition's tree.

    `text` is the author's words, or what the rule says where there are none; `literal` is what the rule says beside an
    author's words, else empty. `sources` are those of the condition and of the named condition it stands for. `depth`
    counts from 0.
    """

    depth: int
    text: str
    literal: str
    sources: tuple[Citation, ...]


class Rules:
    """Says the conditions of a policy set in one language; with `as_of`, spans of years get their day."""

    def __init__(self, policies: PolicySet, language: str, as_of: date | None = None) -> None:
        self.policies = policies
        self.language = language
        self.as_of = as_of
        self.formulas = Formulas(policies, language, self.phrase)

    def phrase(self, condition: Condition | Everyone) -> str:
        """Return a condition in one line: the author's words, or else what it says."""
        return self._author(condition) or self.literal(condition)

    def heading(self, condition: Condition | Everyone) -> str:
        """Return a condition in one line for a place where its children follow: a group says only how they combine."""
        return self._author(condition) or self._combination(self._unnamed(condition)) or self.literal(condition)

    def literal(self, condition: Condition | Everyone) -> str:
        """Return what a condition says, made from its node; its children by their authors' words."""
        match condition:
            case All() | AnyOf():
                return self._joined("and" if isinstance(condition, All) else "or", condition)
            case AtLeast(count=count):
                phrases = self._say("next").join(self.phrase(child) for child in condition.children)
                return self._say("at-least-of", count=count, phrases=phrases)
            case Not(child=child):
                return self._negated(child)
            case Met(name=name):
                return self.literal(self.policies.conditions[name].condition)
            case Confirm(question=question):
                return self._say("confirm", question=question.in_language(self.language))
            case TableCondition():
                return lookups.condition(self, condition)
            case ConditionCases():
                return condition_cases.literal(self, condition)
            case SameAs() | DaysCompared():
                return self._paired(condition)
            case IfAsked(leaf=leaf):
                return self.literal(leaf)
            case DerivedCondition(meaning=meaning):
                return self.literal(meaning)
            case Everyone():
                return self._say("everyone")
            case OnDay(start=start, until=until):
                ends = [day(self.language, end) if end else "" for end in (start, until)]
                key = "from-until" if start and until else "from" if start else "until" if until else "always"
                return say(self.language, f"listings.{key}", start=ends[0], until=ends[1])
            case Selects():
                return self._selects(condition)
            case Compares():
                return self._compares(condition)
            case ComparesDate():
                return self._compares_date(condition)
            case never:
                assert_never(never)

    def beside(self, condition: Condition | Everyone) -> str:
        """Return what a condition says beside its author's words; empty where it adds nothing to them."""
        below = self._unnamed(condition)
        if isinstance(below, All) or not self._author(condition):
            return ""
        return (branches_of(below) and self._combination(below)) or self.literal(below)

    def sources(self, condition: Condition | Everyone) -> tuple[Citation, ...]:
        """Return where a condition comes from, and where the named condition does that it stands for; each once."""
        nodes = (node for node in (condition, self._unnamed(condition)) if isinstance(node, Node))
        return tuple(dict.fromkeys(source for node in nodes for source in node.sources))

    def lines(self, condition: Condition | Everyone, depth: int = 0) -> Iterator[RuleLine]:
        """Yield a condition's tree, line by line; a named condition is followed by what it consists of."""
        below = self._unnamed(condition)
        text = self.heading(condition) if branches_of(below) else self.phrase(condition)
        yield RuleLine(depth, text, self.beside(condition), self.sources(condition))
        if isinstance(below, ConditionCases):
            for heading, when, then in condition_cases.parts(self, below):
                literal, sources = (self.beside(when), self.sources(when)) if when is not None else ("", ())
                yield RuleLine(depth + 1, heading, literal, sources)
                yield from self.lines(then, depth + 2)
            return
        for child in branches_of(below):
            yield from self.lines(child, depth + 1)

    def _unnamed(self, condition: Condition | Everyone) -> Condition | Everyone:
        while isinstance(condition, Met):
            condition = self.policies.conditions[condition.name].condition
        return condition

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"rules.{key}", **params)

    def _author(self, condition: Condition | Everyone) -> str:
        if isinstance(condition, Everyone):
            return ""
        if condition.text is not None:
            return condition.text.in_language(self.language)
        return self._author(self.policies.conditions[condition.name].condition) if isinstance(condition, Met) else ""

    def _combination(self, condition: Condition | Everyone) -> str:
        """Return how a group's children combine; empty for everything else."""
        match condition:
            case All():
                return self._say("all")
            case AnyOf():
                return self._say("any")
            case AtLeast(count=count, children=children):
                return self._say("at-least", count=count, of=len(children))
            case ConditionCases():
                return condition_cases.heading(self, condition)
            case Not():
                return self._say("not")
            case _:
                return ""

    def _joined(self, key: str, group: All | AnyOf) -> str:
        phrases = [self.phrase(child) for child in group.children]
        if len(phrases) == 1:
            return phrases[0]
        for index, child in enumerate(group.children):
            if isinstance(child, Group) and child.text is None and len(child.children) > 1:
                phrases[index] = self._say("group", phrase=phrases[index])
        if len(phrases) == 2:
            return self._say(key).join(phrases)
        return self._say("next").join(phrases[:-1]) + self._say(f"{key}-last") + phrases[-1]

    def _negated(self, child: Condition) -> str:
        if isinstance(child, Selects) and child.text is None and child.values in ((True,), (False,)):
            return self._selects(child.replace(values=(not child.values[0],)))
        return self._say("not-so", phrase=self.phrase(child))

    def _selects(self, condition: Selects) -> str:
        fact = self.policies.facts[condition.fact]
        label = fact.label.in_language(self.language)
        wanted = tuple(condition.listed)
        if fact.type is FactType.BOOLEAN and len(wanted) == 1:
            return self._say("yes" if wanted[0] else "no", label=label)
        values = [self._value(fact, value) for value in wanted]
        either = listing(self.language, values, "or")
        every = listing(self.language, values)
        key = self._selection(condition.selection, fact, len(wanted))
        return self._say(key, label=label, value=either, values=every)

    def _selection(self, selection: Selection, fact: Fact, wanted: int) -> str:
        several = wanted > 1
        if fact.type is not FactType.CHOICES:
            none_of = "is-none-of" if several else "is-not"
            return none_of if selection is Selection.NONE_OF else "is"
        whole = several and wanted == len(fact.choices)
        match selection:
            case Selection.ANY_OF:
                return "includes-some" if whole else "includes"
            case Selection.NONE_OF:
                return "includes-nothing" if whole else "includes-none" if several else "includes-not"
            case Selection.INCLUDES_ALL:
                return "includes-all" if several else "includes"
            case never:
                assert_never(never)

    def _value(self, fact: Fact, value: Value) -> str:
        if (group := next((group for group in fact.groups if group.id == value), None)) is not None:
            return group.label.in_language(self.language)
        whole = (value,) if fact.type is FactType.CHOICES and isinstance(value, str) else value
        return fact_value(self.language, fact, whole, self.policies.currency)

    def _compares(self, condition: Compares) -> str:
        parts = (condition.left, *condition.bounds)
        money = any(self.formulas.is_money(part) for part in parts)
        left = self.formulas.amount(condition.left, money=money)
        bounds = [spaced(self.language, self._bound(condition.left, bound, money)) for bound in condition.bounds]
        said = self._say(condition.operator, left=left, bound=bounds[0], upper=bounds[-1])
        return said.rstrip()

    def _bound(self, left: Amount, bound: Amount, money: bool) -> str:
        """Say a bound; a number that a counted fact is compared with gets the fact's unit."""
        if isinstance(left, FactAmount) and isinstance(bound, Constant) and not money:
            return quantity(bound.value, self.policies.facts[left.fact].unit_of(bound.value, self.language))
        return self.formulas.amount(bound, money=money)

    def _paired(self, condition: SameAs | DaysCompared) -> str:
        """Return what a comparison of two facts says."""
        facts = (condition.fact, condition.other)
        label, other = (self.policies.facts[name].label.in_language(self.language) for name in facts)
        if isinstance(condition, SameAs):
            return self._say("same-as", label=label, other=other)
        return say(self.language, f"dates.{condition.operator}", label=label, day=other)

    def _compares_date(self, condition: ComparesDate) -> str:
        label = self.policies.facts[condition.fact].label.in_language(self.language)
        return compared(self.language, condition, label, self.as_of)


def branches_of(condition: Condition | Everyone) -> tuple[Condition, ...]:
    """Return the conditions shown below a group, or below `not` unless it is said in one line with its only leaf."""
    match condition:
        case Group():
            return condition.children
        case Not(child=Group() | Not() | Met()):
            return (condition.child,)
        case _:
            return ()
