"""Quotes that do not stand in the text of their source, or not in the section that is cited."""

from __future__ import annotations

from iotcheck.authoring.lint.context import LintContext
from iotcheck.authoring.passages import SourceText
from iotcheck.model import Citation


def check_quotes(context: LintContext) -> None:
    """Hold every quote of a source whose text is at hand to that text."""
    for citation, _ in context.citations:
        text = context.texts.get(citation.document)
        if text is not None and citation.quote is not None:
            _check(context, citation, citation.quote, text)


def _check(context: LintContext, citation: Citation, quote: str, text: SourceText) -> None:
    places = text.find(quote)
    if not places:
        near = text.nearest(quote)
        place = f"{text.file}:{near.line}" if near else text.file
        nearest = near.words if near else "—"
        context.problem(citation.location, "quote-not-in-text", quote=quote, place=place, nearest=nearest)
    elif citation.section is not None and all(text.within(place, citation.section) is False for place in places):
        sections = text.sections(places[0])
        actual = sections[-1].mark if sections else "—"
        context.problem(
            citation.location, "quote-in-another-section", quote=quote, section=citation.section, actual=actual
        )
