"""Text set in lines for a terminal: how wide it is, where Chinese and English may break, what must be spelt out.

Pure strings in, strings out: nothing here writes, and nothing knows what the text says.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

# What would act, hide or turn round: every character of the categories Cc, Cf, Cs, Zl and Zp but the line break, the
# fillers and blanks among the letters, variation selectors, noncharacters.
# NOTE: test_typeset holds this table to unicodedata, which would take time at every start. So would compiling these
# patterns: `re` does it, and keeps them, when they are first used.
_MARKS = re.compile(r"[\\`*_{}\[\]<>()#|~&$@!]|(?<=:)//|^[-+=:](?=\S|\s|$)|(?<=^www)\.|(?<=\Wwww)\.", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_HTTPS = re.compile(r"https://[a-zA-Z0-9.-]+(?::\d+)?(?:[/?#][!#-;=?-~]*)?")
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CJK = (
    "\u2e80-\u312f\u31a0-\u31bf\u31f0-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_NEVER_FIRST = frozenset("，。、；：？！）》”’】〕」』〉］｝…—·％‰℃,.;:?!)]}%/／")
_NEVER_LAST = frozenset("（《“‘【〔「『〈［｛([{￥¥$")
# Signs of ours, and plainer ones of the same width for terminals whose code page lacks them.
_PLAINER = {
    "✓": "√+",
    "✗": "×x",
    "─": "-",
    "—": "-",
    "−": "-",
    "–": "-",
    "≈": "~",
    "·": "-",
    "×": "x",
    "÷": "/",
    "…": "~",
    "→": ">",
    "█": "#",
    "░": ".",
}
_PLAINER |= dict.fromkeys("“”", '"') | dict.fromkeys("‘’", "'")
# Where a line may end: after white space, around a Chinese character. In a word after - or _, where it is too long.
_BREAK = rf"(?<=\s)(?=\S)|(?<=[{_CJK}])(?=\S)|(?<=\S)(?=[{_CJK}])"
_JOINT = r"(?<=[^\W\d_][-_])(?=[^\W\d_])"
# What stays in one piece: a day, a number with its unit, an operator with what follows it, a section's sign and name.
_WHOLE = (
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2} [A-Z][a-z]{2,8} \d{4}"
    r"|(?:[×=+−÷≈] )?(?:[A-Z]{3} )?\d[\d,.]*"
    r"(?: ?(?:[十百千]?[万亿]?元|[十百千]?[万亿]|[个项家人名次件所年月日天号条级期%％]))?(?:/\w{1,2}\b)?"
    r"|§ \S{1,4}|^[✓✗?!] \w+"
)

_CONTROLS = "\t\r\n"
_BLANKS = " \u00a0\u3000\u200b\ufeff" + _CONTROLS
FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
FORMULA_STARTS = FORMULA_SIGNS | frozenset(_BLANKS)  # only a text that begins with one of these can be a formula
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def term_safe(text: str) -> str:
    r"""Return a text of which every character shows: control, invisible and direction-turning ones become `\\u{…}`.

    Line breaks stay, tabs become spaces.
    """
    plain = text.replace("\r\n", "\n").replace("\t", "    ")
    return re.sub(_UNSAFE, lambda match: f"\\u{{{ord(match[0]):x}}}", plain)


def json_safe(text: str) -> str:
    r"""Return JSON text that means the same, in which the characters that `term_safe` spells out are escapes \uXXXX."""

    def escape(match: re.Match[str]) -> str:
        units = match[0].encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))

    return re.sub(_UNSAFE, escape, text)


def pieces(line: str) -> Iterator[str]:
    """Yield the parts between which a line may break, each with the white space that follows it.

    Rules of UAX 14 and GB/T 15834: no line begins with closing punctuation or ends with an opening bracket, a number
    stays with its unit, a day in one piece.
    """
    whole = {place for found in re.finditer(_WHOLE, line) for place in range(found.start() + 1, found.end())}
    start = 0
    for found in re.finditer(_BREAK, line):
        place = found.start()
        before = line[max(0, place - 8) : place].rstrip()[-1:]
        if place > start and place not in whole and line[place] not in _NEVER_FIRST and before not in _NEVER_LAST:
            yield line[start:place]
            start = place
    yield line[start:]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def with_known_signs(text: str, encoding: str) -> str:
    """Return a text whose signs an encoding has: on a GBK terminal ✓ becomes √. Letters are left alone."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_known_sign(character, encoding) for character in text)
    return text


def one_line(text: str) -> str:
    """Return a text as `term_safe` does, in one line, so that it cannot forge another: white space is one space."""
    return term_safe(" ".join(text.split()))


def markdown_safe(text: str) -> str:
    """Return a line that Markdown shows as it is: no mark becomes a heading, a list, a link, an entity or HTML."""
    plain = _MARKS.sub(lambda mark: f"\\{mark[0]}", text)
    plain = _EMOJI.sub(r"\:", plain)
    return _NUMBERED.sub(r"\1\\\2", plain)


def is_https(url: str) -> bool:
    """Whether a web address may be a link: it is one of https, and nothing in it ends it early."""
    return _HTTPS.fullmatch(url) is not None


def cell_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that looks like it gets an apostrophe before it.

    Plain numbers stay as they are. Full-width signs count, and so does a sign behind white space.
    """
    bare = text.lstrip(_BLANKS)
    formula = text[:1] in FORMULA_STARTS and (text[:1] in _CONTROLS or bare[:1] in FORMULA_SIGNS)
    return f"'{text}" if formula and _PLAIN_NUMBER.fullmatch(text) is None else text


def line_ends(line: str, columns: int, width_of: Callable[[str], int] = width) -> Iterator[int]:
    """Yield the offsets at which a line breaks to fit `columns` columns, by the width that `width_of` takes it for.

    A piece that is too wide begins a line and breaks after - and _, or where none of these helps, anywhere.
    """
    used = start = 0
    for piece in pieces(line):
        whole = width_of(piece.rstrip()) <= columns
        if used and (not whole or used + width_of(piece.rstrip()) > columns):
            yield start
            used = 0
        for part in [piece] if whole else _parts(piece, columns, width_of):
            if used and used + width_of(part.rstrip()) > columns:
                yield start
                used = 0
            used += width_of(part)
            start += len(part)


def wrap(text: str, columns: int) -> list[str]:
    """Return the text in lines of at most `columns` columns (at least 2).

    Lines break at spaces and between Chinese characters, never before closing punctuation or a unit of a number, nor
    after an opening bracket. A word longer than a line is cut. Nothing but spaces at line ends is lost.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        ends = [0, *line_ends(paragraph, max(columns, 2)), len(paragraph)]
        lines += [paragraph[start:end].rstrip() for start, end in pairwise(ends)]
    return lines


def packed(parts: Iterable[str], separator: str, columns: int) -> list[str]:
    """Return parts in lines with a separator between them, as many on a line as fit, none of them broken."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{separator}{part}" if lines else part
        if lines and width(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _known_sign(character: str, encoding: str) -> str:
    for sign in character + _PLAINER.get(character, ""):
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            continue
        return sign
    return character


def _character_width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def _parts(piece: str, columns: int, width_of: Callable[[str], int]) -> Iterator[str]:
    """Yield the parts of a piece that is too wide, those that are too wide themselves by character."""
    for part in re.split(_JOINT, piece):
        yield from [part] if width_of(part.rstrip()) <= columns else part
