"""Editions, and when one can apply under them, read from nodes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from iotcheck.loader.context import Context
from iotcheck.loader.records import exact_keys, read_record, read_value
from iotcheck.model import Applying, Confidence, Edition, NeededDocument, Status, Text, Window
from iotcheck.reader import Mapping, Node, Scalar


class LastDay(NamedTuple):
    """A last day; `reckoned` says how it was worked out where the source does not give it."""

    day: date
    reckoned: Text | None = None


def read_last_day(context: Context, node: Node) -> LastDay | None:
    """Read a last day: a date, or a day with the words on how it was reckoned."""
    if isinstance(node, Mapping):
        found = read_record(context, node, "reckoned_day")
        return LastDay(**found) if found is not None else None
    day = context.date(node)
    return LastDay(day) if day is not None else None


def read_period(context: Context, node: Node, start: date | None, until: LastDay | None) -> bool:
    """Return whether a period does not end before it begins; if it does, that is noted at its `until`."""
    if start is None or until is None or start <= until.day or not isinstance(node, Mapping):
        return True
    context.problem(node.entries["until"][1], "until-before-from", start=start, until=until.day)
    return False


def read_applying(context: Context, node: Node) -> Applying | None:
    """Read when one can apply: a word, a list of windows, or those that a yearly call has had so far."""
    if isinstance(node, Scalar):
        word = context.word(node, "apply")
        return (
            None
            if word is None
            else Applying(anytime=word == "anytime", yearly=word == "yearly", location=node.location)
        )
    if isinstance(node, Mapping) and not exact_keys(context, node, ("yearly",)):
        return None
    yearly = isinstance(node, Mapping)
    listed = node.entries["yearly"][1] if isinstance(node, Mapping) else node
    windows = read_value(context, listed, "list:record:window")
    return Applying(windows=windows, yearly=yearly, location=node.location) if windows else None


def read_window(context: Context, node: Node) -> Window | None:
    """Read one window; one without any day is noted."""
    found = read_record(context, node, "window")
    if found is None:
        return None
    start, until = found.get("from"), found.get("until")
    if start is None and until is None:
        context.problem(node, "window-without-days")
        return None
    if not read_period(context, node, start, until):
        return None
    return Window(
        start=start,
        until=until.day if until else None,
        reckoned=until.reckoned if until else None,
        note=found.get("note"),
        sources=found.get("source", ()),
        location=node.location,
    )


def read_needed(context: Context, node: Node) -> NeededDocument | None:
    """Read a document that an edition asks for: its id, or that with the condition on which it is needed."""
    if isinstance(node, Mapping):
        found = read_record(context, node, "needed_document")
        return NeededDocument(**found, location=node.location) if found is not None else None
    name = context.reference(node, "documents")
    return NeededDocument(document=name, location=node.location) if name is not None else None


def read_edition(context: Context, node: Node) -> Edition | None:
    """Read an edition; `known_to` falls back to the file's `as_of`, or its own `from` where that is later."""
    found = read_record(context, node, "edition")
    if found is None:
        return None
    start, until = found.get("from"), found.get("until")
    if not read_period(context, node, start, until):
        return None
    return Edition(
        start=start,
        until=until.day if until else None,
        reckoned=until.reckoned if until else None,
        known_to=found.get("known_to", max(context.as_of, start or date.min)),
        doubtful="known_to" in found and until is not None and found["known_to"] < until.day,
        status=Status(found["status"]),
        confidence=Confidence(found["confidence"]),
        when=found.get("when"),
        ceiling=found["ceiling"],
        period=found.get("period"),
        sources=found["source"],
        reviewed=found.get("reviewed"),
        applying=found.get("apply"),
        documents=found.get("documents", ()),
        location=node.location,
    )
