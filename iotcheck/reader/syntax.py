"""Broken YAML in the words of a person who wrote it: what PyYAML's parsers say, turned into codes with a useful place.

Its two parsers, in C and in Python, word the same fault differently and put it in the same place, or nearly so.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from iotcheck.errors import Location, Problem
from iotcheck.reader.characters import place_of

_WIDE_COLON = re.compile(r"(?:^|[{,])[\s-]*[A-Za-z0-9_-]+(：)")  # where a key should end
_NEAR = 3  # lines above: the parser may notice late
_NO_CHARACTER = ("chr()", "too large")  # what Python says of such a number
_BAD_CODE_POINT = re.compile(r"\\U(?!000[0-9A-Fa-f]|0010)")


class _Fault(NamedTuple):
    """What a parser complains of: the lines, the place it gives, and the place where what it was reading began."""

    lines: Sequence[str]
    said: str
    place: Location
    context: Location

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.line_of(self.place)[: self.place.column - 1]

    @property
    def character(self) -> str:
        """The character at the place, empty at the end of the line."""
        return self.line_of(self.place)[self.place.column - 1 : self.place.column]

    @property
    def first(self) -> str:
        """The character where the context begins."""
        return self.line_of(self.context)[self.context.column - 1 : self.context.column]

    def indent(self, place: Location) -> int:
        """Return how many spaces the line of a place begins with."""
        line = self.line_of(place)
        return len(line) - len(line.lstrip(" "))

    def at_line_start(self, place: Location) -> Location:
        """Return where the line of a place begins to say something."""
        return place._replace(column=self.indent(place) + 1)

    def line_of(self, place: Location) -> str:
        return self.lines[place.line - 1] if place.line <= len(self.lines) else ""


def syntax_problem(text: str, file: str, said: str, place: Location | None, context: Location | None) -> Problem:
    """Return the problem that a parser's complaint comes to.

    `place` and `context` are the parser's own marks, either of which may be absent.
    """
    lines = text.splitlines()
    somewhere = Location(file, 1, 1)
    fault = _Fault(lines, said, place or context or somewhere, context or place or somewhere)
    if fault.line_of(fault.place).startswith("%"):
        return Problem(fault.place._replace(column=1), "no-directives")
    for words, describe in _FAULTS:
        if any(one in said for one in words):
            problem = describe(fault)
            if problem is not None and problem.code in _PERHAPS_WIDE_COLON:
                return _wide_colon_near(fault) or problem
            if problem is not None:
                return problem
    return Problem(fault.place, "yaml-syntax", {"detail": said})


def _wide_colon_near(fault: _Fault) -> Problem | None:
    for number in range(fault.place.line, max(0, fault.place.line - _NEAR - 1), -1):
        if number <= len(fault.lines) and (match := _WIDE_COLON.search(fault.lines[number - 1])):
            return Problem(fault.place._replace(line=number, column=match.start(1) + 1), "full-width-colon")
    return None


def _colon(fault: _Fault) -> Problem:
    """Tell `title: Rules: the second` from a key indented deeper than the one above."""
    if re.search(r":\s", fault.before):
        return Problem(fault.place, "colon-in-text")
    return Problem(fault.at_line_start(fault.place), "yaml-indent")


def _in_brackets(fault: _Fault) -> Problem:
    """Tell a missing comma from a missing bracket, which shows where the next entry of the file begins."""
    if fault.character == "?":
        return Problem(fault.place, "quote-text")
    ended = fault.place.line > len(fault.lines) or fault.indent(fault.place) <= fault.indent(fault.context)
    if fault.place.line > fault.context.line and ended:
        return Problem(fault.context, "bracket-not-closed", {"bracket": fault.first})
    return Problem(fault.place, "yaml-brackets")


def _unexpected(fault: _Fault) -> Problem:
    """Name what stands where only the next key or item may."""
    if fault.character in ("]", "}"):
        return Problem(fault.place, "bracket-not-open", {"bracket": fault.character})
    if fault.character == ":":
        return Problem(fault.place, "null-key")
    if fault.before.rstrip().endswith(('"', "'")):
        return Problem(fault.place, "text-after-quote")
    return Problem(fault.place, "yaml-indent")


def _no_value(fault: _Fault) -> Problem | None:
    """Name the character where a value should begin, if a person is likely to have written it."""
    if fault.character in ("]", "}"):
        return Problem(fault.place, "bracket-not-open", {"bracket": fault.character})
    if fault.character == ",":
        return Problem(fault.place, "quote-first-character", {"character": ","})
    return None


def _quote_first(fault: _Fault) -> Problem:
    """Name the character that begins a text and means something to YAML."""
    place = fault.context if fault.said.startswith(("while scanning a block", "while scanning an a")) else fault.place
    line = fault.line_of(place)
    return Problem(place, "quote-first-character", {"character": line[place.column - 1 : place.column]})


def _bad_escape(fault: _Fault) -> Problem:
    """Point at the backslash, as one parser does; the other points behind it."""
    found = _BAD_CODE_POINT.search("\n".join(fault.lines))
    if found and any(words in fault.said for words in _NO_CHARACTER):
        return Problem(place_of("\n".join(fault.lines), found.start(), fault.place.file), "bad-escape")
    back = 0 if fault.character == "\\" else len(fault.before) - fault.before.rfind("\\")
    return Problem(fault.place._replace(column=fault.place.column - back), "bad-escape")


_PERHAPS_WIDE_COLON = frozenset({"yaml-indent", "missing-colon", "yaml-brackets", "colon-in-text"})
_FAULTS: tuple[tuple[tuple[str, ...], Callable[[_Fault], Problem | None]], ...] = (
    (("mapping values are not allowed",), _colon),
    (("expected ',' or",), _in_brackets),
    (("parsing a flow node",), lambda fault: Problem(fault.place, "yaml-brackets")),
    (("ing a tag", "tag handle"), lambda fault: Problem(fault.context, "no-tags", {"tag": "!"})),
    (("scanning a quoted scalar found unexpected",), lambda fault: Problem(fault.context, "quote-not-closed")),
    (("escape", "hexdecimal", *_NO_CHARACTER), _bad_escape),
    (("expected ':'",), lambda fault: Problem(fault.at_line_start(fault.context), "missing-colon")),
    (("sequence entries are not allowed",), lambda fault: Problem(fault.place, "list-on-next-line")),
    (("cannot start any token", "mapping keys are not allowed"), _quote_first),
    (("scanning a block scalar", "scanning an alias", "scanning an anchor"), _quote_first),
    (("document start",), lambda fault: Problem(fault.place, "one-document")),
    (("expected key", "expected '-'", "expected <block end>"), _unexpected),
    (("parsing a block node",), _no_value),
)
