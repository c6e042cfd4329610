"""Units: an amount, or the sides of a comparison, computed for the rows of a chunk shape by shape.

A named amount is computed for itself: once, whichever programs use it, and so that the shapes of
those that use it are few: they see no more of it than whether it is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import lcm
from typing import NamedTuple

from iotcheck.batch.chunk import Chunk
from iotcheck.batch.coding import Coding, Place
from iotcheck.batch.dependencies import Dependencies
from iotcheck.batch.dictionary import Outcomes
from iotcheck.batch.exact import Column, reduced
from iotcheck.batch.residues import Fixed, Known, Named, Reduction, Residue, compute, is_unstated
from iotcheck.batch.shapes import OutcomePart, Part, code_parts, grouped
from iotcheck.batch.spans import Bits, ByRowError, Span, decided, each
from iotcheck.engine import AmountTrace, Evaluation
from iotcheck.engine.trace import is_unstated as is_unstated_trace
from iotcheck.engine.trace import rests_on_input
from iotcheck.model import Amount, Cases, Compares, Condition, FactAmount, NamedAmount, PolicySet, TableLookup
from iotcheck.model.walk import below
from iotcheck.values import Number

_KEPT_SHAPES = 1 << 14
_WORTH_REDUCING = 3  # rows of a shape that is new: for fewer the tree walker is as quick
_DECIDED, _BOTH_ENDS, _NO_LOW, _NO_HIGH, _NO_END, _UNSTATED = range(6)  # kinds of what a named amount comes to


class Context(NamedTuple):
    """What they are made from: codes of facts, places of their leaves, numbers and outcomes of comparisons."""

    policies: PolicySet
    as_of: date
    dependencies: Dependencies
    codings: Mapping[str, Coding]
    place: Callable[[str, Condition], Place]
    number: Callable[[Compares], int]
    compared: Callable[[Chunk, int], Outcomes[bytes]]
    named: Callable[[str], NamedColumns]
    bits: Mapping[str, int]


class Rows(NamedTuple):
    """Rows of one shape: what each amount can be, and whether it is unstated; no spans where each is for the walker.

    Where they are `fixed`, all rows have the same, and the spans are of one row.
    """

    rows: Sequence[int]
    spans: Sequence[Span]
    unstated: Sequence[bool]
    fixed: bool


class ColumnAmounts:
    """Amounts that look at some `facts`, and are computed together."""

    def __init__(self, context: Context, amounts: Sequence[Amount], facts: tuple[str, ...]) -> None:
        self.facts = facts
        self._context = context
        self._amounts = amounts
        self._names: list[str] = []
        self._residues: dict[object, tuple[Residue, ...]] = {}
        self._parts = self._make_parts()

    def rows(self, chunk: Chunk, marks: bytes | None = None) -> Iterator[Rows]:
        """Yield the rows of each shape, of those that are marked (default: all)."""
        if len(self._residues) > _KEPT_SHAPES:
            self._residues = {}
        for shape, rows in grouped(self._parts, chunk, marks).items():
            residues = self._residues.get(shape)
            if residues is None:
                if len(rows) < _WORTH_REDUCING:
                    yield Rows(rows, (), (), fixed=False)
                    continue
                residues = self._residues[shape] = self._reduce(chunk, rows[0])
            fixed = all(isinstance(residue, Fixed) for residue in residues)
            columns = self._columns(chunk, rows)
            try:
                spans = [compute(residue, columns, 1 if fixed else len(rows)) for residue in residues]
            except ByRowError:
                spans = []
            yield Rows(rows, spans, tuple(map(is_unstated, residues)), fixed)

    def evaluation(self, chunk: Chunk, row: int) -> Evaluation:
        """Return the evaluation of one row by the tree walker."""
        answers = {fact: chunk.values_of(fact)[row] for fact in self.facts}
        return Evaluation(self._context.policies, answers, self._context.as_of)

    def _reduce(self, chunk: Chunk, row: int) -> tuple[Residue, ...]:
        named = {name: self._context.named(name).results(chunk).kinds[row] == _UNSTATED for name in self._names}
        reduction = Reduction(self.evaluation(chunk, row), self._context.bits, named)
        return tuple(map(reduction.reduce, self._amounts))

    def _columns(self, chunk: Chunk, rows: Sequence[int]) -> Callable[[Known | Named], Span]:
        """Return what gives the numbers of facts and named amounts in some rows."""
        taken: dict[str, Span] = {}

        def column(of: Known | Named) -> Span:
            if isinstance(of, Named):
                return self._context.named(of.name).results(chunk).take(rows)
            if of.fact not in taken:
                numbers, denominator = chunk.numbers_of(of.fact)
                taken[of.fact] = decided(Column(list(map(numbers.__getitem__, rows)), denominator))
            return taken[of.fact]

        return column

    def _make_parts(self) -> list[Part]:
        terms = [term for amount in self._amounts for term in self._terms(amount, set())]
        places: dict[str, list[Place]] = {}
        parts: list[Part] = []
        for condition in dict.fromkeys(self._leaves(terms)):
            fact = self._context.dependencies.only_fact(condition)
            if fact is not None:
                places.setdefault(fact, []).append(self._context.place(fact, condition))
            elif isinstance(condition, Compares):
                parts.append(OutcomePart(self._context.number(condition), self._context.compared))
        looked_up = {term.fact for term in terms if isinstance(term, TableLookup)}
        counted = {term.fact for term in terms if isinstance(term, FactAmount)}
        for fact in sorted(looked_up | counted | set(places)):
            parts += code_parts(
                fact,
                self._context.codings[fact],
                places.get(fact, ()),
                each_choice=fact in looked_up,
                whether_open=fact in counted,
            )
        self._names = list(dict.fromkeys(term.name for term in terms if isinstance(term, NamedAmount)))
        self._names = [name for name in self._names if self._is_apart(name)]
        return [*parts, *(NamedPart(self._context.named(name)) for name in self._names)]

    def _leaves(self, terms: Sequence[Amount]) -> Iterator[Condition]:
        for term in terms:
            for branch in term.branches if isinstance(term, Cases) else ():
                yield from self._context.dependencies.leaves(branch.when)

    def _terms(self, amount: Amount, seen: set[int]) -> Iterator[Amount]:
        """Yield an amount and what it is computed from, but not what is computed for itself."""
        if id(amount) in seen:
            return
        seen.add(id(amount))
        yield amount
        if isinstance(amount, NamedAmount) and self._is_apart(amount.name):
            return
        for node in below(self._context.policies, amount):
            if isinstance(node, Amount):
                yield from self._terms(node, seen)

    def _is_apart(self, name: str) -> bool:
        return not self._context.dependencies.is_constant(self._context.policies.amounts[name])


class NamedColumns:
    """A named amount."""

    def __init__(self, name: str, computed: ColumnAmounts, amount: Amount, bits: Mapping[str, int]) -> None:
        self._name = name
        self._computed = computed
        self._amount = amount
        self._bits = bits

    def results(self, chunk: Chunk) -> NamedRows:
        """Return what it comes to in each row."""
        return chunk.made(("amount", self._name), lambda: self._results(chunk))

    def _results(self, chunk: Chunk) -> NamedRows:
        found = Gathered(chunk.rows)
        for rows, spans, unstated, fixed in self._computed.rows(chunk):
            if spans:
                found.add(rows, spans[0].repeated(len(rows)) if fixed else spans[0], unstated=unstated[0])
            for row in () if spans else rows:
                trace = self._computed.evaluation(chunk, row).amount(self._amount)
                found.add([row], span_of(trace, self._bits), unstated=is_unstated_trace(trace))
        return found.rows()


class NamedPart(NamedTuple):
    """What kind of thing a named amount comes to."""

    amount: NamedColumns

    def column(self, chunk: Chunk) -> tuple[bytes, int]:
        """Return the kind of each row."""
        return self.amount.results(chunk).kinds, _UNSTATED + 1


def span_of(trace: AmountTrace, bits: Mapping[str, int]) -> Span:
    """Return what a trace says of one row; `bits` has a bit for each fact."""
    low, high = (None if end is None else Column([end], 1) for end in trace.interval)
    if trace.interval.decided:
        return decided(low)
    return Span(low, high, sum([bits[fact] for fact in trace.missing]), rests_on_input(trace))


class NamedRows(NamedTuple):
    """What a named amount comes to in all rows of a chunk; 0 for an end at infinity."""

    kinds: bytes
    low: Column
    high: Column
    missing: Sequence[int]
    rests: Sequence[int]

    def take(self, rows: Sequence[int]) -> Span:
        """Return the span of some rows of one kind."""
        kind = self.kinds[rows[0]]
        low = None if kind in (_NO_LOW, _NO_END, _UNSTATED) else _taken(self.low, rows)
        if kind == _DECIDED:
            return decided(low)
        high = None if kind in (_NO_HIGH, _NO_END, _UNSTATED) else _taken(self.high, rows)
        missing, rests = (list(map(bits.__getitem__, rows)) for bits in (self.missing, self.rests))
        return Span(low, high, missing, rests)  # type: ignore[arg-type]


def _taken(column: Column, rows: Sequence[int]) -> Column:
    return Column(list(map(column.numerators.__getitem__, rows)), column.denominator)


class Gathered:
    """Gathers the spans of all rows of a chunk."""

    def __init__(self, rows: int) -> None:
        self._kinds = bytearray(rows)
        self._missing = [0] * rows
        self._rests = [0] * rows
        self._ends: tuple[list[_Piece], list[_Piece]] = ([], [])

    def add(self, rows: Sequence[int], span: Span, *, unstated: bool) -> None:
        """Add some rows; a row that is decided is that in whatever company."""
        for pieces, column in zip(self._ends, span[:2], strict=True):
            if column is not None:
                pieces.append((rows, reduced(column)))
        if span.decided:
            return
        _put(self._missing, rows, span.missing)
        _put(self._rests, rows, span.rests)
        if span.low is not None and span.high is not None:
            low, high = (one.numerators for one in span[:2] if isinstance(one, Column))
            scale_low, scale_high = span.high.denominator, span.low.denominator
            for row, one, other in zip(rows, low, high, strict=True):
                self._kinds[row] = _DECIDED if one * scale_low == other * scale_high else _BOTH_ENDS
            return
        kind = _NO_HIGH if span.low is not None else _NO_LOW if span.high is not None else _NO_END
        for row in rows:
            self._kinds[row] = _UNSTATED if unstated else kind

    def rows(self) -> NamedRows:
        """Return the columns."""
        low, high = (_whole(len(self._kinds), pieces) for pieces in self._ends)
        return NamedRows(bytes(self._kinds), low, high, self._missing, self._rests)


_Piece = tuple[Sequence[int], Column]  # numbers of some rows


def _whole(rows: int, pieces: Sequence[_Piece]) -> Column:
    common = lcm(*{column.denominator for _, column in pieces})
    numbers: list[Number] = [0] * rows
    for places, (numerators, denominator) in pieces:
        scale = common // denominator
        for row, number in zip(places, numerators if scale == 1 else [one * scale for one in numerators], strict=True):
            numbers[row] = number
    return Column(numbers, common)


def _put(to: list[int], rows: Sequence[int], bits: Bits) -> None:
    if isinstance(bits, Sequence) or bits:
        for row, bit in zip(rows, each(bits), strict=False):
            to[row] = bit
