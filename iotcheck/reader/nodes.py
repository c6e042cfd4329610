"""What a document consists of: mappings, lists and texts, each with its place."""

from __future__ import annotations

import re

from iotcheck.errors import Location, Problem

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_WIDE_COLON_KEY = re.compile(r"[\w-]+：")
_NO_SPACE = re.compile(r"[\w-]+:\S|-\S")


class Node:
    """A node of the document with its place, line and column counted from 1."""

    __slots__ = ("column", "file", "line")

    def __init__(self, file: str, line: int, column: int) -> None:
        self.file = file
        self.line = line
        self.column = column

    @property
    def location(self) -> Location:
        """Where the node begins."""
        return Location(self.file, self.line, self.column)


class Scalar(Node):
    """A text as written; `quoted` where it stood in quotes or a block, and so cannot be null."""

    __slots__ = ("quoted", "text")

    def __init__(self, file: str, line: int, column: int, text: str, quoted: bool) -> None:
        super().__init__(file, line, column)
        self.text = text
        self.quoted = quoted

    @property
    def null(self) -> bool:
        """Whether it says nothing: empty, `~` or `null`, without quotes."""
        return not self.quoted and self.text in _NULLS


class Sequence(Node):
    """A list of nodes."""

    __slots__ = ("flow", "items")

    def __init__(self, file: str, line: int, column: int, flow: bool) -> None:
        super().__init__(file, line, column)
        self.flow = flow
        self.items: list[Node] = []


class Mapping(Node):
    """Keys with their values, in the file's order; keys are unique.

    It is `damaged` where an entry was refused and left out, so that nothing can be said of keys that are missing.
    """

    __slots__ = ("damaged", "entries", "flow")

    def __init__(self, file: str, line: int, column: int, flow: bool) -> None:
        super().__init__(file, line, column)
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.flow = flow
        self.damaged = False

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None

    def without(self, key: str) -> Mapping:
        """Return the mapping without one of its keys."""
        rest = Mapping(self.file, self.line, self.column, self.flow)
        rest.entries = {name: entry for name, entry in self.entries.items() if name != key}
        rest.damaged = self.damaged
        return rest


def not_a_mapping(node: Node) -> Problem:
    """Return the problem of a node where a mapping belongs: its colon may be a full-width one, or lack a space."""
    return wide_colon(node) or _no_space(node) or Problem(node.location, "expected-mapping")


def not_a_list(node: Node) -> Problem:
    """Return the problem of a node where a list belongs: a dash may lack its space."""
    return _no_space(node) or Problem(node.location, "expected-list")


def wide_colon(node: Node) -> Problem | None:
    """Return the problem of a text without quotes that begins like a key with a full-width colon."""
    if isinstance(node, Scalar) and not node.quoted and (match := _WIDE_COLON_KEY.match(node.text)):
        return Problem(Location(node.file, node.line, node.column + match.end() - 1), "full-width-colon")
    return None


def _no_space(node: Node) -> Problem | None:
    if isinstance(node, Scalar) and not node.quoted and _NO_SPACE.match(node.text):
        return Problem(node.location, "missing-colon")
    return None
