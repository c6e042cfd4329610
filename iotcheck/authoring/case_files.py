"""Cases in files: in YAML, or in a table that an officer keeps in a spreadsheet; every problem noted with its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

from iotcheck.answers import Answers, answers_from
from iotcheck.authoring.cases import Case, Expectation
from iotcheck.authoring.expectations import (
    OPEN_END,
    AnyAspect,
    Aspect,
    Best,
    ExpectationReader,
    Expected,
    Interview,
    Refusal,
    Total,
)
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet, Text
from iotcheck.reader import Mapping, Node, Scalar, Sequence, decode, not_a_mapping, read
from iotcheck.spelling import likely_slip
from iotcheck.values import NOTHING_WORDS, BadValueError, parse_iso_date, tidy

# Cases in a table that an officer keeps in a spreadsheet: a row per case, read into the nodes that YAML gives.
#
# Columns: `case`, and if wanted `title` and `as_of`; facts by id or label; `PROGRAM` for a verdict, `PROGRAM.ceiling`
# and so on for the rest, `totals.min`, `best_set.left_out` and so on, `questions`, `refused.FACT`. An empty cell says
# nothing. Several facts or choices are separated by `;`; a ceiling that is still open is written `100万元..300万元`,
# without an end `100万元..`.

_NAMES = {"case": "id", "用例": "id", "title": "title", "标题": "title", "as_of": "as_of", "日期": "as_of"}
_SEPARATORS = re.compile(r"[;；|、]")
_OVERALL: dict[str, type[Total] | type[Best]] = {"totals": Total, "best_set": Best}
_LISTS = (
    *(Aspect.MISSING, Aspect.CEILING_MISSING, Aspect.DOCUMENTS, Best.PROGRAMS, Best.LEFT_OUT),
    *(Interview.QUESTIONS, Interview.RULED_OUT),
)

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
    if head in _OVERALL and aspect in tuple(_OVERALL[head]):
        return ("expect", head, aspect)
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
    if aspect in _LISTS:
        names = [] if text.casefold() in NOTHING_WORDS else _SEPARATORS.split(text)
        return _listed(file, line, column, [name.strip() for name in names if name.strip()])
    if aspect in (Aspect.CEILING, Best.TOTAL) and ".." in text:
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


# Cases, read from YAML or a table: every problem noted with its place.

FILE_KEYS = ("format", "cases")
CASE_KEYS = ("id", "title", "as_of", "answers", "expect")
EXPECT_KEYS = ("programs", *_OVERALL, *Interview)


def read_cases(data: bytes, file: str, policies: PolicySet) -> tuple[Case, ...]:
    """Read a file of cases: YAML, or a table if its name ends in .csv. Raise DataError with every problem."""
    if file.casefold().endswith(".csv"):
        root: Node | None
        root, problems = read_table(data, file, policies)
    else:
        root, problems = read(decode(data, file), file)
    if root is None and not problems:
        problems.append(Problem(Location(file), "empty-file"))
    cases = CaseReader(policies, problems).file(root) if root is not None else ()
    if problems:
        raise DataError(sorted(problems, key=lambda problem: (problem.location or Location(file))[1:]))
    return cases


class CaseReader:
    """Reads the nodes of a file of cases; what is wrong goes to `problems`."""

    def __init__(self, policies: PolicySet, problems: list[Problem]) -> None:
        self.policies = policies
        self.problems = problems
        self._expectations = ExpectationReader(policies)
        # Answers that are to be refused must be readable before they can be refused.
        self._unbounded = policies.replace(
            facts={name: fact.replace(minimum=None, maximum=None) for name, fact in policies.facts.items()}
        )

    def file(self, root: Node) -> tuple[Case, ...]:
        """Return the cases of a file."""
        mapping = self._mapping(root, FILE_KEYS)
        listed = mapping.get("cases") if mapping else None
        if mapping is not None and listed is None:
            self._problem(mapping, "missing-key", key="cases")
        if listed is not None and not isinstance(listed, Sequence):
            self._problem(listed, "expected-list")
            listed = None
        cases: dict[str, Case] = {}
        for node in listed.items if isinstance(listed, Sequence) else ():
            case = self._case(node)
            if case is not None and case.id in cases:
                self._problem(node, "duplicate-case", name=case.id, first=cases[case.id].location.line)
            elif case is not None:
                cases[case.id] = case
        return tuple(cases.values())

    def _case(self, node: Node) -> Case | None:
        mapping = self._mapping(node, CASE_KEYS)
        if mapping is None:
            return None
        name = mapping.get("id")
        if not isinstance(name, Scalar) or not name.text.strip():
            self._problem(mapping, "missing-key", key="id")
            return None
        before = len(self.problems)
        expect = mapping.get("expect")
        expectations = tuple(self._expect(expect)) if expect else ()
        if not expectations and len(self.problems) == before:
            self._problem(mapping, "expects-nothing")
        return Case(
            id=name.text.strip(),
            title=self._title(mapping.get("title")),
            as_of=self._day(mapping.get("as_of")),
            answers=self._answers(mapping.get("answers"), self.policies),
            expectations=expectations,
            location=name.location,
        )

    def _expect(self, node: Node) -> Iterator[Expectation]:
        mapping = self._mapping(node, EXPECT_KEYS)
        for name, (key, value) in mapping.entries.items() if mapping else ():
            if name == "programs":
                yield from self._programs(value)
            elif name in _OVERALL:
                yield from self._aspects("", value, _OVERALL[name])
            elif name == Interview.REFUSED:
                for fact, refused in self._answers(value, self._unbounded).items():
                    if refused is not None:
                        yield Expectation("", Interview.REFUSED, Refusal(fact, refused), value.location)
            elif name in tuple(Interview):
                yield from self._expectation("", Interview(name), key, value)

    def _programs(self, node: Node) -> Iterator[Expectation]:
        mapping = self._mapping(node, self.policies.programs, "unknown-program")
        for name, (key, value) in mapping.entries.items() if mapping else ():
            if name not in self.policies.programs:
                continue
            if isinstance(value, Mapping):
                yield from self._aspects(name, value, Aspect)
            else:
                yield from self._expectation(name, Aspect.VERDICT, key, value)

    def _aspects(
        self, program: str, node: Node, aspects: type[Aspect] | type[Total] | type[Best]
    ) -> Iterator[Expectation]:
        mapping = self._mapping(node, tuple(aspects))
        for name, (key, value) in mapping.entries.items() if mapping else ():
            if name in tuple(aspects):
                yield from self._expectation(program, aspects(name), key, value)

    def _expectation(self, program: str, aspect: AnyAspect, key: Scalar, node: Node) -> Iterator[Expectation]:
        found: Expected | Problem = self._expectations.value(aspect, node)
        if isinstance(found, Problem):
            self.problems.append(found)
        else:
            yield Expectation(program, aspect, found, key.location)

    def _answers(self, node: Node | None, policies: PolicySet) -> Answers:
        if node is None:
            return {}
        answers, problems = answers_from(node, policies)
        self.problems.extend(problems)
        return answers

    def _title(self, node: Node | None) -> Text | None:
        if isinstance(node, Scalar):
            return Text(by_language={self.policies.languages[0]: node.text})
        mapping = self._mapping(node, ("zh", "en")) if node else None
        if mapping is None:
            return None
        return Text(by_language={key: one.text for key, (_, one) in mapping.entries.items() if isinstance(one, Scalar)})

    def _day(self, node: Node | None) -> date:
        if node is None:
            return self.policies.as_of
        try:
            return parse_iso_date(node.text.strip() if isinstance(node, Scalar) else "")
        except BadValueError as error:
            self._problem(node, error.code, **error.params)
            return self.policies.as_of

    def _mapping(self, node: Node, keys: Iterable[str], code: str = "unknown-key") -> Mapping | None:
        """Return the node if it is a mapping; note keys that do not belong in it."""
        if not isinstance(node, Mapping):
            self.problems.append(not_a_mapping(node))
            return None
        known = tuple(keys)
        for key, (place, _) in node.entries.items():
            if key not in known:
                self._problem(place, code, name=key, suggestion=likely_slip(key, known), known=known)
        return node

    def _problem(self, node: Node, code: str, **params: object) -> None:
        self.problems.append(Problem(node.location, code, params))
