"""A calendar of days to apply, as iCalendar (RFC 5545): what a file states, and nothing that is expected of it.

Events are whole days. A UID is made of what stays when a day is moved, so that a calendar which takes a new version of
the file moves its events; without a clock, the same file gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from iotcheck import __version__
from iotcheck.model import Edition, PolicySet, Program, Window
from iotcheck.texts import say
from iotcheck.texts.ceilings import edition_ceiling
from iotcheck.texts.result import agencies
from iotcheck.texts.values import listing
from iotcheck.typeset import one_line

_MAX_OCTETS = 75  # of a line, its end left out
_WARNING = "-P7D"  # how long before a last day a calendar reminds of it


class Event(NamedTuple):
    """A day in a program's calendar: `kind` is opens, closes or ends (of its terms); `of` tells two of a kind apart."""

    program: Program
    edition: Edition
    kind: str
    day: date
    of: str
    note: str = ""


def calendar(policies: PolicySet, programs: Iterable[Program], language: str, day: date) -> str:
    """Return the days to apply for some programs that are not over on a day, as the text of an .ics file."""
    found = sorted(
        (event for program in programs for event in events(program, language) if event.day >= day),
        key=lambda event: (event.day, event.program.id, event.kind),
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//iotcheck//iotcheck {__version__}//{language.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(policies.title.in_language(language))}",
    ]
    for event in found:
        lines += _event(policies, language, event)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def events(program: Program, language: str) -> Iterator[Event]:
    """Yield the days that the editions of a program state: first and last days to apply, and last days of terms."""
    for edition in program.editions:
        windows = edition.applying.windows if edition.applying else ()
        for window in windows:
            note = window.note.in_language(language) if window.note else ""
            if window.start is not None:
                yield Event(program, edition, "opens", window.start, _name(window), note)
            if window.until is not None:
                yield Event(program, edition, "closes", window.until, _name(window), note)
        closing = {window.until for window in windows}
        open_terms = edition.when is not None and edition.status.open_to_applicants
        if open_terms and edition.until is not None and edition.until not in closing:
            yield Event(program, edition, "ends", edition.until, str(edition.start or ""))


def _name(window: Window) -> str:
    """Return what stays of a window when it is prolonged: its first day, or else the last."""
    return str(window.start or window.until)


def _event(policies: PolicySet, language: str, event: Event) -> Iterator[str]:
    program = event.program
    title = program.title.in_language(language)
    summary = one_line(say(language, f"applying.event-{event.kind}", title=title))
    identity = "/".join((policies.id, program.id, event.kind, event.of))
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(identity.encode()).hexdigest()[:32]}@iotcheck"
    yield f"DTSTAMP:{_plain(policies.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_plain(event.day)}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{_plain(event.day + timedelta(1))}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(_description(policies, language, event))}"
    place = policies.channel(program)
    address = place.in_language(language) if place is not None else ""
    if url := address if address.startswith("https://") else program.url:
        yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    if event.kind == "closes":
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(summary)}")
        yield from (f"TRIGGER:{_WARNING}", "END:VALARM")
    yield "END:VEVENT"


def _description(policies: PolicySet, language: str, event: Event) -> str:
    """Return what to know about an event: its note, the maximum, whom to ask, where to apply, and the disclaimer."""
    place = policies.channel(event.program)
    said = [
        event.note,
        edition_ceiling(policies, language, event.edition),
        listing(language, agencies(policies, language, event.program)),
        place.in_language(language) if place is not None else "",
        say(language, "result.disclaimer"),
    ]
    return "\n".join(text for text in said if text)


def _plain(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    r"""Return a text as a value of type TEXT: backslashes, commas, semicolons and line ends are escaped."""
    lines = [one_line(line) for line in text.split("\n")]
    return "\\n".join(line.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;") for line in lines)


def _folded(line: str) -> str:
    """Return a content line in lines of at most 75 octets; all but the first begin with a space, which counts.

    No character is divided: 25 Chinese characters are 75 octets, and of a second line 24 are with its space 73.
    """
    folded, room = "", _MAX_OCTETS
    for character in line:
        size = len(character.encode("utf-8"))
        if size > room:
            folded, room = f"{folded}\r\n ", _MAX_OCTETS - 1
        folded, room = folded + character, room - size
    return folded
