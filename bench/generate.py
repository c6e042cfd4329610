"""Seeded policy files and applicants of any size, for measuring."""

import json
import random
from datetime import date

from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.values import Value

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
