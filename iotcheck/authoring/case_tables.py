"""Cases in a table that an officer keeps in a spreadsheet: a row per case, read into the nodes that YAML gives.

Columns: `case`, and if wanted `title` and `as_of`; facts by id or label; `PROGRAM` for a verdict, `PROGRAM.ceiling` and
so on for the rest, `totals.min` and so on, `questions`, `refused.FACT`. An empty cell says nothing. Several facts or
choices are separated by `;`; a ceiling that is still open is written `100万元..300万元`, without an end `100万元..`.
"""

from __future__ import annotations

import csv
import io
import re

from iotcheck.authoring.expectations import OPEN_END, Aspect, Interview, Total
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet
from iotcheck.reader import Mapping, Node, Scalar, Sequence, decode
from iotcheck.spelling import likely_slip
from iotcheck.values import NOTHING_WORDS, tidy

_NAMES = {"case": "id", "用例": "id", "title": "title", "标题": "title", "as_of": "as_of", "日期": "as_of"}
_SEPARATORS = re.compile(r"[;；|、]")
_TOTALS = "totals"

# Where a column's cells go in a case: key by key from its top.
_Way = tuple[str, ...]


def read_table(data: bytes, file: str, policies: PolicySet) -> tuple[Node, list[Problem]]:
    """Return the nodes of a file of cases made from a CSV table, and the problems of its header.

    Raise DataError where it is no text. UTF-8, or else GB18030, which spreadsheets in China write.
    """
    rows = csv.reader(io.StringIO(_text(data, file), newline=""))
    header = next(rows, [])
    problems: list[Problem] = []
    ways = [_way(name, policies, Location(file, 1, place), problems) for place, name in enumerate(header, 1)]
    if header and ("id",) not in ways:
        problems.append(Problem(Location(file, 1), "missing-key", {"key": "case"}))
    for place, way in enumerate(ways):
        if way is not None and way in ways[:place]:
            first = ways.index(way) + 1
            problems.append(
                Problem(Location(file, 1, place + 1), "duplicate-column", {"name": header[place], "first": first})
            )
    root = Mapping(file, 1, 1, False)
    cases = Sequence(file, 1, 1, False)
    for row in rows:
        if any(cell.strip() for cell in row):
            cases.items.append(_case(file, rows.line_num, ways, row))
    _put(root, ("cases",), cases)
    return root, problems


def _text(data: bytes, file: str) -> str:
    try:
        return decode(data, file)
    except DataError as error:
        if error.problems[0].params.get("encoding") != "GB18030 (GBK)":
            raise
        return data.decode("gb18030")


def _way(name: str, policies: PolicySet, place: Location, problems: list[Problem]) -> _Way | None:
    """Return where a column's cells go; None for one without a name, or with one that says nothing (noted)."""
    bare = name.strip()
    if not bare:
        return None
    if bare.casefold() in _NAMES:
        return (_NAMES[bare.casefold()],)
    for fact in policies.facts.values():
        labels = [tidy(label).casefold() for label in fact.label.by_language.values()]
        if bare == fact.id or tidy(bare).casefold() in labels:
            return ("answers", fact.id)
    if bare in (Interview.QUESTIONS, Interview.RULED_OUT):
        return ("expect", bare)
    head, dot, aspect = bare.partition(".")
    if head == Interview.REFUSED and aspect in policies.facts:
        return ("expect", head, aspect)
    if head == _TOTALS and aspect in tuple(Total):
        return ("expect", _TOTALS, aspect)
    if head in policies.programs and (aspect in tuple(Aspect) if dot else True):
        return ("expect", "programs", head, aspect or Aspect.VERDICT.value)
    known = [*_NAMES, *policies.facts, *policies.programs]
    problems.append(Problem(place, "unknown-column", {"name": bare, "suggestion": likely_slip(bare, known)}))
    return None


def _case(file: str, line: int, ways: list[_Way | None], row: list[str]) -> Node:
    case = Mapping(file, line, 1, False)
    for column, (way, cell) in enumerate(zip(ways, row, strict=False), 1):
        if way is not None and cell.strip():
            _put(case, way, _cell(file, line, column, way[-1], cell.strip()))
    return case


def _cell(file: str, line: int, column: int, aspect: str, text: str) -> Node:
    if aspect in (Aspect.MISSING, Aspect.CEILING_MISSING, Interview.QUESTIONS, Interview.RULED_OUT):
        names = [] if text.casefold() in NOTHING_WORDS else _SEPARATORS.split(text)
        return _listed(file, line, column, [name.strip() for name in names if name.strip()])
    if aspect == Aspect.CEILING and ".." in text:
        low, _, high = text.partition("..")
        return _listed(file, line, column, [low.strip() or OPEN_END, high.strip() or OPEN_END])
    return Scalar(file, line, column, text, False)


def _listed(file: str, line: int, column: int, texts: list[str]) -> Node:
    sequence = Sequence(file, line, column, True)
    sequence.items.extend(Scalar(file, line, column, text, False) for text in texts)
    return sequence


def _put(mapping: Mapping, way: _Way, node: Node) -> None:
    """Put a node in its place, making the mappings on the way."""
    for key in way[:-1]:
        entry = mapping.entries.get(key)
        child = entry[1] if entry else Mapping(node.file, node.line, node.column, False)
        mapping.entries[key] = (Scalar(node.file, node.line, node.column, key, True), child)
        if isinstance(child, Mapping):
            mapping = child
    mapping.entries[way[-1]] = (Scalar(node.file, node.line, node.column, way[-1], True), node)
