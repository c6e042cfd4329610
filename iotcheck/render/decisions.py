"""The decision tree of a condition: question after question, yes or no, to an end.

A named condition is one question, for its parts stand in the list beside the tree; what is to be confirmed is a
question whose answer the agency has.
"""

from __future__ import annotations

from iotcheck.model import Condition, ConditionCases, Group, Not
from iotcheck.render.document import Answer, Box, Decisions
from iotcheck.texts import say
from iotcheck.texts.rules import Rules

_LEAST_BOXES = 4  # two questions and both ends
MOST_BOXES = 24  # a larger tree explains nothing


def decision_tree(rules: Rules, condition: Condition, title: str, met: str) -> Decisions | None:
    """Return the decision tree of a program's condition; `met` says what it leads to.

    None if it would be too large to read, or if there is but one question.
    """
    tree = _Tree(rules)
    yes = tree.box(Box(met, end="yes"))
    no = tree.box(Box(say(rules.language, "docs.not-eligible"), end="no"))
    start = tree.build(condition, yes, no)
    if not _LEAST_BOXES <= len(tree.boxes) <= MOST_BOXES:
        return None
    return Decisions(title, _from_start(tree.boxes, start))


class _Tree:
    """Builds boxes from the last question to the first, so that each knows where its answers lead."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.boxes: list[Box] = []
        self._places: dict[Box, int] = {}

    def box(self, box: Box) -> int:
        """Return the place of a box; two that are equal are one."""
        if box not in self._places:
            self._places[box] = len(self.boxes)
            self.boxes.append(box)
        return self._places[box]

    def build(self, condition: Condition, yes: int, no: int) -> int:
        """Return the place of the first question of a condition whose truth leads to `yes` or to `no`."""
        if len(self.boxes) > MOST_BOXES:
            return no  # it is too large already
        match condition:
            case Not(text=None, child=child):
                return self.build(child, no, yes)
            case ConditionCases(text=None, branches=branches):
                place = self.build(condition.otherwise, yes, no)
                for branch in reversed(branches):
                    place = self.build(branch.when, self.build(branch.then, yes, no), place)
                return place
            case Group(text=None):
                return self._group(condition, yes, no)
            case _:
                words = say(self.rules.language, "docs.yes"), say(self.rules.language, "docs.no")
                text = self.rules.phrase(condition)
                return self.box(Box(text, (Answer(words[0], yes), Answer(words[1], no))))

    def _group(self, group: Group, yes: int, no: int) -> int:
        """Build row by row from the last child: `reached[k]` is where to go while k of those to come must hold.

        Only how many have held so far matters for what follows, not which: so n children of which k must hold need at
        most n × k boxes, where one for each row of answers would need up to 2ⁿ. At least 2 of a, b, c, to `yes`, `no`:

            place     reached[0]  reached[1]                   reached[2]
            (end)     yes         no                           no
            c         yes         c: yes → yes, no → no        no
            b         yes         b: yes → yes, no → c         b': yes → c, no → no
            a                                                  a: yes → b, no → b'

        A question reads `reached[needed - 1]` of the row after its own, so each row is built from its greatest count
        down. The bounds leave out counts that cannot be: more than there are children left, or fewer than the children
        before can have brought it to. `all` is k = n, a chain that ends at the first no; `any` is k = 1.
        """
        children, count = group.children, group.needed
        reached = [yes, *[no] * count]
        for place in reversed(range(len(children))):
            for needed in range(min(count, len(children) - place), max(0, count - place - 1), -1):
                reached[needed] = self.build(children[place], reached[needed - 1], reached[needed])
        return reached[count]


def _from_start(boxes: list[Box], start: int) -> tuple[Box, ...]:
    """Return the boxes that can be reached, in the order of reading."""
    order: list[int] = []
    waiting = [start]
    while waiting:
        place = waiting.pop()
        if place not in order:
            order.append(place)
            waiting.extend(answer.to for answer in reversed(boxes[place].answers))
    places = {old: new for new, old in enumerate(order)}
    return tuple(
        boxes[old]._replace(answers=tuple(Answer(word, places[to]) for word, to in boxes[old].answers)) for old in order
    )
