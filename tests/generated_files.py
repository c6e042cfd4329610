"""Seeded policy files and applicants of any size."""

import json
import random
from datetime import date
from typing import Any

from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.values import Value

Rule = dict[str, Any]

_COMPARISONS = ("at_least", "at_most", "more_than", "less_than")


def policy_file(programs: int, facts: int = 12, comparisons: tuple[int, int] = (4, 8), seed: int = 0) -> str:
    """Return a policy file (JSON is YAML) of so many programs, each a tree of comparisons over so many facts."""
    chance = random.Random(seed)
    types = [("boolean", "choice", "choices", "count", "money", "number")[index % 6] for index in range(facts)]
    declared = {f"fact_{index}": _fact(index, kind) for index, kind in enumerate(types)}
    document = {
        "format": "1",
        "id": "generated",
        "title": "Generated",
        "as_of": "2019-05-31",
        "currency": "CNY",
        "languages": ["en"],
        "sources": {"law": {"title": "Law"}},
        "supports": {"grant": "Grant"},
        "facts": declared,
        "programs": {
            f"program-{number}": _program(number, declared, comparisons, chance) for number in range(programs)
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def structured_file(programs: int, facts: int, seed: int) -> str:
    """Return a policy file like the shipped one: gates that programs share, activities with details of their own."""
    return json.dumps(_File(programs, facts, random.Random(seed)).document())


class _File:
    """One file: `general` facts may matter to every program, `details` to those of one activity only."""

    def __init__(self, programs: int, facts: int, chance: random.Random) -> None:
        self.chance = chance
        self.facts: dict[str, Rule] = {}
        self.activities = max(2, min(12, programs // 3 + 1))
        self.general = [self._fact("choice", 5), self._fact("boolean")]
        self.activity = self._fact("choices", self.activities)
        self.details: list[list[str]] = [[] for _ in range(self.activities)]
        while len(self.facts) < facts:
            if chance.random() < 0.3:
                self.general.append(self._fact(chance.choice(("boolean", "choice", "money", "count"))))
            else:
                self._detail(chance.randrange(self.activities))
        names = [chance.sample(self.general, min(len(self.general), chance.randint(1, 3))) for _ in range(programs)]
        self.gates = [{"all": [self._leaf(name) for name in some]} for some in names[: max(2, programs // 8)]]
        self.programs = {f"program-{number}": self._program() for number in range(programs)}

    def document(self) -> Rule:
        return {
            "format": "1",
            "id": "structured",
            "title": "Structured",
            "as_of": "2019-05-31",
            "currency": "CNY",
            "languages": ["en"],
            "sources": {"law": {"title": "Law"}},
            "supports": {"grant": "Grant"},
            "facts": self.facts,
            "programs": self.programs,
        }

    def _fact(self, kind: str, choices: int = 4) -> str:
        name = f"fact_{len(self.facts)}"
        self.facts[name] = {"type": kind, "ask": f"Question {name}", "label": name}
        if kind in ("choice", "choices"):
            self.facts[name]["choices"] = {f"c{number}": f"Choice {number}" for number in range(choices)}
        elif kind in ("count", "money"):
            self.facts[name] |= {"min": "0", "max": "1000"}
        return name

    def _detail(self, activity: int) -> None:
        guarded = self.chance.random() < 0.6
        name = self._fact(self.chance.choice(("boolean", "choice", "choices", "count", "money")))
        if guarded:
            self.facts[name]["asked_if"] = {self.activity: f"c{activity}"}
        self.details[activity].append(name)

    def _program(self) -> Rule:
        activity = self.chance.randrange(self.activities)
        pool = [*self.details[activity], *self.general]
        parts: list[Rule] = [self.chance.choice(self.gates), {self.activity: f"c{activity}"}]
        for name in self.chance.sample(pool, min(len(pool), self.chance.randint(0, 3))):
            leaf, kind = self._leaf(name), self.chance.random()
            if kind < 0.25:
                leaf = {"any": [leaf, self._leaf(self.chance.choice(pool))]}
            elif kind < 0.35:
                leaf = {"any": [leaf, {"confirm": "Is it so"}]}
            parts.append(leaf)
        edition = {
            "status": "in_force",
            "confidence": "official",
            "when": {"all": parts},
            "ceiling": self._ceiling([name for name in pool if self.facts[name]["type"] in ("count", "money")]),
            "source": {"document": "law"},
        }
        return {"title": "Program", "support": "grant", "editions": [edition]}

    def _ceiling(self, numbers: list[str]) -> Any:
        kind = self.chance.random()
        if kind < 0.4:
            return "unstated"
        return {"amount": "1000", "per": self.chance.choice(numbers)} if kind > 0.7 and numbers else "100000"

    def _leaf(self, name: str) -> Rule:
        kind = self.facts[name]["type"]
        if kind == "boolean":
            return {name: self.chance.choice(("true", "true", "false"))}
        if kind in ("choice", "choices"):
            choices = list(self.facts[name]["choices"])
            return {name: self.chance.sample(choices, self.chance.randint(1, len(choices) - 1))}
        return {name: {self.chance.choice(("at_least", "at_most")): str(self.chance.choice((100, 300, 500, 700)))}}


def answers_for(policies: PolicySet, chance: random.Random, known: float = 1.0) -> dict[str, Value | None]:
    """Return random answers: each fact is known with that probability, else not asked."""
    return {name: value_for(fact, chance) for name, fact in policies.facts.items() if chance.random() < known}


def value_for(fact: Fact, chance: random.Random) -> Value:
    """Return a random value of a fact."""
    match fact.type:
        case FactType.BOOLEAN:
            return chance.random() < 0.5
        case FactType.CHOICE:
            return chance.choice(list(fact.choices))
        case FactType.CHOICES:
            return fact.check(tuple(choice for choice in fact.choices if chance.random() < 0.5))
        case FactType.DATE:
            return date.fromordinal(chance.randint(date(2000, 1, 1).toordinal(), date(2025, 1, 1).toordinal()))
        case _:
            low = int(fact.minimum) if isinstance(fact.minimum, int) else 0
            high = int(fact.maximum) if isinstance(fact.maximum, int) else low + 1000
            return chance.randint(low, high)


def _fact(index: int, kind: str) -> dict[str, object]:
    fact: dict[str, object] = {"type": kind, "ask": f"Question {index}", "label": f"Fact {index}"}
    if kind in ("choice", "choices"):
        fact["choices"] = {f"c{number}": f"Choice {number}" for number in range(5)}
    if kind in ("count", "money", "number"):
        fact |= {"min": "0", "max": "1000"}
    return fact


def _leaf(declared: dict[str, dict[str, object]], chance: random.Random) -> dict[str, object]:
    name = chance.choice(list(declared))
    kind = declared[name]["type"]
    if kind == "boolean":
        return {name: chance.choice(("true", "false"))}
    if kind in ("choice", "choices"):
        return {name: chance.sample([f"c{number}" for number in range(5)], chance.randint(1, 3))}
    return {name: {chance.choice(_COMPARISONS): str(chance.randint(1, 999))}}


def _tree(leaves: int, declared: dict[str, dict[str, object]], chance: random.Random) -> dict[str, object]:
    if leaves == 1:
        return _leaf(declared, chance)
    left = chance.randint(1, leaves - 1)
    children = [_tree(left, declared, chance), _tree(leaves - left, declared, chance)]
    return {chance.choice(("all", "any")): children}


def _program(
    number: int, declared: dict[str, dict[str, object]], comparisons: tuple[int, int], chance: random.Random
) -> dict[str, object]:
    amounts = [name for name, fact in declared.items() if fact["type"] in ("count", "money", "number")]
    edition = {
        "status": "in_force",
        "confidence": "official",
        "when": _tree(chance.randint(*comparisons), declared, chance),
        "ceiling": {"least": ["500000", {"percent": "30", "of": chance.choice(amounts)}]} if amounts else "100000",
        "source": {"document": "law"},
    }
    return {"title": f"Program {number}", "support": "grant", "editions": [edition]}
