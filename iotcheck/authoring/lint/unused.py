"""What nothing uses: facts, names, sources, agencies and forms of support that no program comes to."""

from __future__ import annotations

from collections.abc import Iterable

from iotcheck.authoring.lint.questions import Questions
from iotcheck.model import Edition, Met, NamedAmount, NoAmount, PolicySet, TableLookup
from iotcheck.model.walk import AnyNode, facts_below, walk


class _Uses:
    """What some rules come to, names followed: facts (with those they are asked if), conditions, amounts, tables."""

    def __init__(self, policies: PolicySet, rules: Iterable[AnyNode]) -> None:
        self.facts: set[str] = set()
        self.named: set[tuple[str, str]] = set()
        waiting = list(rules)
        while waiting:
            rule = waiting.pop()
            self.named |= {name for node in walk(policies, rule) if (name := _name(node))}
            for fact in facts_below(policies, rule) - self.facts:
                self.facts.add(fact)
                guard = policies.facts[fact].asked_if
                waiting += [guard] if guard is not None else []


def check_unused(questions: Questions) -> None:
    """Note what no program uses, and facts that no program open to applicants waits for."""
    policies = questions.policies
    used = _Uses(policies, (rule for _, edition in questions.editions for rule in _rules(edition)))
    asked = _Uses(
        policies,
        (
            rule
            for _, edition in questions.editions
            if edition.status.open_to_applicants and edition.when is not None
            for rule in _rules(edition)
        ),
    )
    for name, fact in policies.facts.items():
        if name not in used.facts:
            questions.problem(questions.place("facts", name, fact.location), "unused-fact", name=name)
        elif name not in asked.facts:
            questions.problem(questions.place("facts", name, fact.location), "fact-never-asked", name=name)
    places = {
        "condition": {name: named.location for name, named in policies.conditions.items()},
        "amount": {name: amount.location for name, amount in policies.amounts.items()},
        "table": {name: table.location for name, table in policies.tables.items()},
    }
    for kind, locations in places.items():
        for name, location in locations.items():
            if (kind, name) not in used.named:
                questions.problem(questions.place(f"{kind}s", name, location), f"unused-{kind}", name=name)
    _check_declarations(questions)


def _check_declarations(questions: Questions) -> None:
    policies = questions.policies
    cited = {citation.document for citation, _ in questions.citations}
    for name, source in policies.sources.items():
        if name not in cited:
            questions.problem(questions.place("sources", name, source.location), "unused-source", name=name)
    agencies = {agency for program in policies.programs.values() for agency in program.agencies}
    for name, one in policies.agencies.items():
        if name not in agencies:
            questions.problem(questions.place("agencies", name, one.location), "unused-agency", name=name)
    supports = {program.support for program in policies.programs.values()}
    for name in policies.supports:
        if name not in supports:
            questions.problem(questions.place("supports", name, policies.location), "unused-support", name=name)


def _rules(edition: Edition) -> list[AnyNode]:
    rules: list[AnyNode] = [edition.when] if edition.when is not None else []
    return rules if isinstance(edition.ceiling, NoAmount) else [*rules, edition.ceiling]


def _name(node: AnyNode) -> tuple[str, str] | None:
    match node:
        case Met(name=name):
            return "condition", name
        case NamedAmount(name=name):
            return "amount", name
        case TableLookup(table=name):
            return "table", name
        case _:
            return None
