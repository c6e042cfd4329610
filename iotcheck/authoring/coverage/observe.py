"""Which goals one case shows: those whose truth or amount made a difference to a result that the case expects.

A condition that is true while another one rules the program out shows nothing: turned over, it would change nothing,
and no expectation would notice. So the walk goes down only where the child's truth decides its parent's: where the
parent would have another truth if this child alone had the opposite one. For `any: [a, b]` with a true and b false, a
decides (without it nothing holds) and b does not; with both true neither does, and the case shows neither. It is what
testers call modified condition/decision coverage (J. Chilenski and S. Miller, 1994), with three truths, and in both
worlds of `confirm`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from iotcheck.authoring.coverage.boundaries import side_of
from iotcheck.authoring.coverage.derived import band_reached, cell_reached, parts_that_decide
from iotcheck.authoring.coverage.goals import TRUTHS, Goal, Kind, Node, last_counted
from iotcheck.engine import (
    AmountTrace,
    Answers,
    CeilingKind,
    Evaluation,
    ProgramReport,
    Trace,
    assess_admitted,
    deciding_parts,
)
from iotcheck.logic import Truth
from iotcheck.model import (
    Amount,
    Bands,
    Calculation,
    Cases,
    Compares,
    ComparesDate,
    Confirm,
    Operation,
    PolicySet,
    Selection,
    Selects,
    TableLookup,
)
from iotcheck.model.lookups import Lookup, TableCondition
from iotcheck.values import Value


class Checked(NamedTuple):
    """What coverage needs of a case: the applicant, the day, and of which programs it expects what.

    `verdicts`, `statuses`, `stale`, `ceilings` and `confirms` hold the ids of the programs whose verdict (and so on)
    the case states; `ruled_out`: it states the questions that do not arise, and `best_set`: the best set of programs,
    or the sum that it comes to.
    """

    id: str
    answers: Answers
    as_of: date
    verdicts: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    ceilings: frozenset[str] = frozenset()
    confirms: frozenset[str] = frozenset()
    ruled_out: bool = False
    best_set: bool = False


BEST_SET = "*"  # in place of the programs by which a goal is shown


def observe(policies: PolicySet, case: Checked) -> dict[Goal, frozenset[str]]:
    """Return the goals that a case shows, each with the programs it is shown by (the empty string: by questions).

    Of rules on combining these are `BEST_SET`.
    """
    expected = case.verdicts | case.statuses | case.stale | case.ceilings | case.confirms
    programs = {name: program for name, program in policies.programs.items() if name in expected}
    report = assess_admitted(policies.replace(programs=programs, combine=()), case.answers, case.as_of)
    shown: dict[Goal, frozenset[str]] = {}
    for program in report.programs:
        walk = _Walk(policies, case.answers, case.as_of)
        walk.program(program, case)
        for goal in walk.shown:
            shown[goal] = shown.get(goal, frozenset()) | {program.program.id}
    if case.ruled_out:
        walk = _Walk(policies, case.answers, case.as_of)
        walk.guards()
        for goal in walk.shown:
            shown[goal] = shown.get(goal, frozenset()) | {""}
    return shown | dict.fromkeys(rules_at_work(policies, case), frozenset({BEST_SET}))


def rules_at_work(policies: PolicySet, case: Checked) -> set[Goal]:
    """Return the goals of the rules on combining that limit a program of a case which states its best set."""
    if not policies.combine or not case.best_set:
        return set()
    best = assess_admitted(policies, case.answers, case.as_of).best_set
    if best is None:
        return set()
    named = [*best.left.values(), *best.uncompared.values(), *[adds.rules for adds in best.programs.values()]]
    at_work = [best.states[number] for numbers in named for number in numbers]
    return {Goal(Kind.COMBINATION, id(one.rule), "limits") for one in at_work if one.truth is Truth.TRUE}


def shown_by_amount(policies: PolicySet, amount: Amount, answers: Answers, as_of: date) -> set[Goal]:
    """Return the goals that an amount shows where its result counts."""
    walk = _Walk(policies, answers, as_of)
    walk.amount(Evaluation(policies, answers, as_of).amount(amount))
    return walk.shown


def deciding_value(selects: Selects, answer: Value | None) -> str:
    """Return the listed value that alone decides a selection (is chosen, or lacking of those wanted), or nothing."""
    if answer is None or len(selects.listed) == 1:
        return ""
    chosen = answer if isinstance(answer, tuple) else (answer,)
    lacking = selects.selection is Selection.INCLUDES_ALL
    alone = {name for name, values in selects.listed.items() if any(value in chosen for value in values) is not lacking}
    return str(alone.pop()) if len(alone) == 1 else ""


class _Walk:
    """Walks one program's traces and notes the goals they show."""

    def __init__(self, policies: PolicySet, answers: Answers, as_of: date) -> None:
        self.policies = policies
        self.answers = answers
        self.as_of = as_of
        self.shown: set[Goal] = set()
        self._amounts: dict[int, AmountTrace] = {}  # those that have been looked at: names share theirs

    def program(self, result: ProgramReport, case: Checked) -> None:
        """Note what a program's result shows of what the case expects of it."""
        name, edition = result.program.id, result.edition
        if name in case.statuses | case.verdicts:
            self._days(result)
        if edition is None:
            return
        if name in case.statuses:
            self._note(Kind.EDITION, edition, "status")
        known = last_counted(edition, self.policies)
        if name in case.stale and known is not None and 0 <= (self.as_of - known).days <= 1:
            self._note(Kind.EDITION, edition, "known" if self.as_of == known else "stale")
        if name in case.verdicts and result.trace is not None and result.verdict is not None:
            self._note(Kind.VERDICT, edition, result.verdict)
            self._condition(result.trace, in_high=True, in_low=True, root=True)
        if name in case.confirms and result.trace is not None:
            self._confirms(result.trace)
        if name in case.ceilings:
            self._ceiling(result)

    def guards(self) -> None:
        """Note what the conditions of questions show."""
        evaluation = Evaluation(self.policies, self.answers, self.as_of)
        for fact in self.policies.facts.values():
            if fact.asked_if is not None:
                self._condition(evaluation.condition(fact.asked_if), in_high=True, in_low=True)

    def _note(self, kind: Kind, node: Node, aspect: str) -> None:
        self.shown.add(Goal(kind, id(node), aspect))

    def _days(self, result: ProgramReport) -> None:
        """Note the edition of the day, and the editions that begin or end beside it."""
        if result.edition is not None:
            self._note(Kind.EDITION, result.edition, "used")
        for edition in result.program.editions:
            beside = {
                "first_day": (edition.start, 0),
                "day_before": (edition.start, -1),
                "last_day": (edition.until, 0),
                "day_after": (edition.until, 1),
            }
            for aspect, (day, offset) in beside.items():
                if day is not None and self.as_of.toordinal() == day.toordinal() + offset:
                    self._note(Kind.EDITION, edition, aspect)

    def _condition(self, trace: Trace, *, in_high: bool, in_low: bool, root: bool = False) -> None:
        """Note a condition whose truth decides the result, with every confirm true (`in_high`) or false (`in_low`).

        An edition's own (`root`) is seen through its verdicts.
        """
        condition = trace.condition
        if isinstance(condition, Confirm):
            return
        if not root:
            self._note(Kind.CONDITION, condition, TRUTHS[trace.truth])
        if isinstance(condition, Selects):
            self._values(condition)
        elif isinstance(condition, ComparesDate):
            self._thresholds(condition, len(condition.turns(self.as_of)))
        elif isinstance(condition, TableCondition):
            self._row(condition)
        elif isinstance(condition, Compares):
            self._thresholds(condition, len(condition.bounds))
            for operand in trace.operands:
                self.amount(operand)
        for part, high, low in parts_that_decide(trace):
            if (in_high and high) or (in_low and low):
                self._condition(part, in_high=in_high and high, in_low=in_low and low)

    def _confirms(self, trace: Trace) -> None:
        """Note the things to confirm that the result lists: those that still make a difference."""
        if trace.high is not trace.low:
            if isinstance(trace.condition, Confirm):
                self._note(Kind.CONFIRM, trace.condition, "asked")
            for child in deciding_parts(trace):
                self._confirms(child)

    def _values(self, condition: Selects) -> None:
        answer = self.answers.get(condition.fact)
        if value := deciding_value(condition, answer):
            self._note(Kind.VALUE, condition, value)

    def _thresholds(self, condition: Compares | ComparesDate, bounds: int) -> None:
        for index in range(bounds):
            side = side_of(self.policies, condition, self.answers, self.as_of, index)
            if side:
                self._note(Kind.THRESHOLD, condition, f"upper_{side}" if index else side)

    def _ceiling(self, result: ProgramReport) -> None:
        edition, ceiling = result.edition, result.ceiling
        assert edition is not None
        if ceiling.trace is None:
            self._note(Kind.CEILING, edition, "kind")
            return
        if ceiling.kind is CeilingKind.AMOUNT:
            self._note(Kind.CEILING, edition, "open" if ceiling.low != ceiling.high else "exact")
        self.amount(ceiling.trace)

    def amount(self, trace: AmountTrace) -> None:
        """Note what an evaluated amount shows."""
        if id(trace) in self._amounts:
            return
        self._amounts[id(trace)] = trace
        match trace.amount:
            case Cases() as cases:
                self._cases(cases, trace)
            case Lookup() as lookup:
                table = self.policies.tables[lookup.table]
                if cell := cell_reached(table, trace):
                    self._note(Kind.ROW, table, cell)
                self._operands(trace.operands)
            case TableLookup() as lookup:
                self._row(lookup)
                self._operands(trace.operands)
            case Calculation(operation=Operation.LEAST | Operation.GREATEST):
                self._extreme(trace)
            case Calculation(operation=Operation.DIFFERENCE):
                self._difference(trace)
            case Bands() as bands:
                if band := band_reached(bands, trace):
                    self._note(Kind.BRANCH, bands, band)
                self._operands(trace.operands)
            case Calculation(operation=Operation.PRODUCT | Operation.PERCENT):
                for index, operand in enumerate(trace.operands):
                    if trace.operands[1 - index].interval != (0, 0):
                        self.amount(operand)
            case _:
                self._operands(trace.operands)

    def _operands(self, operands: tuple[AmountTrace, ...]) -> None:
        for operand in operands:
            self.amount(operand)

    def _cases(self, cases: Cases, trace: AmountTrace) -> None:
        for condition in trace.conditions:
            self._condition(condition, in_high=True, in_low=True)
        truths = [condition.high for condition in trace.conditions]
        if Truth.UNKNOWN not in truths:
            taken = len(truths) if truths and truths[-1] is Truth.TRUE else len(truths) + 1
            self._note(Kind.BRANCH, cases, str(taken) if taken <= len(cases.branches) else "otherwise")
        self._operands(trace.operands)

    def _row(self, lookup: TableLookup | TableCondition) -> None:
        table = self.policies.tables[lookup.table]
        answer = self.answers.get(lookup.fact)
        if answer is not None:
            self._note(Kind.ROW, table, str(answer) if answer in table.own_rows else "otherwise")

    def _extreme(self, trace: AmountTrace) -> None:
        """Note the operand that alone is the least or greatest, and go on below those that can be it."""
        for index, operand in enumerate(trace.operands):
            others = [other.interval for other in trace.operands if other is not operand]
            alone = bool(others) and trace.interval not in others
            if trace.interval.decided and operand.interval == trace.interval and alone:
                self._note(Kind.OPERAND, trace.amount, str(index + 1))
            if not trace.interval.decided or operand.interval == trace.interval:
                self.amount(operand)

    def _difference(self, trace: AmountTrace) -> None:
        left, right = (operand.interval for operand in trace.operands)
        cut_off = left.high is not None and right.low is not None and left.high < right.low
        if cut_off or (trace.interval.low or 0) > 0:
            self._note(Kind.DIFFERENCE, trace.amount, "cut_off" if cut_off else "positive")
        if not cut_off:
            self._operands(trace.operands)
