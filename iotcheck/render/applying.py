"""When, where and with which documents one applies: as plain data, and as parts of what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from iotcheck.model import Applying, Edition, PolicySet, Window
from iotcheck.render.citations import sources
from iotcheck.render.document import Item
from iotcheck.texts import applying as words
from iotcheck.texts.result import quoted

if TYPE_CHECKING:
    from iotcheck.schemas import applying as data
    from iotcheck.schemas import listing_documents as listings


def window_json(edition: Edition | None, day: date, language: str) -> data.Window | None:
    """Return how the windows of an edition stand on a day; None where the file does not say when one can apply."""
    window = edition.window_on(day) if edition else None
    if window is None:
        return None
    said = window.window
    return {
        "state": window.state,
        "from": iso(window.start),
        "until": iso(window.until),
        "days_left": window.days_left,
        "yearly": window.yearly,
        "seen": [{"from": iso(one.start), "until": iso(one.until)} for one in window.seen],
        "note": said.note.in_language(language) if said and said.note else None,
        "reckoned": said.reckoned.in_language(language) if said and said.reckoned else None,
    }


def applying_json(applying: Applying, language: str) -> listings.Applying:
    """Return when one can apply as the file states it."""
    windows: list[listings.StatedWindow] = [
        {
            "from": iso(window.start),
            "until": iso(window.until),
            "note": window.note.in_language(language) if window.note else None,
            "reckoned": window.reckoned.in_language(language) if window.reckoned else None,
            "sources": sources(window.sources),
        }
        for window in applying.windows
    ]
    return {"anytime": applying.anytime, "yearly": applying.yearly, "windows": windows}


def window_items(policies: PolicySet, language: str, applying: Applying) -> Iterator[Item]:
    """Yield the windows that a file states, with their notes and sources."""
    if not applying.windows:
        yield Item(words.rule(language, applying))
    for window in applying.windows:
        yield Item(words.period(language, window), tuple(_below(policies, language, window)))


def _below(policies: PolicySet, language: str, window: Window) -> Iterator[str]:
    if window.note:
        yield window.note.in_language(language)
    if window.reckoned:
        yield words.reckoned(language, window.reckoned)
    yield from dict.fromkeys(quoted(policies, language, citation) for citation in window.sources)


def iso(day: date | None) -> str | None:
    """Return a day as JSON has it."""
    return day.isoformat() if day else None
