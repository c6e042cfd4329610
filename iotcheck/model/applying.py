"""When one can apply: the windows that a file states, and how they stand on a day. Nothing is expected or guessed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from iotcheck.errors import Location
from iotcheck.model.facts import Text
from iotcheck.model.sources import Citation
from iotcheck.record import Record


class Window(Record):
    """A period during which one can apply, both ends included, None where open.

    `reckoned` says how the last day was worked out where the source does not give it.
    """

    start: date | None = None
    until: date | None = None
    reckoned: Text | None = None
    note: Text | None = None
    sources: tuple[Citation, ...] = ()
    location: Location

    def covers(self, day: date) -> bool:
        """Whether one can apply on a day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


class WindowState(StrEnum):
    """How the windows of an edition stand on a day."""

    OPEN = "open"
    OPENS = "opens"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class WindowOnDay(NamedTuple):
    """How one can apply, seen from a day.

    `window` is the one that is open, else the next to open, else the last that closed. `until` is the last day to apply
    where one can apply now, and `days_left` how many days remain, 0 on that day itself; both are None without an end.
    `seen` are the windows that have closed, in the order in which they did. `yearly` says that there is a window every
    year, of which only those stated are known.
    """

    state: WindowState
    window: Window | None
    start: date | None
    until: date | None
    days_left: int | None
    seen: tuple[Window, ...]
    yearly: bool


class Applying(Record):
    """When one can apply under an edition: at any time, or in windows; those of a yearly call are the known ones."""

    windows: tuple[Window, ...] = ()
    anytime: bool = False
    yearly: bool = False
    location: Location

    def on(self, day: date, last_day: date | None, coming: tuple[Window, ...] = ()) -> WindowOnDay:
        """Return how the windows stand on a day of an edition that ends on `last_day`.

        `coming` are the windows of later editions, which open where none of this one is open or opens before. Of
        several open windows the one that closes last counts. An end that no window states is that of the edition.
        """
        seen = tuple(sorted((one for one in self.windows if _closed(one, day)), key=lambda one: one.until or date.max))
        covering = [one for one in self.windows if one.covers(day)]
        later = [one for one in (*self.windows, *coming) if one.start is not None and one.start > day]
        if self.anytime or covering:
            window = max(covering, key=lambda one: one.until or date.max, default=None)
            until = window.until if window and window.until else last_day
            start = window.start if window else None
            return WindowOnDay(WindowState.OPEN, window, start, until, _days(day, until), seen, self.yearly)
        if later:
            window = min(later, key=lambda one: one.start or date.max)
            return WindowOnDay(WindowState.OPENS, window, window.start, window.until, None, seen, self.yearly)
        if seen:
            window = seen[-1]
            return WindowOnDay(WindowState.CLOSED, window, window.start, window.until, None, seen, self.yearly)
        return WindowOnDay(WindowState.UNKNOWN, None, None, None, None, seen, self.yearly)


def rank(window: WindowOnDay | None) -> tuple[int, date]:
    """Return the place of a program among others: open ones by their last day, then what opens, by its first.

    Programs whose next dates are not known follow, then those that can no longer be applied for.
    """
    if window is None or window.state is WindowState.UNKNOWN or (window.state is WindowState.CLOSED and window.yearly):
        return 2, date.max
    if window.state is WindowState.OPEN:
        return 0, window.until or date.max
    return (1, window.start or date.max) if window.state is WindowState.OPENS else (3, date.max)


def _closed(window: Window, day: date) -> bool:
    return window.until is not None and window.until < day


def _days(day: date, until: date | None) -> int | None:
    return None if until is None else (until - day).days
