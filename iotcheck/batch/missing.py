"""Which open facts can still change a verdict, and which confirms still make a difference, for whole columns.

From the root down: a row reaches a node if it reaches a parent and the node is undecided there (for facts), or differs
between every confirm true and every confirm false (for confirms).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from iotcheck.batch.chunk import Chunk, without
from iotcheck.batch.coding import NOT_ASKED
from iotcheck.batch.conditions import Truths
from iotcheck.batch.dictionary import Outcomes
from iotcheck.batch.graph import Choice, Comparison, Confirmation, Graph, Leaf, Node, children
from iotcheck.batch.results import ProgramRows
from iotcheck.batch.totals import MOST_IN_A_BYTE, Counter
from iotcheck.engine import RuleState
from iotcheck.model import Text
from iotcheck.model.combining import CombineRule

_UNASKED = bytes([0x80 if code == NOT_ASKED else 0 for code in range(256)])


def missing_facts(graph: Graph, truths: Truths, nodes: Sequence[int], rows: int) -> dict[str, int]:
    """Return for each fact the rows of `rows` (marked at bit 7) that miss it, with confirms true or false.

    `nodes` are the root, the last, and all nodes below it, children before parents.
    """
    found: dict[str, int] = {}
    _descend_open(graph, truths, nodes, rows, found, high=True)
    if truths.has_confirm(nodes[-1]):
        _descend_open(graph, truths, nodes, rows, found, high=False)
    return found


def open_confirms(graph: Graph, truths: Truths, nodes: Sequence[int]) -> dict[Text, int]:
    """Return for each confirm's question the rows (marked at bit 7) where it makes a difference."""
    found: dict[Text, int] = {}

    def differs(number: int) -> int:
        difference = truths.high(number) ^ truths.low(number)
        return difference | difference << 1

    reached = {nodes[-1]: differs(nodes[-1]) & truths.masks.certain}
    for number in reversed(nodes):
        rows = reached.pop(number, 0)
        node = graph.nodes[number]
        if isinstance(node, Confirmation):
            found[node.question] = found.get(node.question, 0) | rows
        for child in children(node) if rows else ():
            if truths.has_confirm(child) and (below := _counting(truths, node, child, rows) & differs(child)):
                reached[child] = reached.get(child, 0) | below
    return found


def _descend_open(
    graph: Graph, truths: Truths, nodes: Sequence[int], rows: int, found: dict[str, int], *, high: bool
) -> None:
    reached = {nodes[-1]: rows & truths.undecided(nodes[-1], high=high)}
    for number in reversed(nodes):
        rows = reached.pop(number, 0)
        if not rows:
            continue
        match node := graph.nodes[number]:
            case Leaf():
                found[node.fact] = found.get(node.fact, 0) | rows
            case Comparison():
                compared = truths.comparison(node)
                for fact in compared.facts:
                    found[fact] = found.get(fact, 0) | rows & compared.open_rows(fact)
            case _:
                for child in children(node):
                    if below := _counting(truths, node, child, rows) & truths.undecided(child, high=high):
                        reached[child] = reached.get(child, 0) | below


def _counting(truths: Truths, node: Node, child: int, rows: int) -> int:
    """Return the rows, of some that reach a node, where the child can make a difference to it."""
    return truths.applies(node, child, rows) if isinstance(node, Choice) else rows


