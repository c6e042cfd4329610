"""Editions, and when one can apply under them, read from nodes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from iotcheck.loader.context import Context, FileDays
from iotcheck.loader.format import RECORDS, TODAY
from iotcheck.loader.records import exact_keys, read_record, read_value
from iotcheck.model import Applying, Citation, Confidence, Edition, NeededDocument, Status, Text, Window
from iotcheck.model.dates import Length
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
    """Read an edition; where it does not say to which day its terms are known, its sources and the file do."""
    found = read_record(context, node, "edition")
    if found is None:
        return None
    start, until = found.get("from"), found.get("until")
    if not read_period(context, node, start, until):
        return None
    known_to = found.get("known_to") or max(_known_to(context, found["source"]), start or date.min)
    doubtful = "known_to" in found and until is not None and known_to < until.day
    counts_to = context.days.stale_after.after(known_to) if context.days.stale_after else None
    return Edition(
        start=start,
        until=until.day if until else None,
        reckoned=until.reckoned if until else None,
        known_to=known_to,
        counts_to=min(counts_to, until.day) if counts_to and until and doubtful else counts_to,
        own_known_to="known_to" in found,
        doubtful=doubtful,
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


def read_file_days(context: Context, mapping: Mapping) -> FileDays:
    """Read of which day the file speaks, to which day it is known, and how long its terms count after that.

    A file that follows the day of the reader has to say to which day it is known.
    """
    keys = RECORDS["file"]
    found = {
        key: read_value(context, mapping.entries[key][1], keys[key].kind) if key in mapping.entries else None
        for key in ("as_of", "known_to", "stale_after")
    }
    as_of, known_to = found["as_of"], found["known_to"]
    follows_today = as_of == TODAY
    if follows_today and "known_to" not in mapping.entries:
        context.problem(mapping.entries["as_of"][1], "missing-key", key="known_to")
    own = known_to if follows_today else as_of
    return FileDays(own or date.min, follows_today, known_to, found["stale_after"])


def read_as_of(context: Context, node: Node) -> date | str | None:
    """Read the day of a file: a date, or that it is the day of whoever reads."""
    return TODAY if isinstance(node, Scalar) and node.text.strip() == TODAY else context.date(node)


def read_length(context: Context, node: Node) -> Length | None:
    """Read a length of time: so many years, months or days."""
    found = read_record(context, node, "length")
    if found is not None and len(found) != 1:
        context.problem(node, "not-one-of-keys", keys=", ".join(RECORDS["length"]))
        return None
    return Length(**found) if found is not None else None


def _known_to(context: Context, sources: tuple[Citation, ...]) -> date:
    """Return to which day terms are known by their sources, as last looked at, or else by the file.

    A file with none of the keys for terms that grow old speaks of its own day, whenever someone looked at its sources.
    """
    days = context.days
    if not days.counts_checks:
        return days.as_of
    checked = [context.checked[cited.document] for cited in sources if cited.document in context.checked]
    return max(checked, default=days.known_to or days.as_of)
