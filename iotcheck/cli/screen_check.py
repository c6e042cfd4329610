"""`iotcheck screen --check`: what was found out about a table, for people and as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from iotcheck.model import PolicySet
from iotcheck.screen.column_notices import absent_facts
from iotcheck.screen.columns import Columns
from iotcheck.screen.rejects import Reject
from iotcheck.screen.run import Result
from iotcheck.texts import say
from iotcheck.typeset import one_line


def check_lines(result: Result, policies: PolicySet, day: date, language: str) -> list[str]:
    """Return what every column is taken for, and the facts without one, line by line."""
    lines = [say(language, "screen.check-columns")]
    lines += [_column(place, result.columns, policies, language) for place in range(len(result.columns.names))]
    if absent := absent_facts(policies, day, result.columns):
        lines.append(say(language, "screen.check-absent"))
        lines += [
            say(language, "screen.check-absent-fact", label=_label(policies, fact, language), fact=fact)
            for fact in absent
        ]
    return lines


def check_document(result: Result, policies: PolicySet, day: date) -> dict[str, Any]:
    """Return the same as plain data for JSON."""
    columns, counts = result.columns, result.portfolio
    used = {place: fact for fact, place in columns.facts.items()}
    return {
        "rows": {"read": counts.read, "usable": counts.screened, "rejected": counts.rejected},
        "columns": [
            {"name": name, "fact": used.get(place), "id": place == columns.id}
            for place, name in enumerate(columns.names)
        ],
        "facts_without_column": absent_facts(policies, day, columns),
    }


def mending_lines(rejects: Sequence[Reject], language: str) -> list[str]:
    """Return what may stand in the columns that have faults, each column once."""
    mends = {fault.column: fault.mend for reject in rejects for fault in reject.faults if fault.column}
    lines = [say(language, "result.label", label=one_line(column), value=mend) for column, mend in mends.items()]
    return [say(language, "screen.what-may-stand"), *(f"  {line}" for line in lines)] if lines else []


def _column(place: int, columns: Columns, policies: PolicySet, language: str) -> str:
    name = one_line(columns.names[place])
    for fact, at in columns.facts.items():
        if at == place:
            return say(language, "screen.check-fact", name=name, label=_label(policies, fact, language), fact=fact)
    return say(language, "screen.check-id" if place == columns.carried[0] else "screen.check-carried", name=name)


def _label(policies: PolicySet, fact: str, language: str) -> str:
    return policies.facts[fact].label.in_language(language)