class Questions:
    """Finds a question worth asking of every row: the first, in the file's order, that an interview could ask now.

    `add` takes programs' results one by one. A fact is needed if a program in play misses it, or a rule on combining
    that can limit programs in play; it was not asked, and its `asked_if` is not false. Then the facts on which its
    `asked_if` still depends are needed too. The first needed fact
    that waits for no other needed one is next. `interview.Agenda.ready` says the same of one applicant; the tests hold
    both together. (An interview looks ahead to choose among the ready ones: too slow for each row.)
    """

    def __init__(
        self,
        facts: Sequence[str],
        guards: Mapping[str, Sequence[int]],
        graph: Graph,
        truths: Truths,
        chunk: Chunk,
    ) -> None:
        self._facts = facts
        self._guards = guards
        self._graph = graph
        self._truths = truths
        self._chunk = chunk
        self._waiting: dict[str, int] = {}
        self._rules: Sequence[tuple[CombineRule, Outcomes[RuleState]]] = ()
        self._in_play: dict[str, int] = {}

    def add(self, program: ProgramRows) -> None:
        """Note what a program in play misses: for its verdict, or for its ceiling where it is not ineligible."""
        if not program.open_to_applicants or program.verdict_column is None:
            return
        for fact, rows in program.missing.masks.items():
            self._wait(fact, rows)
        in_play = program.applicable | program.undetermined
        if program.rules is not None:
            self._rules = list(zip(program.rules.policies.combine, program.rules.states, strict=True))
            self._in_play[program.program.id] = in_play
        if program.ceilings is not None:
            for fact in program.ceiling_columns.facts:
                self._wait(fact, program.ceiling_misses(fact) & in_play)

    def next(self) -> Outcomes[str | None]:
        """Return each row's next question; None where nothing is left to ask."""
        picked: list[tuple[str, int]] = []
        left = self._truths.masks.certain
        for fact, rows in self._ready_and_needed()[0].items():
            if ready := rows & left:
                picked.append((fact, ready))
                left ^= ready
        return self._names(picked)

    def remaining(self) -> tuple[Sequence[int], dict[str, int]]:
        """Return how many facts each row needs, and by fact the mask of the rows that could be asked it now."""
        ready, needed = self._ready_and_needed()
        counter = Counter(self._chunk.rows)
        for rows in needed.values():
            counter.add(rows)
        return counter.counts(), ready

    def _ready_and_needed(self) -> tuple[dict[str, int], dict[str, int]]:
        for rule, states in self._rules:
            if rule.roots:
                self._add_rule(rule, states)
        waits = {fact: self._waits_for(nodes) for fact, nodes in self._guards.items()}
        needed = self._needed(waits)
        ready: dict[str, int] = {}
        for fact in self._facts:
            if fact in needed:
                ready[fact] = needed[fact]
                for before, rows in waits.get(fact, {}).items():
                    ready[fact] = without(ready[fact], rows & needed.get(before, 0))
        return ready, needed

    def _add_rule(self, rule: CombineRule, states: Outcomes[RuleState]) -> None:
        """Note the facts on which a rule on combining depends, in the rows where it can limit programs in play."""
        names, least = rule.contenders
        enough = [self._truths.masks.certain] + [0] * least  # rows in which so many can be had
        for name in names:
            for count in range(least, 0, -1):
                enough[count] |= enough[count - 1] & self._in_play.get(name, 0)
        for fact in {fact for state in states.found for fact in state.missing}:
            marks = bytes([0x80 if fact in state.missing else 0 for state in states.found])
            self._wait(fact, states.spread(marks, self._chunk.rows) & enough[least])

    def _wait(self, fact: str, rows: int) -> None:
        self._waiting[fact] = self._waiting.get(fact, 0) | rows

    def _waits_for(self, nodes: Sequence[int]) -> dict[str, int]:
        """Return the open facts on which it depends whether a fact is to be asked, with the rows."""
        return missing_facts(self._graph, self._truths, nodes, self._truths.masks.certain)

    def _needed(self, waits: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
        needed: dict[str, int] = {}
        may_ask: dict[str, int] = {}
        pending = list(self._waiting.items())
        while pending:
            fact, rows = pending.pop()
            if fact not in may_ask:
                may_ask[fact] = self._may_ask(fact)
            rows = without(rows & may_ask[fact], needed.get(fact, 0))
            if rows:
                needed[fact] = needed.get(fact, 0) | rows
                pending += [(before, rows & open_rows) for before, open_rows in waits.get(fact, {}).items()]
        return needed

    def _may_ask(self, fact: str) -> int:
        """Return the rows where a fact was not asked and its `asked_if` is not false."""
        unasked = int.from_bytes(self._chunk.codes[fact][0].translate(_UNASKED), "little")
        return unasked & self._truths.high(self._guards[fact][-1]) << 1 if fact in self._guards else unasked

    def _names(self, picked: Sequence[tuple[str, int]]) -> Outcomes[str | None]:
        """Turn rows by fact into a fact for each row."""
        names = (None, *(fact for fact, _ in picked))
        numbers: Sequence[int] = bytes(self._chunk.rows)
        for start in range(0, len(picked), MOST_IN_A_BYTE):
            marks = sum((rows >> 7) * number for number, (_, rows) in enumerate(picked[start:][:MOST_IN_A_BYTE], 1))
            codes = marks.to_bytes(self._chunk.rows, "little")
            numbers = (
                [one or (start + code if code else 0) for one, code in zip(numbers, codes, strict=True)]
                if start
                else codes
            )
        return Outcomes(names, numbers)
