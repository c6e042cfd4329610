"""Sums over programs' results, and the best set of them by the rules on combining them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iotcheck.engine.best_set import best_parts
from iotcheck.engine.combining import NOT_HAD, BestSet, RuleState, Standing
from iotcheck.engine.results import CeilingKind, ProgramReport, Verdict
from iotcheck.engine.totals import Subtotal, Totals, sum_ends, totals_of
from iotcheck.logic import Truth
from iotcheck.model import PolicySet, SumGroup
from iotcheck.model.combining import rules_within


def best_set_of(policies: PolicySet, rules: tuple[RuleState, ...], programs: Iterable[ProgramReport]) -> BestSet:
    """Return the best set of some programs by the rules on combining them."""
    named = {name for state in rules for name in state.rule.programs}
    if not named <= policies.programs.keys():  # the file was cut down to some programs
        rules = tuple(
            [state._replace(rule=rule) for state in rules for rule in rules_within([state.rule], policies.programs)]
        )
    standings = dict.fromkeys([name for name in policies.programs if name in named], NOT_HAD)
    results = {result.program.id: result for result in programs if result.program.id in named}
    standings.update({name: standing_of(result) for name, result in results.items()})
    parts = best_parts(policies, rules, standings)
    in_play = {name for name, standing in standings.items() if standing.applicable or standing.may_be}
    binding = [state.rule for state in rules if state.truth is not Truth.FALSE and state.rule.can_limit(in_play)]
    joined = {
        name for rule in binding if any(standings[one].applicable for one in rule.programs) for name in rule.programs
    }
    may_be = tuple([name for name, standing in standings.items() if standing.may_be and name in joined])
    facts: set[str] = set()
    for part in parts:
        for name in () if part.settled else part.members:
            facts.update(results[name].ceiling.missing)
        for state in () if part.settled else rules:
            if state.truth is not Truth.FALSE and not {*part.members}.isdisjoint(state.rule.programs):
                facts.update(state.missing, *[results[name].missing for name in state.rule.programs if name in may_be])
    return BestSet(rules, parts, may_be, tuple([fact for fact in policies.facts if fact in facts]))


def standing_of(result: ProgramReport) -> Standing:
    """Return how a program stands among those that a rule on combining names."""
    ceiling, stated = result.ceiling, result.ceiling.kind is CeilingKind.AMOUNT
    may_be = result.open_to_applicants and result.verdict is Verdict.UNDETERMINED
    ends = (ceiling.low or 0, ceiling.high, ceiling.top) if stated else (0, 0, 0)
    return Standing(result.applicable, may_be, stated, *ends, result.sum_group)


def total(programs: Iterable[ProgramReport], best_set: BestSet | None = None) -> Totals:
    """Sum up some programs' results; of those that rules join only what the best set of them comes to."""
    applicable: list[ProgramReport] = []
    undetermined = 0
    for program in programs:
        if program.applicable:
            applicable.append(program)
        elif program.open_to_applicants and program.verdict is Verdict.UNDETERMINED:
            undetermined += 1
    grouped: dict[SumGroup, list[ProgramReport]] = {}
    for program in applicable:
        grouped.setdefault(program.sum_group, []).append(program)
    for group in list(grouped) if best_set else ():
        if all(_left_out(result, best_set) for result in grouped[group]):
            del grouped[group]
    return totals_of(
        [_subtotal(group, members, best_set) for group, members in grouped.items()],
        applicable=len(applicable),
        conditional=sum([program.verdict is Verdict.CONDITIONAL for program in applicable]),
        undetermined=undetermined,
        unstated=sum([program.ceiling.kind is CeilingKind.UNSTATED for program in applicable]),
    )


def _left_out(result: ProgramReport, best_set: BestSet | None) -> bool:
    """Whether sums do not count a program: neither its amount, nor that none is stated."""
    left_out = best_set is not None and result.program.id in best_set.not_counted
    return left_out and result.ceiling.kind is not CeilingKind.UNSTATED


def _subtotal(group: SumGroup, members: Sequence[ProgramReport], best_set: BestSet | None) -> Subtotal:
    ceilings = [result.ceiling for result in members]
    stated = [result for result in members if result.ceiling.kind is CeilingKind.AMOUNT]
    if best_set is None:
        ends = [(result.ceiling.low or 0, result.ceiling.high, result.ceiling.top) for result in stated]
    else:
        free = [result.ceiling for result in stated if result.program.id not in best_set.members]
        ends = [(ceiling.low or 0, ceiling.high, ceiling.top) for ceiling in free]
        ends += [part.ends[group] for part in best_set.parts if group in part.ends]
        stated = [result for result in stated if result.program.id not in best_set.not_counted]
    counted = [result.ceiling for result in stated]
    return Subtotal(
        group,
        low=sum([low for low, _, _ in ends]),
        high=sum_ends([high for _, high, _ in ends]),
        top=sum_ends([top for _, _, top in ends]),
        stated=len(stated),
        unstated=sum([ceiling.kind is CeilingKind.UNSTATED for ceiling in ceilings]),
        waiting=sum([bool(ceiling.missing) for ceiling in counted]),
        ranges=sum([ceiling.ranged for ceiling in counted]),
    )
