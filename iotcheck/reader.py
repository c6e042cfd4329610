"""A strict dialect of YAML, read into positioned nodes: the only module that imports yaml.

One pass over PyYAML's events, without recursion: no anchors, aliases, tags, merges, directives or second documents; no
duplicate or null keys; no type is guessed, every scalar stays text until its place says what it is. Hostile input ends
in a located problem. It is about as fast as PyYAML's C loader, whose parser it uses.
"""

import re
from typing import Never

import yaml

from iotcheck.errors import DataError, Location, Problem

MAX_BYTES = 5_000_000
MAX_NODES = 500_000
MAX_DEPTH = 60

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDE_COLON = re.compile(r"[\s{-]*[A-Za-z0-9_-]+：")  # where a key should end
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Control, bidirectional and other invisible characters: what a reader cannot see cannot be meant.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


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
    """Keys with their values, in the file's order; keys are unique."""

    __slots__ = ("entries", "flow")

    def __init__(self, file: str, line: int, column: int, flow: bool) -> None:
        super().__init__(file, line, column)
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.flow = flow

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


def decode(data: bytes, file: str) -> str:
    """Return the UTF-8 text of a file, byte order mark aside.

    Raise DataError with code `too-big`, or `not-utf8` whose parameter `encoding` names a likely encoding or is empty.
    """
    if len(data) > MAX_BYTES:
        raise DataError([Problem(Location(file), "too-big", {"limit": MAX_BYTES // 1_000_000})])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError([Problem(Location(file, line), "not-utf8", {"encoding": _likely_encoding(data)})]) from None


def read(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a YAML text into nodes (None for an empty document) and all problems that do not stop the reading.

    Raise DataError where nothing sensible can follow: broken syntax, nesting too deep, too many nodes.
    """
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, text, file))
        raise DataError(builder.problems) from None
    return builder.root, builder.problems


class _Builder:
    """Builds nodes from events with a stack of open collections."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[tuple[Sequence | Mapping, Scalar | None]] = []
        self.nodes = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        match event:
            case yaml.ScalarEvent():
                line, column = self._enter(event)
                scalar = Scalar(self.file, line, column, event.value, bool(event.style))
                if not scalar.quoted and self.stack and self.stack[-1][0].flow and "?" in scalar.text:
                    self._problem("quote-text", line, column)  # PyYAML's two parsers disagree about it
                if found := _INVISIBLE.search(scalar.text):
                    self._problem("invisible-character", line, column, character=f"U+{ord(found[0]):04X}")
                self._add(scalar)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                line, column = self._enter(event)
                shape = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
                collection = shape(self.file, line, column, bool(event.flow_style))
                self._add(collection)
                self.stack.append((collection, None))
                if len(self.stack) > MAX_DEPTH:
                    self._stop("too-deep", line, column, limit=MAX_DEPTH)
            case yaml.CollectionEndEvent():
                self.stack.pop()
            case yaml.AliasEvent():
                self._stop("no-anchors", *_place(event))
            case yaml.DocumentStartEvent():
                if self.root is not None:
                    self._stop("one-document", *_place(event))
                if event.version or event.tags:
                    self._problem("no-directives", *_place(event))
            case _:
                pass

    def _enter(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> tuple[int, int]:
        """Refuse what no node may have; return where it begins."""
        line, column = _place(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop("too-many-nodes", line, column, limit=MAX_NODES)
        if event.anchor:
            self._stop("no-anchors", line, column)
        if event.tag:
            self._problem("no-tags", line, column, tag=event.tag)
        return line, column

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            self.stack[-1] = (parent, self._key(node))
        else:
            if key.text in parent.entries:
                first = parent.entries[key.text][0].line
                self._problem("duplicate-key", key.line, key.column, key=key.text, first=first)
            else:
                parent.entries[key.text] = (key, node)
            if parent.flow and isinstance(node, Scalar) and node.null and not node.text:
                self._problem("empty-value", key.line, key.column, key=key.text)
            self.stack[-1] = (parent, None)

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self._stop("key-not-text", node.line, node.column)
        if node.null:
            self._problem("null-key", node.line, node.column)
        return node

    def _problem(self, code: str, line: int, column: int, **params: object) -> None:
        self.problems.append(Problem(Location(self.file, line, column), code, params))

    def _stop(self, code: str, line: int, column: int, **params: object) -> Never:
        self._problem(code, line, column, **params)
        raise DataError(self.problems)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        place = Location(file, before.count("\n") + 1, error.position - before.rfind("\n"))
        character = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
        return Problem(place, "invisible-character", {"character": f"U+{character:04X}"})
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
    lines = text.split("\n")[max(0, place.line - 4) : place.line]  # the parser may notice late
    if lines and "\t" in lines[-1][: place.column]:
        return Problem(place, "tab", {})
    problem = str(getattr(error, "problem", None) or error)
    return Problem(place, "yaml-syntax", {"detail": problem, "wide_colon": any(map(_WIDE_COLON.match, lines))})


def _likely_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GB18030 (GBK)"
