"""The policy set: sources, agencies, programs and their editions, as a policy file states them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping, Set
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from iotcheck.errors import DataError, Location, Problem
from iotcheck.model.applying import Applying, Window, WindowOnDay
from iotcheck.model.combining import CombineRule
from iotcheck.model.dates import Length
from iotcheck.model.facts import Fact, Text, fold
from iotcheck.model.lookups import OTHERWISE, Cell, Limit
from iotcheck.model.rules import Amount, Condition, NoAmount
from iotcheck.model.sources import Agency, Citation, Evidence, Source
from iotcheck.model.standing import Confidence, Status
from iotcheck.model.sums import MAIN_GROUP, Every, Period, SumGroup
from iotcheck.record import Record
from iotcheck.spelling import likely_slip
from iotcheck.values import BadValueError, Number, Value, exact


class Everyone(Record):
    """The condition of a program that is open to all: always true."""

    location: Location


class Note(Record):
    """Something a reader should know; dated where it came later than the terms."""

    text: Text
    date: datetime.date | None = None
    confidence: Confidence | None = None
    sources: tuple[Citation, ...] = ()
    location: Location


class NeededDocument(Record):
    """A document that an application needs; where `when` is not None, only of applicants of whom it holds."""

    document: str
    when: Condition | None = None
    location: Location


class Edition(Record):
    """A program's terms during a period, both ends included, None where open.

    `known_to` is the last day for which the authors know the terms (`own_known_to`: as the edition itself says), and
    `counts_to` the last on which they count without a new look, None if the same. `when` is None for background;
    `applying` is None where nothing is said of when one can apply. `reckoned` says how `until` was worked out where no
    source gives it. `doubtful` are terms that ended on `until` at the latest, and for certain are known up to an
    earlier day only. `period` says how often the amount is paid; None (the file does not say) counts as once.
    """

    start: date | None = None
    until: date | None = None
    reckoned: Text | None = None
    known_to: date
    counts_to: date | None = None
    own_known_to: bool = False
    doubtful: bool = False
    status: Status
    confidence: Confidence
    when: Condition | Everyone | None = None
    ceiling: Amount | NoAmount
    period: Period | None = None
    sources: tuple[Citation, ...]
    reviewed: date | None = None
    applying: Applying | None = None
    coming: tuple[Window, ...] = ()  # of later editions
    documents: tuple[NeededDocument, ...] = ()
    location: Location

    def window_on(self, day: date) -> WindowOnDay | None:
        """Return when one can apply, seen from a day that the edition covers; None where the file does not say."""
        opens = any(one.start is not None and one.start > day for one in self.coming)
        applying = self.applying or (Applying(location=self.location) if opens else None)
        return applying.on(day, self.until, self.coming) if applying else None

    def covers(self, day: date) -> bool:
        """Whether the edition's period includes the day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    @property
    def last_counted(self) -> date | None:
        """The last day on which the terms count: their end where that is certain, else as long as they are known."""
        certain = self.until is not None and not self.doubtful
        return self.until if certain else self.counts_to or self.known_to

    def stale(self, day: date) -> bool:
        """Whether the terms, which count no more on a day, have no end that is known for certain."""
        return (self.until is None or self.doubtful) and day > (self.counts_to or self.known_to)

    def last_checked(self, day: date) -> date | None:
        """Return the day on which terms were last known that still count on a later one; None where that is certain."""
        doubted = (self.until is None or self.doubtful) and self.counts_to is not None
        return self.known_to if doubted and self.known_to < day and not self.stale(day) else None


class Program(Record):
    """One support measure with its editions; `apart`: amounts of its form of support are summed by themselves."""

    id: str
    title: Text
    summary: Text | None = None
    topic: Text | None = None
    agencies: tuple[str, ...] = ()
    support: str
    apart: bool = False
    editions: tuple[Edition, ...]
    url: str | None = None
    apply_at: Text | None = None  # a web address, the same in each language, or words
    notes: tuple[Note, ...] = ()
    next_steps: tuple[Text, ...] = ()
    see: tuple[str, ...] = ()
    location: Location

    def edition_on(self, day: date) -> Edition | None:
        """Return the edition in force that day: of several, the one that began last, or stands last if equal."""
        covering = [edition for edition in self.editions if edition.covers(day)]
        return max(reversed(covering), key=lambda edition: edition.start or date.min, default=None)

    def ended_before(self, day: date) -> Edition | None:
        """Return the edition that was the last to end before a day that none covers."""
        ended = [edition for edition in self.editions if edition.until is not None and edition.until < day]
        return max(ended, key=lambda edition: edition.until or date.min, default=None)

    def begins_after(self, day: date) -> Edition | None:
        """Return the edition that is the next to begin after a day that none covers."""
        coming = [edition for edition in self.editions if edition.start is not None and edition.start > day]
        return min(coming, key=lambda edition: edition.start or date.max, default=None)

    def nearest(self, day: date) -> Edition | None:
        """Return the edition of a day; where there is none, the last that has ended, or else the next to begin."""
        return self.edition_on(day) or self.ended_before(day) or self.begins_after(day)

    def sum_group(self, edition: Edition) -> SumGroup:
        """Return with which amounts those of an edition may be added."""
        return SumGroup(self.support if self.apart else None, edition.period.every if edition.period else Every.ONCE)


class NamedCondition(Record):
    """A condition that others use by name."""

    id: str
    text: Text
    condition: Condition
    location: Location


