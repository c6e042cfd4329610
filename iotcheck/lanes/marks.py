"""Which open facts can still change a verdict, and which confirms still make a difference, for whole columns.

From the root down: a row reaches a node if it reaches a parent and the node is undecided there (for facts), or differs
between every confirm true and every confirm false (for confirms).
"""

from __future__ import annotations

from collections.abc import Sequence

from iotcheck.lanes.nodes import Comparison, Graph, Leaf, Question, children
from iotcheck.lanes.truths import Truths
from iotcheck.model import Text


def missing_facts(graph: Graph, truths: Truths, nodes: Sequence[int], rows: int) -> dict[str, int]:
    """Return for each fact the rows of `rows` (marked at bit 7) that miss it, with confirms true or false.

    `nodes` are the root, the last, and all nodes below it, children before parents.
    """
    found: dict[str, int] = {}
    _descend_open(graph, truths, nodes, rows, found, high=True)
    if truths.unsure(nodes[-1]):
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
        if isinstance(node, Question):
            question = graph.questions[node.number]
            found[question] = found.get(question, 0) | rows
        for child in children(node) if rows else ():
            if truths.unsure(child) and (below := rows & differs(child)):
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
                    if below := rows & truths.undecided(child, high=high):
                        reached[child] = reached.get(child, 0) | below
