"""Broken YAML explained to the person who wrote it: the text around the place where a parser stopped, as a problem.

Parsers, and releases of one parser, word the same fault differently; only the places that they give are used here.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from iotcheck.errors import Location, Problem
from iotcheck.reader.characters import place_of

_WIDE_COLON = re.compile(r"(?:^|[{,])[\s-]*[A-Za-z0-9_-]+(：)")  # where a key should end
_PERHAPS_WIDE_COLON = frozenset({"yaml-indent", "missing-colon", "yaml-brackets", "colon-in-text"})
_NEAR = 3  # lines above: the parser may notice late
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'(?!')")}
_ENTRY = re.compile(r"^-(?:\s|$)|:(?:\s|$)")  # an item, or a key
_DOCUMENT_MARK = re.compile(r"^(?:---|\.\.\.)(?:\s|$)", re.MULTILINE)
_DOCUMENT_END = re.compile(r"\.\.\.(?:\s|$)")
_NO_SPACE = re.compile(r"(?!.*:(?:\s|$))[\s-]*[A-Za-z_][\w-]*:[^\s/]")  # `key:value`, but no web address
_HEX = "[0-9A-Fa-f]"
_ESCAPE = rf'[0abt\tnvfre "/\\N_LP\n]|x{_HEX}{{2}}|u{_HEX}{{4}}|U(?:000{_HEX}|0010){_HEX}{{4}}'
_ESCAPES = re.compile(rf"\\(?:(?P<good>{_ESCAPE})|)")
_BAD_CODE_POINT = re.compile(r"\\U(?!000[0-9A-Fa-f]|0010)")


class _Fault(NamedTuple):
    """Where a parser stopped, and where what it was reading began."""

    lines: list[str]
    place: Location
    context: Location | None

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.line_of(self.place)[: self.place.column - 1]

    @property
    def after(self) -> str:
        """The line from the place on."""
        return self.rest_of_line(self.place)

    def line_of(self, place: Location) -> str:
        return self.lines[place.line - 1] if place.line <= len(self.lines) else ""

    def rest_of_line(self, place: Location) -> str:
        return self.line_of(place)[place.column - 1 :]

    def indent(self, place: Location) -> int:
        """Return how many spaces the line of a place begins with."""
        line = self.line_of(place)
        return len(line) - len(line.lstrip(" "))

    def at_line_start(self, place: Location) -> Location:
        """Return where the line of a place begins to say something."""
        return place._replace(column=self.indent(place) + 1)


def syntax_problem(text: str, place: Location, context: Location | None, opened: Iterable[Location]) -> Problem:
    """Return the problem of a text at whose `place` a parser stopped.

    `context` is where what the parser was reading began, if it says so; `opened` is where lists and mappings in
    brackets begin that are open at the place, the innermost last.
    """
    fault = _Fault(text.split("\n"), place, context)
    brackets = [start for start in opened if fault.rest_of_line(start).startswith(("[", "{"))]  # `[a: b` opens just one
    problem = _in_token(fault) or (_in_brackets(fault, brackets[-1]) if brackets else _in_block(fault))
    return (_wide_colon_near(fault) or problem) if problem.code in _PERHAPS_WIDE_COLON else problem


def bad_code_point(text: str, file: str) -> Problem:
    """Return the problem of a text with an escape of a character that does not exist: parsers do not say where."""
    match = _BAD_CODE_POINT.search(text)
    return Problem(place_of(text, match.start() if match else 0, file), "bad-escape")


def _wide_colon_near(fault: _Fault) -> Problem | None:
    for number in range(fault.place.line, max(0, fault.place.line - _NEAR - 1), -1):
        if number <= len(fault.lines) and (match := _WIDE_COLON.search(fault.lines[number - 1])):
            return Problem(fault.place._replace(line=number, column=match.start(1) + 1), "full-width-colon")
    return None


def _in_token(fault: _Fault) -> Problem | None:
    """Return what is wrong within one text, or with the character that begins it."""
    if fault.line_of(fault.place).startswith("%"):
        return Problem(fault.place._replace(column=1), "no-directives")
    if fault.context is not None:
        first = fault.rest_of_line(fault.context)[:1]
        if first == "!":
            return Problem(fault.context, "no-tags", {"tag": "!"})
        if first in ("&", "*", "|", ">"):
            return Problem(fault.context, "quote-first-character", {"character": first})
        if first in _CLOSED and (problem := _in_quotes(fault, fault.context)):
            return problem
    if fault.after[:1] in ("@", "`", "%"):
        return Problem(fault.place, "quote-first-character", {"character": fault.after[0]})
    return None


def _in_quotes(fault: _Fault, start: Location) -> Problem | None:
    """Return what is wrong with a text in quotes."""
    rest = "\n".join((fault.rest_of_line(start), *fault.lines[start.line :]))
    closed = _CLOSED[rest[0]].match(rest)
    if closed is None or _DOCUMENT_MARK.search(closed[0]):
        return Problem(start, "quote-not-closed")
    bad = next((escape for escape in _ESCAPES.finditer(closed[0]) if escape["good"] is None), None)
    if rest[0] == '"' and bad:
        place = place_of(" " * (start.column - 1) + rest, start.column - 1 + bad.start(), start.file)
        return Problem(place._replace(line=place.line + start.line - 1), "bad-escape")
    return None


def _in_brackets(fault: _Fault, bracket: Location) -> Problem:
    """Tell a missing comma from a missing bracket, which shows where the next entry of the file begins."""
    if fault.after.startswith("?"):
        return Problem(fault.place, "quote-text")
    if fault.after.startswith(("|", ">")):
        return Problem(fault.place, "quote-first-character", {"character": fault.after[0]})
    ended = not fault.line_of(fault.place) or fault.indent(fault.place) <= fault.indent(bracket)
    if ended and fault.place.line > bracket.line:
        return Problem(bracket, "bracket-not-closed", {"bracket": fault.rest_of_line(bracket)[:1]})
    return Problem(fault.place, "yaml-brackets")


def _in_block(fault: _Fault) -> Problem:
    """Name what stands where only the next key or item may."""
    before, after = fault.before.strip(), fault.after
    if after[:1] in ("]", "}"):
        return Problem(fault.place, "bracket-not-open", {"bracket": after[0]})
    if after[:1] in (",", "?"):
        return Problem(fault.place, "quote-first-character", {"character": after[0]})
    if before and re.match(r"-(?:\s|$)", after):
        return Problem(fault.place, "list-on-next-line")
    if after.startswith(":"):
        return _colon(fault, before)
    if before.endswith(('"', "'")):
        return Problem(fault.place, "text-after-quote")
    if any(map(_DOCUMENT_END.match, fault.lines[: fault.place.line])):
        return Problem(fault.place, "one-document")
    if fault.context is None:
        return Problem(fault.place, "yaml-syntax")
    if not _ENTRY.search(fault.rest_of_line(fault.context)):
        return Problem(fault.at_line_start(fault.context), "missing-colon")
    return Problem(fault.place, "yaml-syntax" if before else "yaml-indent")


def _colon(fault: _Fault, before: str) -> Problem:
    """Tell `title: Rules: the second` from a key indented deeper than the one above, and from no key at all."""
    if not before:
        return Problem(fault.place, "null-key")
    if re.search(r":\s", fault.before):
        return Problem(fault.place, "colon-in-text")
    above = next((n for n in range(fault.place.line - 1, 0, -1) if fault.lines[n - 1].strip()), 0)
    if above and _NO_SPACE.match(fault.lines[above - 1]):
        return Problem(fault.at_line_start(fault.place._replace(line=above)), "missing-colon")
    return Problem(fault.at_line_start(fault.place), "yaml-indent")
