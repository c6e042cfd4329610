"""What a result is put on: a sheet takes headings, paragraphs, lists and entries, each format lays them out its way."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

QUIET = "dim"
BULLET = "·"


class Link(NamedTuple):
    """A text that leads to an `anchor` of the page, or to an https address."""

    text: str
    anchor: str = ""
    url: str = ""


Prose = str | tuple[str | Link, ...]


def plain(text: Prose) -> str:
    """Return the words of a text without its links."""
    return text if isinstance(text, str) else "".join(part if isinstance(part, str) else part.text for part in text)


class Cell(NamedTuple):
    """A labelled value, of one or more lines; `folded` if it goes under the title where columns are fewer.

    The first line of a `badge` is what catches the eye. Numbers stand at the right of their column, all or none of it.
    """

    label: str
    lines: tuple[str, ...]
    style: str = ""
    folded: bool = False
    badge: bool = False
    number: bool = False


class Entry(NamedTuple):
    """A titled row or card. All entries of a table have cells with the same labels, perhaps without lines.

    `below` stands under the title at every width; entries that follow one another with one `group` are headed by it.
    """

    title: Prose
    cells: tuple[Cell, ...]
    below: Cell | None = None
    group: str = ""


class Item(NamedTuple):
    """A paragraph of a list or tree: `mark` stands before it, each of `below` in a line of its own after it."""

    text: Prose
    below: tuple[str, ...] = ()
    mark: str = BULLET
    style: str = QUIET  # of the mark
    depth: int = 0


class Sheet(Protocol):
    """Collects what is to be shown, in the order in which it is given."""

    def blank(self) -> None:
        """Leave some room."""

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """Begin a part, or one within it of level 3 or 4; links lead to its anchor."""

    def paragraph(self, text: Prose, style: str = "") -> None:
        """Show one paragraph."""

    def items(self, items: Iterable[Item]) -> None:
        """Show the paragraphs of a list or tree."""

    def fields(self, fields: Iterable[tuple[str, str]], style: str = "") -> None:
        """Show labelled values; empty ones are left out."""

    def entries(self, label: str, entries: Sequence[Entry]) -> None:
        """Show entries, `label` naming what their titles are."""
