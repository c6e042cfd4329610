"""Which amounts may be added: those of forms of support that are not summed apart, paid equally often."""

from enum import StrEnum
from typing import NamedTuple


class Every(StrEnum):
    """What an amount is paid for: once, or so much for each year, project or term of support."""

    ONCE = "once"
    YEAR = "year"
    PROJECT = "project"
    TERM = "term"


class Period(NamedTuple):
    """How often a program pays its amount; `at_most` so many times, None where the source sets no limit."""

    every: Every
    at_most: int | None = None


class SumGroup(NamedTuple):
    """Whose amounts may be added: those of one form of support that is summed `apart` (None: of all others), by period.

    Up to 100,000 a year and up to 300,000 once are no 400,000, and a tax relief of 50,000 is no grant.
    """

    apart: str | None
    every: Every

    @property
    def order(self) -> tuple[str, int]:
        """What puts groups in order: what is not apart first, then by support, and then by period."""
        return self.apart or "", list(Every).index(self.every)

    @property
    def name(self) -> str:
        """What names the group in tables: `year`, `tax`, `tax:year`; nothing for the main group."""
        return ":".join(part for part in (self.apart, self.every if self.every is not Every.ONCE else None) if part)


MAIN_GROUP = SumGroup(None, Every.ONCE)
