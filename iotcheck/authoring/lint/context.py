"""What all checks of lint share: the policy set, its rules walked through, proofs asked for, problems collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from iotcheck.authoring.lint.severities import SEVERITIES
from iotcheck.authoring.passages import SourceText
from iotcheck.authoring.proof import Finding, Goal, Outcome, possible
from iotcheck.errors import Location, Problem
from iotcheck.model import (
    Citation,
    ComparesDate,
    ConditionCases,
    Edition,
    GrantOf,
    Met,
    NamedAmount,
    NoAmount,
    Note,
    PolicySet,
    Program,
    RelativeYear,
    TableLookup,
)
from iotcheck.model.cases import DatedCondition, DatedRule
from iotcheck.model.lookups import Dated, DatedValue, Lookup, TableCondition
from iotcheck.model.walk import AnyNode, below, written_parts
from iotcheck.reader import Mapping, Node, Scalar, Sequence
from iotcheck.values import Value

_MAX_TRIED = 100_000  # ways, for all questions together, more for many programs: then the rest is not decided
_TRIED_A_PROGRAM = 1_000


class Root(NamedTuple):
    """A rule as the file states it, with the edition it belongs to, if it does."""

    node: AnyNode
    edition: Edition | None = None


class LintContext:
    """One linting: collects `problems`, and asks each question of a proof once."""

    def __init__(
        self, policies: PolicySet, root: Node | None = None, texts: MappingOf[str, SourceText] | None = None
    ) -> None:
        self.policies = policies
        self.root = root
        self.texts = texts or {}  # of sources, by their ids
        self.problems: list[Problem] = []
        self._max_tried = max(_MAX_TRIED, _TRIED_A_PROGRAM * len(policies.programs))
        self._tried = 0
        self._noted: set[tuple[Location, str]] = set()
        self._gave_up = False
        self._asked: dict[tuple[object, ...], tuple[tuple[Goal, ...], Finding]] = {}

    def problem(self, location: Location, code: str, **params: object) -> None:
        """Note a problem, each code once at a place."""
        if (location, code) not in self._noted:
            self._noted.add((location, code))
            self.problems.append(Problem(location, code, params, SEVERITIES[code]))

    def place(self, section: str, name: str, otherwise: Location) -> Location:
        """Return where a section declares a name, or the other place where the file's nodes are not at hand."""
        declared = self.root.get(section) if isinstance(self.root, Mapping) else None
        return declared.entries[name][0].location if isinstance(declared, Mapping) else otherwise

    def impossible(
        self, goals: Iterable[Goal], at: Location, edition: Edition | None = None, given: Iterable[Goal] = ()
    ) -> bool:
        """Whether goals cannot be reached together, whatever the answers and however late the day.

        What cannot be decided is noted at `at` (unless what is `given` cannot either), and is not called impossible.
        """
        outcomes = {finding.outcome for finding in self._findings(goals, at, edition, given)}
        return outcomes == {Outcome.NO}

    def example(
        self, goals: Iterable[Goal], at: Location, edition: Edition | None = None, given: Iterable[Goal] = ()
    ) -> MappingOf[str, Value] | None:
        """Return answers that reach goals together, or None; what cannot be decided is noted as above."""
        found = self._findings(goals, at, edition, given)
        return next((finding.answers for finding in found if finding.outcome is Outcome.YES), None)

    def days(self, edition: Edition | None) -> tuple[date, ...]:
        """Return the days to ask about: the file's own where an edition covers it, and a late one.

        Where a condition depends on the day, it holds for more and more days as it grows late. The exception are
        calendar years seen from the day: where there are such, a day of each year that a rule's own days are near to.
        """
        first = last = self.policies.as_of
        last = last.replace(day=1, year=min(last.year + 100, date.max.year))
        if edition is not None:
            first = min(max(first, edition.start or date.min), edition.until or date.max)
            last = min(max(last, first), edition.until or date.max)
        return (first, *(day for day in self._other_years if first < day < last), last)

    @cached_property
    def _other_years(self) -> list[date]:
        """A day in each year, and the next, in which a comparison has an end; none where no year moves with the day."""
        compared = [
            node for root in self.roots for node in stated(self.policies, root.node) if isinstance(node, ComparesDate)
        ]
        if not any(isinstance(node.bound, RelativeYear) for node in compared):
            return []
        ends = [end for node in compared if not node.moves for end in node.days(self.policies.as_of) or ()]
        years = {end.year + step for end in ends if end not in (date.min, date.max) for step in (0, 1)}
        return [date(year, 1, 1) for year in sorted(years) if year <= date.max.year]

    @cached_property
    def scalars(self) -> list[Scalar]:
        """All single texts of the file, in its order; none where its nodes are not at hand."""
        return list(_scalars(self.root))

    @cached_property
    def editions(self) -> list[tuple[Program, Edition]]:
        """All editions with their programs."""
        return [(program, edition) for program in self.policies.programs.values() for edition in program.editions]

    @cached_property
    def roots(self) -> list[Root]:
        """Every rule that the file states: each condition and amount is below exactly one of them, names aside."""
        policies = self.policies
        rules: list[Root] = [Root(named.condition) for named in policies.conditions.values()]
        rules += [Root(fact.asked_if) for fact in policies.facts.values() if fact.asked_if is not None]
        rules += [Root(amount) for amount in policies.amounts.values()]
        rules += [Root(row) for table in policies.tables.values() for row in table.amounts.values()]
        for _, edition in self.editions:
            rules += [Root(edition.when, edition)] if edition.when is not None else []
            rules += [Root(edition.ceiling, edition)] if not isinstance(edition.ceiling, NoAmount) else []
            rules += [Root(needed.when) for needed in edition.documents if needed.when is not None]
        return rules + [Root(one) for rule in policies.combine for one in rule.roots]

    @cached_property
    def notes(self) -> list[Note]:
        """All notes, of programs and of the file."""
        return [note for program in self.policies.programs.values() for note in program.notes] + [*self.policies.notes]

    @cached_property
    def citations(self) -> list[tuple[Citation, bool]]:
        """All citations, and whether each is what an edition's terms rest on."""
        found = [(cited, edition.when is not None) for _, edition in self.editions for cited in edition.sources]
        found += [(citation, False) for note in self.notes for citation in note.sources]
        found += [(cited, False) for document in self.policies.documents.values() for cited in document.sources]
        windows = (window for _, edition in self.editions if edition.applying for window in edition.applying.windows)
        found += [(citation, False) for window in windows for citation in window.sources]
        for root in self.roots:
            for node in stated(self.policies, root.node):
                found += [(citation, False) for citation in getattr(node, "sources", ())]
        found += [(citation, False) for table in self.policies.tables.values() for citation in table.sources]
        dated = [node for root in self.roots for node in stated(self.policies, root.node)]
        values: list[DatedValue | DatedRule] = [one for node in dated if isinstance(node, Dated) for one in node.values]
        values += [one for node in dated if isinstance(node, DatedCondition) for one in node.rules]
        found += [(citation, False) for one in values for citation in one.sources]
        found += [(citation, False) for rule in self.policies.combine for citation in rule.sources]
        return found

    def _findings(
        self, goals: Iterable[Goal], at: Location, edition: Edition | None, given: Iterable[Goal]
    ) -> list[Finding]:
        before = tuple(given)
        wanted = (*before, *goals)
        findings = [self._ask(wanted, day) for day in self.days(edition)]
        outcomes = {finding.outcome for finding in findings}
        left_open = Outcome.NOT_DECIDED in outcomes and Outcome.YES not in outcomes
        if left_open and self._tried >= self._max_tried:
            if not self._gave_up:
                self.problem(at, "not-decided")
            self._gave_up = True  # said once, and not of every question that is left
        elif left_open and all(self._ask(before, day).outcome is not Outcome.NOT_DECIDED for day in self.days(edition)):
            self.problem(at, "not-decided")
        return findings

    def _ask(self, goals: tuple[Goal, ...], day: date) -> Finding:
        # NOTE: goals are kept with what was found: the identity of a condition is its own only while it lives
        # (test_lint guards it).
        key = (day, *((id(goal.condition), goal.holds) for goal in goals))
        if key not in self._asked:
            open_question = Finding(Outcome.NOT_DECIDED, {})
            found = possible(self.policies, goals, day) if self._tried < self._max_tried else open_question
            self._tried += found.tried
            self._asked[key] = (goals, found)
        return self._asked[key][1]


