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

from collections.abc import Iterator, Sequence
from datetime import date
from math import inf

from iotcheck.engine import Answers, ProgramReport, Report, Trace
from iotcheck.interview.samples import sample_values
from iotcheck.lanes import Kernel
from iotcheck.lanes.chunk import is_marked
from iotcheck.logic import Truth
from iotcheck.model import PolicySet

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
        for leaf in _open_leaves(*(one.trace for one in programs if one.trace), *guards):
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
            yield from _open_leaves(*trace.children)
