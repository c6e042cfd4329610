"""The look-ahead: how many questions remain after each possible question, on average over hypothetical applicants.

The hypothetical applicants are rows of a table: the answers so far plus one sample value of one fact, or of two. The
batch evaluator says how many facts each row would still need. The first step ranks every question by the mean over its
samples. The second step looks at the most promising questions again: for each sample it adds the best follow-up
question, because a question can be worth asking only for what it makes unnecessary one step later.

For example, with facts a and b under `any: [a, b]` and c under `all: [a, c]` in another program, asking a first leaves
1 question on average and asking b first leaves 1.5; so a comes first.

Samples and averages are good enough here: they decide the order of questions and never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any

from iotcheck.batch import Kernel
from iotcheck.batch.chunk import is_marked
from iotcheck.engine import Answers, ProgramReport, Report, Trace, deciding_parts
from iotcheck.engine.partition import Cut, Partition, cuts_of, named_options, sides_of
from iotcheck.logic import Truth
from iotcheck.model import Compares, ComparesDate, Constant, DerivedCondition, Fact, FactType, PolicySet, Selects
from iotcheck.model.walk import AnyNode, parts_of
from iotcheck.values import MAX_DIGITS, Value

_MAX_CANDIDATES = 4  # questions that the second step looks at
_MAX_FOLLOWERS = 6  # questions that may follow one of them
_MAX_FACTS_FOR_PAIRS = 32  # with more needed facts the second step costs more time than it saves questions


class LookAhead:
    """Looks ahead from a report; `needed` are the facts that may still be asked about `programs`, those in play."""

    def __init__(
        self, report: Report, programs: Sequence[ProgramReport], needed: Sequence[str], *guards: Trace
    ) -> None:
        self._kernel = kernel_of(report.policies, report.as_of)
        self._answers = report.answers
        leaves: dict[str, list[Trace]] = {}
        for leaf in _open_leaves(*(program.trace for program in programs if program.trace), *guards):
            for fact in leaf.open_facts:
                leaves.setdefault(fact, []).append(leaf)
        facts = report.policies.facts
        self.values = {name: sample_values(facts[name], leaves.get(name, ()), report.as_of) for name in needed}

    def questions_left(self, ready: Sequence[str]) -> dict[str, float]:
        """Return the mean number of questions that remain after each of the most promising `ready` facts.

        Of equally promising facts those that come first in `ready` are chosen.
        """
        samples = [(fact, value) for fact, values in self.values.items() for value in values]
        counts, askable = self.remaining([{fact: value} for fact, value in samples])
        rows_of = {fact: [row for row, sample in enumerate(samples) if sample[0] == fact] for fact in self.values}
        means = {fact: sum(counts[row] for row in rows) / len(rows) for fact, rows in rows_of.items()}
        candidates = sorted(ready, key=means.__getitem__)[:_MAX_CANDIDATES]
        if len(self.values) > _MAX_FACTS_FOR_PAIRS:
            return {fact: means[fact] for fact in candidates}
        followers = sorted(means, key=means.__getitem__)[:_MAX_FOLLOWERS]
        pairs = [
            (row, follower)
            for fact in candidates
            for row in rows_of[fact]
            for follower in followers
            if follower != fact and is_marked(askable.get(follower, 0), row)
        ]
        # A row that no follower can be asked of has nothing left but what the first step counted.
        best = {row: float(counts[row]) for fact in candidates for row in rows_of[fact]}
        best |= {row: inf for row, _ in pairs}
        second_counts = iter(
            self.remaining(
                [dict([samples[row], (follower, value)]) for row, follower in pairs for value in self.values[follower]]
            )[0]
        )
        for row, follower in pairs:
            values = self.values[follower]
            best[row] = min(best[row], 1 + sum(next(second_counts) for _ in values) / len(values))
        return {fact: sum(best[row] for row in rows_of[fact]) / len(rows_of[fact]) for fact in candidates}

    def remaining(self, rows: Sequence[Answers]) -> tuple[Sequence[int], dict[str, int]]:
        """Return, for applicants with these further answers, the number of facts each still needs.

        Also return, by fact, the mask of the rows that could be asked that fact next.
        """
        if not rows:
            return (), {}
        chunk = self._kernel.chunk_admitted([{**self._answers, **row} for row in rows])
        questions = self._kernel.questions(chunk)
        for program in self._kernel.evaluate(chunk):
            questions.add(program)
        return questions.remaining()


_compiled: tuple[PolicySet, date, Kernel] | None = None


def kernel_of(policies: PolicySet, as_of: date) -> Kernel:
    """Return the kernel of a policy set, compiled once for all questions of an interview."""
    global _compiled  # noqa: PLW0603
    compiled = _compiled  # another thread may replace it meanwhile
    if compiled is None or compiled[0] is not policies or compiled[1] != as_of:
        compiled = _compiled = policies, as_of, Kernel(policies, as_of)
    return compiled[2]


def _open_leaves(*traces: Trace) -> Iterator[Trace]:
    """Yield the undecided leaves below undecided conditions."""
    for trace in traces:
        if Truth.UNKNOWN in (trace.high, trace.low):
            if not trace.children:
                yield trace
            yield from _open_leaves(*deciding_parts(trace))


# Sample values of an unanswered fact: the look-ahead's hypothetical answers.
#
# Nothing is assumed of applicants: every choice, every option of several, every stretch between two thresholds counts
# the same. Samples decide the order of questions and nothing else.

_MOST_VALUES = 24  # samples of one fact
_STEPS = 8  # samples of a range that has both ends
_ROWS = 16  # sample subsets where there are too many to look at all
# Option j is in subset r if the bits that r and its code share are odd in number. Up to five options make all
# subsets;
# up to eight, any three of them are independent of one another, and up to fifteen any two.
_FEW_CODES = (1, 2, 4, 8, 16)
_CODES = (8, 9, 10, 11, 12, 13, 14, 15, 1, 2, 3, 4, 5, 6, 7)


def sample_values(fact: Fact, leaves: Sequence[Trace], as_of: date) -> list[Value]:
    """Return sample values of a fact, given the undecided leaves over it; one where there are none."""
    conditions = [leaf.condition for leaf in leaves]
    values: Sequence[Value]
    match fact.type:
        case FactType.BOOLEAN:
            values = (True, False)
        case FactType.CHOICE:  # those that rules name come first where they are many
            named = named_options(fact, conditions) if len(fact.choices) > _MOST_VALUES else []
            values = list(dict.fromkeys([*named[: _MOST_VALUES - 1], *fact.choices]))[:_MOST_VALUES]
        case FactType.CHOICES:
            values = list(_subsets(named_options(fact, conditions)))
        case _:
            values = _on_line(fact, leaves, as_of)
    return list(values if leaves else values[:1])


def _subsets(options: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield sample subsets of the options that matter."""
    few = len(options) <= len(_FEW_CODES)
    codes, rows = (_FEW_CODES, 1 << len(options)) if few else (_CODES, _ROWS)
    for row in range(rows):
        # "None of them" and "all of them" are rare: turning every fourth option round keeps them out of few samples.
        turned = [not few and place % 4 == 3 for place in range(len(options))]
        odd = [(row & codes[place % len(codes)]).bit_count() % 2 for place in range(len(options))]
        yield tuple(option for option, bit, turn in zip(options, odd, turned, strict=True) if bit != turn)


