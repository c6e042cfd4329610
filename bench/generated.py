"""Generated policy files and tables: N programs of 4 to 8 comparisons over 12 facts, applicants of whom 8 % is unknown.

Rules are plain data, so that rivals can be given the same ones. Everything is drawn from seeds: a run can be repeated.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

from iotcheck.loader import load
from iotcheck.model import Fact, FactType, PolicySet

Rule = dict[str, Any]
UNKNOWN = 0.08
AS_OF = date(2026, 1, 1)
CHOICES = tuple(f"k{number}" for number in range(5))
MONEY = [step * 10**power for power in (5, 6, 7) for step in range(1, 14)]
COUNTS = list(range(1, 40))
DAYS = [AS_OF - timedelta(days=120 * step) for step in range(1, 40)]

FACTS: dict[str, str] = {
    **dict.fromkeys(("b0", "b1", "b2"), "boolean"),
    **dict.fromkeys(("c0", "c1", "c2"), "choice"),
    **dict.fromkeys(("m0", "m1", "m2"), "money"),
    **dict.fromkeys(("n0", "n1"), "count"),
    "d0": "date",
}


def rules(programs: int, seed: int = 1) -> list[Rule]:
    """Draw programs: each a condition and a ceiling, as a policy file writes them."""
    random = Random(seed)
    return [{"when": _condition(random), "ceiling": _ceiling(random)} for _ in range(programs)]


def policies(programs: list[Rule]) -> PolicySet:
    """Load a policy file with these programs."""
    return load(policy_file(programs), "generated.yaml")


def policy_file(programs: list[Rule]) -> bytes:
    """Return a policy file with these programs."""
    text = {"zh": "文字", "en": "text"}
    facts: dict[str, Any] = {}
    for name, kind in FACTS.items():
        facts[name] = {"type": kind, "ask": text, "label": {"zh": f"事实{name}", "en": f"Fact {name}"}}
        if kind == "choice":
            facts[name]["choices"] = {choice: {"zh": f"选项{choice}", "en": f"Choice {choice}"} for choice in CHOICES}
        if kind == "count":
            facts[name] |= {"min": 0, "max": 99}
    edition = {"status": "in_force", "confidence": "official", "source": {"document": "s"}}
    content = {
        "format": 1,
        "id": "generated",
        "title": text,
        "as_of": AS_OF.isoformat(),
        "currency": "CNY",
        "sources": {"s": {"title": text}},
        "supports": {"grant": text},
        "facts": facts,
        "programs": {
            f"p{number}": {"title": text, "support": "grant", "editions": [{**edition, **rule}]}
            for number, rule in enumerate(programs)
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def texts(rows: int, seed: int = 2) -> Iterator[list[str]]:
    """Yield applicants as cells of a table, in the order of FACTS; an empty cell is unknown."""
    return _drawn([_pool(kind) for kind in FACTS.values()], rows, seed)


def table_texts(policies: PolicySet, rows: int, seed: int = 2) -> Iterator[list[str]]:
    """Yield applicants of any policy file as cells of a table, in the order of its facts."""
    return _drawn([_fact_pool(fact) for fact in policies.facts.values()], rows, seed)


def _drawn(pools: list[list[str]], rows: int, seed: int) -> Iterator[list[str]]:
    random = Random(seed)
    for _ in range(rows):
        yield ["" if random.random() < UNKNOWN else random.choice(pool) for pool in pools]


def _fact_pool(fact: Fact) -> list[str]:
    """Return the texts that cells of a fact are drawn from."""
    match fact.type:
        case FactType.CHOICE:
            return list(fact.choices)
        case FactType.CHOICES:
            return [*fact.choices, *(";".join(two) for two in combinations(fact.choices, 2))]
        case FactType.COUNT if isinstance(fact.maximum, int):
            return [str(number) for number in range(fact.maximum + 1)][int(str(fact.minimum or 0)) :][:100]
        case _:
            return _pool(fact.type)


def _pool(kind: str) -> list[str]:
    """Return the texts that cells of a type are drawn from: of money, ten thousand different amounts."""
    match kind:
        case "boolean":
            return ["true", "false"]
        case "choice":
            return list(CHOICES)
        case "money":
            return [str(step * 10_000) for step in range(10_000)]
        case "count" | "number":
            return [str(number) for number in range(100)]
        case _:
            return [(AS_OF - timedelta(days=step)).isoformat() for step in range(5_000)]


def _condition(random: Random) -> Rule:
    left = random.randint(4, 8)
    children: list[Rule] = []
    while left:
        size = min(left, random.choice((1, 1, 1, 2, 3)))
        left -= size
        leaves = [_leaf(random) for _ in range(size)]
        if size == 1:
            children.append({"not": leaves[0]} if random.random() < 0.1 else leaves[0])
        elif size == 3 and random.random() < 0.3:
            children.append({"at_least": {"count": 2, "of": leaves}})
        else:
            children.append({"any": leaves})
    return {"all": children}


def _leaf(random: Random) -> Rule:
    fact = random.choice(list(FACTS))

    def low_or_high(pool: list[int]) -> Rule:
        return {random.choice(("at_least", "more_than", "at_most", "less_than")): random.choice(pool)}

    match FACTS[fact]:
        case "boolean":
            return {fact: random.random() < 0.5}
        case "choice":
            return {fact: random.sample(CHOICES, random.randint(2, 4))}
        case "money":
            return {fact: low_or_high(MONEY)}
        case "count":
            return {fact: low_or_high(COUNTS)}
        case _:
            return {fact: {random.choice(("on_or_after", "before")): random.choice(DAYS).isoformat()}}


def _ceiling(random: Random) -> Any:
    cap = random.choice(MONEY)
    kind = random.random()
    if kind < 0.6:
        return cap
    if kind < 0.85:
        return {"amount": cap, "per": "n0"}
    return {"least": [{"percent": random.choice((10, 20, 30, 50)), "of": "m0"}, cap]}
