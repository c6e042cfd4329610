"""Hypothesis strategies: random valid policy files of the whole format, random answers, and all their completions.

Domains are small, so that a law can be tried on every completion: `policy_sets_with_answers()` with
`completions(policies, answers)`. Files go through the real loader. `days()` draws as-of days near the dates that random
files contain.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import prod
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from iotcheck.model import Confidence, DateOperator, Fact, FactType, Operator, PolicySet, Rounding, Status
from iotcheck.model.dates import LIMITS
from iotcheck.values import Value
from tests.small import Document, loaded, yaml_text

T = TypeVar("T")
Answers = dict[str, Value | None]

DAYS = tuple(date.fromisoformat(day) for day in ("2020-02-28", "2020-02-29", "2020-03-01", "2021-03-01", "2024-02-29"))
NUMBERS = (0, 1, 2, 3, 5, "-1", "0.5", "2.25", "1,000")
MONEY = ("0元", "1元", "2.5元", "0.0003万元", "3,000元", "1万元")
PAIRED = tuple(one.value for one in LIMITS if one is not DateOperator.BETWEEN)  # comparisons of two date facts
COUNTED = tuple(one.value for one in DateOperator if one.counts)
RANGE = {"range": ["2.5元", "1万元"]}  # a ceiling
WORDS = ("甲, one", "乙：two?", "#丙", "- four", "no")  # what YAML would misread without quotes


def documents(confirm: bool = True) -> st.SearchStrategy[Document]:
    """Draw policy files as plain data (lists, dicts, texts and whole numbers); without `confirm` none has one."""
    return _documents(confirm)


def random_document(random: Random, confirm: bool = True) -> Document:
    """Return a policy file as plain data, drawn from a seeded generator instead of by Hypothesis."""
    return _Writer(random.randint, lambda names: random.sample(names, len(names)), confirm).document()


def policy_sets(confirm: bool = True) -> st.SearchStrategy[PolicySet]:
    """Draw whole policy sets, as the loader makes them."""
    return documents(confirm).map(yaml_text).map(loaded)


@st.composite
def policy_sets_with_answers(draw: st.DrawFn, confirm: bool = True) -> tuple[PolicySet, Answers]:
    """Draw a policy set and answers for it."""
    policies = draw(policy_sets(confirm))
    return policies, draw(answers_for(policies))


def answers_for(policies: PolicySet) -> st.SearchStrategy[Answers]:
    """Draw answers: each fact known, *don't know* (None) or not asked (absent), in any order."""

    def said(fact: Fact) -> st.SearchStrategy[Value | None]:
        return st.sampled_from((*domain(fact), None))

    drawn = st.fixed_dictionaries({}, optional={name: said(fact) for name, fact in policies.facts.items()})
    return drawn.flatmap(lambda answers: st.permutations(list(answers.items())).map(dict))


def days() -> st.SearchStrategy[date]:
    """Draw as-of days: those that random files mention, the days beside them, and far ones."""
    near = st.builds(lambda day, step: day + timedelta(step), st.sampled_from(DAYS), st.integers(-1, 1))
    return near | st.sampled_from((date.min, date(2030, 2, 28), date.max))


def domain(fact: Fact) -> tuple[Value, ...]:
    """Return all values of a fact, or where they are many, some that differ to every rule of a random file.

    Boolean, choice, choices and bounded counts are complete; ends of ranges are always there.
    """
    low, high = fact.minimum, fact.maximum
    every: Any
    match fact.type:
        case FactType.BOOLEAN:
            return (False, True)
        case FactType.CHOICE:
            return tuple(fact.choices)
        case FactType.CHOICES:
            subsets = [some for size in range(len(fact.choices) + 1) for some in combinations(fact.choices, size)]
            return tuple(some for some in subsets if _within(fact, len(some)))
        case FactType.DATE:
            every = {date.min, date(2022, 3, 1), *DAYS, date.max, low, high} - {None}
        case FactType.COUNT:
            every = {0, 1, 2, 3, 4, 10**6, low, high} - {None}
        case _:
            every = {-(10**6), -1, 0, Fraction(1, 2), 1, 2, 3, 4, 10**6, low, high} - {None}
    return tuple(value for value in sorted(every) if _within(fact, value))


