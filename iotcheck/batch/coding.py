"""Coding: how the values of one fact become bytes, so that a table's column is one byte per applicant.

Values that no leaf can tell apart share a code; the truth of a leaf for a code is what the tree walker says of one such
value, so that no meaning is stated twice. A fact with many leaves gets several columns of codes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from iotcheck.batch.dependencies import Dependencies, operands
from iotcheck.batch.dictionary import Remembered
from iotcheck.engine import Evaluation
from iotcheck.engine.partition import Cut, Partition, cuts_of, named_options, on_line, sides_of
from iotcheck.logic import Truth
from iotcheck.model import Compares, Condition, Fact, FactType, PolicySet
from iotcheck.values import Value

# The codes of open facts, in every column; no truth tells them apart, only the next question does.
NOT_ASKED = 255
DONT_KNOW = 254
UNREADABLE = 253  # never given by a coding: tables mark cells with it whose rows they take out
_MOST_CODES = 253  # of known values
_SUBSET_LEAVES = 7  # leaves of a choices fact in one column: a bit each, and the codes of open facts stay free
_KEPT_SUBSETS = 1 << 16

Combination = tuple[Value | None, ...]  # of the values of some facts


class Leaves:
    """The leaves of one fact, and what the tree walker says of them."""

    def __init__(self, policies: PolicySet, as_of: date, fact: Fact, conditions: Sequence[Condition]) -> None:
        self.policies = policies
        self.as_of = as_of
        self.fact = fact
        self.conditions = tuple(conditions)
        self._dependencies = Dependencies(policies)

    def truths(self, value: Value | None, conditions: Sequence[Condition] | None = None) -> tuple[Truth, ...]:
        """Return the truth of each leaf for a value, None where the fact is open."""
        evaluation = Evaluation(self.policies, {} if value is None else {self.fact.id: value}, self.as_of)
        return tuple([evaluation.condition(leaf).high for leaf in conditions or self.conditions])

    def partition(self, conditions: Sequence[Condition] | None = None) -> Partition:
        """Return the cells of a number or day that these conditions, or all, tell apart."""
        return Partition(self.fact, chain.from_iterable(map(self._cuts, conditions or self.conditions)))

    def _cuts(self, condition: Condition) -> Iterator[Cut]:
        unanswered = Evaluation(self.policies, {}, self.as_of)
        for leaf in self._dependencies.leaves(condition):
            parts = operands(leaf) if isinstance(leaf, Compares) else ()
            yield from cuts_of(leaf, self.as_of, sides_of(map(unanswered.amount, parts)))


class Place(NamedTuple):
    """Where a leaf stands: a column of its fact, and its truth there by code (256 of them)."""

    column: int
    truths: tuple[Truth, ...]


class Coding(ABC):
    """The codes of one fact: for each value a byte in each of `columns` columns, and for each leaf its place."""

    columns: int
    places: tuple[Place, ...]
    examples: dict[int, Value | None] | None = None  # code → a value, where one column of codes tells all that matters

    @abstractmethod
    def codes(self, value: Value | None) -> tuple[int, ...]:
        """Return the codes of a value, one per column; None is *don't know*."""

    def numbered(self, codes: bytes) -> tuple[Remembered[Combination], bytes]:
        """Return the examples of all codes seen so far, and for each of some codes the number of its own."""
        seen, examples = self._seen_codes, self.examples or {}
        seen += sorted(set(codes.translate(None, delete=seen.whole("bytes", bytes))))
        number_of = seen.whole("numbers", lambda codes: bytes.maketrans(bytes(codes), bytes(range(len(codes)))))
        return seen.made("examples", lambda new: [(examples[code],) for code in new]), codes.translate(number_of)

    @cached_property
    def _seen_codes(self) -> Remembered[int]:
        return Remembered()

    @property
    def not_asked(self) -> tuple[int, ...]:
        """The codes of a fact that was not asked."""
        return (NOT_ASKED,) * self.columns


def code_fact(leaves: Leaves, *, by_value: bool) -> Coding:
    """Choose the coding of a fact; with `by_value` one that tells all values apart, where they are few."""
    fact = leaves.fact
    listed: Sequence[Value] = ()
    match fact.type:
        case FactType.CHOICES:
            return SubsetCoding(leaves)
        case FactType.BOOLEAN:
            listed = (False, True)
        case FactType.CHOICE:
            listed = tuple(fact.choices)
        case FactType.COUNT if by_value and isinstance(fact.maximum, int):
            low = fact.minimum if isinstance(fact.minimum, int) else 0
            if fact.maximum - low < _MOST_CODES:
                listed = range(low, fact.maximum + 1)
    return CellCoding(leaves, listed, by_value=by_value)


class CellCoding(Coding):
    """Codes of values that are listed one by one, or that lie in cells of a partition."""

    def __init__(self, leaves: Leaves, listed: Sequence[Value], *, by_value: bool) -> None:
        self._cell_of = {value: cell for cell, value in enumerate(listed)}
        if listed:
            values, runs = listed, _runs_of_listed(leaves, listed)
        else:
            self._partition = leaves.partition()
            values = self._partition.values()
            runs = [_runs(leaves, condition, values, self._partition) for condition in leaves.conditions]
        exact = by_value and 0 < len(listed) <= _MOST_CODES
        columns = _columns(runs, len(values), all_apart=exact)
        self.columns = len(columns)
        self._codes = list(zip(*(column.codes for column in columns), strict=True))
        self._open = (DONT_KNOW,) * self.columns
        if self.columns == 1 and (exact or not by_value):
            self.examples = {NOT_ASKED: None, DONT_KNOW: None, **dict(zip(columns[0].codes, values, strict=True))}
        self.places = _places(columns, leaves.truths(None))

    def codes(self, value: Value | None) -> tuple[int, ...]:
        if value is None:
            return self._open
        if self._cell_of:
            return self._codes[self._cell_of[value]]
        return self._codes[self._partition.cell_of(on_line(value))]


