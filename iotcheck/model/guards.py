"""What facts count as where they are not asked."""

from __future__ import annotations

from iotcheck.model.rules import Compares, Condition, DerivedCondition, Selects


class IfAsked(DerivedCondition):
    """A leaf over a fact that counts as some value where its guard does not hold; `leaf` is what the author wrote."""

    fact: str
    guard: Condition
    leaf: Selects | Compares
