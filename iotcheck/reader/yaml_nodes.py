"""YAML's events built into nodes: one pass over PyYAML's parser, without recursion, about as fast as its C loader."""

import re
from contextlib import suppress
from typing import Any, Never

import yaml

from iotcheck.errors import DataError, FoundProblems, Location, Problem
from iotcheck.reader.characters import INVISIBLE, character_of, place_of, refuse_characters
from iotcheck.reader.nodes import Mapping, Node, Scalar, Sequence, wide_colon
from iotcheck.reader.yaml_errors import bad_code_point, syntax_problem

MAX_NODES = 500_000
MAX_DEPTH = 60

_PARSER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_BROKEN = (yaml.YAMLError, ValueError, OverflowError)  # the last two are chr()'s, of an escape
_WHITE_SPACE = re.compile(r"[^\S \n]")  # what looks like a space and is none
_THOUSANDS = re.compile(r"[-+¥￥]?\d{1,3}(,\d{3})*"), re.compile(r"\d{3}(?!\d)[^\s,]*")


def read(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read a YAML text into nodes (None for an empty document) and all problems that do not stop the reading.

    Raise DataError where nothing sensible can follow: broken syntax, nesting too deep, too many nodes.
    """
    refuse_characters(text, file)
    text += "" if text.endswith("\n") else "\n"  # else the parsers disagree about where the end is
    builder = _Builder(text, file)
    try:
        builder.build(text)
    except _BROKEN as error:
        problem = _explained(error, text, file)
        if not builder.foreign and problem not in builder.problems:
            builder.problems.append(problem)
        raise DataError(builder.problems) from None
    if builder.foreign:
        raise DataError(builder.problems)
    return builder.root, builder.problems


def _explained(error: Exception, text: str, file: str) -> Problem:
    """Return the problem of a text that the parser does not understand; raise DataError for what stands before it."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return bad_code_point(text, file)
    # A parser looks ahead, and may stop at a depth that it does not like before it passes on what it has read. So what
    # stands before the fault is judged first, and says which brackets are open there.
    before = _Builder(text, file)
    with suppress(*_BROKEN):
        before.build(text[: mark.index])
    place = Location(file, mark.line + 1, mark.column + 1)
    began = Location(file, context.line + 1, context.column + 1) if context else None
    return syntax_problem(
        text, place, began, [collection.location for collection, _ in before.stack if collection.flow]
    )


class _Builder:
    """Builds nodes from events with a stack of open collections."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.root: Node | None = None
        self.problems = FoundProblems()
        self.stack: list[tuple[Sequence | Mapping, Scalar | None]] = []
        self.nodes = 0
        self.foreign = False  # whether there are anchors or tags, without which the rest cannot be judged
        self.end = -2  # index after the last text without quotes in a list in brackets

    def build(self, text: str) -> None:
        """Take every event of a text; raise what the parser raises, and DataError."""
        for event in yaml.parse(text, Loader=_PARSER):
            self._take(event)

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._add(self._scalar(event))
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
                self._refuse("no-anchors", *_place(event))
                self._add(Scalar(self.file, *_place(event), "", True))
            case yaml.DocumentStartEvent() if self.root is not None:
                self._stop("one-document", *_place(event))
            case _:
                pass

    def _scalar(self, event: Any) -> Scalar:
        line, column = self._enter(event)
        scalar = Scalar(self.file, line, column, event.value, bool(event.style) or bool(event.tag))
        if not scalar.quoted and self.stack and self.stack[-1][0].flow and "?" in scalar.text:
            # NOTE: PyYAML's two parsers disagree about it (test_reader guards it)
            index = self.text.index("?", event.start_mark.index)
            self.problems.append(Problem(place_of(self.text, index, self.file), "quote-text"))
        if found := INVISIBLE.search(scalar.text):  # written as an escape
            self._problem("invisible-character", line, column, **character_of(found[0]))
        return self._whole_number(scalar, event) if self.stack and self.stack[-1][0].flow else scalar

    def _whole_number(self, scalar: Scalar, event: Any) -> Scalar:
        """Join what a comma in a number has split: `[3,000元]` is a list of 3 and 000元 to YAML."""
        parent = self.stack[-1][0]
        if isinstance(parent, Sequence) and not scalar.quoted:
            before = parent.items[-1] if parent.items else None
            begins, continues = _THOUSANDS
            if (
                self.end == event.start_mark.index - 1
                and isinstance(before, Scalar)
                and begins.fullmatch(before.text)
                and continues.fullmatch(scalar.text)
            ):
                scalar = Scalar(self.file, before.line, before.column, f"{before.text},{scalar.text}", False)
                parent.items.pop()
                if self.problems and self.problems[-1].location == scalar.location:
                    self.problems.pop()
                self._problem("comma-in-number", scalar.line, scalar.column, text=scalar.text)
            self.end = event.end_mark.index
        return scalar

    def _enter(self, event: Any) -> tuple[int, int]:
        """Refuse what no node may have; return where it begins."""
        line, column = _place(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop("too-many-nodes", line, column, limit=MAX_NODES)
        if event.anchor:
            self._refuse("no-anchors", line, column)
        if event.tag:
            self._refuse("no-tags", line, column, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        return line, column

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            if not isinstance(node, Scalar):
                self._stop("key-not-text", node.line, node.column)
            self.stack[-1] = (parent, node)
        else:
            self.stack[-1] = (parent, None)
            problem = _entry_problem(parent, key, node)
            if problem is None:
                parent.entries[key.text] = (key, node)
            elif problem.code != "empty-value" or not parent.damaged:  # one comma too many has many such keys
                self.problems.append(problem)
            parent.damaged = parent.damaged or problem is not None

    def _problem(self, code: str, line: int, column: int, **params: object) -> None:
        self.problems.append(Problem(Location(self.file, line, column), code, params))

    def _refuse(self, code: str, line: int, column: int, **params: object) -> None:
        self._problem(code, line, column, **params)
        self.foreign = True

    def _stop(self, code: str, line: int, column: int, **params: object) -> Never:
        self._problem(code, line, column, **params)
        raise DataError(self.problems)


def _entry_problem(parent: Mapping, key: Scalar, value: Node) -> Problem | None:
    """Return what is wrong with a key, or None."""
    if parent.flow and isinstance(value, Scalar) and value.null and not value.text:
        # `{en: Lead, or take part}`, `{zh：主导}`
        return wide_colon(key) or Problem(key.location, "empty-value", {"key": key.text})
    if key.null:
        return Problem(key.location, "null-key")
    if key.text == "<<" and not key.quoted:
        return Problem(key.location, "no-merge-keys")
    if found := _WHITE_SPACE.search(key.text):
        return Problem(key.location, "invisible-character", character_of(found[0]))
    if key.text in parent.entries:
        return Problem(key.location, "duplicate-key", {"key": key.text, "first": parent.entries[key.text][0].line})
    return None


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