class SubsetCoding(Coding):
    """Codes of sets of choices: bit i of a code is the truth of the i-th leaf of its column."""

    def __init__(self, leaves: Leaves) -> None:
        self._leaves = leaves
        conditions = leaves.conditions
        starts = range(0, max(1, len(conditions)), _SUBSET_LEAVES)
        self._groups = [conditions[start : start + _SUBSET_LEAVES] for start in starts]
        parts = Dependencies(leaves.policies)
        self._seen = [
            frozenset(named_options(leaves.fact, [leaf for one in group for leaf in parts.leaves(one)]))
            for group in self._groups
        ]
        self._restricted: list[dict[tuple[str, ...], int]] = [{} for _ in self._groups]
        self._known: dict[Value | None, tuple[int, ...]] = {}
        self.columns = len(self._groups)
        open_truths = leaves.truths(None)
        self.places = tuple(
            Place(index // _SUBSET_LEAVES, _subset_truths(index % _SUBSET_LEAVES, open_truths[index]))
            for index in range(len(conditions))
        )

    def codes(self, value: Value | None) -> tuple[int, ...]:
        found = self._known.get(value)
        if found is None:
            if len(self._known) >= _KEPT_SUBSETS:
                self._known.clear()
            columns = range(self.columns)
            found = tuple([DONT_KNOW if value is None else self._code(column, value) for column in columns])
            self._known[value] = found
        return found

    def _code(self, column: int, value: Value) -> int:
        """Evaluate the leaves of one column on what they can see of the value."""
        seen, known = self._seen[column], self._restricted[column]
        visible = tuple([choice for choice in value if choice in seen])  # type: ignore[union-attr]
        code = known.get(visible)
        if code is None:
            if len(known) >= _KEPT_SUBSETS:
                known.clear()
            group = self._groups[column]
            truths = self._leaves.truths(visible, group) if group else ()
            code = known[visible] = sum((truth is Truth.TRUE) << bit for bit, truth in enumerate(truths))
        return code


class _Column(NamedTuple):
    """Some leaves that share codes: the code of each cell, and by code the truth of each leaf."""

    leaves: list[int]
    codes: list[int]
    truths: list[tuple[Truth, ...]]


_Runs = list[tuple[int, Truth]]  # the first cell of each stretch of cells of one truth, the first of them cell 0


def _runs(leaves: Leaves, condition: Condition, values: Sequence[Value], partition: Partition) -> _Runs:
    """Return a leaf's truth along the cells, asked only where it may change: after its own cuts."""
    own = [bisect_right(partition.cuts, cut) for cut in leaves.partition([condition]).cuts]
    return _changes((start, leaves.truths(values[start], [condition])[0]) for start in (0, *own))


def _runs_of_listed(leaves: Leaves, values: Sequence[Value]) -> list[_Runs]:
    """Return each leaf's truth along values that are listed one by one."""
    return [_changes(enumerate(truths)) for truths in zip(*map(leaves.truths, values), strict=True)]


def _changes(truths: Iterable[tuple[int, Truth]]) -> _Runs:
    """Return the cells whose truth differs from that of the cell before."""
    runs: _Runs = []
    for cell, truth in truths:
        if not runs or runs[-1][1] is not truth:
            runs.append((cell, truth))
    return runs


def _columns(leaves: list[_Runs], cells: int, *, all_apart: bool) -> list[_Column]:
    """Divide leaves into columns in each of which few cells are told apart, and code the cells.

    Cells between two changes of truth share a code; with `all_apart` every cell has a code of its own.
    """
    groups: list[list[int]] = [[]]
    starts = [set(range(cells)) if all_apart else {0}]
    for leaf, runs in enumerate(leaves):
        own = {start for start, _ in runs}
        if len(starts[-1] | own) > _MOST_CODES and groups[-1]:
            groups.append([])
            starts.append({0})
        groups[-1].append(leaf)
        starts[-1] |= own
    columns = []
    for group, told_apart in zip(groups, map(sorted, starts), strict=True):
        codes: list[int] = []
        known: dict[tuple[object, ...], int] = {}
        rows = list(zip(*(_along(leaves[leaf], told_apart) for leaf in group), strict=True)) or [()] * len(told_apart)
        for row, start, end in zip(rows, told_apart, [*told_apart[1:], cells], strict=True):
            codes += [known.setdefault((*row, start) if all_apart else row, len(known))] * (end - start)
        columns.append(_Column(group, codes, [key[: len(group)] for key in known]))  # type: ignore[misc]
    return columns


def _along(runs: _Runs, starts: list[int]) -> list[Truth]:
    """Return a leaf's truth at some cells, in order."""
    firsts = [first for first, _ in runs]
    return [runs[bisect_right(firsts, start) - 1][1] for start in starts]


def _places(columns: list[_Column], open_truths: tuple[Truth, ...]) -> tuple[Place, ...]:
    found: dict[int, Place] = {}
    for number, column in enumerate(columns):
        for leaf, truths in zip(column.leaves, zip(*column.truths, strict=True), strict=False):
            by_code = [*truths, *[Truth.FALSE] * (256 - len(truths))]
            by_code[NOT_ASKED] = by_code[DONT_KNOW] = open_truths[leaf]
            found[leaf] = Place(number, tuple(by_code))
    return tuple(found[leaf] for leaf in sorted(found))


def _subset_truths(bit: int, open_truth: Truth) -> tuple[Truth, ...]:
    known = [Truth.TRUE if code >> bit & 1 else Truth.FALSE for code in range(DONT_KNOW)]
    return (*known, open_truth, open_truth)
