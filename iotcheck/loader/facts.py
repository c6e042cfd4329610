"""Facts, read from nodes: types, bounds, choices; what they are asked if is read once all facts are known."""

from __future__ import annotations

from datetime import date
from typing import Any

from iotcheck.loader.context import Context
from iotcheck.loader.format import NOT_FACTS, RESERVED_IDS
from iotcheck.loader.groups import read_groups
from iotcheck.loader.guards import read_default
from iotcheck.loader.records import read_record
from iotcheck.model import Fact, FactType, Text
from iotcheck.model.facts import SEPARATORS, fold
from iotcheck.reader import Mapping, Node, Scalar
from iotcheck.values import Number, parse_count, parse_date, parse_money, parse_number


def declare_facts(context: Context, node: Node | None) -> None:
    """Note every fact's id and type, so that rules can be read although a fact is broken."""
    for key, (key_node, value) in node.entries.items() if isinstance(node, Mapping) else ():
        if key in NOT_FACTS:
            context.problem(key_node, "reserved-id", name=key)
        elif context.new_id(key_node):
            type_node = value.get("type") if isinstance(value, Mapping) else None
            word = type_node.text.strip() if isinstance(type_node, Scalar) else ""
            context.fact_types[key] = FactType(word) if word in tuple(FactType) else None


def read_facts(context: Context, node: Node | None) -> dict[str, Fact]:
    """Read all facts; broken ones are noted and left out."""
    mapping = context.mapping(node) if node else None
    if mapping is None:
        return {}
    for key, (_, value) in mapping.entries.items():
        fact = _fact(context, key, value)
        if fact is not None and key in context.fact_types:
            context.facts[key] = fact
    if not mapping.entries:
        context.problem(mapping, "empty-mapping")
    _same_labels(context, mapping)
    return context.facts


def _fact(context: Context, name: str, node: Node) -> Fact | None:
    found = read_record(context, node, "fact")
    if found is None or not isinstance(node, Mapping):
        return None
    fact_type = FactType(found["type"])
    choices = _choices(context, node, fact_type, found)
    until_today = fact_type is FactType.DATE and _says_today(node.get("max"))
    from_today = fact_type is FactType.DATE and _says_today(node.get("min"))
    low = None if from_today else _bound(context, node, "min", fact_type)
    high = None if until_today else _bound(context, node, "max", fact_type)
    if choices is None:
        return None
    groups = read_groups(context, node, fact_type, choices, found.get("groups", {}))
    if low is None and fact_type in (FactType.COUNT, FactType.MONEY):
        low = 0
    most = high
    if fact_type is FactType.CHOICES:
        most = len(choices) if high is None else min(len(choices), high)
    if low is not None and most is not None and low > most:  # type: ignore[operator]
        context.problem(node.entries["min" if "min" in node.entries else "max"][1], "min-above-max", low=low, high=most)
    fact = Fact(
        id=name,
        type=fact_type,
        ask=found["ask"],
        label=found["label"],
        help=found.get("help"),
        topic=found.get("topic"),
        choices=choices,
        groups=tuple(groups),
        minimum=low,
        maximum=high,
        until_today=until_today,
        from_today=from_today,
        unit=_form(found.get("unit"), 0),
        units=_form(found.get("unit"), -1),
        changeable=found.get("changeable", True),
        location=node.location,
    )
    return fact.replace(otherwise=read_default(context, node, fact))


def _form(unit: Text | None, place: int) -> Text | None:
    """Return the form for one (0) or for several (-1) of a unit such as `project|projects`."""
    if unit is None:
        return None
    forms = {language: text.split("|") for language, text in unit.by_language.items()}
    return Text(by_language={language: words[place].strip() for language, words in forms.items()})


def _choices(context: Context, node: Mapping, fact_type: FactType, found: dict[str, Any]) -> dict[str, Text] | None:
    """Read the choices of a fact, none for most types; None if some cannot be read."""
    choices: dict[str, Text] = found.get("choices", {})
    stated = node.get("choices")
    wanted = fact_type in (FactType.CHOICE, FactType.CHOICES)
    if not isinstance(stated, Mapping):
        if wanted:
            context.problem(node, "missing-key", key="choices")
        return None if wanted else choices
    if not wanted:
        context.problem(node.entries["choices"][0], "key-for-other-types", key="choices", type=fact_type.value)
    if not (stated.entries or stated.damaged):
        context.problem(stated, "empty-mapping")
    taken = {choice: choice for choice in choices}
    for choice, label in choices.items():
        place = stated.entries[choice][1]
        for text in dict.fromkeys(label.by_language.values()):
            if fold(text) in RESERVED_IDS:
                context.problem(place, "reserved-label", name=text)
            if found_separator := SEPARATORS.search(text):
                context.problem(place, "separator-in-label", text=text, separator=found_separator[0])
        _refuse_same(context, place, choice, label, taken)
    return choices if wanted and len(choices) == len(stated.entries) > 0 and not stated.damaged else None


def _says_today(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.text == "today"


def _bound(context: Context, node: Mapping, key: str, fact_type: FactType) -> Number | date | None:
    value = node.get(key)
    if value is None:
        return None
    match fact_type:
        case FactType.MONEY:
            return context.parsed(value, lambda text: parse_money(text, context.currency))
        case FactType.NUMBER:
            return context.parsed(value, parse_number)
        case FactType.DATE:
            return context.parsed(value, parse_date)
        case FactType.COUNT | FactType.CHOICES:
            bound = context.parsed(value, parse_count)
            if bound is not None and bound < 0:
                context.problem(value, "too-low", value=bound, limit=0)
            return bound
        case _:
            context.problem(node.entries[key][0], "key-for-other-types", key=key, type=fact_type.value)
            return None


def _same_labels(context: Context, mapping: Mapping) -> None:
    """Note labels that two facts share: a table's header could mean either."""
    taken = {name: name for name in context.fact_types}
    for name, (_, record) in mapping.entries.items():
        place = record.get("label") if isinstance(record, Mapping) else None
        if place is not None and name in context.facts:
            _refuse_same(context, place, name, context.facts[name].label, taken)


def _refuse_same(context: Context, place: Node, name: str, label: Text, taken: dict[str, str]) -> None:
    """Note a label that is another's id or label, as people write them, and take it."""
    for text in dict.fromkeys(label.by_language.values()):
        other = taken.setdefault(fold(text), name)
        if other != name:
            context.problem(place, "duplicate-label", text=text, other=other)
