"""Text that Rich wraps where Chinese may wrap, and never cuts.

Rich breaks lines at spaces alone, so a Chinese sentence is one word to it, cut off with an ellipsis. Where a line may
break is known to `iotcheck.typeset`; how wide it is, Rich itself must say, since it crops what it finds too wide.
"""

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text

from iotcheck.typeset import line_ends, one_line, pieces


class CjkText(Text):
    """A Rich text that keeps the rules of Chinese line breaking."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """Return the text in lines of at most `width` cells (at least 2); nothing is dropped, whatever `overflow`."""
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            found = paragraph.divide(list(line_ends(paragraph.plain, max(width, 2), cell_len)))
            for line in found:
                line.rstrip()
            lines.extend(found)
        if justify == "right":
            lines.justify(console, width, justify="right")
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the width of the widest unbreakable piece, and of the longest line."""
        return Measurement(*measure(self.plain))


def safe_text(text: str, style: str = "") -> CjkText:
    """Return a text from data as one safe line, in a style of ours; markup in it is plain text."""
    return CjkText(one_line(text), style=style)


def joined(*texts: Text) -> CjkText:
    """Return texts as the lines of one, each keeping its style."""
    whole = CjkText()
    for place, text in enumerate(texts):
        whole.append("\n" if place else "").append_text(text)
    return whole


def measure(text: str) -> tuple[int, int]:
    """Return the cells of the widest piece that does not break, and of the longest line."""
    lines = text.split("\n")
    return (
        max(cell_len(piece.rstrip()) for line in lines for piece in pieces(line)),
        max(cell_len(line.rstrip()) for line in lines),
    )
