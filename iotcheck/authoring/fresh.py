"""Freshness: what has ended or soon will, what nobody has looked at for long, what rests on weak sources. Pure.

Nothing here says that a rule is wrong: it says where to look again. The day is given, no clock is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from iotcheck.authoring.passages import SourceText
from iotcheck.errors import Location, Problem, in_order
from iotcheck.model import Confidence, Edition, PolicySet, Program, WindowState
from iotcheck.model.walk import walk

CODES = (
    "edition-ended",
    "ends-soon",
    "window-ended",
    "window-ends-soon",
    "terms-stale",
    "announced-begun",
    "never-reviewed",
    "review-due",
    "low-confidence",
    "source-never-checked",
    "source-unchecked",
    "source-changed",
    "text-without-hash",
)
_SURENESS = (Confidence.REPORTED, Confidence.CORROBORATED, Confidence.OFFICIAL)


class Limits(NamedTuple):
    """How many days ahead an end counts as soon, how many days a look lasts, how sure one should be at least."""

    ending: int = 90
    reviewed: int = 365
    confidence: Confidence = Confidence.CORROBORATED


def fresh(
    policies: PolicySet,
    today: date,
    limits: Limits | None = None,
    texts: Mapping[str, SourceText] | None = None,
) -> list[Problem]:
    """Return where to look again, as warnings, in the order of the file.

    Looked at are programs open to applicants, each by its edition of the day or else the last one before it, and the
    documents that these cite. `texts` are the local texts of sources, by their ids, as far as they are at hand: each is
    held to the hash that it had when it was compared with the rules.
    """
    check = _Check(policies, today, limits or Limits())
    for program in policies.programs.values():
        check.program(program)
    check.sources()
    check.texts(texts or {})
    return in_order(check.problems, policies.files)


class _Check:
    def __init__(self, policies: PolicySet, today: date, limits: Limits) -> None:
        self.policies = policies
        self.today = today
        self.limits = limits
        self.problems: list[Problem] = []
        self.cited: set[str] = set()

    def program(self, program: Program) -> None:
        """Look at the edition of the day, or at the last one that began before it."""
        edition = program.edition_on(self.today) or _last(program, self.today)
        if edition is None or not edition.status.open_to_applicants:
            return
        self.cited |= {citation.document for citation in edition.sources}
        self._period(program, edition)
        self._window(program, edition)
        self._review(program, edition)
        if _SURENESS.index(edition.confidence) < _SURENESS.index(self.limits.confidence):
            self._note(edition.location, "low-confidence", program=program.id, confidence=edition.confidence.value)

    def sources(self) -> None:
        """Look at the documents that current terms rest on."""
        for name, source in self.policies.sources.items():
            if name in self.cited and source.checked is None:
                self._note(source.location, "source-never-checked", name=name)
            elif name in self.cited and source.checked is not None and self._long_ago(source.checked):
                days = (self.today - source.checked).days
                self._note(source.location, "source-unchecked", name=name, checked=source.checked, days=days)

    def texts(self, texts: Mapping[str, SourceText]) -> None:
        """Look at the local texts of sources, whatever the standing of the programs that rest on them."""
        for name, text in texts.items():
            source = self.policies.sources[name]
            if source.sha256 is None:
                self._note(source.location, "text-without-hash", name=name, file=text.file, sha256=text.sha256)
            elif source.sha256 != text.sha256:
                resting = [program.id for program in self.policies.programs.values() if self._rests(program, name)]
                params = {"name": name, "file": text.file, "programs": resting, "sha256": text.sha256}
                self._note(source.location, "source-changed", **params)

    def _rests(self, program: Program, name: str) -> bool:
        """Whether a program cites a source, or comes to a condition that does."""
        cited = [citation for edition in program.editions for citation in edition.sources]
        for edition in program.editions:
            for node in walk(self.policies, edition.when) if edition.when is not None else ():
                cited += getattr(node, "sources", ())
        return any(citation.document == name for citation in cited)

    def _period(self, program: Program, edition: Edition) -> None:
        until, start = edition.until, edition.start
        followed = until is not None and until < date.max and program.edition_on(until + timedelta(1)) is not None
        if until is not None and until < self.today:
            self._note(edition.location, "edition-ended", program=program.id, until=until)
        elif until is not None and not followed and (until - self.today).days <= self.limits.ending:
            days = (until - self.today).days
            self._note(edition.location, "ends-soon", program=program.id, until=until, days=days)
        elif edition.stale(self.today):
            self._note(edition.location, "terms-stale", program=program.id, known_to=edition.known_to)
        if edition.status.value == "announced" and start is not None and start <= self.today:
            self._note(edition.location, "announced-begun", program=program.id, start=start)

    def _window(self, program: Program, edition: Edition) -> None:
        """Look at the windows of an edition that covers the day: the last is over, or soon will be."""
        window = edition.window_on(self.today) if edition.covers(self.today) else None
        if window is None or window.window is None:
            return
        closes, stated = window.until, edition.applying.windows if edition.applying else ()
        followed = any(one.start is not None and closes is not None and one.start > closes for one in stated)
        if window.state is WindowState.CLOSED:
            self._note(window.window.location, "window-ended", program=program.id, until=closes)
        elif not followed and window.days_left is not None and window.days_left <= self.limits.ending:
            days = window.days_left
            self._note(window.window.location, "window-ends-soon", program=program.id, until=closes, days=days)

    def _review(self, program: Program, edition: Edition) -> None:
        if edition.reviewed is None:
            self._note(edition.location, "never-reviewed", program=program.id)
        elif self._long_ago(edition.reviewed):
            days = (self.today - edition.reviewed).days
            self._note(edition.location, "review-due", program=program.id, reviewed=edition.reviewed, days=days)

    def _long_ago(self, day: date) -> bool:
        return (self.today - day).days > self.limits.reviewed

    def _note(self, location: Location, code: str, **params: object) -> None:
        self.problems.append(Problem(location, code, params, "warning"))


def _last(program: Program, today: date) -> Edition | None:
    """Return the edition that ended last before a day."""
    ended = [edition for edition in program.editions if edition.until is not None and edition.until < today]
    return max(ended, key=lambda edition: edition.until or date.min, default=None)
