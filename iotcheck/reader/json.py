"""Strict JSON: no key twice, no NaN, numbers as their very digits; as values, or as nodes with their places.

Answers are read in one pass over the text, without recursion: time grows with the size, every node knows its own line
and column, and no depth of nesting overflows the stack. Lines of a table are read by `json` itself, which is faster and
has no places.
"""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from iotcheck.errors import DataError, Location, Problem
from iotcheck.reader.nodes import Mapping, Node, Scalar, Sequence

MAX_JSON_DEPTH = 500  # a result with explanations is nested twice as deeply as the conditions that it explains
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_VALUES = {"null": None, "true": True, "false": False}
_NOT_NUMBERS = ("NaN", "Infinity", "-Infinity")


class NotJsonError(ValueError):
    """A duplicate key or a NaN, which Python's own reader lets pass: code and parameters."""


def strict_json(text: str | bytes) -> Any:
    """Return the value of a JSON text, its numbers as texts; raise NotJsonError, and what `json.loads` raises."""
    return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_Digits, parse_float=_Digits)


def read_json(text: str, file: str) -> Node | None:
    """Return a JSON text as nodes with their places; None if it is not JSON but may be YAML in braces.

    Raise DataError where it is broken, has a key twice, or is nested more than MAX_JSON_DEPTH deep.
    """
    try:
        return _Reader(text, file).read()
    except DataError as error:
        if error.problems[0].code == "json-syntax" and '"' not in text.split(":", 1)[0]:
            return None
        raise


def json_value(node: Node) -> Any:
    """Return the value of a node that `read_json` made, its numbers as texts."""
    if isinstance(node, Mapping):
        return {key: json_value(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [json_value(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text if node.quoted else _VALUES.get(node.text, node.text)


class _Reader:
    """Reads a text token by token; the containers that are open are a list, not calls within calls."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._offset = 0
        self._line = 1  # of the last place that was asked for, and where this line begins
        self._line_start = 0
        self._open: list[Mapping | Sequence] = []
        self._keys: list[Scalar] = []  # one for each open mapping, whose value is read now

    def read(self) -> Node:
        """Return the node of the whole text."""
        while True:
            node = self._value()
            if isinstance(node, Mapping | Sequence) and not self._closes_at_once(node):
                continue
            while self._open:
                self._add(node)
                if not self._ends(self._open[-1]):
                    break
                node = self._open.pop()
            else:
                self._skip_space()
                if self._offset < len(self._text):
                    self._broken("Extra data")
                return node

    def _value(self) -> Node:
        """Read a scalar, or the beginning of a container."""
        self._skip_space()
        start, text = self._offset, self._text
        sign = text[start : start + 1]
        if sign in ("{", "["):
            if len(self._open) >= MAX_JSON_DEPTH:
                self._fail("too-deep", limit=MAX_JSON_DEPTH)
            line, column = self._place(start)
            self._offset += 1
            return (Mapping if sign == "{" else Sequence)(self._file, line, column, True)
        line, column = self._place(start)
        if sign == '"':
            return Scalar(self._file, line, column, self._string(), True)
        for word in (*_VALUES, *_NOT_NUMBERS):
            if text.startswith(word, start):
                if word in _NOT_NUMBERS:
                    self._fail("not-a-number", text=word)
                self._offset += len(word)
                return Scalar(self._file, line, column, word, False)
        if number := _NUMBER.match(text, start):
            self._offset = number.end()
            return Scalar(self._file, line, column, number[0], False)
        return self._broken("Expecting value")

    def _closes_at_once(self, node: Mapping | Sequence) -> bool:
        """Whether a container is empty; one that is not is open from now on, and the next value is read in it."""
        self._skip_space()
        if self._text.startswith("}" if isinstance(node, Mapping) else "]", self._offset):
            self._offset += 1
            return True
        self._open.append(node)
        if isinstance(node, Mapping):
            self._key(node)
        return False

    def _add(self, node: Node) -> None:
        container = self._open[-1]
        if isinstance(container, Mapping):
            key = self._keys.pop()
            container.entries[key.text] = (key, node)
        else:
            container.items.append(node)

    def _ends(self, container: Mapping | Sequence) -> bool:
        """Whether a container ends here; else read on to its next value."""
        self._skip_space()
        sign = self._text[self._offset : self._offset + 1]
        if sign == ("}" if isinstance(container, Mapping) else "]"):
            self._offset += 1
            return True
        if sign != ",":
            self._broken("Expecting ',' delimiter")
        self._offset += 1
        if isinstance(container, Mapping):
            self._key(container)
        return False

    def _key(self, mapping: Mapping) -> None:
        self._skip_space()
        if not self._text.startswith('"', self._offset):
            self._broken("Expecting property name enclosed in double quotes")
        line, column = self._place(self._offset)
        start = self._offset
        key = self._string()
        if key in mapping.entries:
            self._offset = start
            self._fail("duplicate-json-key", key=key)
        self._skip_space()
        if not self._text.startswith(":", self._offset):
            self._broken("Expecting ':' delimiter")
        self._offset += 1
        self._keys.append(Scalar(self._file, line, column, key, True))

    def _string(self) -> str:
        try:
            value, self._offset = scanstring(self._text, self._offset + 1, True)
        except json.JSONDecodeError as error:
            self._offset = error.pos
            self._broken(error.msg)
        return str(value)

    def _skip_space(self) -> None:
        space = _SPACE.match(self._text, self._offset)
        self._offset = space.end() if space else self._offset

    def _place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset that is not before the last one asked for."""
        if newlines := self._text.count("\n", self._line_start, offset):
            self._line += newlines
            self._line_start = self._text.rfind("\n", self._line_start, offset) + 1
        return self._line, offset - self._line_start + 1

    def _broken(self, detail: str) -> NoReturn:
        self._fail("json-syntax", detail=detail)

    def _fail(self, code: str, **params: object) -> NoReturn:
        place = Location(self._file, *self._place(self._offset))
        raise DataError([Problem(place, code, params)])


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