def nodes_below(node: Node | None) -> list[Node]:
    """Return what stands directly below a node of the file, keys included."""
    match node:
        case Mapping():
            return [one for pair in node.entries.values() for one in pair]
        case Sequence():
            return node.items
        case _:
            return []


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for child in nodes_below(node):
        yield from _scalars(child)


def stated_below(policies: PolicySet, node: AnyNode) -> tuple[AnyNode, ...]:
    """Return what stands directly below a node in the same place of the file: names are not followed."""
    if isinstance(node, ConditionCases | Lookup | Dated):
        return written_parts(node)
    named = Met | NamedAmount | TableLookup | TableCondition | GrantOf
    return () if isinstance(node, named) else below(policies, node)


def stated(policies: PolicySet, node: AnyNode) -> Iterator[AnyNode]:
    """Yield a node and everything below it in the same place of the file."""
    yield node
    for child in stated_below(policies, node):
        yield from stated(policies, child)


def eligible(edition: Edition) -> tuple[Goal, ...]:
    """Return what it takes to meet an edition's condition."""
    return (Goal(edition.when),) if edition.when is not None else ()


def written(value: object) -> str:
    """Return a value as a policy file or an answer would have it."""
    match value:
        case bool():
            return str(value).lower()
        case tuple():
            return ",".join(str(one) for one in value) or "none"
        case Fraction() if (10**15 * value).denominator == 1:
            return f"{float(value):.15g}"
        case _:
            return str(value)


def example_text(answers: MappingOf[str, Value]) -> str:
    """Return answers as `--set` takes them, one after the other."""
    return ", ".join(f"{fact}={written(value)}" for fact, value in answers.items())
