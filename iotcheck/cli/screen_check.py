"""`iotcheck screen --check`: what was found out about a table, for people and as JSON."""

import shlex
from datetime import date
from typing import Any

from iotcheck.model import FactType, PolicySet
from iotcheck.render.document import Document, Verbatim
from iotcheck.screen.column_notices import absent_facts
from iotcheck.screen.columns import Columns
from iotcheck.screen.layouts import Layout
from iotcheck.screen.rejects import likely_label
from iotcheck.screen.run import Result
from iotcheck.screen.summary import group_list
from iotcheck.texts import problem_line, say
from iotcheck.typeset import one_line

_SHOWN = 20  # groups
_OFFERED = 3  # ready options


def check_document(result: Result, policies: PolicySet, day: date, file: str, language: str) -> Document:
    """Return what every column is taken for, the facts without one, and what could not be read, line by line."""
    lines = [say(language, "screen.check-columns")]
    lines += [_column(place, result.columns, policies, language) for place in range(len(result.columns.names))]
    if absent := absent_facts(policies, day, result.columns):
        lines.append(say(language, "screen.check-absent"))
        lines += [
            say(language, "screen.check-absent-fact", label=_label(policies, fact, language), fact=fact)
            for fact in absent
        ]
    lines += [*group_lines(result, policies, file, language), counts_line(result, None, language)]
    document = Document()
    document.add(Verbatim("\n".join(lines)))
    return document


def check_json(result: Result, policies: PolicySet, day: date) -> dict[str, Any]:
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
        "open_cells": counts.open_cells,
        "rejects": group_list(result.groups),
    }


def counts_line(result: Result, layout: Layout | None, language: str) -> str:
    """Return how many rows were read and how many could be; `layout` is None where they were only read."""
    counts = result.portfolio
    key = {None: "checked", Layout.SUMMARY: "summed-up"}.get(layout, "done")
    return say(
        language,
        f"screen.{key}",
        read=counts.read,
        screened=counts.screened,
        rejected=counts.rejected,
        records=counts.records,
    )


def group_lines(result: Result, policies: PolicySet, file: str, language: str) -> list[str]:
    """Return what could not be read, most frequent first, what may stand there, and how to say what texts mean."""
    groups, columns = result.groups, result.columns
    lines = [problem_line(language, group.problem(file, language)) for group in groups[:_SHOWN]]
    if (more := len(groups) - _SHOWN) > 0:
        lines.append(say(language, "screen.more-groups", count=more))
    mends = {group.column: group.mend for group in groups if group.column}
    if mends:
        everywhere = say(language, "screen.or-unknown")  # said once, in the heading
        lines.append(say(language, "screen.what-may-stand"))
        lines += [
            "  " + say(language, "result.label", label=one_line(name), value=mend.removesuffix(everywhere))
            for name, mend in mends.items()
        ]
    facts = {columns.names[place]: policies.facts[name] for name, place in columns.facts.items()}
    usable = [group for group in groups if group.text and group.code != "number-in-merged-cells"]
    offered = [group for group in usable if group.column in facts][:_OFFERED]
    if offered:
        lines.append(say(language, "screen.say-what-is-meant"))
        for group in offered:
            labels = [label.in_language(language) for label in facts[group.column].choices.values()]
            guess = likely_label(str(group.text), labels) if group.code == "unknown-choice" else ""
            value = guess or say(language, "screen.nobody-knows")
            lines.append(f"  --value {shlex.quote(one_line(f'{group.column}: {group.text}={value}'))}")
    return lines


def _column(place: int, columns: Columns, policies: PolicySet, language: str) -> str:
    name = one_line(columns.names[place])
    for fact, at in columns.facts.items():
        if at == place:
            unit = ""
            if fact in columns.beside:
                unit = say(language, "screen.check-unit-column", name=one_line(columns.names[columns.beside[fact]]))
            elif (scale := columns.scales.get(fact)) is not None:
                key = "screen.check-unit" if scale.line else "screen.check-unit-of-option"
                unit = say(language, key, unit=one_line(scale.unit), line=scale.line)
            elif policies.facts[fact].type is FactType.MONEY:
                unit = say(language, "screen.check-no-unit", unit=_single_unit(policies.currency, language))
            label = _label(policies, fact, language)
            return say(language, "screen.check-fact", name=name, label=label, fact=fact) + unit
    if place in columns.beside.values():
        return say(language, "screen.check-units", name=name)
    return say(language, "screen.check-id" if place == columns.carried[0] else "screen.check-carried", name=name)


def _single_unit(currency: str, language: str) -> str:
    yuan = "元" if language == "zh" else "yuan"
    return yuan if currency == "CNY" else currency


def _label(policies: PolicySet, fact: str, language: str) -> str:
    return policies.facts[fact].label.in_language(language)
