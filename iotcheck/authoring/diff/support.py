"""Figures that lost their support: no quote of the new file says them, though the old file's did, or they were changed.

A figure without any quote in either file has nothing to lose. A quote that does not stand in the text of its source,
where that is at hand, supports nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from iotcheck.authoring.figures.support import Support, support
from iotcheck.authoring.passages import SourceText
from iotcheck.model import PolicySet
from iotcheck.values import Number

Texts = Mapping[str, SourceText]
_Key = tuple[frozenset[str], Number | date, str]  # programs, value, what it measures


def lost_support(old: PolicySet, new: PolicySet, texts: tuple[Texts, Texts]) -> tuple[Support, ...]:
    """Return the figures of the new file that lost their support, in its order; `texts` are those of both files."""
    before = {_key(old, found): _said(found, texts[0]) for found in support(old)}
    return tuple(
        found
        for found in support(new)
        if not _said(found, texts[1])
        and (before.get(_key(new, found), False) or (found.quoted and _key(new, found) not in before))
    )


def programs_of(policies: PolicySet, figure: Support) -> list[str]:
    """Return the ids of the programs that come to a figure, in the order of the file."""
    return [
        program.id
        for program in policies.programs.values()
        if any(edition.location in figure.stated.editions for edition in program.editions)
    ]


def _said(found: Support, texts: Texts) -> bool:
    """Whether a citation says a figure, in the author's own words or in a quote that its text, if at hand, has."""
    return any(
        said.reading or (text := texts.get(said.citation.document)) is None or text.find(said.citation.quote or "")
        for said in found.said
    )


def _key(policies: PolicySet, found: Support) -> _Key:
    return frozenset(programs_of(policies, found)), found.stated.value, str(found.stated.roles[0].kind)
