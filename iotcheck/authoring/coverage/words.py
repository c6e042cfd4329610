"""Goals and their places in words."""

from __future__ import annotations

from datetime import timedelta

from iotcheck.authoring.coverage.goals import Goal, Kind, Place, stated_known_to
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Condition,
    Confirm,
    Edition,
    Everyone,
    Operation,
    PolicySet,
    Selects,
    Table,
)
from iotcheck.texts import say
from iotcheck.texts.format import day
from iotcheck.texts.result import heading
from iotcheck.texts.rules import Rules


class Words:
    """Says goals and places of one policy set in one language."""

    def __init__(self, policies: PolicySet, language: str) -> None:
        self.policies = policies
        self.language = language
        self.rules = Rules(policies, language)

    def goal(self, goal: Goal, place: Place) -> str:
        """Return what is to be shown, in a line."""
        node = place.node
        match goal.kind:
            case Kind.EDITION if isinstance(node, Edition):
                return self._edition(goal.aspect, node)
            case Kind.VERDICT:
                return self._say("verdict", verdict=heading(self.language, goal.aspect))
            case Kind.CONFIRM if isinstance(node, Confirm):
                return self.rules.phrase(node)
            case Kind.CONDITION:
                return self._say(f"condition-{goal.aspect}", phrase=self._phrase(node))
            case Kind.THRESHOLD:
                return self._threshold(goal.aspect, node)
            case Kind.VALUE if isinstance(node, Selects):
                return self._say("value", phrase=self._phrase(node), value=self._value(node, goal.aspect))
            case Kind.CEILING:
                return self._say(f"ceiling-{goal.aspect}")
            case Kind.ROW if isinstance(node, Table):
                return self._say("row-otherwise") if goal.aspect == "otherwise" else self._row(node, goal.aspect)
            case Kind.BRANCH if isinstance(node, Cases):
                return self._branch(goal.aspect, node)
            case Kind.OPERAND if isinstance(node, Calculation):
                key = "least" if node.operation is Operation.LEAST else "greatest"
                operand = node.operands[int(goal.aspect) - 1]
                return self._say(key, amount=self._amount(operand), all=self._amount(node))
            case _:
                return self._say(f"difference-{goal.aspect}", amount=self._amount(node))

    def place(self, place: Place) -> str:
        """Return whose rules they are: a program, and its edition where it has several; or a named part."""
        if place.section != "programs":
            return self._say(f"in-{place.section}", id=place.id)
        program = self.policies.programs[place.id]
        title = program.title.in_language(self.language)
        if len(program.editions) == 1 or place.edition is None:
            return self._say("in-program", title=title, id=place.id)
        start = program.editions[place.edition].start
        since = day(self.language, start) if start else self._say("beginning")
        return self._say("in-edition", title=title, id=place.id, start=since)

    def _edition(self, aspect: str, edition: Edition) -> str:
        known = stated_known_to(edition, self.policies)
        days = {
            "first_day": edition.start,
            "day_before": edition.start and edition.start - timedelta(1),
            "last_day": edition.until,
            "day_after": edition.until and edition.until + timedelta(1),
            "known": known,
            "stale": known and known + timedelta(1),
        }
        marked = days.get(aspect)
        return self._say(f"edition-{aspect}", day=day(self.language, marked) if marked else "")

    def _threshold(self, aspect: str, node: object) -> str:
        side = aspect.removeprefix("upper_")
        key = f"threshold-{side}" if side == aspect else f"threshold-upper-{side}"
        return self._say(key, phrase=self._phrase(node))

    def _phrase(self, node: object) -> str:
        return self.rules.literal(node) if isinstance(node, Condition | Everyone) else ""

    def _value(self, node: Selects, value: str) -> str:
        choices = self.policies.facts[node.fact].choices
        return choices[value].in_language(self.language) if value in choices else value

    def _row(self, table: Table, choice: str) -> str:
        of_table = (fact.choices for fact in self.policies.facts.values() if table.rows.keys() <= fact.choices.keys())
        choices = next(of_table, {})
        label = choices[choice].in_language(self.language) if choice in choices else choice
        return self._say("row", choice=label)

    def _branch(self, aspect: str, node: Cases) -> str:
        if aspect == "otherwise":
            return self._say("branch-otherwise", amount=self._amount(node.otherwise))
        branch = node.branches[int(aspect) - 1]
        return self._say("branch", amount=self._amount(branch.then), phrase=self.rules.phrase(branch.when))

    def _amount(self, node: object) -> str:
        if not isinstance(node, Amount):
            return ""
        return self.rules.formulas.amount(node, money=self.rules.formulas.is_money(node))

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"coverage.{key}", **params)
