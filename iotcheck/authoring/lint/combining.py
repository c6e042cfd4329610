"""Rules on combining programs that can limit nothing, whatever is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from iotcheck.authoring.lint.context import LintContext
from iotcheck.authoring.proof import Goal
from iotcheck.engine import CeilingKind, Evaluation, assess_admitted, state_of
from iotcheck.model import AtLeast, Edition, Everyone
from iotcheck.model.combining import BeforeThen, CombineRule, JointCap

Editions = Mapping[str, Edition]  # of one day, by program


def check_combining(context: LintContext) -> None:
    """Note rules on combining that name too few programs, or that no applicant can come to."""
    for rule in context.policies.combine:
        names, least = rule.contenders
        if len(names) < least:
            context.problem(rule.location, "combines-too-few", n=len(names))
        elif not any(_can_limit(context, rule, day, editions) for day, editions in _by_day(context, rule)):
            context.problem(rule.location, "combination-never-limits")


def _by_day(context: LintContext, rule: CombineRule) -> Iterator[tuple[date, Editions]]:
    """Yield which editions of a rule's programs one can apply under together, with a day of each."""
    programs = {name: context.policies.programs[name] for name in rule.programs}
    days = {edition.start for program in programs.values() for edition in program.editions if edition.start}
    seen: list[Editions] = []
    for day in sorted({*days, context.policies.as_of}):
        in_force = {name: edition for name, one in programs.items() if (edition := one.edition_on(day)) is not None}
        editions = {name: one for name, one in in_force.items() if one.status.open_to_applicants and one.when}
        if editions not in seen:
            seen.append(editions)
            yield day, editions


def _can_limit(context: LintContext, rule: CombineRule, day: date, editions: Editions) -> bool:
    """Whether the rule may limit somebody's programs: only what is proved to be impossible is not."""
    names, least = rule.contenders
    had = [one for name in names if (edition := editions.get(name)) and (one := edition.when)]
    conditions = [one for one in had if not isinstance(one, Everyone)]
    needed = least - (len(had) - len(conditions))
    if needed > len(conditions) or (isinstance(rule, JointCap) and _is_ample(context, rule, day, editions)):
        return False
    goals = [Goal(rule.when)] if rule.when is not None else []
    if needed > 0:
        goals.append(Goal(AtLeast(children=tuple(conditions), count=needed, location=rule.location)))
    if isinstance(rule, BeforeThen) and (first := editions.get(rule.programs[0])) and first.when:
        goals.append(Goal(first.when, holds=False))
    return not (goals and context.impossible(goals, rule.location))


def _is_ample(context: LintContext, rule: JointCap, day: date, programs: Iterable[str]) -> bool:
    """Whether a joint limit is never below what its programs come to at most."""
    policies = context.policies
    least = state_of(Evaluation(policies, {}, day), rule).low
    report = assess_admitted(policies.replace(combine=()), {}, day)
    ceilings = [report.program(name).ceiling for name in programs]
    most = [one.high for one in ceilings if one.kind is CeilingKind.AMOUNT]
    stated = [one for one in most if one is not None]
    return len(stated) == len(most) and sum(stated) <= least
