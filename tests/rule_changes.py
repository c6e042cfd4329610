"""How good are the cases of a policy file? Its rules are changed in one place after another: each change must be found.

`python -m tests.rule_changes [FOLDER…]` (folders with policies.yaml and cases.yaml; by default the shipped file and the
second one of the tests) prints how many changes of each kind there are and how many the cases find, and every one that
survives, with its place and the reason where one is known. What no result depends on (texts, agencies, citations,
`see`) is not changed: no case could tell. What the loader would refuse is left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from iotcheck import interview
from iotcheck.authoring.case_files import read_cases
from iotcheck.authoring.cases import Case, differences
from iotcheck.authoring.expectations import Aspect, Refusal, actual
from iotcheck.engine import assess_admitted
from iotcheck.errors import Location
from iotcheck.loader import load_file
from iotcheck.loader.checks import Checks
from iotcheck.loader.guards import if_asked
from iotcheck.model import (
    All,
    Applying,
    AtLeast,
    Calculation,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    ConditionCases,
    Confirm,
    Constant,
    DateOperator,
    DerivedAmount,
    DerivedCondition,
    Edition,
    Fact,
    FactAmount,
    FactType,
    Met,
    NamedAmount,
    NoAmount,
    Not,
    Operation,
    Operator,
    PolicySet,
    Program,
    RelativeYear,
    Selection,
    Selects,
    Status,
    Table,
    TableLookup,
)
from iotcheck.model import Any as AnyOf
from iotcheck.model.cases import DatedCondition, cases_of
from iotcheck.model.guards import IfAsked
from iotcheck.model.walk import AnyNode, facts_below, walk, written_parts
from iotcheck.record import Record
from iotcheck.values import BadValueError
from tests import form_changes

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "data", ROOT / "tests" / "data" / "second")
SECTIONS = ("facts", "conditions", "amounts", "tables", "programs")
_OPERATORS = {
    Operator.AT_LEAST: Operator.MORE_THAN,
    Operator.MORE_THAN: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.LESS_THAN,
    Operator.LESS_THAN: Operator.AT_MOST,
}
_DATE_OPERATORS = {
    DateOperator.ON_OR_AFTER: DateOperator.BEFORE,
    DateOperator.BEFORE: DateOperator.ON_OR_AFTER,
    DateOperator.AFTER: DateOperator.ON_OR_BEFORE,
    DateOperator.ON_OR_BEFORE: DateOperator.AFTER,
}
_OPERATIONS = {
    Operation.LEAST: Operation.GREATEST,
    Operation.GREATEST: Operation.LEAST,
    Operation.SUM: Operation.GREATEST,
    Operation.DIFFERENCE: Operation.SUM,
    Operation.PERCENT: Operation.PRODUCT,
}
# Why a change that survives is no missing case, by policy file, place and change.
_NEXT = "the later edition begins on that day, and is the one that holds"
_LESS = "it changes the amount by less than one unit of the currency, which is rounded away"
_OTHER = "that park is among those that need no confirmation"
_ROUNDED = "it is compared with multiples of 1,000"
_REACHED = "50 million at 1.5 % for two years come to exactly as much"
_NOTHING = "no maximum is less than nothing"
_CITY = "the schools of that district belong to the city, which is enough"
_ANY = "it asks for at least one of several numbers, none of them below 0: the greatest is one where the sum is"
_READ = "numbers of days are read from the table with the condition, which has changes of its own"
_UNASKED = "the year since first profit, which the condition needs too, is asked of encouraged companies alone"
REASONS = {
    ("shenzhen-iot", "programs/standard-other-work", "operator: sum → greatest"): _ANY,
    ("halvern-research-and-jobs", "programs/productivity-bonus", "amount: 100000 → 99999"): _ROUNDED,
    ("halvern-research-and-jobs", "programs/relocation-aid", "amount: 0 → -1"): _NOTHING,
    (
        "shenzhen-iot",
        "programs/park-department-support",
        "choice: banxuegang added",
    ): _OTHER,
    ("shenzhen-iot", "programs/standard-international", "date: until 2024-12-18 +1"): _NEXT,
    ("shenzhen-iot", "programs/standard-national", "date: until 2024-12-18 +1"): _NEXT,
    ("shenzhen-iot", "programs/standard-industry", "date: until 2024-12-18 +1"): _NEXT,
    ("shenzhen-iot", "programs/standard-shenzhen-group", "date: until 2024-12-18 +1"): _NEXT,
    ("shenzhen-iot", "programs/standard-other-work", "date: until 2024-12-18 +1"): _NEXT,
    ("shenzhen-iot", "programs/exhibition-support", "date: until 2023-11-13 +1"): _NEXT,
    ("shenzhen-iot", "programs/cn-technology-transfer", "amount: 5000000 → 5000001"): _LESS,
    ("shenzhen-iot", "conditions/income_tax_exempt", "choice: own_products added"): _UNASKED,
    ("shenzhen-iot", "conditions/income_tax_halved", "choice: own_products added"): _UNASKED,
    ("shenzhen-iot", "programs/cn-sme-loan-interest", "amount: 50000000 → 50000001"): _LESS,
    ("shenzhen-iot", "programs/cn-sme-loan-interest", "amount: 1500000 → 1500001"): _REACHED,
    ("shenzhen-iot", "tables/pingshan_maturity", "amount: 0 → -1"): _NOTHING,
    ("shenzhen-iot", "tables/pingshan_demonstration", "amount: 0 → -1"): _NOTHING,
    ("halvern-research-and-jobs", "amounts/eligible_equipment", "amount: 1000000 → 1000001"): _LESS,
    ("halvern-research-and-jobs", "programs/research-grant", "amount: 1000000 → 1000001"): _LESS,
    ("halvern-research-and-jobs", "programs/productivity-bonus", "amount: 200000 → 200001"): _ROUNDED,
    ("halvern-research-and-jobs", "programs/school-partnership", "row: usual_form old_town turned"): _CITY,
    ("halvern-research-and-jobs", "programs/school-partnership", "row: usual_form harbour turned"): _CITY,
    ("halvern-research-and-jobs", "programs/research-grant", "date: until 2023-12-31 +1"): _NEXT,
    ("halvern-research-and-jobs", "programs/graduate-hiring", "date: until 2024-12-31 +1"): _NEXT,
    ("halvern-research-and-jobs", "programs/downturn-wages", "date: until 2024-12-31 +1"): _NEXT,
    ("halvern-research-and-jobs", "tables/fair_days", "amount: 20 → 19"): _READ,
    ("halvern-research-and-jobs", "tables/fair_days", "amount: 20 → 21"): _READ,
    ("halvern-research-and-jobs", "tables/fair_days", "amount: 30 → 29"): _READ,
    ("halvern-research-and-jobs", "tables/fair_days", "amount: 30 → 31"): _READ,
}


class Mutant(NamedTuple):
    """A policy set with one change: where (`programs/ID`), at which line, which kind, in words.

    `near` is the same policy set with only the programs whose results the change can reach, `before` those unchanged.
    """

    place: str
    location: Location
    kind: str
    change: str
    policies: PolicySet
    near: PolicySet
    before: PolicySet

    @property
    def reason(self) -> str:
        """Why the change may survive; empty if it may not."""
        return REASONS.get((self.policies.id, self.place, f"{self.kind}: {self.change}"), "")


def mutants(policies: PolicySet) -> Iterator[Mutant]:
    """Yield the policy set with one change after another, in the order of the file."""
    inside = {(section, name): _ids(part) for section in SECTIONS for name, part in getattr(policies, section).items()}
    reached = {name: _reached(policies, program) for name, program in policies.programs.items()}
    for section, name in inside:
        for node in _nodes(getattr(policies, section)[name]):
            programs = [program for program, ids in reached.items() if id(node) in ids]
            for kind, change, other in _changes(policies, node):
                mutated = policies
                # The grant of a program is held by whatever takes account of it, too.
                for place in [place for place, ids in inside.items() if id(node) in ids]:
                    mutated = _with(mutated, *place, replaced(getattr(policies, place[0])[place[1]], node, other))
                near, before = _only(mutated, programs), _only(policies, programs)
                if _differs(policies, mutated) and not Checks(near).run():
                    yield Mutant(f"{section}/{name}", node.location, kind, change, mutated, near, before)


def found(mutant: Mutant, cases: Iterable[Case]) -> bool:
    """Return whether some case does not come out as expected, or has an answer that is none any more.

    A program's result depends on no other program, but for its grant: so what cases expect of single programs is
    compared in the few that the change reaches. Sums and interviews need the whole file, where those few differ at all.
    """
    whole = []
    for case in cases:
        try:
            for name, value in case.answers.items():
                if value is not None:
                    mutant.policies.facts[name].check(value)
        except BadValueError:
            return True
        near = tuple(one for one in case.expectations if one.program in mutant.near.programs)
        if near and any(differences(mutant.near, [case.replace(expectations=near)])):
            return True
        rest = tuple(one for one in case.expectations if not one.program)
        whole += [case.replace(expectations=rest)] if rest else []
    return any(
        _shown(mutant.near, case) != _shown(mutant.before, case) and any(differences(mutant.policies, [case]))
        for case in whole
    )


def _shown(policies: PolicySet, case: Case) -> object:
    """Return all that sums and interviews are made of."""
    report = assess_admitted(policies, case.answers, case.as_of)
    programs = [[actual(report, program, aspect) for aspect in Aspect] for program in policies.programs]
    refused = [one.value.refused(policies) for one in case.expectations if isinstance(one.value, Refusal)]
    return programs, interview.needed(report), interview.ruled_out(report), refused


def _only(policies: PolicySet, programs: Iterable[str]) -> PolicySet:
    return policies.replace(programs={program: policies.programs[program] for program in programs})


def _with(policies: PolicySet, section: str, name: str, part: object) -> PolicySet:
    return policies.replace(**{section: {**getattr(policies, section), name: part}})


def _differs(policies: PolicySet, mutated: PolicySet) -> bool:
    """Return whether a change says anything else: only parts that were replaced are compared."""
    return any(
        part is not getattr(policies, section)[name] and part != getattr(policies, section)[name]
        for section in SECTIONS
        for name, part in getattr(mutated, section).items()
    )


def _ids(value: Any) -> set[int]:
    """Return the identities of all that stands below a part of a policy file."""
    ids = {id(value)}
    if isinstance(value, Record):
        for name in value.record_fields:
            ids |= _ids(getattr(value, name))
    elif isinstance(value, tuple) and not isinstance(value, Location):
        for one in value:
            ids |= _ids(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            ids |= _ids(one)
    return ids


def _reached(policies: PolicySet, program: Program) -> set[int]:
    """Return the identities of all that a program's results depend on: editions, what they name, facts and guards."""
    ids = _ids(program)
    waiting: list[Any] = [part for one in program.editions for part in (one.when, one.ceiling)]
    waiting += [needed.when for one in program.editions for needed in one.documents]
    while waiting:
        root = waiting.pop()
        if root is None or isinstance(root, NoAmount):
            continue
        ids |= {id(node) for node in walk(policies, root)}
        for fact in [policies.facts[name] for name in facts_below(policies, root)]:
            if id(fact) not in ids:
                ids.add(id(fact))
                waiting.append(fact.asked_if)
    return ids


