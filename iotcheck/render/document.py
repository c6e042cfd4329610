"""The document model: all that is shown is a list of blocks, which one writer for each format lays out its way.

A view (a report, a listing, a comparison) puts a `Document` together and knows no format's syntax; a writer
(`terminal`, `html`, `markdown`) takes any document and knows nothing of what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from iotcheck.texts import say
from iotcheck.values import Number

QUIET, BOLD = "dim", "bold"
SMALL, DISCLAIMER = "small", "disclaimer"
BULLET = "·"


class Link(NamedTuple):
    """A text that leads to an `anchor` of the page, to an https address, or to another `page` in the same folder."""

    text: str
    anchor: str = ""
    url: str = ""
    page: str = ""


class Strong(NamedTuple):
    """A text that stands out among others."""

    text: str


Prose = str | tuple[str | Link, ...]


def plain(text: Prose) -> str:
    """Return the words of a text without its links."""
    return text if isinstance(text, str) else "".join(part if isinstance(part, str) else part.text for part in text)


def with_addresses(text: Prose) -> str:
    """Return the words of a text; a link that is called by a part of its address comes with the whole address."""
    if isinstance(text, str):
        return text
    parts = ((part, "") if isinstance(part, str) else (part.text, part.url) for part in text)
    return "".join(url if words in url else words for words, url in parts)


class Cell(NamedTuple):
    """A labelled value, of one or more lines; `folded` if it goes under the title where columns are fewer.

    The first line of a `badge` is what catches the eye. Numbers stand at the right of their column, all or none of it.
    Where a dense table has room, a bar beside the value shows both ends of its `bar`, None without an upper end.
    """

    label: str
    lines: tuple[Prose, ...]
    style: str = ""
    folded: bool = False
    badge: bool = False
    number: bool = False
    bar: tuple[Number, Number | None] | None = None


class Row(NamedTuple):
    """A titled row or card. All rows of a table have cells with the same labels, perhaps without lines.

    `below` stands under the title at every width; rows that follow one another with one `group` are headed by it.
    """

    title: Prose
    cells: tuple[Cell, ...]
    below: Cell | None = None
    group: str = ""


def bar_scale(rows: Sequence[Row]) -> Number:
    """Return the amount that the longest bar of some rows shows; 0 without two amounts to compare."""
    ends = [row.cells[0].bar for row in rows]
    scale = max([low if top is None else top for low, top in filter(None, ends)], default=0)
    return scale if sum(end is not None for end in ends) > 1 else 0


class Item(NamedTuple):
    """A paragraph of a list or tree: `mark` stands before it, each of `below` in a line of its own after it.

    Links lead to its `anchor`.
    """

    text: Prose
    below: tuple[Prose, ...] = ()
    mark: str = BULLET
    style: str = QUIET  # of the mark
    depth: int = 0
    anchor: str = ""


class Bar(NamedTuple):
    """An amount in a picture: its title, its figure in words, and both ends; `high` is None without an upper end."""

    title: str
    figure: str
    low: Number
    high: Number | None


class Answer(NamedTuple):
    """An arrow of a decision tree: the word on it, and the place of the box that it leads to."""

    word: str
    to: int


class Box(NamedTuple):
    """A box of a decision tree: a question with arrows, or an end without."""

    text: str
    answers: tuple[Answer, ...] = ()
    end: str = ""  # "yes" or "no" for an end


class Blank(NamedTuple):
    """An empty line, where a format has such."""


class Heading(NamedTuple):
    """The beginning of a part, or of one within it (levels 3 and 4); links lead to its anchor."""

    text: str
    level: int = 2
    anchor: str = ""


class Paragraph(NamedTuple):
    """One paragraph."""

    text: Prose
    style: str = ""


class Verbatim(NamedTuple):
    """Lines for copying."""

    text: str


class Items(NamedTuple):
    """A list or tree."""

    items: tuple[Item, ...]


class Fields(NamedTuple):
    """Labelled values below one another."""

    fields: tuple[tuple[str, str], ...]
    style: str = ""


class Table(NamedTuple):
    """Rows with one title and the same labels each; `label` names what the titles are.

    A `dense` one is for a glance: no lines are left empty between its rows.
    """

    label: str
    rows: tuple[Row, ...]
    dense: bool = False


class Figures(NamedTuple):
    """Labelled values that are seen at a glance."""

    figures: tuple[tuple[str, str], ...]


class Bars(NamedTuple):
    """A picture of amounts. `certain`, `possible` and `unended` explain what is solid, what is pale, and the dots."""

    bars: tuple[Bar, ...]
    caption: str
    certain: str
    possible: str
    unended: str


class Decisions(NamedTuple):
    """A decision tree: boxes, of which the first is the start."""

    title: str
    boxes: tuple[Box, ...]


def decision_steps(decisions: Decisions, language: str) -> list[tuple[str, str]]:
    """Return the questions of a decision tree, each with where its answers lead: for formats that cannot draw it."""
    boxes = decisions.boxes
    questions = [place for place, box in enumerate(boxes) if box.answers]
    steps = {place: step for step, place in enumerate(questions, 1)}
    lines = []
    for place in questions:
        ways = [
            say(language, "docs.leads", answer=answer.word, step=steps[answer.to])
            if answer.to in steps
            else say(language, "docs.ends", answer=answer.word, end=boxes[answer.to].text)
            for answer in boxes[place].answers
        ]
        lines.append((boxes[place].text, say(language, "docs.next").join(ways)))
    return lines


class Details(NamedTuple):
    """A part under a heading of its own that may be folded; `below` stands under the heading where it is folded."""

    title: str
    below: str
    content: Document
    opened: bool = False


Block = Blank | Heading | Paragraph | Verbatim | Items | Fields | Table | Figures | Bars | Decisions | Details


class Document:
    """What is shown, block after block, under a title where it has one.

    `kind` says what it is, `name` whom it is about, `meta` what else is said beside the title of a page; `footer`
    stands apart at the end. On a terminal the `headline` comes once more after it, where the screen does not hold the
    whole, and `closing` is the last line.
    """

    def __init__(
        self, title: str = "", *, kind: str = "", name: str = "", meta: Sequence[Strong | tuple[str | Strong, ...]] = ()
    ) -> None:
        self.title = title
        self.kind = kind
        self.name = name
        self.meta = tuple(meta)
        self.preface: tuple[str, ...] = ()
        self.blocks: list[Block] = []
        self.footer: tuple[Paragraph, ...] = ()
        self.headline: tuple[Paragraph, ...] = ()
        self.closing: tuple[Paragraph, ...] = ()

    def add(self, block: Block) -> None:
        """Add a block of any kind."""
        self.blocks.append(block)

    def blank(self) -> None:
        """Leave some room."""
        self.add(Blank())

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """Begin a part, or one within it of level 3 or 4; links lead to its anchor."""
        self.add(Heading(text, level, anchor))

    def paragraph(self, text: Prose, style: str = "") -> None:
        """Add one paragraph."""
        self.add(Paragraph(text, style))

    def items(self, items: Iterable[Item]) -> None:
        """Add the paragraphs of a list or tree, if there are any."""
        if found := tuple(items):
            self.add(Items(found))

    def fields(self, fields: Iterable[tuple[str, str]], style: str = "") -> None:
        """Add labelled values; empty ones are left out."""
        self.add(Fields(tuple((label, value) for label, value in fields if value), style))

    def table(self, label: str, rows: Iterable[Row], *, dense: bool = False) -> None:
        """Add a table, if it has any rows; `label` names what their titles are."""
        if found := tuple(rows):
            self.add(Table(label, found, dense))
