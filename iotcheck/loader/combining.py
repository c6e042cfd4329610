"""Rules on combining programs, read from nodes; those that lead in a circle are refused."""

from __future__ import annotations

from typing import Any

from iotcheck.loader.context import Context
from iotcheck.loader.format_combining import COMBINE_FORMS
from iotcheck.loader.records import read_record
from iotcheck.model.combining import AtMostOf, BeforeThen, CombineRule, JointCap, LessBy
from iotcheck.reader import Mapping, Node, Sequence

_FORM_KEYS = frozenset(key for form in COMBINE_FORMS.values() for key in form.keys)


def read_combination(context: Context, node: Node) -> CombineRule | None:
    """Read one rule: the keys of exactly one form, beside its text, its source and of whom it holds."""
    found = read_record(context, node, "combination")
    if found is None or not isinstance(node, Mapping):
        return None
    keys = [key for key in node.entries if key in _FORM_KEYS]
    form = next((name for name, form in COMBINE_FORMS.items() if set(form.keys) == set(keys)), None)
    if form is None:
        context.problem(node, "not-one-combine-form")
        return None
    if form in ("less", "before"):
        return _pair(context, node, form, found)
    listed = found["one_of" if form == "one_of" else "of"]
    if len(set(listed)) < len(listed):
        _note_repeated(context, node.entries[keys[-1] if form != "one_of" else "one_of"][1])
        return None
    said = _said(node, found)
    if form == "cap":
        return JointCap(programs=listed, amount=found["cap"], **said)
    return AtMostOf(programs=listed, count=found.get("at_most", 1), **said)


def _said(node: Node, found: dict[str, Any]) -> dict[str, Any]:
    """Return what a rule of any form says."""
    said = {"text": found["text"], "sources": found["source"], "when": found.get("when")}
    return {**said, "location": node.location}


def _note_repeated(context: Context, listed: Node) -> None:
    """Note each program that stands twice in a list."""
    seen: set[str] = set()
    for item in listed.items if isinstance(listed, Sequence) else ():
        name = context.plain(item) or ""
        if name in seen:
            context.problem(item, "program-twice", name=name)
        seen.add(name)


def _pair(context: Context, node: Mapping, form: str, found: dict[str, Any]) -> CombineRule | None:
    """Return a rule on two programs; one that closes a circle with earlier ones of its form is noted."""
    kind, keys = (LessBy, ("less", "by")) if form == "less" else (BeforeThen, ("before", "then"))
    first, second = (found[key] for key in keys)
    pairs = context.pairs.setdefault(form, {})
    if (path := _path(pairs, second, first)) is not None:
        context.problem(node.entries[keys[1]][1], "combine-circle", names=" → ".join([first, *path]))
        return None
    pairs.setdefault(first, []).append(second)
    return kind(programs=(first, second), **_said(node, found))


def _path(pairs: dict[str, list[str]], start: str, goal: str) -> list[str] | None:
    """Return the programs from one to another along pairs, both included; None where no way leads there."""
    waiting, seen = [[start]], {start}
    while waiting:
        path = waiting.pop()
        if path[-1] == goal:
            return path
        for name in pairs.get(path[-1], ()):
            if name not in seen:
                seen.add(name)
                waiting.append([*path, name])
    return None
