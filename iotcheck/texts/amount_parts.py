"""What amounts are made of: money or things, how many terms when written out, names used more than once."""

from collections import Counter
from collections.abc import Iterable

from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Constant,
    DerivedAmount,
    FactAmount,
    FactType,
    NamedAmount,
    Operation,
    PolicySet,
    TableLookup,
)
from iotcheck.model.walk import walk, written_parts


class AmountParts:
    """Looks into the amounts of one policy set; what a name stands for is looked at once."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self._terms: dict[str, int] = {}
        self._of_money: dict[str, bool] = {}

    def is_money(self, amount: Amount) -> bool:
        """Return whether an amount counts money by what it is made of, rather than things."""
        match amount:
            case Constant():
                return amount.money
            case FactAmount():
                return self.policies.facts[amount.fact].type is FactType.MONEY
            case NamedAmount(name=name):
                if name not in self._of_money:
                    self._of_money[name] = self.is_money(self.policies.amounts[name])
                return self._of_money[name]
            case Calculation(operation=Operation.QUOTIENT | Operation.ROUND):
                return self.is_money(amount.operands[0])
            case _:
                return any(map(self.is_money, self._alternatives(amount)))

    def count_terms(self, amount: Amount) -> int:
        """Return how many terms a formula has that is written out."""
        if isinstance(amount, NamedAmount):
            if amount.name not in self._terms:
                self._terms[amount.name] = self.count_terms(self.policies.amounts[amount.name])
            return self._terms[amount.name]
        parts = self._alternatives(amount)
        if isinstance(amount, DerivedAmount):
            parts = [part for part in written_parts(amount) if isinstance(part, Amount)]
        return 1 + sum(map(self.count_terms, parts))

    def used_again(self, amount: Amount) -> tuple[str, ...]:
        """Return the names that an amount uses more than once, in the file's order."""
        used = Counter(node.name for node in walk(self.policies, amount) if isinstance(node, NamedAmount))
        return tuple([name for name in self.policies.amounts if used[name] > 1])

    def _alternatives(self, amount: Amount) -> Iterable[Amount]:
        """Return the amounts of which one consists, or may be."""
        match amount:
            case Calculation():
                return amount.operands
            case Cases():
                return (*(branch.then for branch in amount.branches), amount.otherwise)
            case DerivedAmount():
                return (amount.meaning,)
            case TableLookup():
                table = self.policies.tables[amount.table]
                return (*table.rows.values(), *([] if table.otherwise is None else [table.otherwise]))
            case _:
                return ()