def _on_line(fact: Fact, leaves: Iterable[Trace], as_of: date) -> list[Value]:
    """Return sample numbers or days in order: one of each cell, or evenly spaced numbers if the fact has both ends."""
    low, high = fact.minimum, fact.maximum
    if isinstance(low, int | Fraction) and isinstance(high, int | Fraction):
        return sorted({low + (high - low) * (2 * step + 1) // (2 * _STEPS) for step in range(_STEPS)})
    cuts = [cut for leaf in leaves for cut in _cuts(fact, leaf, as_of)]
    values = Partition(fact, cuts).values()
    if len(values) == 1:  # the leaves weigh the fact against what is not known
        return [as_of] if fact.type is FactType.DATE else [1, 10**MAX_DIGITS - 1]
    return values[:: -(-len(values) // _MOST_VALUES)]  # where they are many, as many as can be looked at, evenly spread


def _cuts(fact: Fact, leaf: Trace, as_of: date) -> Iterator[Cut]:
    """Yield where a leaf cuts the line of a fact; where it is evaluated by its meaning, where the parts of that do."""
    if not isinstance(leaf.condition, DerivedCondition):
        yield from cuts_of(leaf.condition, as_of, sides_of(leaf.operands))
        return
    for part in _parts(leaf.condition.meaning):
        match part:
            case Selects() | ComparesDate() if part.fact == fact.id:
                yield from cuts_of(part, as_of)
            case Compares():
                amounts = (part.left, *part.bounds)
                yield from cuts_of(part, as_of, [one.value if isinstance(one, Constant) else None for one in amounts])
            case _:
                pass


def _parts(node: AnyNode) -> Iterator[AnyNode]:
    yield node
    for part in parts_of(node):
        yield from _parts(part)