class Table(Record):
    """Amounts by choice; `otherwise` for choices without a row of their own.

    A table with two keys, or with `limits` for amounts among its keys, has `cells` instead (see `model.lookups`). One
    that conditions look up has `values`: whether something holds, or (`choices_of`) choices of a fact.
    """

    id: str
    rows: dict[str, Amount]
    otherwise: Amount | None
    cells: Mapping[Cell, Amount] = MappingProxyType({})
    limits: tuple[dict[str, Limit], ...] = ()
    values: Mapping[str, bool | str] = MappingProxyType({})
    choices_of: str | None = None
    text: Text | None = None
    sources: tuple[Citation, ...] = ()
    location: Location

    @property
    def own_rows(self) -> Set[str]:
        """The choices that have rows of their own."""
        return (self.rows.keys() | self.values.keys()) - {OTHERWISE}

    @property
    def amounts(self) -> dict[Cell, Amount]:
        """Every amount of the table by the names of its rows, `otherwise` among them."""
        found: dict[Cell, Amount] = {(row,): amount for row, amount in self.rows.items()}
        if self.otherwise is not None:
            found[OTHERWISE,] = self.otherwise
        return {**found, **self.cells}


class PolicySet(Record):
    """One policy file, whole and checked. Dictionaries keep the file's order.

    `as_of` is the day that results speak of by default. A file that `follows_today` leaves it to whoever asks; here it
    is then the day to which the file is known, of which its cases and documents speak. `known_to` is that day where the
    file states one, and `stale_after` how long terms count after the day to which they are known.
    """

    id: str
    title: Text
    as_of: date
    follows_today: bool = False
    known_to: date | None = None
    stale_after: Length | None = None
    currency: str
    smallest_units: int  # in one unit of the currency, such as 100 pence
    languages: tuple[str, ...]
    sources: dict[str, Source]
    agencies: dict[str, Agency]
    supports: dict[str, Text]
    documents: dict[str, Evidence]
    facts: dict[str, Fact]
    conditions: dict[str, NamedCondition]
    amounts: dict[str, Amount]
    tables: dict[str, Table]
    programs: dict[str, Program]
    notes: tuple[Note, ...]
    sha256: str
    location: Location  # of the file as a whole
    combine: tuple[CombineRule, ...] = ()
    pieces: tuple[str, ...] = ()  # paths of the files that it includes

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of the file and its pieces, in their order."""
        return self.location.file, *self.pieces

    def piece_of(self, location: Location) -> str | None:
        """Return the name of the piece in which a place lies; None for the main file."""
        return location.file.replace("\\", "/").rpartition("/")[2] if location.file in self.pieces else None

    @property
    def known_day(self) -> date:
        """The last day of which the file claims to know the rules."""
        return self.known_to or self.as_of

    @property
    def decimal_places(self) -> int:
        """How many decimals the smallest unit of the currency has: 2 for pence."""
        return len(str(self.smallest_units)) - 1

    def sum_groups(self) -> tuple[SumGroup, ...]:
        """Return the groups in which the amounts of all editions are summed, the main group first."""
        used = {program.sum_group(edition) for program in self.programs.values() for edition in program.editions}
        return tuple(sorted(used | {MAIN_GROUP}, key=lambda group: group.order))

    def round_down(self, amount: Number) -> Number:
        """Return an amount of money rounded down to the smallest unit of the currency."""
        return exact(Fraction(math.floor(amount * self.smallest_units), self.smallest_units))

    def fact_names(self) -> dict[str, str]:
        """Return what each fact may be called, its id and its labels as the file writes them → its id."""
        found = {name: name for name in self.facts}
        for name, fact in self.facts.items():
            found |= {label: name for label in fact.label.by_language.values() if label not in found}
        return found

    def admit(self, answers: Mapping[str, object], as_of: date, place: str = "answers") -> dict[str, Value | None]:
        """Return answers that a program gives, each in its fact's usual form, None for *don't know*.

        Raise DataError with every problem, placed like `answers["registered"]`: unknown facts, and values that are not
        of their fact's type or bounds on the day of assessment.
        """
        admitted: dict[str, Value | None] = {}
        problems: list[Problem] = []
        for name, value in answers.items():
            here = Location(f'{place}["{name}"]')
            fact = self.facts.get(name)
            if fact is None:
                problems.append(unknown_fact(here, str(name), self.facts))
                continue
            try:
                admitted[name] = None if value is None else fact.admit(value)
                fact.check_day(admitted[name], as_of)
            except BadValueError as error:
                problems.append(Problem(here, error.code, error.params))
        if problems:
            raise DataError(problems)
        return admitted

    def channel(self, program: Program) -> Text | None:
        """Return where to apply for a program, a web address or words: its own, or else that of one of its agencies."""
        found = (program.apply_at, *(self.agencies[name].apply_at for name in program.agencies))
        return next((place for place in found if place is not None), None)

    def find_fact(self, text: str) -> str | None:
        """Return the fact that `text` names by id or by label in any language, or None."""
        if text in self.facts:
            return text
        wanted = fold(text)
        return next((fact for name, fact in self.fact_names().items() if fold(name) == wanted), None)


def unknown_fact(place: Location, name: str, names: Iterable[str], known: Iterable[str | Text] = ()) -> Problem:
    """Return the problem of a name that no fact has, with the one of `names` that it may be a slip of.

    Else it shows what is `known`, by default the names.
    """
    params = {"name": name, "suggestion": likely_slip(name, names), "known": tuple(known) or tuple(names)}
    return Problem(place, "unknown-fact", params)
