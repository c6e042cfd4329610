"""Characters before syntax: which encoding, and what no policy file may contain whatever it means to YAML."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator

from iotcheck.errors import DataError, Location, Problem

MAX_BYTES = 5_000_000
_MANY = 4  # one byte of so many is zero in UTF-16
_MOST = 50  # invisible characters reported one by one

# Control, bidirectional and other invisible characters: what a reader cannot see cannot be meant.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# NOTE: PyYAML's two parsers disagree about tabs between tokens, so there are none at all (test_reader guards it).
_TAB = re.compile(r"^(?![ \t]*#)[^\t\n]*\t", re.MULTILINE)
_DIRECTIVE = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*%")


def decode(data: bytes, file: str) -> str:
    """Return the UTF-8 text of a file, byte order mark aside.

    Raise DataError with code `too-big`, `not-utf8` whose parameter `encoding` names what it may be, `not-text`.
    """
    if len(data) > MAX_BYTES:
        raise DataError([Problem(Location(file), "too-big", {"limit": MAX_BYTES // 1_000_000})])
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        wrong = error.start
    else:
        if data.count(0) <= len(data) // _MANY:  # plain letters in UTF-16 are UTF-8 too, every other one invisible
            return text
        wrong = data.index(0)
    start = data.rfind(b"\n", 0, wrong) + 1
    column = len(data[start:wrong].decode()) + 1
    place = Location(file, data.count(b"\n", 0, start) + 1, column)
    encoding = _likely_encoding(data)
    raise DataError([Problem(place, "not-utf8", {"encoding": encoding}) if encoding else Problem(place, "not-text")])


def refuse_characters(text: str, file: str) -> None:
    """Raise DataError for invisible characters, tabs and directives, each with its place."""
    problems = list(_problems(text, file))
    if problems:
        raise DataError(problems)


def place_of(text: str, index: int, file: str) -> Location:
    """Return the line and column of a character."""
    return Location(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _problems(text: str, file: str) -> Iterator[Problem]:
    for count, found in enumerate(INVISIBLE.finditer(text)):
        if count == _MOST:
            break
        yield Problem(place_of(text, found.start(), file), "invisible-character", character_of(found[0]))
    tabs = [found.end() - 1 for found in _TAB.finditer(text)]
    if tabs:
        yield Problem(place_of(text, tabs[0], file), "tab", {"lines": len(tabs)})
    if directive := _DIRECTIVE.match(text):
        yield Problem(place_of(text, directive.end() - 1, file), "no-directives")


def character_of(character: str) -> dict[str, object]:
    """Return the parameters that name a character which cannot be shown."""
    return {"character": f"U+{ord(character):04X}"}


def _likely_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.count(0) > len(data) // _MANY:
        return "UTF-16"
    for encoding, name in (("gb18030", "GB18030 (GBK)"), ("big5", "Big5")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any("\ue000" <= character <= "\uf8ff" for character in text):  # GBK shows Big5 so
            return name
    return ""
