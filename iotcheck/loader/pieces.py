"""A policy file in several pieces: `include` names files of the same folder, and all of them together are the file.

Each piece has some of the same top-level maps and lists. Their union is what the loader reads, as if it stood in one
file, in the order of the pieces. Nothing overrides anything: an id that stands twice is a problem with both places.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from iotcheck.errors import FoundProblems, Location, Problem, ReadWriteError
from iotcheck.loader.format import PIECE_KEYS, RECORDS
from iotcheck.reader import Mapping, Node, Scalar, decode, not_a_list, not_a_mapping, read
from iotcheck.reader import Sequence as ListNode

# The name of a file, and no way to another folder, drive or stream; nor one that hides.
_NAME = re.compile(r"[^/\\:.\x00-\x1f][^/\\:\x00-\x1f]*")

# What reads a piece: its name, as the file has it → its path, as messages name it, and its bytes.
ReadPiece = Callable[[str], tuple[str, bytes]]


class Whole(NamedTuple):
    """A policy file with its pieces put together; `files` are the paths of all, the main one first.

    `sha256` is that of the one file, or else of the digests of all of them, in hexadecimal, a line each.
    """

    root: Node | None
    problems: list[Problem]
    files: tuple[str, ...]
    sha256: str


def read_whole(data: bytes, file: str, read_piece: ReadPiece | None = None) -> Whole:
    """Read a policy file and its pieces, if it has any.

    Raise DataError where nothing sensible can follow, and ReadWriteError where a piece cannot be read.
    """
    root, problems = read(decode(data, file), file)
    digest = hashlib.sha256(data).hexdigest()
    include = root.get("include") if isinstance(root, Mapping) else None
    if not isinstance(root, Mapping) or include is None:
        return Whole(root, problems, (file,), digest)
    found = FoundProblems()
    found.extend(problems)
    files, digests, roots = [file], [digest], [root]
    for name in _names(include, found, read_piece):
        path, content = _content(name, read_piece)
        piece, more = read(decode(content, path), path)
        found.extend(more)
        files.append(path)
        digests.append(hashlib.sha256(content).hexdigest())
        if isinstance(piece, Mapping):
            roots.append(_of_a_piece(piece, found))
        elif piece is None or (isinstance(piece, Scalar) and piece.null):
            found.append(Problem(Location(path), "empty-file"))
        else:
            found.append(not_a_mapping(piece))
    lines = "".join(f"{one}\n" for one in digests)
    return Whole(_union(roots, found), found, tuple(files), hashlib.sha256(lines.encode()).hexdigest())


def _names(include: Node, problems: list[Problem], read_piece: ReadPiece | None) -> list[Scalar]:
    """Return the names of the pieces; what is wrong with one is noted, and it is left out."""
    if not isinstance(include, ListNode) or not include.items:
        problems.append(
            Problem(include.location, "empty-list") if isinstance(include, ListNode) else not_a_list(include)
        )
        return []
    if read_piece is None:
        problems.append(Problem(include.location, "pieces-without-folder"))
        return []
    names: dict[str, Scalar] = {}
    for item in include.items:
        if not isinstance(item, Scalar) or item.null or not _NAME.fullmatch(item.text):
            problems.append(Problem(item.location, "not-a-file-name"))
        elif item.text in names:
            problems.append(Problem(item.location, "included-twice", {"name": item.text}))
        else:
            names[item.text] = item
    return list(names.values())


def _content(name: Scalar, read_piece: ReadPiece | None) -> tuple[str, bytes]:
    """Return the path and the bytes of a piece; what hinders is reported where the file names it."""
    assert read_piece is not None
    try:
        return read_piece(name.text)
    except ReadWriteError as error:
        params = {"name": name.text, "reason": error.problems[0].params["reason"]}
        raise ReadWriteError([Problem(name.location, "piece-not-read", params)]) from None


def _of_a_piece(piece: Mapping, problems: list[Problem]) -> Mapping:
    """Return a piece without keys that only the main file may have, which are noted."""
    for key, (node, _) in list(piece.entries.items()):
        if key in RECORDS["file"] and key not in PIECE_KEYS:
            problems.append(Problem(node.location, "key-of-main-file", {"key": key}))
            del piece.entries[key]
    return piece


def _union(roots: Sequence[Mapping], problems: list[Problem]) -> Mapping:
    """Return one mapping with all that the files have, each key at its first place."""
    first, *others = roots
    whole = Mapping(first.file, first.line, first.column, first.flow)
    whole.damaged = any(one.damaged for one in roots)
    whole.entries = dict(first.entries)
    for piece in others:
        for key, (node, value) in piece.entries.items():
            standing = whole.get(key)
            if standing is None:
                whole.entries[key] = node, value
            else:
                whole.entries[key] = whole.entries[key][0], _joined(standing, value, problems)
    return whole


def _joined(one: Node, other: Node, problems: list[Problem]) -> Node:
    """Return two values of the same key as one; ids that stand in both are noted."""
    if isinstance(one, ListNode) and isinstance(other, ListNode):
        joined = ListNode(one.file, one.line, one.column, one.flow)
        joined.items = [*one.items, *other.items]
        return joined
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        union = Mapping(one.file, one.line, one.column, one.flow)
        union.damaged = one.damaged or other.damaged
        union.entries = dict(one.entries)
        for key, (node, value) in other.entries.items():
            if (standing := union.entries.setdefault(key, (node, value))[0]) is not node:
                params = {"name": key, "first": str(standing.location)}
                problems.append(Problem(node.location, "id-in-two-files", params))
        return union
    expected = not_a_list if isinstance(one, ListNode) else not_a_mapping
    problems.append(expected(other))
    return one
