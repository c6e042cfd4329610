"""What decides which amounts are added: forms of support that are summed apart, and how often an amount is paid."""

from __future__ import annotations

from iotcheck.loader.context import Context
from iotcheck.loader.records import read_record, read_value
from iotcheck.model import Every, Period, Text
from iotcheck.reader import Mapping, Node
from iotcheck.values import BadValueError, parse_count


def read_support(context: Context, node: Node) -> tuple[Text, bool] | None:
    """Read a form of support: its text, and whether its amounts are summed apart."""
    if not isinstance(node, Mapping) or "totals" not in node.entries:
        text = context.text(node)
        return None if text is None else (text, False)
    totals = read_value(context, node.entries["totals"][1], "word:totals")
    words = node.without("totals")
    plain = words.get(context.languages[0]) if len(context.languages) == 1 else None  # there a text is a plain string
    text = context.text(plain if plain is not None and len(words.entries) == 1 else words)
    return None if text is None or totals is None else (text, True)


def read_period(context: Context, node: Node) -> Period | None:
    """Read how often an amount is paid: a word, or a record with a limit."""
    if not isinstance(node, Mapping):
        word = read_value(context, node, "word:period")
        return None if word is None else Period(Every(word))
    found = read_record(context, node, "period")
    return None if found is None else Period(Every(found["every"]), found.get("at_most"))


def read_times(context: Context, node: Node) -> int | None:
    """Read how many times: a whole number from 1."""
    return context.parsed(node, _from_one)


def _from_one(text: str) -> int:
    number = parse_count(text)
    if number < 1:
        raise BadValueError("too-low", value=number, limit=1)
    return number
