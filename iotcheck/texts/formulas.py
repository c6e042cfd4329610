"""Amounts in words: a formula (`100 万元/项 × 国际标准项数`), and one applicant's computation of it.

Money is told from plain numbers by what an amount is made of, so that a ceiling written as 3000000 reads as money.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import assert_never

from iotcheck.engine import AmountTrace
from iotcheck.model import (
    Amount,
    Bands,
    Calculation,
    Cases,
    Condition,
    Constant,
    DerivedAmount,
    Everyone,
    FactAmount,
    GrantOf,
    NamedAmount,
    NotEligible,
    Operation,
    PolicySet,
    TableLookup,
    Unstated,
)
from iotcheck.model.lookups import Dated, Lookup
from iotcheck.texts import bands, lookups, say
from iotcheck.texts import values as words
from iotcheck.texts.amount_parts import AmountParts

SENTENCES: dict[str, tuple[str, str]] = {
    "per": ("{rate}/{unit} × {times}", "{rate} per {unit} × {times}"),
    "times": ("{left} × {right}", "{left} × {right}"),
    "grant-of": ("“{title}”的资助金额", "the grant from “{title}”"),
    "quotient": ("{left} ÷ {right}", "{left} ÷ {right}"),
    "percent": ("{amount}的 {percent}%", "{percent}% of {amount}"),
    "percentage": ("{amount}的{percent}%", "{percent}% of {amount}"),
    "sum": (" + ", " + "),
    "minus": ("{left} − {right}", "{left} − {right}"),
    "excess": ("{left}超出{right}的部分", "the part of {left} above {right}"),
    "capped": ("{amount}，不超过{limit}", "{amount}, at most {limit}"),
    "floored": ("{amount}，不低于{limit}", "{amount}, at least {limit}"),
    "least": ("下列各项中最小的：{amounts}", "the smallest of: {amounts}"),
    "greatest": ("下列各项中最大的：{amounts}", "the largest of: {amounts}"),
    "unstated": ("未写明金额", "amount not stated"),
    "not-eligible": ("不能申请", "not eligible"),
    "case-outcome": ("如{condition}，{amount}", "{amount} if {condition}"),
    "otherwise-outcome": ("否则{amount}", "otherwise {amount}"),
    "group": ("（{amount}）", "({amount})"),
    "case": ("如{condition}，为{amount}", "{amount} if {condition}"),
    "otherwise": ("否则为{amount}", "otherwise {amount}"),
    "by": ("按{label}：{rows}", "by {label}: {rows}"),
    "row": ("{choice} {amount}", "{choice} {amount}"),
    "other-rows": ("其他 {amount}", "others {amount}"),
    "next": ("；", "; "),
    "where": ("{amount}。其中：{names}", "{amount}. Where: {names}"),
    "name": ("{name} = {amount}", "{name} = {amount}"),
}
_MOST_TERMS = 200  # of a formula that is written out; in a longer one amounts used more than once keep their names

_Shown = AmountTrace | Amount


class Formulas:
    """Says the amounts of a policy set in one language; `phrase` says the conditions inside them.

    Amounts with a name are written out. Thirty, each of which uses the one before twice, would come to a billion terms:
    where a formula is too long, what it uses more than once is said behind it: `x2; x2 + 1. Where: x2 = …`.
    """

    def __init__(self, policies: PolicySet, language: str, phrase: Callable[[Condition | Everyone], str]) -> None:
        self.policies = policies
        self.language = language
        self._phrase = phrase
        self._parts = AmountParts(policies)
        self._by_name: tuple[str, ...] = ()  # what the formula at hand writes by name

    def amount(self, amount: Amount, *, money: bool = True) -> str:
        """Return an amount as a formula over facts; `money` says whether it counts units of the currency."""
        if self._by_name or self._parts.count_terms(amount) <= _MOST_TERMS:
            return self._formula(amount, money)
        while isinstance(amount, NamedAmount):
            amount = self.policies.amounts[amount.name]
        with self._naming(amount):
            names = [
                self._say("name", name=name, amount=self._formula(self.policies.amounts[name], money))
                for name in self._by_name
            ]
            return self._say("where", amount=self._formula(amount, money), names=self._say("next").join(names))

    def _formula(self, amount: Amount, money: bool) -> str:
        match amount:
            case Constant():
                return self._figure(amount.value, money or amount.money)
            case FactAmount():
                return self.policies.facts[amount.fact].label.in_language(self.language)
            case Calculation():
                return self._calculation(amount, amount.operands, money)
            case NamedAmount(name=name):
                return name if name in self._by_name else self._formula(self.policies.amounts[name], money)
            case Cases():
                return self._cases(amount, money)
            case TableLookup():
                return lookups.table(self, self.language, amount, money)
            case Bands():
                return bands.rule(self, self.language, amount, money)
            case Lookup():
                return lookups.rule(self, self.language, amount, money)
            case GrantOf(program=program):
                return self._say("grant-of", title=self.policies.programs[program].title.in_language(self.language))
            case Unstated():
                return self._say("unstated")
            case NotEligible():
                return self._say("not-eligible")
            case DerivedAmount():
                return self._formula(amount.meaning, money)
            case never:
                assert_never(never)

    def computation(self, trace: AmountTrace, *, money: bool = True) -> str:
        """Return an evaluated amount with the known figures in their places; facts that are open keep their names.

        Of cases and tables only what applies is said; where that is not yet decided, all that is possible, as an
        interval.
        """
        if self._by_name or self._parts.count_terms(trace.amount) <= _MOST_TERMS:
            return self._computation(trace, money)
        while isinstance(trace.amount, NamedAmount):
            trace = trace.operands[0]
        with self._naming(trace.amount):
            return self._computation(trace, money)

    def _computation(self, trace: AmountTrace, money: bool) -> str:
        match trace.amount:
            case Calculation():
                return self._calculation(trace.amount, trace.operands, money)
            case NamedAmount(name=name) if name in self._by_name:
                return self.interval(trace, money=money) if trace.interval.decided else name
            case NamedAmount():
                return self._computation(trace.operands[0], money)
            case Cases() | TableLookup() if len(trace.operands) == 1:
                return self._computation(trace.operands[0], money)
            case Bands() if trace.interval.decided:
                return bands.computation(self, self.language, trace, money)
            case Lookup():
                return self._computation(trace.operands[0], money)
            case FactAmount(fact=fact) if not trace.interval.decided:
                return self.policies.facts[fact].label.in_language(self.language)
            case Unstated() | NotEligible():
                return self._formula(trace.amount, money)
            case _:
                return self.interval(trace, money=money)

    def interval(self, trace: AmountTrace, *, money: bool = True) -> str:
        """Return what an evaluated amount comes to."""
        low, high = trace.interval
        if low is not None and low == high:
            return self._figure(low, money or self.is_money(trace.amount))
        if money:
            return words.span(self.language, low, high, self.policies.currency)
        return words.number_span(self.language, low, high)

    def is_money(self, amount: Amount) -> bool:
        """Return whether an amount counts money by what it is made of, rather than things."""
        return self._parts.is_money(amount)

    @contextmanager
    def _naming(self, amount: Amount) -> Iterator[None]:
        """Write what an amount uses more than once by its name."""
        self._by_name = self._parts.used_again(amount)
        try:
            yield
        finally:
            self._by_name = ()

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"formulas.{key}", **params)

    def _figure(self, value: int | Fraction, money: bool) -> str:
        return words.money(self.language, value, self.policies.currency) if money else words.number(value)

    def _calculation(self, amount: Calculation, operands: tuple[_Shown, ...], money: bool) -> str:
        match amount.operation:
            case Operation.PRODUCT:
                return self._product(amount, operands, money)
            case Operation.QUOTIENT:
                left, right = self.operand(operands[0], money), self.operand(operands[1], False)
                return self._say("quotient", left=left, right=right)
            case Operation.PERCENT:
                percent = self.operand(operands[0], False)
                of = words.spaced(self.language, self.operand(operands[1], money)).lstrip()
                return self._say("percent" if percent[0].isalnum() else "percentage", percent=percent, amount=of)
            case Operation.SUM:
                return self._say("sum").join(self.operand(operand, money, summed=True) for operand in operands)
            case Operation.RANGE:
                low, high = (end.value for end in amount.operands if isinstance(end, Constant))
                return words.span(self.language, low, high, self.policies.currency)
            case Operation.DIFFERENCE:
                return self._difference(operands, money)
            case Operation.LEAST | Operation.GREATEST:
                return self._limited(amount, operands, money)
            case Operation.ROUND:
                of, unit = self.item(operands[0], money), words.spaced(self.language, self._said(operands[1], money))
                return bands.rounded(self.language, amount, of, unit, whole=not money)
            case never:
                assert_never(never)

    def _difference(self, operands: tuple[_Shown, ...], money: bool) -> str:
        """Say a difference, which is never below 0: of known figures as a subtraction, where it is one."""
        left, right = operands
        said = {"left": self.operand(left, money), "right": self.operand(right, money)}
        if isinstance(left, AmountTrace) and isinstance(right, AmountTrace):
            low, high = left.interval.low, right.interval.high
            if low is not None and high is not None and low >= high:
                return self._say("minus", **said)
        return self._say("excess", **{name: words.spaced(self.language, one) for name, one in said.items()}).strip()

    def _limited(self, amount: Calculation, operands: tuple[_Shown, ...], money: bool) -> str:
        """Say a least or greatest: of an amount and a figure, the figure is the limit of the amount."""
        least = amount.operation is Operation.LEAST
        said = [self.item(operand, money) for operand in operands]
        fixed = [isinstance(operand, Constant) for operand in amount.operands]
        if fixed in ([True, False], [False, True]):
            of, limit = said if fixed[1] else said[::-1]
            limit = words.spaced(self.language, limit).rstrip()
            return self._say("capped" if least else "floored", amount=of, limit=limit)
        return self._say("least" if least else "greatest", amounts=self._say("next").join(said))

    def _cases(self, amount: Cases, money: bool) -> str:
        said = [
            self._outcome("case", branch.then, money, condition=self._phrase(branch.when)) for branch in amount.branches
        ]
        return self._say("next").join([*said, self._outcome("otherwise", amount.otherwise, money)])

    def _outcome(self, key: str, amount: Amount, money: bool, **params: str) -> str:
        if isinstance(amount, Unstated | NotEligible):
            return self._say(f"{key}-outcome", amount=self._formula(amount, money), **params)
        said = words.spaced(self.language, self.item(amount, money)).rstrip()
        return self._say(key, amount=said, **params)

    def _product(self, amount: Calculation, operands: tuple[_Shown, ...], money: bool) -> str:
        """Say the money first, and by the unit of what it is counted: 100 万元/项 × 2."""
        first, second = operands
        of_money = [self.is_money(operand) for operand in amount.operands]
        if of_money == [False, True]:
            first, second = second, first
        counted = amount.operands[0] if of_money == [False, True] else amount.operands[1]
        rate, times = self.operand(first, money), self.operand(second, False)
        if isinstance(counted, FactAmount) and (unit := self.policies.facts[counted.fact].unit) and money:
            return self._say("per", rate=rate, unit=unit.in_language(self.language), times=times)
        return self._say("times", left=rate, right=times)

    def operand(self, operand: _Shown, money: bool, *, summed: bool = False) -> str:
        """Say an operand, in parentheses where it would be read with its neighbours; + leaves products whole."""
        amount, closest = self._in_words(operand), (Operation.PRODUCT, Operation.QUOTIENT) if summed else ()
        choosing = isinstance(amount, Cases | TableLookup | Bands | Lookup)
        grouped = choosing or (isinstance(amount, Calculation) and amount.operation not in closest)
        return self._say("group", amount=self._said(operand, money)) if grouped else self._said(operand, money)

    def item(self, operand: _Shown, money: bool) -> str:
        """Say an amount that has a place of its own, in parentheses where it is itself a list of several."""
        said = self._said(operand, money)
        amount = self._in_words(operand)
        return self._say("group", amount=said) if self._is_list(amount) else said

    def _in_words(self, operand: _Shown) -> Amount | None:
        """Return the amount whose form the words of an operand have; None where they are a figure."""
        while isinstance(operand, AmountTrace):
            match operand.amount:
                case Calculation() | Bands():
                    operand = operand.amount
                case NamedAmount(name=name) if name not in self._by_name:
                    operand = operand.operands[0]
                case Cases() | TableLookup() | Lookup() if len(operand.operands) == 1:
                    operand = operand.operands[0]
                case _:
                    return None
        while isinstance(operand, NamedAmount | Dated):
            if isinstance(operand, NamedAmount) and operand.name in self._by_name:
                return None
            operand = operand.meaning if isinstance(operand, Dated) else self.policies.amounts[operand.name]
        return None if isinstance(operand, GrantOf) else operand

    def _is_list(self, amount: Amount | None) -> bool:
        match amount:
            case Cases() | TableLookup() | Bands() | Lookup():
                return True
            case Calculation(operation=Operation.LEAST | Operation.GREATEST, operands=operands):
                return [isinstance(operand, Constant) for operand in operands] not in ([True, False], [False, True])
            case _:
                return False

    def _said(self, operand: _Shown, money: bool) -> str:
        if isinstance(operand, AmountTrace):
            return self.computation(operand, money=money)
        return self.amount(operand, money=money)
