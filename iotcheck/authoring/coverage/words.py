"""Goals and their places in words."""

from __future__ import annotations

from datetime import timedelta

from iotcheck.authoring.coverage.goals import Goal, Kind, Place, last_counted
from iotcheck.model import (
    Amount,
    Bands,
    Calculation,
    Cases,
    Condition,
    Edition,
    Everyone,
    Operation,
    PolicySet,
    Selection,
    Selects,
    Table,
    Text,
)
from iotcheck.model.combining import CombineRule
from iotcheck.model.lookups import OTHERWISE
from iotcheck.texts import say
from iotcheck.texts.result import heading
from iotcheck.texts.rules import Rules
from iotcheck.texts.values import day, listing


class Words:
    """Says goals and places of one policy set in one language."""

    def __init__(self, policies: PolicySet, language: str) -> None:
        self.policies = policies
        self.language = language
        self.rules = Rules(policies, language)

    def goal(self, goal: Goal, place: Place) -> str:
        """Return what is to be shown, in a line."""
        subject, aspect = self.subject(place), self.aspect(goal, place)
        return self._say("goal", subject=subject, aspect=aspect) if subject else aspect

    def title(self, goal: Goal, place: Place) -> str:
        """Return a title for a case that shows a goal."""
        return self._say("case-title", place=self.place(place), goal=self.goal(goal, place))

    def subject(self, place: Place) -> str:
        """Return the condition or amount that goals are about; nothing where they are about an edition or a table."""
        node = place.node
        if isinstance(node, CombineRule):
            return node.text.in_language(self.language)
        if isinstance(node, Condition | Everyone):
            return self.rules.literal(node)
        return self._amount(node) if isinstance(node, Amount) else ""

    def aspect(self, goal: Goal, place: Place) -> str:
        """Return what of its subject is to be shown."""
        node = place.node
        match goal.kind:
            case Kind.EDITION if isinstance(node, Edition):
                return self._edition(goal.aspect, node)
            case Kind.VERDICT:
                return self._say("verdict", verdict=heading(self.language, goal.aspect))
            case Kind.VALUE if isinstance(node, Selects):
                key = "lacking" if node.selection is Selection.INCLUDES_ALL else "value"
                return self._say(key, value=self._value(node, goal.aspect))
            case Kind.ROW if isinstance(node, Table):
                return self._say("row-otherwise") if goal.aspect == OTHERWISE else self._row(node, goal.aspect)
            case Kind.BRANCH if isinstance(node, Bands):
                return self._say("band", n=goal.aspect)
            case Kind.BRANCH if isinstance(node, Cases):
                return self._branch(goal.aspect, node)
            case Kind.OPERAND if isinstance(node, Calculation):
                key = "least" if node.operation is Operation.LEAST else "greatest"
                return self._say(key, amount=self._amount(node.operands[int(goal.aspect) - 1]))
            case _:
                return self._say(f"{goal.kind}-{goal.aspect}")

    def place(self, place: Place) -> str:
        """Return whose rules they are: a program, and its edition where it has several; or a named part."""
        if place.section == "facts":
            label = self.policies.facts[place.id].label.in_language(self.language)
            return self._say("in-facts", label=label, id=place.id)
        if place.section != "programs":
            return self._say(f"in-{place.section}", id=place.id)
        program = self.policies.programs[place.id]
        title = program.title.in_language(self.language)
        if len(program.editions) == 1 or place.edition is None:
            return self._say("in-program", title=title, id=place.id)
        start = program.editions[place.edition].start
        if start is None:
            return self._say("in-first-edition", title=title, id=place.id)
        return self._say("in-edition", title=title, id=place.id, start=day(self.language, start))

    def _edition(self, aspect: str, edition: Edition) -> str:
        known = last_counted(edition, self.policies)
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

    def _value(self, node: Selects, value: str) -> str:
        choices = self.policies.facts[node.fact].choices
        return choices[value].in_language(self.language) if value in choices else value

    def _row(self, table: Table, names: str) -> str:
        """Return the row that a goal is about, or the row within a row: choices by their labels."""
        first = {cell[0] for cell in table.amounts} - {OTHERWISE}
        facts = self.policies.facts.values()
        own = [fact.choices for fact in facts if not table.cells and first <= fact.choices.keys()]
        labels = [self._row_name(own or [fact.choices for fact in facts], name) for name in names.split(", ")]
        return self._say("row", choice=listing(self.language, labels))

    def _row_name(self, choices: list[dict[str, Text]], name: str) -> str:
        if name == OTHERWISE:
            return self._say("other")
        return next((labels[name].in_language(self.language) for labels in choices if name in labels), name)

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
