"""Strict JSON: no key twice, no NaN, numbers as their very digits; as values, or as the reader's nodes with places."""

from __future__ import annotations

import json
import re
from typing import Any

from iotcheck.errors import DataError, Location, Problem
from iotcheck.reader.nodes import Mapping, Node, Scalar, Sequence

_TOKEN = re.compile(r'[{}]|(?P<text>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?|NaN|-?Infinity')


class NotJsonError(ValueError):
    """A duplicate key or a NaN, which Python's own reader lets pass: code and parameters."""


def strict_json(text: str | bytes) -> Any:
    """Return the value of a JSON text, its numbers as texts; raise NotJsonError, and what `json.loads` raises."""
    return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_Digits, parse_float=_Digits)


def read_json(text: str, file: str) -> Any:
    """Return the value of a JSON text; None if it is not JSON but may be YAML in braces. Raise DataError."""
    try:
        return strict_json(text)
    except json.JSONDecodeError as error:
        if '"' not in text.split(":", 1)[0]:
            return None
        place = Location(file, error.lineno, error.colno)
        raise DataError([Problem(place, "json-syntax", {"detail": error.msg})]) from None
    except NotJsonError as error:
        raise DataError([Problem(_fault(text, file), error.args[0], error.args[1])]) from None
    except RecursionError:
        raise DataError([Problem(Location(file), "too-deep", {"limit": 100})]) from None


def json_node(value: Any, file: str, text: str, key: str = "") -> Node:
    """Return a value that `read_json` read from a text as nodes, each placed where its key first stands."""
    offset = max(0, text.find(json.dumps(key, ensure_ascii=False))) if key else 0
    line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    if isinstance(value, dict):
        mapping = Mapping(file, line, column, True)
        for name, child in value.items():
            node = json_node(child, file, text, name)
            mapping.entries[name] = (Scalar(file, node.line, node.column, name, True), node)
        return mapping
    if isinstance(value, list):
        sequence = Sequence(file, line, column, True)
        sequence.items.extend(json_node(child, file, text, key) for child in value)
        return sequence
    words = {None: "null", True: "true", False: "false"}
    quoted = isinstance(value, str) and not isinstance(value, _Digits)
    return Scalar(file, line, column, value if isinstance(value, str) else words[value], quoted)


class _Digits(str):
    """The digits of a JSON number, exact."""

    __slots__ = ()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise NotJsonError("duplicate-json-key", {"key": name})
        found[name] = value
    return found


def _refuse(constant: str) -> Any:
    raise NotJsonError("not-a-number", {"text": constant})


def _fault(text: str, file: str) -> Location:
    """Return the place of the first key that its object has already, or constant that JSON does not know."""
    keys: list[set[str]] = []
    faults = (token.start() for token in _TOKEN.finditer(text) if _is_fault(token, keys))
    offset = next(faults, 0)
    return Location(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _is_fault(token: re.Match[str], keys: list[set[str]]) -> bool:
    """Return whether a token is at fault; `keys` are those of each open object so far, and grow by this one."""
    match token[0][0]:
        case "{":
            keys.append(set())
        case "}":
            keys.pop()
        case '"' if token["colon"]:
            key = json.loads(token["text"])
            if key in keys[-1]:
                return True
            keys[-1].add(key)
        case '"':
            pass
        case _:
            return True
    return False
