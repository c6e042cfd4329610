"""Text set in lines for a terminal: how wide it is, where Chinese and English may break, what must be spelt out.

Pure strings in, strings out: nothing here writes, and nothing knows what the text says.
"""

import re
import unicodedata
from collections.abc import Iterator

# Control characters, marks that turn or hide text, and lone surrogates: what could redraw a screen or lie about a name.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_NEVER_FIRST = frozenset("，。、；：？！）》”’】〕」』〉］｝…—·％‰℃,.;:?!)]}%/／")
_NEVER_LAST = frozenset("（《“‘【〔「『〈［｛([{￥¥$")
_UNITS = frozenset("十百千万亿元项个家人名年月日天号期次件所%％")


def term_safe(text: str) -> str:
    r"""Return a text of which every character shows: control, invisible and direction-turning ones become `\\u{…}`.

    Line breaks stay, tabs become spaces.
    """
    plain = text.replace("\r\n", "\n").replace("\t", "    ")
    return _UNSAFE.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", plain)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """Return the text in lines of at most `columns` columns (at least 2).

    Lines break at spaces and between Chinese characters, never before closing punctuation or a unit of a number, nor
    after an opening bracket. A word longer than a line is cut. Nothing but spaces at line ends is lost.
    """
    room = max(columns, 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and width(line) + width(piece.rstrip()) > room:
                lines.append(line.rstrip())
                line = ""
            *full, rest = _cut(piece, room)
            lines.extend(part.rstrip() for part in full)
            line += rest
        lines.append(line.rstrip())
    return lines


def _character_width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between which a line may break, each with the spaces that follow it."""
    start = 0
    for index in range(1, len(text)):
        if _may_break(text[index - 1], text[index]):
            yield text[start:index]
            start = index
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if before.isspace():
        return True
    if (before.isdigit() and after in _UNITS) or (before in "百千万亿" and after in "万亿元"):
        return False
    return _character_width(before) == 2 or _character_width(after) == 2


def _cut(piece: str, room: int) -> list[str]:
    """Return a piece cut so that each part fits; trailing spaces do not count."""
    parts = [""]
    for character in piece:
        if width((parts[-1] + character).rstrip()) > room:
            parts.append("")
        parts[-1] += character
    return parts