def completions(policies: PolicySet, answers: Mapping[str, Value | None], most: int = 200) -> list[Answers]:
    """Return the answers with every open fact known: all ways, or where these are more than `most`, as many of them.

    Which ones is the same in every run.
    """
    known = {name: value for name, value in answers.items() if value is not None}
    still_open = [(name, domain(fact)) for name, fact in policies.facts.items() if name not in known]
    count = prod(len(values) for _, values in still_open)
    chosen = range(count) if count <= most else Random(count).sample(range(count), most)
    found: list[Answers] = []
    for index in chosen:
        rest, one = index, dict[str, Value | None](known)
        for name, values in still_open:
            rest, place = divmod(rest, len(values))
            one[name] = values[place]
        found.append(one)
    return found


def _within(fact: Fact, value: Any) -> bool:
    return (fact.minimum is None or value >= fact.minimum) and (fact.maximum is None or value <= fact.maximum)


@st.composite
def _documents(draw: st.DrawFn, confirm: bool) -> Document:
    def integer(least: int, most: int) -> int:
        return draw(_integers(least, most))

    return _Writer(integer, lambda names: draw(st.permutations(names)), confirm).document()


class _Writer:
    """Writes one random file from top to bottom; what it may refer to is what it has already written."""

    def __init__(
        self, drawn: Callable[[int, int], int], shuffled: Callable[[list[str]], Sequence[str]], confirm: bool
    ) -> None:
        self.drawn = drawn
        self.shuffled = shuffled
        self.confirm = confirm
        self.texts = 0
        self.languages: list[str] = ["zh", "en"]
        self.facts: dict[str, Document] = {}
        self.conditions: dict[str, Document] = {}
        self.sure: list[str] = []  # named conditions without confirm: they may stand anywhere
        self.amounts: dict[str, Any] = {}
        self.truths: dict[
            str, tuple[str, str | None]
        ] = {}  # tables of conditions: the key, and whose choices they hold
        self.lengths: dict[str, str] = {}  # tables of numbers of years, months or days: the key
        self.programs: dict[str, Document] = {}
        self.tables: dict[str, tuple[Any, Document]] = {}  # with the keys that look it up
        self.papers: list[str] = []

    def document(self) -> Document:
        languages = self.pick((None, ["zh", "en"], ["en", "zh"], ["en"], ["zh"]))
        self.languages = languages or self.languages
        head = {
            "format": 1,
            "id": "random-file",
            "title": self.text(),
            **self.own_day(),
            "currency": "CNY",
            **self.some({"smallest_unit": lambda: self.pick((1, 0.1, 0.01))}),
            **({"languages": languages} if languages else {}),
            "sources": {
                "letter-1": {
                    "title": self.text(),
                    **self.some({"number": lambda: "〔2020〕1号", "date": self.day, "checked": self.day}),
                }
            },
            "agencies": {"office": {"name": self.text(), **self.some(self.reached())}, "bureau": {"name": self.text()}},
            "supports": {"grant": self.text(), "relief": self.apart(self.text())},
            **self.some({"documents": self.evidence}, one_in=2),
        }
        for number in range(self.integer(1, 4)):
            self.facts[f"{self.pick('abno')}{number}"] = self.fact()
        for number in range(self.integer(0, 4)):
            self.pick(
                (
                    self.name_condition,
                    self.name_condition,
                    self.name_amount,
                    self.name_table,
                    self.grid,
                    self.truth_table,
                    self.length_table,
                )
            )(str(number))
        for name in self.papers:
            head["documents"][name].update(self.some({"proves": lambda: [self.pick(list(self.facts))]}))
        for number in range(self.integer(1, 3)):
            self.programs[f"program-{number}"] = self.program()
        combine = self.some({"combine": self.combine}, one_in=2)
        order = self.shuffled(list(self.facts))  # a fact may be asked if a later one is …
        return {
            **head,
            "facts": {name: self.facts[name] for name in order},
            "conditions": self.conditions,
            "amounts": self.amounts,
            "tables": {name: table for name, (_, table) in self.tables.items()},
            "programs": self.programs,
            **combine,
            **self.some({"notes": lambda: [self.note()]}),
        }

    def own_day(self) -> Document:
        """Write which day the file speaks of, and to which its terms are known."""
        lengths = ({"days": 1}, {"months": 12}, {"years": 1}, {"years": 4})
        lasts = self.some({"stale_after": lambda: self.pick(lengths)}, one_in=2)
        if self.integer(0, 3) == 0:
            return {"as_of": "today", "known_to": self.day(), **lasts}
        return {"as_of": self.day(), **self.some({"known_to": self.day}, one_in=3), **lasts}

    def fact(self) -> Document:
        kind = self.pick((*FactType, FactType.CHOICE))
        number = len(self.facts)
        fact: Document = {"type": kind.value, "ask": self.text(), "label": self.text(f"label {number}")}
        if kind in (FactType.CHOICE, FactType.CHOICES):
            others = [other for other in self.facts.values() if other["type"] == kind]
            same = bool(others) and self.integer(0, 3) > 0  # so that one fact can be `same_as` another
            names = tuple(others[0]["choices"]) if same else ("c0", "c1", "c2")[: self.integer(1, 3)]
            fact["choices"] = {name: self.text(f"choice {name}") for name in names}
            if self.integer(0, 1):  # a group with the first choice, one with the second and that group
                inner, outer = self.text("an inner group"), self.text("an outer group")
                fact["groups"] = {"inner": self.placed(inner, "outer"), "outer": outer}
                for name, group in zip(names, ("inner", "outer"), strict=False):
                    fact["choices"][name] = self.placed(fact["choices"][name], group)
        low, high = sorted((self.integer(-1, 3), self.integer(-1, 3)))
        match kind:
            case FactType.CHOICES:
                low, high = max(low, 0), max(high, 0)
                fact |= self.some({"min": lambda: min(low, len(fact["choices"])), "max": lambda: high})
            case FactType.COUNT:
                fact |= self.some({"min": lambda: max(low, 0), "max": lambda: max(high, 0)})
            case FactType.NUMBER | FactType.MONEY:
                fact |= self.some({"min": lambda: low, "max": lambda: max(high, 0)})
            case FactType.DATE:
                first, last = sorted((self.day(), self.day()))
                fact |= self.some({"min": lambda: first, "max": lambda: last})
            case _:
                pass
        if self.facts:
            fact |= self.some({"asked_if": lambda: self.condition(1, sure=True)}, one_in=2)
        if "asked_if" in fact and kind not in (FactType.CHOICE, FactType.DATE) and self.integer(0, 1):
            some = self.value_list(tuple(fact["choices"])) if kind is FactType.CHOICES else []
            of_kind: dict[FactType, Any] = {FactType.BOOLEAN: self.pick((True, False)), FactType.CHOICES: some}
            fact["otherwise"] = of_kind.get(kind, self.integer(0, 3))
        changeable = {"changeable": lambda: self.pick((True, False))}
        return fact | self.some({**changeable, "help": self.text, "unit": lambda: self.text("项")}, one_in=2)

    def name_condition(self, number: str) -> None:
        sure = not self.confirm or self.integer(0, 2) > 0
        condition = self.condition(2, sure)
        self.conditions[f"rule_{number}"] = {**condition, "text": self.text()}
        if sure:
            self.sure.append(f"rule_{number}")

    def name_amount(self, number: str) -> None:
        if self.integer(0, 3):
            self.amounts[f"sum_{number}"] = self.amount(2)
            return
        self.amounts[f"sum_{number}"] = self.dated_values()

    def row(self) -> Any:
        return self.amount(1) if self.integer(0, 3) else self.dated_values()

    def dated_values(self) -> list[Document]:
        starts = sorted({self.day() for _ in range(self.integer(1, 3))})
        cited = [self.some({"source": self.source}) for _ in starts]
        return [{"from": start, "value": self.amount(1), **source} for start, source in zip(starts, cited, strict=True)]

    def name_table(self, number: str) -> None:
        choice_facts = [name for name, fact in self.facts.items() if fact["type"] == "choice"]
        if choice_facts:
            fact = self.pick(choice_facts)
            choices = list(self.facts[fact]["choices"])
            with_rows = choices[: self.integer(0, len(choices))]
            table: Any = {choice: self.row() for choice in with_rows}
            if len(with_rows) < len(choices):
                table["otherwise"] = self.row()
            self.tables[f"table_{number}"] = (fact, table)

    def grid(self, number: str) -> None:
        """Write a table that is looked up by an amount, or by two keys: a choice, then a choice or an amount."""
        choice_facts = [name for name, fact in self.facts.items() if fact["type"] == "choice"]
        limits: Document = {}
        keys: list[Any] = [self.pick(choice_facts)] if choice_facts and self.integer(0, 2) else []
        if keys and self.integer(0, 1):
            keys.append(self.pick(choice_facts))
        else:
            keys.append(self.amount(1))
            ends = sorted({self.integer(-1, 4) for _ in range(self.integer(1, 2))})
            limits = {f"row{place}": {self.pick(("up_to", "below")): end} for place, end in enumerate(ends)}
        names = [limits if key is keys[-1] and limits else self.facts[key]["choices"] for key in keys]
        rows = self.rows([[*one] for one in names])
        self.tables[f"table_{number}"] = (keys, {"limits": limits, "rows": rows} if limits else rows)

    def length_table(self, number: str) -> None:
        """Write a table of whole numbers, for amounts and for comparisons of dates."""
        choice_facts = [name for name, fact in self.facts.items() if fact["type"] == "choice"]
        if choice_facts:
            fact = self.pick(choice_facts)
            rows = {choice: self.pick((0, 1, 4, 13)) for choice in [*self.facts[fact]["choices"]][: self.integer(0, 2)]}
            self.tables[f"table_{number}"] = (fact, {**rows, "otherwise": self.pick((0, 1, 13))})
            self.lengths[f"table_{number}"] = fact

    def truth_table(self, number: str) -> None:
        """Write a table that conditions look up: what holds for a choice, or a choice of another fact."""
        choice_facts = [name for name, fact in self.facts.items() if fact["type"] == "choice"]
        if not choice_facts:
            return
        fact, of = self.pick(choice_facts), self.pick((None, *choice_facts))
        wanted: list[Any] = [True, False] if of is None else [*self.facts[of]["choices"]]
        rows = {name: self.pick(wanted) for name in [*self.facts[fact]["choices"]][: self.integer(0, 2)]}
        rows["otherwise"] = self.pick(wanted)
        record = {"rows": rows} if of is None else {"choices": of, "rows": rows}
        said = self.some({"text": self.text, "source": self.source})
        self.tables[f"table_{number}"] = ("", {**said, **record} if said or of else rows)
        self.truths[f"table_{number}"] = (fact, of)

    def rows(self, names: list[list[str]]) -> Any:
        """Write the rows of a level of a table, some of them left to `otherwise`."""
        if not names:
            return self.amount(1)
        chosen = [*names[0][: self.integer(0, len(names[0]))], "otherwise"]
        nested = [name for name in chosen if len(names) == 1 or self.integer(0, 2) or name == "otherwise"]
        return {name: self.rows(names[1:]) if name in nested else self.amount(0) for name in chosen}

    def program(self) -> Document:
        editions = [self.edition() for _ in range(self.integer(1, 3))]
        by_start = {edition.get("from"): edition for edition in editions}  # two of one day would tie
        return {
            "title": self.text(),
            "support": self.pick(("grant", "grant", "relief")),
            "editions": list(by_start.values()),
            **self.some(
                {"agency": lambda: self.pick(("office", ["office", "bureau"])), "summary": self.text}, one_in=2
            ),
            **self.some({"notes": lambda: [self.note()], "see": lambda: ["program-0"]}, one_in=2),
            **self.some({"apply_at": self.place}, one_in=2),
        }

    def combine(self) -> list[Document]:
        """Write rules on combining programs; those on two programs lead from one to a later one."""
        names = list(self.programs)

        def one() -> Document:
            some = list(self.shuffled(names))[: self.integer(1, len(names))]
            first, second = (names * 2)[:2]
            forms: list[Document] = [{"one_of": some}, {"at_most": self.integer(1, 2), "of": some}]
            forms += [{"less": first, "by": second}, {"before": first, "then": second}] if len(names) > 1 else []
            forms.append({"cap": self.amount(1), "of": some})
            when = self.some({"when": lambda: self.condition(1, not self.confirm)}, one_in=2)
            return {**self.pick(forms), "text": self.text(), **when, "source": self.source()}

        return [one() for _ in range(self.integer(1, 3))]

    def edition(self) -> Document:
        first, last = sorted((self.day(), self.day()))
        wanted = self.integer(0, 9)
        when = {} if wanted == 0 else {"when": "everyone" if wanted == 1 else self.condition(3, not self.confirm)}
        return {
            **self.some({"from": lambda: first, "until": lambda: self.last_day(last), "known_to": self.day}),
            "status": self.pick((*Status, Status.IN_FORCE, Status.ANNOUNCED)).value,
            "confidence": self.pick(tuple(Confidence)).value,
            **when,
            "ceiling": self.ceiling(),
            **self.some({"period": self.period}, one_in=3),
            "source": self.source(),
            **self.some({"apply": self.apply, **({"documents": self.needed} if self.papers else {})}, one_in=2),
        }

    def evidence(self) -> Document:
        said = {
            "issuer": self.text,
            "url": lambda: "https://registry.example",
            "note": self.text,
            "source": self.source,
        }
        self.papers = [f"paper_{number}" for number in range(self.integer(1, 2))]
        return {name: {"title": self.text(), **self.some(said)} for name in self.papers}

    def needed(self) -> list[Any]:
        def one() -> Any:
            name = self.pick(self.papers)
            return self.pick((name, {"document": name, "when": self.condition(1, not self.confirm)}))

        return [one() for _ in range(self.integer(1, 3))]

    def reached(self) -> dict[str, Callable[[], Any]]:
        return {"apply_at": self.place, "phone": lambda: "+999 1", "address": self.text}

    def place(self) -> Any:
        return self.pick(("https://office.example/apply", self.text()))

    def last_day(self, day: str) -> Any:
        return self.pick((day, {"day": day, "reckoned": self.text()}))

    def apply(self) -> Any:
        windows = [self.window() for _ in range(self.integer(1, 3))]
        return self.pick(("anytime", "yearly", windows, {"yearly": windows}))

    def window(self) -> Document:
        first, last = sorted((self.day(), self.day()))
        ends = self.pick(({"from": first}, {"until": last}, {"from": first, "until": self.last_day(last)}))
        return {**ends, **self.some({"note": self.text, "source": self.source}, one_in=2)}

    def period(self) -> Any:
        return self.pick(("once", "year", "project", "term", {"every": "year"}, {"every": "term", "at_most": 2}))

    def apart(self, text: Any) -> Document:
        """Write a form of support whose amounts are summed by themselves."""
        return {**(text if isinstance(text, dict) else {self.languages[0]: text}), "totals": "apart"}

    def note(self) -> Document:
        return {"text": self.text(), **self.some({"date": self.day, "source": self.source})}

    def source(self) -> Any:
        citation = {"document": "letter-1", "section": "1", "quote": "no: 1, 2?"}
        return self.pick((citation, [citation, citation]))

    def condition(self, depth: int, sure: bool) -> Document:
        """Write a condition at most `depth` operators deep; a `sure` one has no confirm below it."""
        forms: list[Callable[[int, bool], Document]] = [self.leaf, self.leaf]
        if depth:
            forms += [
                self.all_of,
                self.any_of,
                self.negation,
                self.at_least,
                self.comparison,
                self.cases_of,
                self.dated,
            ]
        if self.truths:
            forms.append(self.by_table)
        if self.sure if sure else self.conditions:
            forms += [self.met, self.met]
        if not sure:
            forms.append(lambda _, __: {"confirm": self.text()})
        condition = self.pick(forms)(depth - 1, sure)
        return condition | self.some({"text": self.text, "source": self.source}, one_in=6)

    def all_of(self, depth: int, sure: bool) -> Document:
        return {"all": self.several(depth, sure)}

    def any_of(self, depth: int, sure: bool) -> Document:
        return {"any": self.several(depth, sure)}

    def negation(self, depth: int, sure: bool) -> Document:
        return {"not": self.condition(depth, sure=True)}

    def at_least(self, depth: int, sure: bool) -> Document:
        children = self.several(depth, sure)
        return {"at_least": {"count": self.integer(1, len(children)), "of": children}}

    def cases_of(self, depth: int, sure: bool) -> Document:
        branches: list[Document] = [
            {"when": self.condition(depth, sure=True), "then": self.condition(depth, sure)}
            for _ in range(self.integer(0, 2))
        ]
        return {"cases": [*branches, {"otherwise": self.condition(depth, sure)}]}

    def dated(self, depth: int, sure: bool) -> Document:
        starts = sorted({self.day() for _ in range(self.integer(1, 3))})
        cited = [self.some({"source": self.source}) for _ in starts]
        return {
            "dated": [
                {"from": start, "when": self.condition(depth, sure), **source}
                for start, source in zip(starts, cited, strict=True)
            ]
        }

    def several(self, depth: int, sure: bool) -> list[Document]:
        return [self.condition(depth, sure) for _ in range(self.integer(1, 3))]

    def met(self, depth: int, sure: bool) -> Document:
        return {"met": self.pick(self.sure if sure else list(self.conditions))}

    def by_table(self, depth: int, sure: bool) -> Document:
        table, (fact, of) = self.pick(list(self.truths.items()))
        choices = [] if of is None else [*self.facts[of]["choices"]]
        equals = {"equals": self.pick([*choices, of])} if of is not None else {}
        return {"table": table, "by": fact, **equals}

    def comparison(self, depth: int, sure: bool) -> Document:
        return {"compare": {"amount": self.amount(1), **self.bound()}}

    def leaf(self, depth: int, sure: bool) -> Document:
        name = self.pick(list(self.facts))
        kind = FactType(self.facts[name]["type"])
        if kind is FactType.BOOLEAN:
            return {name: self.value_or_list((True, False))}
        if kind in (FactType.CHOICE, FactType.CHOICES):
            selection = ("none_of", "includes_all")[: 1 if kind is FactType.CHOICE else 2]
            choices = tuple(self.facts[name]["choices"])
            form = self.pick((None, *selection))
            others = [
                one
                for one, fact in self.facts.items()
                if one != name and fact["type"] == kind and fact["choices"].keys() == self.facts[name]["choices"].keys()
            ]
            if kind is FactType.CHOICE and others and self.integer(0, 1):
                return {name: {"same_as": self.pick(others)}}
            if form != "includes_all":
                choices += tuple(self.facts[name].get("groups", ()))
            return {name: {form: self.value_list(choices)} if form else self.value_or_list(choices)}
        if kind is FactType.DATE:
            others = [one for one, fact in self.facts.items() if one != name and fact["type"] == FactType.DATE]
            if others and self.integer(0, 1):
                return {name: {self.pick(PAIRED): self.pick(others)}}
            if self.lengths and self.integer(0, 1):
                table, by = self.pick(list(self.lengths.items()))
                return {name: {self.pick(COUNTED): {"table": table, "by": by}}}
            return {name: self.days_compared()}
        if self.integer(0, 3):
            return {name: self.bound()}
        wholes = (0, 1, 2, 3)
        return {name: self.value_or_list({FactType.COUNT: wholes, FactType.MONEY: MONEY}.get(kind, NUMBERS))}

    def days_compared(self) -> Any:
        form = self.pick((None, *DateOperator))
        match form:
            case None:
                return self.value_or_list(tuple(day.isoformat() for day in DAYS))
            case DateOperator.BETWEEN:
                return {form.value: [self.day(), self.day()]}
            case DateOperator.IN_YEAR:
                return {form.value: self.pick(("last", "this", *{day.year for day in DAYS}))}
            case DateOperator.DAYS_BEFORE:
                return {form.value: self.pick((0, 1, 365, 1000))}
            case _:
                return {form.value: self.pick((0, 1, 4, 13)) if form.counts else self.day()}

    def bound(self) -> Document:
        operator = self.pick(tuple(Operator))
        return {operator.value: [self.amount(1), self.amount(1)] if operator is Operator.BETWEEN else self.amount(1)}

    def amount(self, depth: int) -> Any:
        """Write an amount at most `depth` forms deep."""
        numeric = [name for name, fact in self.facts.items() if FactType(fact["type"]).numeric]
        simple: list[Any] = [*NUMBERS, *MONEY]
        if numeric and self.integer(0, 1):
            simple = numeric
        if not depth or self.integer(0, 1) == 0:
            return self.pick(simple)
        forms: list[Callable[[int], Any]] = [
            lambda deeper: {"amount": self.amount(deeper), "per": self.amount(deeper)},
            lambda deeper: {"quotient": [self.amount(deeper), self.pick((2, 3, "-0.5"))]},
            lambda deeper: {"quotient": [self.amount(deeper), self.divisor()]},
            lambda deeper: {"round": self.amount(deeper), "to": self.pick((1, 2, "0.5")), "how": self.rounding()},
            self.bands,
            lambda deeper: {"percent": self.pick((0, 5, 150, "-10")), "of": self.amount(deeper)},
            lambda deeper: {"difference": [self.amount(deeper), self.amount(deeper)]},
            lambda deeper: {"sum": self.amount_list(deeper)},
            lambda deeper: {"least": self.amount_list(deeper)},
            lambda deeper: {"greatest": self.amount_list(deeper)},
            self.cases,
        ]
        if self.amounts:
            forms.append(lambda _: {"amount_of": self.pick(list(self.amounts))})
        if self.tables.keys() - self.truths.keys():
            forms += [self.lookup, self.lookup]
        if granting := [name for name, program in self.programs.items() if self.grants(program)]:
            forms.append(lambda _: {"grant_of": self.pick(granting)})
        return self.pick(forms)(depth - 1)

    def grants(self, program: Document) -> bool:
        """Whether a program's amount may stand in others: stated, and for nothing that is to be confirmed."""
        sure = all(name in self.sure for name in self.conditions)
        given = [edition["ceiling"] for edition in program["editions"]]
        stated = all("'unstated'" not in repr(ceiling) and ceiling != RANGE for ceiling in given)
        return sure and stated and "'confirm'" not in repr(program["editions"])

    def ceiling(self) -> Any:
        kind = self.integer(0, 9)
        if kind < 2:
            return self.pick(("unstated", "none", RANGE))
        return self.outcomes() if kind == 2 else self.amount(2)

    def outcomes(self) -> Document:
        """Write cases of a whole ceiling, some of which come to `unstated` or `not_eligible`."""

        def outcome() -> Any:
            return self.pick(("unstated", "not_eligible", self.amount(1), self.amount(0)))

        branches: list[Document] = [
            {"when": self.condition(1, sure=True), "then": outcome()} for _ in range(self.integer(1, 2))
        ]
        return {"cases": [*branches, {"otherwise": outcome()}]}

    def divisor(self) -> Any:
        """Write a divisor, which may come to 0 where it is not written as 0."""
        written = self.amount(0)
        return 3 if written in (0, "0元") else written

    def rounding(self) -> str:
        return self.pick(tuple(Rounding)).value

    def bands(self, depth: int) -> Document:
        """Write an amount by bands; limits that are fixed ascend."""
        marginal = self.integer(0, 1) == 1
        fixed = sorted({self.integer(-1, 4) for _ in range(self.integer(0, 2))})
        limits: list[Any] = [limit if self.integer(0, 3) else {"sum": [self.amount(0)]} for limit in fixed]
        steps: list[Document] = [{self.pick(("up_to", "below")): limit} for limit in limits]
        for step in (steps := [*steps, {}]):
            by_rate = marginal or self.integer(0, 1) == 1
            step.update({"rate": self.pick((0, 20, 50, "-10"))} if by_rate else {"then": self.amount(depth)})
        return {"bands": self.amount(depth), "steps": steps, "marginal": marginal}

    def cases(self, depth: int) -> Document:
        branches: list[Document] = [
            {"when": self.condition(depth, sure=True), "then": self.amount(depth)} for _ in range(self.integer(0, 2))
        ]
        return {"cases": [*branches, {"otherwise": self.amount(depth)}]}

    def lookup(self, depth: int) -> Document:
        table = self.pick([name for name in self.tables if name not in self.truths])
        return {"table": table, "by": self.tables[table][0]}

    def amount_list(self, depth: int) -> list[Any]:
        return [self.amount(depth) for _ in range(self.integer(1, 3))]

    def value_or_list(self, values: tuple[Any, ...]) -> Any:
        return self.pick(values) if self.integer(0, 1) else self.value_list(values)

    def value_list(self, values: tuple[Any, ...]) -> list[Any]:
        return [self.pick(values) for _ in range(self.integer(1, 3))]

    def text(self, words: str | None = None) -> Any:
        self.texts += 1
        said = words or WORDS[self.texts % len(WORDS)]
        return said if len(self.languages) == 1 else dict.fromkeys(self.languages, said)

    def placed(self, text: Any, group: str) -> Document:
        """Return the label of a choice or a group that is in a group."""
        return {**(text if isinstance(text, dict) else {self.languages[0]: text}), "in": group}

    def day(self) -> str:
        return self.pick(DAYS).isoformat()

    def some(self, optional: Mapping[str, Callable[[], Any]], one_in: int = 1) -> Document:
        """Write some of the optional keys, or where `one_in` is more, only one time in so many."""
        if self.integer(1, one_in) < one_in:
            return {}
        chosen = self.integer(0, 2 ** len(optional) - 1)
        return {key: write() for place, (key, write) in enumerate(optional.items()) if chosen >> place & 1}

    def pick(self, options: Sequence[T]) -> T:
        return options[self.integer(0, len(options) - 1)]

    def integer(self, least: int, most: int) -> int:
        return least if least == most else self.drawn(least, most)


@cache
def _integers(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)
