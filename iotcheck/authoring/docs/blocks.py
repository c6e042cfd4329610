"""What a document consists of, for every format alike: plain texts in blocks, none of them marked up."""

from __future__ import annotations

from typing import NamedTuple

from iotcheck.typeset import one_line


class Link(NamedTuple):
    """A text that leads to an `anchor` of the document, or to a web address."""

    text: str
    anchor: str = ""
    url: str = ""


Inline = str | Link


class Heading(NamedTuple):
    """A heading of level 1 to 4, with the anchor that leads to it."""

    level: int
    text: str
    anchor: str = ""


class Paragraph(NamedTuple):
    """A paragraph; `small` for what is said beside."""

    parts: tuple[Inline, ...]
    small: bool = False


class Leaf(NamedTuple):
    """A point of a list at a depth, counted from 0, with what stands below it in smaller lines."""

    depth: int
    parts: tuple[Inline, ...]
    below: tuple[str, ...] = ()


class Points(NamedTuple):
    """A list, perhaps of several depths."""

    leaves: tuple[Leaf, ...]


class Grid(NamedTuple):
    """A table: its header, and rows of cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


class Answer(NamedTuple):
    """An arrow of a decision tree: the word on it, and the place of the box that it leads to."""

    word: str
    to: int


class Box(NamedTuple):
    """A box of a decision tree: a question with arrows, or an end without."""

    text: str
    answers: tuple[Answer, ...] = ()
    end: str = ""  # "yes" or "no" for an end


class Diagram(NamedTuple):
    """A decision tree: boxes, of which the first is the start."""

    title: str
    boxes: tuple[Box, ...]


Block = Heading | Paragraph | Points | Grid | Diagram


def in_line(text: str) -> str:
    """Return a text in one line that forges nothing, blanks at its ends kept: it may stand beside a link."""
    ends = [" " if end.isspace() else "" for end in (text[:1], text[1:][-1:])]
    return one_line(text).join(ends)


class Document(NamedTuple):
    """A whole document in one language."""

    language: str
    title: str
    blocks: tuple[Block, ...]
