"""Records, programs and editions, read by the table of shapes: keys checked, each value read by its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from iotcheck.errors import Location, Problem
from iotcheck.loader.context import Context
from iotcheck.loader.format import RECORDS
from iotcheck.model import Citation, Condition, Confidence, Edition, Note, Program, Window
from iotcheck.reader import Mapping, Node, Sequence
from iotcheck.values import BadValueError

T = TypeVar("T")
_PART = re.compile(r"[^/\\:\x00-\x1f]+")  # of a path
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def read_record(context: Context, node: Node, name: str) -> dict[str, Any] | None:
    """Return the values of a record by key, absent keys left out; None (with problems noted) if it is not whole."""
    mapping = context.mapping(node)
    if mapping is None:
        return None
    keys = RECORDS[name]
    found = {
        key: read_value(context, value, keys[key].kind) for key, (_, value) in mapping.entries.items() if key in keys
    }
    known = check_keys(context, mapping, keys, [key for key, shape in keys.items() if shape.required])
    return found if known and None not in found.values() else None


def check_keys(context: Context, mapping: Mapping, known: Iterable[str], required: Iterable[str]) -> bool:
    """Return whether a mapping has the required keys and only known ones; the differences are noted."""
    names = tuple(known)
    unknown = [
        context.unknown(node, "unknown-key", key, names)
        for key, (node, _) in mapping.entries.items()
        if key not in names
    ]
    lacking = [key for key in required if key not in mapping.entries]
    for key in lacking:
        if key not in unknown and not mapping.damaged:  # a misspelt key is wrong once
            context.problem(mapping, "missing-key", key=key)
    return not (unknown or lacking or mapping.damaged)


def exact_keys(context: Context, mapping: Mapping, keys: tuple[str, ...]) -> bool:
    """Return whether a mapping has these keys and no others; the differences are noted."""
    return check_keys(context, mapping, keys, keys)


def read_value(context: Context, node: Node, kind: str) -> Any:
    """Read a value of a kind (shape.py lists them)."""
    head, _, rest = kind.partition(":")
    match head:
        case "text":
            return context.text(node)
        case "plain":
            return context.plain(node)
        case "long_id":
            scalar = context.scalar(node)
            return context.new_id(scalar, long=True) if scalar else None
        case "date":
            return context.date(node)
        case "boolean":
            return context.boolean(node)
        case "url":
            return context.url(node)
        case _ if head in _PARSERS:
            return context.parsed(node, _PARSERS[head])
        case "place":
            return context.place(node)
        case "word":
            return context.word(node, rest)
        case "ref":
            return context.reference(node, rest)
        case "list":
            return _all_of([read_value(context, item, rest) for item in context.items(node)])
        case "one_or_list":
            nodes = context.items(node) if isinstance(node, Sequence) else [node]
            return _all_of([read_value(context, item, rest) for item in nodes])
        case "map":
            return read_map(context, node, rest)
        case "record" if rest == "citation":
            return _citation(context, node)
        case "record" if rest == "note":
            return _note(context, node)
        case _:
            return context.readers[kind](context, node)


def dated_records(context: Context, node: Node, name: str) -> list[tuple[dict[str, Any], Location]]:
    """Return the records of a list that each hold from a day on, with their places; none where anything is wrong."""
    found: list[tuple[dict[str, Any], Location]] = []
    nodes = context.items(node)
    for item in nodes:
        one = read_record(context, item, name)
        if one is None:
            continue
        if found and one["from"] <= found[-1][0]["from"]:
            context.problem(item, "dates-not-ascending")
            return []
        found.append((one, item.location))
    return found if len(found) == len(nodes) else []


def read_cases(
    context: Context, node: Node, outcome: Callable[[Node], T | None]
) -> tuple[list[tuple[Condition, T]], T] | None:
    """Return the cases of a list, each when it applies and what it comes to, and what the last comes to, `otherwise`.

    None where anything is wrong.
    """
    nodes = context.items(node)
    if not nodes:
        return None
    cases = [_case(context, one, outcome) for one in nodes[:-1]]
    last = context.mapping(nodes[-1])
    if last is None:
        return None
    if "otherwise" not in last.entries:
        _case(context, last, outcome)
        context.problem(last, "otherwise-missing")
        return None
    if not exact_keys(context, last, ("otherwise",)):
        return None
    otherwise = outcome(last.entries["otherwise"][1])
    whole = [case for case in cases if case is not None]
    return (whole, otherwise) if otherwise is not None and len(whole) == len(cases) else None


def _case(context: Context, node: Node, outcome: Callable[[Node], T | None]) -> tuple[Condition, T] | None:
    mapping = context.mapping(node)
    if mapping is None:
        return None
    if "otherwise" in mapping.entries:
        context.problem(mapping, "otherwise-not-last")
        return None
    if not exact_keys(context, mapping, ("when", "then")):
        return None
    when = read_value(context, mapping.entries["when"][1], "condition")
    then = outcome(mapping.entries["then"][1])
    return (when, then) if when is not None and then is not None else None


def read_map(context: Context, node: Node, kind: str, long: bool = False) -> dict[str, Any]:
    """Read a mapping of ids to values of a kind; broken ones are noted and left out."""
    mapping = context.mapping(node)
    found: dict[str, Any] = {}
    for key, (key_node, value) in mapping.entries.items() if mapping else ():
        identifier = context.new_id(key_node, long)
        read = read_value(context, value, kind)
        if identifier is not None and read is not None:
            found[key] = read
    return found


def citations(context: Context, node: Node) -> tuple[Citation, ...]:
    """Read a citation or a list of them."""
    return read_value(context, node, "one_or_list:record:citation") or ()


def _all_of(values: list[Any]) -> tuple[Any, ...] | None:
    """Return the values of a list, None if one of them could not be read, or there are none."""
    return tuple(values) if values and None not in values else None


def _currency(text: str) -> str:
    if not (text.isascii() and text.isalpha() and text.isupper() and len(text) == 3):
        raise BadValueError("bad-currency", text=text)
    return text


def _path(text: str) -> str:
    """Return the path of a file below the policy file's folder; no way out of it, to another drive or stream."""
    parts = text.split("/")
    if any(part in ("", ".", "..") or not _PART.fullmatch(part) for part in parts):
        raise BadValueError("path-outside", text=text)
    return text


