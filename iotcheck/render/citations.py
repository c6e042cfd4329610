"""Citations and notes as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from iotcheck import model

if TYPE_CHECKING:
    from iotcheck.schemas import documents as data
    from iotcheck.schemas.values import Source


def notes(listed: Iterable[model.Note], language: str) -> list[data.Note]:
    """Return notes as plain data."""
    return [
        {
            "text": note.text.in_language(language),
            "date": note.date.isoformat() if note.date else None,
            "confidence": note.confidence,
            "sources": sources(note.sources),
        }
        for note in listed
    ]


def sources(citations: Iterable[model.Citation]) -> list[Source]:
    """Return citations as plain data."""
    return [
        {"document": citation.document, "section": citation.section, "quote": citation.quote} for citation in citations
    ]
