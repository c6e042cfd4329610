"""The days on which to look for a case: one on which an edition is in force, and those on which its rules change."""

from __future__ import annotations

from datetime import date, timedelta

from iotcheck.model import Edition, OnDay, PolicySet, Program
from iotcheck.model.walk import AnyNode, walk


def days_of(policies: PolicySet, program: Program | None, edition: Edition | None, part: AnyNode) -> list[date]:
    """Return the days on which a condition or amount may differ: first the file's own, where the edition is in force.

    A rule may depend on the day of assessment, such as *until February a contract, from March a certificate*: then
    there is a day for each of its periods. Empty where the edition is never in force.
    """
    marks = [policies.as_of]
    if program is not None and edition is not None:
        others = [other for other in program.editions if other is not edition]
        ends = [other.until + timedelta(1) for other in others if other.until is not None and other.until < date.max]
        starts = [other.start - timedelta(1) for other in others if other.start is not None and other.start > date.min]
        own = [day for day in (edition.until, edition.start) if day is not None]
        first = next((day for day in (*marks, *own, *ends, *starts) if program.edition_on(day) is edition), None)
        if first is None:
            return []
        marks = [first]
    for node in walk(policies, part):
        if isinstance(node, OnDay):
            marks += [day for day in (node.start, node.until) if day is not None]
            marks += [node.start - timedelta(1)] if node.start is not None and node.start > date.min else []
            marks += [node.until + timedelta(1)] if node.until is not None and node.until < date.max else []
    return [
        day for day in dict.fromkeys(marks) if program is None or edition is None or program.edition_on(day) is edition
    ]