def _sha256(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise BadValueError("not-a-hash", text=text)
    return text


_PARSERS: dict[str, Callable[[str], str]] = {"currency": _currency, "path": _path, "sha256": _sha256}


def _citation(context: Context, node: Node) -> Citation | None:
    found = read_record(context, node, "citation")
    return Citation(**found, location=node.location) if found is not None else None


def _note(context: Context, node: Node) -> Note | None:
    found = read_record(context, node, "note")
    if found is None:
        return None
    return Note(
        text=found["text"],
        date=found.get("date"),
        confidence=Confidence(found["confidence"]) if "confidence" in found else None,
        sources=found.get("source", ()),
        location=node.location,
    )


# Programs and their editions, read from nodes.


def read_program(context: Context, node: Node) -> Program | None:
    """Read a program, once; its id, the key it stands under, is filled in by its caller."""
    if id(node) not in context.programs:
        context.programs[id(node)] = _read_program(context, node)
    return context.programs[id(node)]


def _read_program(context: Context, node: Node) -> Program | None:
    found = read_record(context, node, "program")
    if found is None:
        return None
    program = Program(
        id="",
        title=found["title"],
        summary=found.get("summary"),
        topic=found.get("topic"),
        agencies=found.get("agency", ()),
        support=found["support"],
        editions=found["editions"],
        url=found.get("url"),
        apply_at=found.get("apply_at"),
        notes=found.get("notes", ()),
        next_steps=found.get("next_steps", ()),
        see=found.get("see", ()),
        location=node.location,
    )
    _refuse_ties(context, program)
    return program.replace(
        editions=tuple(edition.replace(coming=_coming(program, edition)) for edition in program.editions)
    )


def _coming(program: Program, edition: Edition) -> tuple[Window, ...]:
    """Return the windows of editions that begin after one, as far as those hold on the first day to apply."""
    begins = edition.start or date.min
    later = [one for one in program.editions if one.applying and one.start is not None and one.start > begins]
    windows = [(one, window) for one in later if one.applying for window in one.applying.windows]
    return tuple(
        window for one, window in windows if window.start is not None and program.edition_on(window.start) is one
    )


def _refuse_ties(context: Context, program: Program) -> None:
    """Note two editions that begin on the same day and both cover it: nothing says which is in force."""
    for place, edition in enumerate(program.editions):
        for other in program.editions[:place]:
            ends = [one.until for one in (edition, other) if one.until is not None]
            if edition.start == other.start and (edition.start is None or all(edition.start <= end for end in ends)):
                context.problems.append(Problem(edition.location, "editions-tie", {"line": other.location.line}))
