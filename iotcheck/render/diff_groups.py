"""Who gains and loses by groups of a table's applicants: as a table, as a picture, and as JSON."""

from typing import Any

from iotcheck.answers import plain_value
from iotcheck.authoring.diff import Comparison, GroupEffects, Side, by_group
from iotcheck.model import MAIN_GROUP, SumGroup
from iotcheck.render.document import QUIET, Bar, Bars, Cell, Document, Row
from iotcheck.texts import say, sums
from iotcheck.texts.values import money, number
from iotcheck.values import Number


def show_groups(page: Document, comparison: Comparison, language: str) -> None:
    """Add the groups, where a table's applicants have some or are weighted."""
    groups = _groups(comparison)
    if not groups:
        return
    page.heading(_heading(comparison, language))
    pictures = [bar for group in groups for bar in _bars(comparison, language, group)]
    if pictures:
        page.add(Bars(tuple(pictures), say(language, "diff.picture"), say(language, "diff.picture-bar"), "", ""))
    rows = [Row(_name(group, language), _cells(comparison, language, group)) for group in groups]
    page.table(comparison.by or say(language, "diff.all-rows"), rows)
    page.paragraph(say(language, "diff.groups-note"), QUIET)


def groups_json(comparison: Comparison) -> dict[str, Any]:
    """Return the groups as plain data, under a key of their own; nothing where there are none."""
    if comparison.weights is None:
        return {}
    return {
        "groups": {
            "by": comparison.by or None,
            "weight": comparison.weight or None,
            "rows": [_group_json(group) for group in _groups(comparison)],
        }
    }


def _groups(comparison: Comparison) -> tuple[GroupEffects, ...]:
    if comparison.weights is None:
        return ()
    return by_group(comparison.effects, comparison.weights, comparison.new.sum_groups())


def _group_json(group: GroupEffects) -> dict[str, Any]:
    return {
        "group": group.name,
        "applicants": plain_value(group.applicants),
        **{side.value: plain_value(weight) for side, weight in group.sides.items()},
        "same": plain_value(group.same),
        "money": [
            {
                "apart": sum_group.apart,
                "period": sum_group.every.value,
                "gained": plain_value(moved.gained),
                "lost": plain_value(moved.lost),
            }
            for sum_group, moved in group.money.items()
        ],
    }


def _heading(comparison: Comparison, language: str) -> str:
    if comparison.by and comparison.weight:
        return say(language, "diff.groups-by-weighted", by=comparison.by, weight=comparison.weight)
    key = "groups-by" if comparison.by else "groups-weighted"
    return say(language, f"diff.{key}", by=comparison.by, weight=comparison.weight)


def _name(group: GroupEffects, language: str) -> str:
    return group.name or say(language, "diff.no-group")


def _cells(comparison: Comparison, language: str, group: GroupEffects) -> tuple[Cell, ...]:
    counts = (
        ("group-applicants", group.applicants),
        ("group-gains", group.sides[Side.GAINS]),
        ("group-loses", group.sides[Side.LOSES]),
        ("group-both", group.sides[Side.BOTH]),
    )
    return (
        *(Cell(say(language, f"diff.{key}"), (number(weight),), number=True) for key, weight in counts),
        *(
            Cell(say(language, f"diff.group-{end}"), _amounts(comparison, language, group, end), folded=True)
            for end in ("gained", "lost")
        ),
    )


def _amounts(comparison: Comparison, language: str, group: GroupEffects, end: str) -> tuple[str, ...]:
    """Return what the maximums rise or fall by, a line for each sum that is not 0."""
    found = []
    for sum_group, moved in group.money.items():
        amount: Number = getattr(moved, end)
        if amount:
            found.append(_labelled(comparison, language, sum_group, money(language, amount, comparison.new.currency)))
    return tuple(found)


def _labelled(comparison: Comparison, language: str, group: SumGroup, text: str) -> str:
    if group == MAIN_GROUP:
        return text
    return say(language, "result.label", label=sums.label(comparison.new, language, group), value=text)


def _bars(comparison: Comparison, language: str, group: GroupEffects) -> list[Bar]:
    """Return the bars of a group: what its maximums rise by, and what they fall by, for each sum."""
    bars = []
    for sum_group, moved in group.money.items():
        for end in ("gained", "lost"):
            amount: Number = getattr(moved, end)
            if amount:
                name = _labelled(comparison, language, sum_group, say(language, f"diff.group-{end}"))
                title = say(language, "result.label", label=_name(group, language), value=name)
                bars.append(Bar(title, money(language, amount, comparison.new.currency), amount, amount))
    return bars
