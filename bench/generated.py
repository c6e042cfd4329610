"""Generated policy files and tables: N programs of 4 to 8 comparisons over 12 facts, applicants of whom 8 % is unknown.

Rules are plain data, so that rivals can be given the same ones. `every_operator` writes files that rivals cannot read:
with all operators of the format, named conditions and amounts, and tables, their number growing with the programs.
Everything is drawn from seeds: a run can be repeated.
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


def every_operator(programs: int, seed: int = 1) -> bytes:
    """Return a policy file that uses every operator of the format, with two more facts: a selection and a number."""
    random = Random(seed)
    text = {"zh": "文字", "en": "text"}
    gates = [f"g{number}" for number in range(2 + programs // 10)]
    amounts = [f"a{number}" for number in range(1 + programs // 25)]
    tables = [f"t{number}" for number in range(1 + programs // 50)]
    content = json.loads(policy_file([]))
    content["facts"] |= {
        "s0": {"type": "choices", "ask": text, "label": {"zh": "事实s0", "en": "Fact s0"}},
        "x0": {"type": "number", "ask": text, "label": {"zh": "事实x0", "en": "Fact x0"}, "min": -100, "max": 100},
    }
    content["facts"]["s0"]["choices"] = content["facts"]["c0"]["choices"]
    content["facts"]["b2"]["asked_if"] = {"b1": True}
    content["conditions"] = {name: {"text": text, "all": [_leaf(random) for _ in range(3)]} for name in gates}
    content["amounts"] = {name: _calculation(random) for name in amounts}
    content["tables"] = {
        name: {**{choice: random.choice(MONEY) for choice in CHOICES[:3]}, "otherwise": 0} for name in tables
    }
    edition = {"status": "in_force", "confidence": "official", "source": {"document": "s"}}
    for number in range(programs):
        when = _condition(random)
        when["all"] += [{"met": random.choice(gates)}, _special_leaf(random)]
        ceilings = [
            _ceiling(random),
            _calculation(random),
            {"amount_of": random.choice(amounts)},
            {"table": random.choice(tables), "by": "c0"},
            {"cases": [{"when": _leaf(random), "then": _ceiling(random)}, {"otherwise": _ceiling(random)}]},
        ]
        program = {"when": when, "ceiling": random.choice(ceilings), **edition}
        content["programs"][f"p{number}"] = {"title": text, "support": "grant", "editions": [program]}
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
        case FactType.COUNT | FactType.NUMBER if isinstance(fact.maximum, int):
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


def _special_leaf(random: Random) -> Rule:
    """Draw a condition of a kind that `_leaf` leaves out."""
    low, high = sorted(random.sample(MONEY, 2))
    some = random.sample(CHOICES, 2)
    kinds: list[Rule] = [
        {"m0": {"between": [low, high]}},
        {"n0": {"between": sorted(random.sample(COUNTS, 2))}},
        {"x0": {"less_than": random.randint(-99, 99) / 2}},
        {"s0": some},
        {"s0": {"includes_all": some}},
        {"s0": {"none_of": some}},
        {"c1": {"none_of": some}},
        {"d0": {"years_before": random.randint(1, 10)}},
        {"m1": {"at_least": {"percent": random.choice((10, 20, 30)), "of": "m2"}}},
        {"any": [{"b0": True}, {"confirm": {"zh": "待确认", "en": "to be confirmed"}}]},
    ]
    return random.choice(kinds)


def _calculation(random: Random) -> Rule:
    """Draw an amount of a kind that `_ceiling` leaves out."""
    kinds: list[Rule] = [
        {"sum": ["m0", random.choice(MONEY)]},
        {"difference": ["m1", random.choice(MONEY)]},
        {"greatest": [{"percent": 20, "of": "m2"}, random.choice(MONEY)]},
        {"quotient": ["m0", random.choice((2, 3, 4))]},
        {"amount": {"least": ["m1", random.choice(MONEY)]}, "per": "n1"},
    ]
    return random.choice(kinds)
