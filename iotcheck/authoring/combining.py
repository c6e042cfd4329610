"""When a rule on combining programs may limit somebody: what proofs and searches ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from iotcheck.authoring.proof import Goal
from iotcheck.engine import CeilingKind, Evaluation, assess_admitted, state_of
from iotcheck.model import AtLeast, Edition, Everyone, PolicySet
from iotcheck.model.combining import BeforeThen, CombineRule, JointCap

Editions = Mapping[str, Edition]  # of one day, by program


class Way(NamedTuple):
    """What must hold on a day for a rule to limit somebody; without goals nothing stands in its way."""

    day: date
    goals: tuple[Goal, ...]
    editions: Editions


def ways_to_limit(policies: PolicySet, rule: CombineRule) -> Iterator[Way]:
    """Yield one way for each set of editions of a rule's programs that are open together, where it may limit them."""
    programs = {name: policies.programs[name] for name in rule.programs}
    days = {edition.start for program in programs.values() for edition in program.editions if edition.start}
    seen: list[Editions] = []
    for day in sorted({*days, policies.as_of}):
        in_force = {name: edition for name, one in programs.items() if (edition := one.edition_on(day)) is not None}
        editions = {name: one for name, one in in_force.items() if one.status.open_to_applicants and one.when}
        if editions not in seen:
            seen.append(editions)
            goals = _goals(policies, rule, day, editions)
            if goals is not None:
                yield Way(day, goals, editions)


def _goals(policies: PolicySet, rule: CombineRule, day: date, editions: Editions) -> tuple[Goal, ...] | None:
    """Return what must hold for a rule to limit some editions; None where it cannot."""
    names, least = rule.contenders
    had = [one for name in names if (edition := editions.get(name)) and (one := edition.when)]
    conditions = [one for one in had if not isinstance(one, Everyone)]
    needed = least - (len(had) - len(conditions))
    if needed > len(conditions) or (isinstance(rule, JointCap) and _is_ample(policies, rule, day, editions)):
        return None
    goals = [Goal(rule.when)] if rule.when is not None else []
    if needed > 0:
        goals.append(Goal(AtLeast(children=tuple(conditions), count=needed, location=rule.location)))
    if isinstance(rule, BeforeThen) and (first := editions.get(rule.programs[0])) and first.when:
        goals.append(Goal(first.when, holds=False))
    return tuple(goals)


def _is_ample(policies: PolicySet, rule: JointCap, day: date, programs: Editions) -> bool:
    """Whether a joint limit is never below what its programs come to at most."""
    least = state_of(Evaluation(policies, {}, day), rule).low
    report = assess_admitted(policies.replace(combine=()), {}, day)
    ceilings = [report.program(name).ceiling for name in programs]
    most = [one.high for one in ceilings if one.kind is CeilingKind.AMOUNT]
    stated = [one for one in most if one is not None]
    return len(stated) == len(most) and sum(stated) <= least
