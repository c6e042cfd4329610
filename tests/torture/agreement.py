"""Three readings of the same rules compared: tree walker, batch evaluator, and the naive oracle of the tests.

The first two on applicants who know all or a part, confirms and open facts included; the oracle on those who know all.
Nothing is compared with itself: the oracle works on the file's plain data, without loader, model or engine.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple

from iotcheck.engine import assess
from iotcheck.loader import load, load_file
from iotcheck.model import Calculation, Compares, ComparesDate, Constant, Fact, FactType, PolicySet
from iotcheck.model.walk import walk
from iotcheck.values import BadValueError, Value, exact
from tests import oracle
from tests.samples import joined
from tests.small import Document, yaml_text
from tests.strategies import DAYS, completions, domain, random_document
from tests.test_batch import differences, random_rows

Answers = dict[str, Value | None]
_COMPLETE = 40  # applicants of a file that know all, and
_OPEN = 60  # that do not
_CONTEXTS = 3  # applicants around each threshold
_LEAST_PERCENT = 1000


class Agreement(NamedTuple):
    """How many applicant × program pairs two readings were asked for, and what they did not agree in."""

    by_batch: int = 0
    by_oracle: int = 0
    differences: tuple[str, ...] = ()

    def __add__(self, other: object) -> "Agreement":
        assert isinstance(other, Agreement)
        return Agreement(
            self.by_batch + other.by_batch,
            self.by_oracle + other.by_oracle,
            (*self.differences, *other.differences),
        )


def on_random_files(seed: int, numbers: range) -> Agreement:
    """Compare on random policy files, tables and days."""
    total = Agreement()
    for number in numbers:
        random = Random(f"agreement {seed} {number}")
        document = random_document(random)
        policies = load(yaml_text(document).encode(), f"random-{seed}-{number}.yaml")
        day = random.choice((date.min, date.max, *(one + timedelta(random.randint(-1, 1)) for one in DAYS)))
        complete = completions(policies, {}, _COMPLETE)
        rows = [*random_rows(policies, _OPEN, random), *complete]
        total += compared(document, policies, rows, day)
    return total


def at_thresholds(path: Path, seed: int) -> tuple[int, Agreement]:
    """Compare at, below and above every number and day that a file's rules compare with; return how many there are."""
    policies, document = load_file(str(path)), joined(path)
    random = Random(f"thresholds {seed} {path.name}")
    edges = {fact: tuple(values_at_edges(policies, policies.facts[fact])) for fact in policies.facts}
    rows = [
        {**context, fact: value}
        for fact, values in edges.items()
        for value in values
        for context in _contexts(policies, edges, random)
    ]
    days = {policies.as_of, *(one + timedelta(step) for one in _edition_days(policies) for step in (-1, 0, 1))}
    total = Agreement()
    for day in sorted(days):
        total += compared(document, policies, rows if day == policies.as_of else rows[:: len(days)], day)
    return sum(map(len, edges.values())), total


def values_at_edges(policies: PolicySet, fact: Fact) -> Iterator[Value]:
    """Yield a fact's values around all that rules compare with it; of other facts all values."""
    if fact.type.numeric:
        bounds = [one for one in (fact.minimum, fact.maximum) if isinstance(one, int | Fraction)]
        wanted = {exact(Fraction(number + step)) for number in (*_numbers(policies), *bounds, 0) for step in (-1, 0, 1)}
        if fact.type is FactType.COUNT:
            wanted = {one for one in wanted if isinstance(one, int) and one >= 0}
    elif fact.type is FactType.DATE:
        yield from sorted(day for day in _days(policies) if _admits(fact, day))
        return
    else:
        yield from domain(fact)
        return
    yield from sorted(one for one in wanted if _admits(fact, one))


def compared(document: Document, policies: PolicySet, rows: list[Answers], day: date) -> Agreement:
    """Compare what the readings say of some applicants on a day."""
    found = [f"{policies.location.file} {day}: {difference}" for difference in differences(policies, rows, day)]
    known = [row for row in rows if all(row.get(name) is not None for name in policies.facts)]
    for answers in known:
        found += [
            f"{policies.location.file} {day}: {contradiction}"
            for contradiction in _contradictions(document, policies, answers, day)
        ]
    programs = len(policies.programs)
    return Agreement(len(rows) * programs, len(known) * programs, tuple(found))


def _contradictions(
    document: Document, policies: PolicySet, answers: Mapping[str, Value | None], day: date
) -> Iterator[str]:
    """Yield where the oracle says another verdict or ceiling than the walker."""
    report = assess(policies, answers, day)
    for name, program in document["programs"].items():
        walked = report.program(name)
        place = oracle.edition_on(program["editions"], day)
        if place is None or "when" not in program["editions"][place]:
            expected = None
        else:
            expected = oracle.verdict(document, program["editions"][place]["when"], answers, day)
        if walked.verdict != expected:
            yield f"{name} of {dict(answers)}: {walked.verdict}, the oracle says {expected}"
        ceiling = program["editions"][place]["ceiling"] if place is not None else "unstated"
        if ceiling not in ("unstated", "none"):
            amount = oracle.ceiling(document, ceiling, answers, day)
            if (walked.ceiling.low, walked.ceiling.high) != (amount, amount):
                yield f"{name} of {dict(answers)}: up to {walked.ceiling.high}, the oracle says {amount}"


def _numbers(policies: PolicySet) -> set[Fraction]:
    """Return the numbers that rules name, and those of which a share named beside them is such a number."""
    found: set[Fraction] = set()
    for node in _nodes(policies):
        if isinstance(node, Calculation | Compares):
            named = {Fraction(one.value) for one in walk(policies, node) if isinstance(one, Constant)}
            found |= named | {whole * 100 / share for whole in named for share in named if 0 < share < _LEAST_PERCENT}
        elif isinstance(node, Constant):
            found.add(Fraction(node.value))
    return found


def _days(policies: PolicySet) -> set[date]:
    named = {date.min, date.max, policies.as_of}
    for node in _nodes(policies):
        if isinstance(node, ComparesDate):
            named |= {*node.turns(policies.as_of), *(node.days(policies.as_of) or ())}
    return {
        date.fromordinal(one.toordinal() + step)
        for one in named
        for step in (-1, 0, 1)
        if 1 <= one.toordinal() + step <= date.max.toordinal()
    }


def _edition_days(policies: PolicySet) -> set[date]:
    editions = [edition for program in policies.programs.values() for edition in program.editions]
    return {day for edition in editions for day in (edition.start, edition.until) if day is not None}


def _nodes(policies: PolicySet) -> Iterator[object]:
    for program in policies.programs.values():
        for edition in program.editions:
            for root in (edition.when, edition.ceiling):
                if root is not None and not isinstance(root, str):
                    yield from walk(policies, root)


def _contexts(policies: PolicySet, edges: Mapping[str, tuple[Value, ...]], random: Random) -> Iterator[Answers]:
    """Yield applicants that know all, but for every third, who leaves some facts open."""
    for number in range(_CONTEXTS):
        known = {name: random.choice(values) for name, values in edges.items()}
        share = 0.7 if number % 3 == 0 else 1
        yield {name: value for name, value in known.items() if random.random() < share}


def _admits(fact: Fact, value: Value) -> bool:
    try:
        fact.admit(value)
    except BadValueError:
        return False
    return True
