"""Generated policy files like the shipped one: gates shared by many programs, activities with details of their own."""

import json
from random import Random
from typing import Any

Rule = dict[str, Any]


def structured_file(programs: int, facts: int, seed: int) -> str:
    """Return a policy file (JSON is YAML) of so many programs and facts."""
    return json.dumps(_File(programs, facts, Random(seed)).document())


class _File:
    """One file: `general` facts may matter to every program, `details` to those of one activity only."""

    def __init__(self, programs: int, facts: int, chance: Random) -> None:
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
