"""Which fact to ask next, what may still be asked, what is at stake, and which answers have stopped mattering. Pure.

All of it is read off a report: the traces know which facts are missing, and nothing is remembered between questions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from iotcheck.engine import Answers, Report, assess_admitted
from iotcheck.engine.partition import Range
from iotcheck.interview.agenda import Agenda, Guards
from iotcheck.interview.impact import Effect, Stake, effects, least_threshold, stake
from iotcheck.interview.lookahead import LookAhead
from iotcheck.model import Everyone, NoAmount, PolicySet
from iotcheck.model.walk import facts_below
from iotcheck.values import Number, Value

__all__ = [
    "Agenda",
    "Effect",
    "Guards",
    "Range",
    "Stake",
    "deferred",
    "effects",
    "idle",
    "least_threshold",
    "needed",
    "next_question",
    "ruled_out",
    "stake",
]

_ALIKE = 0.01  # questions: a smaller difference is not worth a change of topic


def next_question(report: Report, later: Collection[str] = ()) -> str | None:
    """Return the fact that the interview would ask next, or None when nothing is left to ask but what comes `later`.

    It is the one that leaves the fewest questions to ask, on average over all answers. Between equals, and between
    questions that have nothing to do with one another, the interview stays in a topic that it has begun; then comes
    what matters to more programs, to more money, stands first in the file.
    """
    agenda = Agenda(report)
    preferred = sorted([fact for fact in agenda.ready if fact not in later], key=_preference(agenda))
    if not preferred:
        return None
    programs, needed = agenda.connected(preferred[0])
    ready = [fact for fact in preferred if fact in needed]
    if len(ready) == 1:
        return ready[0]
    left = LookAhead(report, programs, needed, *agenda.waiting.values()).questions_left(ready)
    least = min(left.values())
    return next(fact for fact in ready if fact in left and left[fact] <= least + _ALIKE)


def needed(report: Report) -> tuple[str, ...]:
    """Return the facts that may still have to be asked, in the file's order: as many questions can follow at most."""
    return Agenda(report).needed


def deferred(report: Report) -> tuple[str, ...]:
    """Return the facts to ask last, if at all: what decides whether to ask them is not known to the applicant."""
    return Agenda(report).deferred


def ruled_out(report: Report) -> tuple[str, ...]:
    """Return the facts whose question does not arise, their `asked_if` being false, in the file's order.

    Facts that no program of the day looks at are not among them: nothing would ask for them in any case.
    """
    guards = Guards(report.policies, report.answers, report.as_of)
    looked_at = _looked_at(report)
    return tuple([fact for fact in report.policies.facts if fact in looked_at and guards.shut(fact)])


def _looked_at(report: Report) -> set[str]:
    """Return the facts that the terms of the day look at, with those that decide whether they are asked."""
    policies = report.policies
    editions = [program.edition for program in report.programs if program.edition is not None]
    found: set[str] = set()
    waiting: list[str] = []
    of_the_day = {program.program.id for program in report.programs if program.edition is not None}
    rules = [root for state in report.rules if state.rule.can_limit(of_the_day) for root in state.rule.roots]
    for root in [*[root for edition in editions for root in (edition.when, edition.ceiling)], *rules]:
        if root is not None and not isinstance(root, Everyone | NoAmount):
            waiting += facts_below(policies, root)
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found.add(fact)
            guard = policies.facts[fact].asked_if
            waiting += facts_below(policies, guard) if guard is not None else ()
    return found


def idle(policies: PolicySet, answers: Answers, as_of: date) -> tuple[str, ...]:
    """Return the answers that do not matter, in the order of `answers`, which is that of asking.

    An answer is idle if the ones before it had already left nothing for it to decide, or if its `asked_if` is false.
    """
    used: dict[str, Value | None] = {}
    for fact in _guards_first(policies, answers, as_of):
        if fact in Agenda(assess_admitted(policies, used, as_of)).needed:
            used[fact] = answers[fact]
    return tuple([fact for fact in answers if fact not in used])


def _preference(agenda: Agenda) -> Callable[[str], tuple[int, int, Number, int]]:
    """Return a key that sorts questions that are equally good."""
    facts = agenda.report.policies.facts
    place = {fact: number for number, fact in enumerate(facts)}
    topic = {fact: one.topic.in_language("") if one.topic is not None else fact for fact, one in facts.items()}
    begun = {topic[fact]: place[fact] for fact in sorted(agenda.report.answers, key=place.__getitem__)}
    programs = dict.fromkeys(agenda.needed, 0)
    money: dict[str, Number] = dict.fromkeys(agenda.needed, 0)
    for program in agenda.programs:
        for fact in {*program.missing, *program.ceiling.missing} & programs.keys():
            programs[fact] += 1
            money[fact] += program.ceiling.low or 0
    return lambda fact: (-begun.get(topic[fact], -1), -programs[fact], -money[fact], place[fact])


def _guards_first(policies: PolicySet, answers: Answers, as_of: date) -> list[str]:
    """Return the answered facts in their order, but none before the facts of its `asked_if`."""
    guards = Guards(policies, {}, as_of)
    found: dict[str, None] = {}
    pending = list(answers)[::-1]
    while pending:
        fact = pending[-1]
        before = [one for one in answers if one in guards.waits_for(fact) and one not in found]
        if before:
            pending += before[::-1]
        else:
            found.setdefault(pending.pop())
    return list(found)
