"""The states of an interview, exactly: what is left to decide, the fewest questions that takes, what an order takes.

Two applicants are in the same state if the same rules are left; parts of a state that share no fact take their
questions apart. That makes dynamic programming over all states feasible for files of the shipped one's size. Answers to
different facts are independent. A ceiling is taken to need each of its facts until it is known, as products do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from iotcheck.logic import Truth
from iotcheck.model import NoAmount, PolicySet
from iotcheck.model.walk import facts_below
from iotcheck.values import Value
from tests.optimum.residuals import FALSE, TRUE, Residuals, Tree, Weights, facts_in, missing, truths


class Rule(NamedTuple):
    """What is left of a program or of an `asked_if`; as bits the facts of its ceiling, or the one that it guards."""

    guard: bool
    tree: Tree
    facts: int


class Part(NamedTuple):
    """Rules that hang together, by number, and as bits the facts that they may still need."""

    rules: tuple[int, ...]
    needed: int


State = tuple[Part, ...]
Answers = Mapping[str, Value]
Strategy = Callable[["States", State, Answers], str]
Counts = dict[int, float]  # number of questions → share of applicants


class States:
    """The states of one policy file's interview; `values` are samples of facts' values other than all of them."""

    def __init__(self, policies: PolicySet, values: Weights | None = None) -> None:
        self.policies = policies
        self.names = list(policies.facts)
        self._bit = {name: 1 << place for place, name in enumerate(self.names)}
        editions = [program.edition_on(policies.as_of) for program in policies.programs.values()]
        wanted = [
            (edition.when, edition.ceiling)
            for edition in editions
            if edition and edition.when and edition.status.open_to_applicants and not edition.stale(policies.as_of)
        ]
        guards = {name: fact.asked_if for name, fact in policies.facts.items() if fact.asked_if is not None}
        self.residuals = Residuals(policies, [*(when for when, _ in wanted), *guards.values()], values or {})
        self._rules: list[Rule] = []
        self._numbers: dict[Rule, int] = {}
        self._open: list[int] = []  # by rule: the facts it may still need
        self._seen: list[int] = []  # by rule: the facts it speaks of
        self._rows: dict[tuple[int, str], list[int]] = {}
        self._after: dict[tuple[Part, str], list[tuple[State, float, Value]]] = {}
        left = [
            Rule(
                False,
                self.residuals.tree(when),
                0 if isinstance(ceiling, NoAmount) else self._bits(facts_below(policies, ceiling)),
            )
            for when, ceiling in wanted
        ]
        left += [Rule(True, self.residuals.tree(guard), self._bit[name]) for name, guard in guards.items()]
        self.start = self._split({self._number(rule) for rule in left}, (1 << len(self.names)) - 1)

    def rules(self, part: Part) -> list[Rule]:
        """Return what hangs together in a part."""
        return [self._rules[number] for number in part.rules]

    def part_of(self, state: State, name: str) -> Part:
        """Return the part of a state that needs a fact."""
        (part,) = [one for one in state if self._bit[name] & one.needed]
        return part

    def needed(self, part: Part) -> list[str]:
        """Return the facts that may still be asked about a part."""
        return [name for name in self.names if self._bit[name] & part.needed]

    def ready(self, part: Part) -> list[str]:
        """Return those of them that wait for no other."""
        waiting = 0
        for number in part.rules:
            if self._rules[number].guard and self._open[number] & part.needed:
                waiting |= self._rules[number].facts
        return [name for name in self.needed(part) if not self._bit[name] & waiting]

    def programs_that_miss(self, state: State, name: str) -> int:
        """Return how many different programs miss a fact."""
        rules = [number for part in state for number in part.rules if not self._rules[number].guard]
        return sum(bool(self._open[number] & self._bit[name]) for number in rules)

    def after(self, part: Part, name: str) -> list[tuple[State, float, Value]]:
        """Return the states that an answer may lead to, each with its weight and a value that leads there."""
        found = self._after.get((part, name))
        if found is None:
            found = self._after[part, name] = self._answer(part, name)
        return found

    def optimum(self) -> float:
        """Return the mean number of questions of the best order there is."""
        known: dict[Part, float] = {}

        def least(part: Part) -> float:
            if part not in known:
                known[part] = min(
                    1 + sum(weight * sum(map(least, state)) for state, weight, _ in self.after(part, name))
                    for name in self.ready(part)
                )
            return known[part]

        return sum(map(least, self.start))

    def expected(self, strategy: Strategy) -> Counts:
        """Return how many questions a strategy asks, over all applicants; it sees one applicant of each state."""
        known: dict[State, Counts] = {(): {0: 1.0}}

        def counts(state: State, answers: Answers) -> Counts:
            if state not in known:
                name = strategy(self, state, answers)
                part = self.part_of(state, name)
                rest = [one for one in state if one is not part]
                found: Counts = {}
                for after, weight, value in self.after(part, name):
                    for number, share in counts(tuple(sorted([*rest, *after])), {**answers, name: value}).items():
                        found[number + 1] = found.get(number + 1, 0.0) + weight * share
                known[state] = found
            return known[state]

        return counts(self.start, {})

    def _answer(self, part: Part, name: str) -> list[tuple[State, float, Value]]:
        bit = self._bit[name]
        changed = [number for number in part.rules if self._seen[number] & bit]
        kept = [number for number in part.rules if not self._seen[number] & bit]
        kinds = list(zip(*[self._row(number, name) for number in changed], strict=True)) if changed else [()]
        weights, examples = self.residuals.weights[name], self.residuals.examples[name]
        if not changed:
            weights = [1.0]
        by_rules: dict[frozenset[int], tuple[float, Value]] = {}
        for rules, weight, example in zip(kinds, weights, examples, strict=False):
            key = frozenset(rules)
            by_rules[key] = by_rules.get(key, (0.0, example))[0] + weight, by_rules.get(key, (0.0, example))[1]
        found: dict[State, tuple[float, Value]] = {}
        for key, (weight, example) in by_rules.items():
            state = self._split({*kept, *key}, part.needed & ~bit)
            found[state] = found.get(state, (0.0, example))[0] + weight, found.get(state, (0.0, example))[1]
        return [(state, weight, example) for state, (weight, example) in found.items()]

    def _row(self, number: int, name: str) -> list[int]:
        """Return what becomes of a rule for each class of a fact's values."""
        if (number, name) not in self._rows:
            rule = self._rules[number]
            facts = rule.facts if rule.guard else rule.facts & ~self._bit[name]
            kinds = range(len(self.residuals.weights[name]))
            self._rows[number, name] = [
                self._number(Rule(rule.guard, self.residuals.after(rule.tree, name, kind), facts)) for kind in kinds
            ]
        return self._rows[number, name]

    def _number(self, rule: Rule) -> int:
        """Return a rule's number; -1 if nothing is left of it."""
        open_facts = self._bits(missing(rule.tree))
        if not rule.guard:
            if truths(rule.tree)[0] is Truth.FALSE or not (open_facts or rule.facts):
                return -1
            rule = rule if open_facts else rule._replace(tree=TRUE)
        elif rule.tree == TRUE:
            return -1
        if rule not in self._numbers:
            self._numbers[rule] = len(self._rules)
            self._rules.append(rule)
            own = 0 if rule.guard else rule.facts
            self._open.append(open_facts | own)
            self._seen.append(self._bits(facts_in(rule.tree)) | own)
        return self._numbers[rule]

    def _split(self, numbers: Iterable[int], allowed: int) -> State:
        """Return the state of some rules: the parts that share no needed fact."""
        programs: list[int] = []
        guards: list[int] = []
        for number in numbers:
            if number < 0:
                continue
            rule = self._rules[number]
            if not rule.guard:
                programs.append(number)
            elif rule.tree == FALSE:
                allowed &= ~rule.facts
            else:
                guards.append(number)
        needed, before = 0, -1
        for number in programs:
            needed |= self._open[number] & allowed
        while needed != before:
            before = needed
            for number in guards:
                if self._rules[number].facts & needed:
                    needed |= self._open[number] & allowed
        parts: list[tuple[int, list[int]]] = []
        links = [(self._open[program] & needed, program) for program in programs]
        asked = [guard for guard in guards if self._rules[guard].facts & needed]
        links += [((self._open[one] | self._rules[one].facts) & needed, one) for one in asked]
        for link, number in links:
            facts = link
            if facts:
                touching = [part for part in parts if part[0] & facts]
                parts = [part for part in parts if not part[0] & facts]
                for other, _ in touching:
                    facts |= other
                parts.append((facts, [number, *(member for _, members in touching for member in members)]))
        return tuple(sorted(Part(tuple(sorted(members)), facts) for facts, members in parts))

    def _bits(self, names: Iterable[str]) -> int:
        return sum(self._bit[name] for name in names)


def mean(counts: Counts) -> float:
    """Return the mean number of questions."""
    return sum(number * share for number, share in counts.items())


def percentile(counts: Counts, share: float) -> int:
    """Return the number of questions that such a share of applicants does not exceed."""
    reached = 0.0
    for number in sorted(counts):
        reached += counts[number]
        if reached >= share - 1e-9:
            return number
    return max(counts)


def file_order(states: States, state: State, _: Answers) -> str:
    """Ask the first needed fact in the file's order."""
    ready = {name for part in state for name in states.ready(part)}
    return next(name for name in states.names if name in ready)


def most_missing(states: States, state: State, _: Answers) -> str:
    """Ask the fact that most programs miss."""
    ready = {name for part in state for name in states.ready(part)}
    in_order = [name for name in states.names if name in ready]
    return max(in_order, key=lambda name: states.programs_that_miss(state, name))
