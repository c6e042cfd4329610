"""Truths of whole columns: one byte per applicant in one big integer, bit 7 certain and bit 6 possible.

False is 00, unknown 01 (possible, not certain), true 11. A threshold, at least k of n, can only gain by a child that
becomes true. So it is certain where at least k children are certain (the unknown ones taken for false), and possible
where at least k are possible (taken for true): each bit is worked out by itself, without looking at the other. For
*all* that is `&`, for *any* `|`, of whole columns at once; for other k see `Truths._threshold`. A negation swaps the
two bits and turns them over: it is certain where its child is not possible.

Operations on bits never carry from one bit to the next. So a byte can bring the truths of four leaves of one fact, two
bits each: with `table[code] = 0b11_01_00_11` one translation of the codes gives the first leaf's column, true; shifted
up by two bits the second's, unknown; and so on. The six bits below hold what belongs to others, and mean nothing; they
are cut off where rows are counted or verdicts written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, assert_never

from iotcheck.batch.chunk import Chunk
from iotcheck.batch.coding import Place
from iotcheck.batch.exact import TRUTH_BYTES, ComparedRows
from iotcheck.batch.graph import Always, Choice, Comparison, Confirmation, Leaf, Negation, Node, Threshold
from iotcheck.logic import Truth

_SLOTS = 4  # leaves that share one byte


class Slot(NamedTuple):
    """Where a leaf's truths are found: in a bundle of up to four leaves of one column, shifted up by so many bits."""

    bundle: int
    shift: int


class Bundle(NamedTuple):
    """Up to four leaves of one column of a fact: for each code a byte of truths."""

    fact: str
    column: int
    table: bytes


def bundle(places: dict[Leaf, tuple[str, Place]]) -> tuple[list[Bundle], dict[Leaf, Slot]]:
    """Pack leaves into bundles; leaves of the same truths share a slot."""
    by_column: dict[tuple[str, int], dict[tuple[Truth, ...], list[Leaf]]] = {}
    for leaf, (fact, place) in places.items():
        by_column.setdefault((fact, place.column), {}).setdefault(place.truths, []).append(leaf)
    bundles: list[Bundle] = []
    slots: dict[Leaf, Slot] = {}
    for (fact, column), by_truths in by_column.items():
        distinct = list(by_truths.items())
        for start in range(0, len(distinct), _SLOTS):
            table = [0] * 256
            for slot, (truths, leaves) in enumerate(distinct[start : start + _SLOTS]):
                shift = 2 * slot
                table = [byte | TRUTH_BYTES[truth] >> shift for byte, truth in zip(table, truths, strict=True)]
                slots.update(dict.fromkeys(leaves, Slot(len(bundles), shift)))
            bundles.append(Bundle(fact, column, bytes(table)))
    return bundles, slots


class Truths:
    """Evaluates nodes for one chunk, each once while it is kept.

    `high` takes every confirm for true, `low` for false; they are one where no confirm stands below.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        bundles: list[Bundle],
        slots: dict[Leaf, Slot],
        comparisons: Callable[[int], ComparedRows],
        with_confirm: frozenset[int],
        chunk: Chunk,
    ) -> None:
        self._nodes = nodes
        self._bundles = bundles
        self._slots = slots
        self._comparisons = comparisons
        self._with_confirm = with_confirm
        self._chunk = chunk
        self._packed: dict[int, int] = {}
        self._high: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._undecided_high: dict[int, int] = {}
        self._undecided_low: dict[int, int] = {}
        self.masks = chunk.masks

    def high(self, number: int) -> int:
        """Return a node's truths with every confirm true."""
        found = self._high.get(number)
        if found is None:
            found = self._high[number] = self._evaluate(self._nodes[number], high=True)
        return found

    def low(self, number: int) -> int:
        """Return a node's truths with every confirm false."""
        if not self.has_confirm(number):
            return self.high(number)
        found = self._low.get(number)
        if found is None:
            found = self._low[number] = self._evaluate(self._nodes[number], high=False)
        return found

    def undecided(self, number: int, *, high: bool) -> int:
        """Return the rows, marked at bit 7, where a node is unknown; other bits mean nothing."""
        if not high and not self.has_confirm(number):
            high = True
        known = self._undecided_high if high else self._undecided_low
        found = known.get(number)
        if found is None:
            truth = self.high(number) if high else self.low(number)
            found = known[number] = truth ^ truth << 1
        return found

    def has_confirm(self, number: int) -> bool:
        """Whether a confirm stands below a node."""
        return number in self._with_confirm

    def comparison(self, node: Comparison) -> ComparedRows:
        """Return the rows of a comparison."""
        return self._comparisons(node.number)

    def forget(self, numbers: frozenset[int]) -> None:
        """Drop the truths of nodes that no later program uses."""
        for kept in (self._high, self._low, self._undecided_high, self._undecided_low):
            for number in numbers:
                kept.pop(number, None)

    def _evaluate(self, node: Node, *, high: bool) -> int:
        match node:
            case Leaf():
                bundle_number, shift = self._slots[node]
                packed = self._bundle(bundle_number)
                return packed << shift if shift else packed
            case Threshold():
                of = self.high if high else self.low
                return self._threshold(node.needed, [of(child) for child in node.children])
            case Negation():
                return self._negated(node.child)
            case Choice():
                of = self.high if high else self.low
                then, otherwise = of(node.then), of(node.otherwise)
                # Where it is open which of the two counts, what both come to is certain.
                return self.high(node.when) & then | self._negated(node.when) & otherwise | then & otherwise
            case Comparison():
                return self._comparisons(node.number).truths
            case Confirmation():
                return self.masks.both if high else 0
            case Always():
                return self.masks.both
            case never:
                assert_never(never)

    def _negated(self, number: int) -> int:
        child = self.high(number)  # no confirm stands under `not`, nor in the `when` of a case
        turned = (child & self.masks.both) ^ self.masks.both
        return (turned << 1 & self.masks.certain) | (turned >> 1 & self.masks.possible)

    def applies(self, choice: Choice, child: int, rows: int) -> int:
        """Return the rows, marked at bit 7, of some where a child of a choice may be what counts, or decides it."""
        found = rows if child == choice.when else 0
        if child == choice.then:
            found |= self.high(choice.when) << 1
        if child == choice.otherwise:
            found |= self._negated(choice.when) << 1
        return rows & found

    def _bundle(self, number: int) -> int:
        found = self._packed.get(number)
        if found is None:
            fact, column, table = self._bundles[number]
            codes = self._chunk.codes[fact][column]
            found = self._packed[number] = int.from_bytes(codes.translate(table), "little")
        return found

    def _threshold(self, needed: int, children: list[int]) -> int:
        """Return where at least `needed` of some columns hold, bit by bit.

        In general by a running table: `reached[k]` marks where at least k of the children so far hold. With one more
        child that is so where it was so before, or where k - 1 held and the child does; k goes down, so that
        `reached[k - 1]` does not yet count the child. For 2 of the certain bits 1, 0, 1, `reached[1:]` is 1 0, then
        1 0, then 1 1: two hold. That takes n * k operations on whole columns, where *all* and *any* take n.
        """
        if needed == len(children):
            every = children[0]
            for child in children[1:]:
                every &= child
            return every
        if needed == 1:
            some = children[0]
            for child in children[1:]:
                some |= child
            return some
        reached = [self.masks.both] + [0] * needed  # reached[0] is everywhere
        for child in children:
            for enough in range(needed, 0, -1):
                reached[enough] |= reached[enough - 1] & child
        return reached[needed]
