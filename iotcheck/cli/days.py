"""The day that a command speaks of: as `--as-of` says, or else as the policy file does. Here the clock is read."""

import os
from datetime import UTC, date, datetime, timedelta, timezone

from iotcheck.cli.runtime import tell
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.model import PolicySet
from iotcheck.texts import say
from iotcheck.texts.values import day as day_in_words
from iotcheck.values import BadValueError, parse_date

_SHENZHEN = timezone(timedelta(hours=8))
_VARIABLE = "IOTCHECK_TODAY"


def today() -> date:
    """Return the day that it is where the shipped policies are, in UTC+8, or that the environment names.

    With IOTCHECK_TODAY whoever makes documents gets the same ones on another day.
    """
    if (given := os.environ.get(_VARIABLE)) is not None:
        return _parsed(given, _VARIABLE)
    return datetime.now(UTC).astimezone(_SHENZHEN).date()


def parse_as_of(text: str | None) -> date | None:
    """Return the day that `--as-of` names: a date, or `today`."""
    if text is None:
        return None
    return today() if text.strip() in ("today", "今天") else _parsed(text, "--as-of")


def choose_day(policies: PolicySet, named: date | None, language: str) -> date:
    """Return the day that `--as-of` named, or else that of the file; where that has terms for today, that is reported.

    A file that follows today has no other day.
    """
    if named is not None:
        return named
    if policies.follows_today:
        return today()
    if other_day(policies) is not None:
        tell(say(language, "days.own-day", day=day_in_words(language, policies.as_of)))
    return policies.as_of


def other_day(policies: PolicySet) -> date | None:
    """Return today where the file speaks of another day, and yet has terms for it; else None."""
    now = today()
    if policies.follows_today or now == policies.as_of:
        return None
    for program in policies.programs.values():
        edition = program.edition_on(now)
        if edition is not None and edition.status.open_to_applicants and not edition.stale(now):
            return now
        if any(one.start is not None and policies.as_of < one.start <= now for one in program.editions):
            return now
    return None


def _parsed(text: str, place: str) -> date:
    try:
        return parse_date(text)
    except BadValueError as error:
        raise UsageError([Problem(Location(place), error.code, error.params)]) from None
