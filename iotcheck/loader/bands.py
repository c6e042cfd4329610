"""Amounts by bands, read from nodes."""

from __future__ import annotations

from iotcheck.loader.context import Context
from iotcheck.loader.records import check_keys, read_value
from iotcheck.model import Amount, Band, Constant
from iotcheck.model.bands import bands_of
from iotcheck.reader import Mapping, Node

_LIMITS = ("up_to", "below")
_PAYS = ("rate", "then")


def read_bands(context: Context, node: Mapping) -> Amount | None:
    """Read an amount by bands."""
    amount = read_value(context, node.entries["bands"][1], "amount")
    marginal = context.boolean(node.entries["marginal"][1])
    nodes = context.items(node.entries["steps"][1])
    bands = [_band(context, step, marginal is True, step is nodes[-1]) for step in nodes]
    whole = tuple(band for band in bands if band is not None)
    if amount is None or marginal is None or not whole or len(whole) != len(bands):
        return None
    return bands_of(amount, whole, marginal, node.location) if _ascending(context, whole, nodes) else None


def _band(context: Context, node: Node, marginal: bool, last: bool) -> Band | None:
    step = context.mapping(node)
    if step is None or not check_keys(context, step, (*_LIMITS, *_PAYS), ()):
        return None
    limits, pays = ([key for key in keys if key in step.entries] for keys in (_LIMITS, _PAYS))
    for keys, known in ((limits, _LIMITS), (pays, _PAYS)):
        if len(keys) > 1 or (not keys and known is _PAYS):
            context.problem(step, "not-one-of-keys", keys=known)
            return None
    if last is bool(limits):
        context.problem(step, "last-step-with-limit" if last else "step-without-limit")
        return None
    if marginal and pays == ["then"]:
        context.problem(step.entries["then"][0], "slice-without-rate")
        return None
    amounts = {
        key: read_value(context, value, "outcome" if key == "then" else "amount")
        for key, (_, value) in step.entries.items()
    }
    if None in amounts.values():
        return None
    return Band(
        limit=amounts[limits[0]] if limits else None,
        included=limits != ["below"],
        rate=amounts.get("rate"),
        then=amounts.get("then"),
        location=step.location,
    )


def _ascending(context: Context, bands: tuple[Band, ...], nodes: list[Node]) -> bool:
    """Return whether each limit lies above the one before, as far as they are fixed; those that do not are noted."""
    places = [(one.limit.value, one.included) if isinstance(one.limit, Constant) else None for one in bands]
    wrong = [
        node
        for before, place, node in zip(places, places[1:], nodes[1:], strict=False)
        if before is not None and place is not None and place <= before
    ]
    for node in wrong:
        context.problem(node, "steps-not-ascending")
    return not wrong