def replaced(value: Any, old: object, new: object) -> Any:
    """Return a value with one object in it, known by its identity, replaced by another."""
    if value is old:
        return new
    if isinstance(value, Record):
        fields = {name: getattr(value, name) for name in value.record_fields}
        changed = {name: replaced(one, old, new) for name, one in fields.items()}
        changes = {name: one for name, one in changed.items() if one is not fields[name]}
        return value.replace(**changes) if changes else value
    if isinstance(value, tuple) and not isinstance(value, Location):
        parts = tuple(replaced(one, old, new) for one in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if isinstance(value, Mapping):
        items = {key: replaced(one, old, new) for key, one in value.items()}
        return value if all(items[key] is value[key] for key in value) else items
    return value


_Change = tuple[str, str, object]


def _nodes(value: Any) -> Iterator[Any]:
    """Yield every record below a part of a policy file that says something about results.

    Of forms that are evaluated by their meaning, what their author wrote: it is the same objects in the meaning, so
    that to replace one of them changes both.
    """
    if isinstance(value, Record):
        if isinstance(value, Edition | Fact | AnyNode | Applying):
            yield value
        written: Any = [getattr(value, name) for name in value.record_fields]
        if isinstance(value, DerivedAmount | DerivedCondition | ConditionCases):
            written = () if isinstance(value, IfAsked) else written_parts(value)
        elif isinstance(value, Table):
            written = (*value.amounts.values(), value.limits)
        for part in written:
            yield from _nodes(part)
    elif isinstance(value, tuple) and not isinstance(value, Location):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _nodes(one)


def _changes(policies: PolicySet, node: Any) -> Iterator[_Change]:
    match node:
        case Edition():
            yield from _of_edition(node)
        case Applying():
            yield from form_changes.of_applying(node)
        case IfAsked(leaf=leaf):
            fact = policies.facts[node.fact]
            for kind, change, other in _changes(policies, leaf):
                if isinstance(other, Selects | Compares):
                    yield kind, change, if_asked(fact, node.guard, other)
            yield from form_changes.of_form(policies, node)
        case DerivedCondition() | DerivedAmount() | DatedCondition():
            yield from form_changes.of_form(policies, node)
        case Fact():
            yield from _of_fact(node)
        case Selects():
            yield from _of_selection(policies, node)
        case ComparesDate():
            yield from _of_date(node)
        case _ if isinstance(node, Condition):
            yield from _of_condition(policies, node)
        case _:
            yield from _of_amount(policies, node)


def _of_edition(edition: Edition) -> Iterator[_Change]:
    for status in (Status.ANNOUNCED, Status.IN_FORCE, Status.PLAN):
        if status is not edition.status:
            yield "status", f"{edition.status} → {status}", edition.replace(status=status)
    last = "known_to" if edition.counts_to is None else "counts_to"  # the last day before its terms are stale
    for name in ("start", "until", *([last] if edition.until is None else [])):
        day = getattr(edition, name)
        for step in (-1, 1) if isinstance(day, date) else ():
            yield "date", f"{name} {day} {step:+d}", edition.replace(**{name: day + timedelta(step)})
    for needed in edition.documents:
        rest = tuple(one for one in edition.documents if one is not needed)
        yield "document", f"{needed.document} at line {needed.location.line} left out", edition.replace(documents=rest)
        if needed.when is not None:
            always = tuple(one.replace(when=None) if one is needed else one for one in edition.documents)
            yield "document", f"{needed.document} always needed", edition.replace(documents=always)
    if isinstance(edition.ceiling, NoAmount):
        other = NoAmount.NONE if edition.ceiling is NoAmount.UNSTATED else NoAmount.UNSTATED
        yield "amount", f"{edition.ceiling} → {other}", edition.replace(ceiling=other)


def _of_fact(fact: Fact) -> Iterator[_Change]:
    for name in ("minimum", "maximum"):
        bound = getattr(fact, name)
        for step in (-1, 1) if bound is not None else ():
            moved = bound + (timedelta(step) if isinstance(bound, date) else step)
            yield "range", f"{name} {bound} → {moved}", fact.replace(**{name: moved})


def _of_condition(policies: PolicySet, node: Condition) -> Iterator[_Change]:
    match node:
        case All(children=children) | AnyOf(children=children) if len(children) > 1:
            turned, name = (AnyOf, "all → any") if isinstance(node, All) else (All, "any → all")
            yield "operator", name, turned(children=children, location=node.location)
            for child in children:
                rest = tuple(one for one in children if one is not child)
                yield "condition", f"line {child.location.line} left out", node.replace(children=rest)
        case ConditionCases(branches=cases, otherwise=otherwise):
            for place in range(len(cases)):
                left = (*cases[:place], *cases[place + 1 :])
                fewer = cases_of(left, otherwise, location=node.location) if left else otherwise
                yield "operator", f"case {place + 1} left out", fewer
        case AtLeast(count=count, children=children):
            for other in sorted({count - 1, count + 1} & set(range(1, len(children) + 1))):
                yield "threshold", f"at_least {count} → {other}", node.replace(count=other)
        case Not(child=child):
            yield "operator", "not left out", child
        case Met(name=named):
            for following in _following(policies.conditions, named):
                both = [policies.conditions[one].condition for one in (named, following)]
                if not all(
                    isinstance(one, Confirm) for one in both
                ):  # two questions to people differ in their texts alone
                    yield "reference", f"met {named} → {following}", node.replace(name=following)
        case Compares(operator=Operator.BETWEEN, bounds=(low, high)):
            yield "operator", "upper bound left out", node.replace(operator=Operator.AT_LEAST, bounds=(low,))
            yield "operator", "lower bound left out", node.replace(operator=Operator.AT_MOST, bounds=(high,))
        case Compares(operator=operator):
            yield "operator", f"{operator} → {_OPERATORS[operator]}", node.replace(operator=_OPERATORS[operator])
        case _:
            return


def _of_selection(policies: PolicySet, node: Selects) -> Iterator[_Change]:
    fact = policies.facts[node.fact]
    if fact.type is FactType.BOOLEAN:
        yield "choice", "yes ↔ no", node.replace(values=tuple(not value for value in node.values))
        for name in _following(_of_type(policies, fact), node.fact):
            yield "reference", f"{node.fact} → {name}", node.replace(fact=name)
        return
    others = [choice for choice in fact.choices if choice not in node.values]
    for place, value in enumerate(node.values):
        before, after = node.values[:place], node.values[place + 1 :]
        for other in others[place % len(others) :][:1] if others else ():
            yield "choice", f"{value} → {other}", node.replace(values=(*before, other, *after))
        if before or after:
            yield "choice", f"{value} left out", node.replace(values=before + after)
    for other in others[:1]:
        yield "choice", f"{other} added", node.replace(values=(*node.values, other))
    turned = Selection.ANY_OF if node.selection is not Selection.ANY_OF else Selection.NONE_OF
    yield "operator", f"{node.selection} → {turned}", node.replace(selection=turned)


def _of_date(node: ComparesDate) -> Iterator[_Change]:
    match node.bound:
        case date() as bound:
            others: list[Any] = [bound + timedelta(step) for step in (-1, 1)]
        case (first, last):
            others = [(first + timedelta(step), last) for step in (-1, 1)]
            others += [(first, last + timedelta(step)) for step in (-1, 1)]
        case RelativeYear() as bound:
            others = [year for year in RelativeYear if year is not bound]
        case bound:
            others = [bound - 1, bound + 1]
    for other in others:
        yield "threshold", f"{node.operator} {node.bound} → {other}", node.replace(bound=other)
    if (turned := _DATE_OPERATORS.get(node.operator)) is not None:
        yield "operator", f"{node.operator} → {turned}", node.replace(operator=turned)


def _of_amount(policies: PolicySet, node: Any) -> Iterator[_Change]:
    match node:
        case Constant(value=value):
            for other in (value - 1, value + 1):
                yield "amount", f"{value} → {other}", node.replace(value=other)
        case FactAmount(fact=fact):
            for name in _following(_of_type(policies, policies.facts[fact]), fact):
                yield "reference", f"{fact} → {name}", node.replace(fact=name)
        case Calculation(operation=operation, operands=operands) if operation in _OPERATIONS and len(operands) > 1:
            turned = _OPERATIONS[operation]
            yield "operator", f"{operation} → {turned}", node.replace(operation=turned)
        case NamedAmount(name=named):
            for following in _following(policies.amounts, named):
                yield "reference", f"amount_of {named} → {following}", node.replace(name=following)
        case Cases(branches=branches):
            for place, branch in enumerate(branches, 1):
                rest = tuple(one for one in branches if one is not branch)
                yield "operator", f"case {place} left out", node.replace(branches=rest) if rest else node.otherwise
        case TableLookup(table=table, fact=fact):
            for following in _following(policies.tables, table):
                rows, choices = policies.tables[following].rows.keys(), policies.facts[fact].choices.keys()
                if rows == choices or (rows < choices and policies.tables[following].otherwise is not None):
                    yield "reference", f"table {table} → {following}", node.replace(table=following)
        case _:
            return


def _of_type(policies: PolicySet, fact: Fact) -> dict[str, Fact]:
    return {name: one for name, one in policies.facts.items() if one.type is fact.type}


def _following(known: Mapping[str, object], name: str) -> list[str]:
    """Return the name that follows one among the known ones, if there is another."""
    names = list(known)
    following = names[(names.index(name) + 1) % len(names)]
    return [following] if following != name else []


def read_folder(folder: Path) -> tuple[PolicySet, tuple[Case, ...]]:
    """Return the policy set and the cases of a folder."""
    policies = load_file(str(folder / "policies.yaml"))
    return policies, read_cases((folder / "cases.yaml").read_bytes(), str(folder / "cases.yaml"), policies)


def main() -> None:
    """Measure the folders of the command line."""
    for folder in [Path(name) for name in sys.argv[1:]] or FOLDERS:
        policies, cases = read_folder(folder)
        made: Counter[str] = Counter()
        survived: Counter[str] = Counter()
        print(f"\n{folder / 'policies.yaml'}: {len(cases)} cases")
        for mutant in mutants(policies):
            made[mutant.kind] += 1
            if not found(mutant, cases):
                survived[mutant.kind] += 1
                line = f"{mutant.location.line}:{mutant.location.column}"
                print(f"  survives  {line:7} {mutant.place}  {mutant.kind}: {mutant.change}  ({mutant.reason or '?'})")
        for kind, count in sorted(made.items()):
            print(f"  {kind:10} {count:5}  found {count - survived[kind]:5}  {1 - survived[kind] / count:7.1%}")
        total, left = made.total(), survived.total()
        print(f"  {'all':10} {total:5}  found {total - left:5}  {1 - left / total:7.1%}")


if __name__ == "__main__":
    main()
