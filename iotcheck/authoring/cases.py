"""Worked cases: answers, a day, and what must come of them. Read from YAML (or a table), and compared with reports.

A case states as much as its author worked out: what it leaves out is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from iotcheck.answers import Answers, answers_from
from iotcheck.authoring.expectations import Aspect, ExpectationReader, Expected, Total, actual, actual_total
from iotcheck.engine import assess
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet, Text
from iotcheck.reader import Mapping as MappingNode
from iotcheck.reader import Node, Scalar, Sequence, decode, read
from iotcheck.record import Record
from iotcheck.values import BadValueError, parse_iso_date

FILE_KEYS = ("format", "cases")
CASE_KEYS = ("id", "title", "as_of", "answers", "expect")
EXPECT_KEYS = ("programs", "totals")


class Case(Record):
    """One worked case. `programs` and `totals` hold what it expects; `places` where it says so, by program and aspect.

    The program of a total is the empty string.
    """

    id: str
    title: Text | None = None
    as_of: date
    answers: Answers
    programs: Mapping[str, Mapping[Aspect, Expected]]
    totals: Mapping[Total, Expected]
    places: Mapping[tuple[str, str], Location]
    location: Location


class Difference(NamedTuple):
    """An expectation that a report does not fulfil; `program` is empty for a total."""

    case: Case
    program: str
    aspect: Aspect | Total
    expected: Expected
    actual: Expected
    location: Location


def read_cases(data: bytes, file: str, policies: PolicySet) -> tuple[Case, ...]:
    """Read a file of cases: YAML, or a table if its name ends in .csv. Raise DataError with every problem."""
    if file.casefold().endswith(".csv"):
        from iotcheck.authoring.case_tables import read_table

        root: Node | None
        root, problems = read_table(data, file, policies)
    else:
        root, problems = read(decode(data, file), file)
    if root is None and not problems:
        problems.append(Problem(Location(file), "empty-file"))
    reader = _Reader(policies, problems)
    cases = reader.file(root) if root is not None else ()
    if problems:
        raise DataError(problems)
    return cases


def differences(policies: PolicySet, cases: Iterable[Case]) -> list[Difference]:
    """Return what does not come out as the cases expect, in their order."""
    found: list[Difference] = []
    for case in cases:
        report = assess(policies, case.answers, case.as_of)
        for program, expectations in case.programs.items():
            result = report.program(program)
            for aspect, expected in expectations.items():
                if (came := actual(result, aspect)) != expected:
                    found.append(Difference(case, program, aspect, expected, came, case.places[program, aspect]))
        for total, expected in case.totals.items():
            if (came := actual_total(report, total)) != expected:
                found.append(Difference(case, "", total, expected, came, case.places["", total]))
    return found


class _Reader:
    """Reads nodes into cases, noting problems."""

    def __init__(self, policies: PolicySet, problems: list[Problem]) -> None:
        self.policies = policies
        self.problems = problems
        self.expectations = ExpectationReader(policies)

    def file(self, root: Node) -> tuple[Case, ...]:
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
        answers: Answers = {}
        if answers_node := mapping.get("answers"):
            answers, problems = answers_from(answers_node, self.policies)
            self.problems.extend(problems)
        programs: dict[str, dict[Aspect, Expected]] = {}
        totals: dict[Total, Expected] = {}
        places: dict[tuple[str, str], Location] = {}
        before = len(self.problems)
        expect = mapping.get("expect")
        if (expected := self._mapping(expect, EXPECT_KEYS) if expect else None) is not None:
            self._programs(expected.get("programs"), programs, places)
            self._totals(expected.get("totals"), totals, places)
        if not programs and not totals and len(self.problems) == before:
            self._problem(mapping, "expects-nothing")
        return Case(
            id=name.text.strip(),
            title=self._title(mapping.get("title")),
            as_of=self._day(mapping.get("as_of")),
            answers=answers,
            programs=programs,
            totals=totals,
            places=places,
            location=name.location,
        )

    def _programs(
        self,
        node: Node | None,
        programs: dict[str, dict[Aspect, Expected]],
        places: dict[tuple[str, str], Location],
    ) -> None:
        mapping = self._mapping(node, self.policies.programs, "unknown-program") if node else None
        for name, (key, value) in mapping.entries.items() if mapping else ():
            if name not in self.policies.programs:
                continue
            if not isinstance(value, MappingNode):  # the verdict alone
                entries = {Aspect.VERDICT.value: (key, value)}
            else:
                whole = self._mapping(value, tuple(Aspect))
                entries = {one: pair for one, pair in whole.entries.items() if one in tuple(Aspect)} if whole else {}
            for aspect, (place, expectation) in entries.items():
                found = self.expectations.aspect(Aspect(aspect), expectation)
                if isinstance(found, Problem):
                    self.problems.append(found)
                else:
                    programs.setdefault(name, {})[Aspect(aspect)] = found
                    places[name, aspect] = place.location

    def _totals(
        self, node: Node | None, totals: dict[Total, Expected], places: dict[tuple[str, str], Location]
    ) -> None:
        mapping = self._mapping(node, tuple(Total)) if node else None
        for name, (key, value) in mapping.entries.items() if mapping else ():
            if name not in tuple(Total):
                continue
            found = self.expectations.total(Total(name), value)
            if isinstance(found, Problem):
                self.problems.append(found)
            else:
                totals[Total(name)] = found
                places["", name] = key.location

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

    def _mapping(self, node: Node, keys: Iterable[str], code: str = "unknown-key") -> MappingNode | None:
        """Return the node if it is a mapping; note keys that do not belong in it."""
        if not isinstance(node, MappingNode):
            self._problem(node, "expected-mapping", wide_colon=isinstance(node, Scalar) and "：" in node.text)
            return None
        known = tuple(keys)
        for key, (place, _) in node.entries.items():
            if key not in known:
                close = get_close_matches(key, known, n=1)
                self._problem(place, code, name=key, suggestion=close[0] if close else "", known=known)
        return node

    def _problem(self, node: Node, code: str, **params: object) -> None:
        self.problems.append(Problem(node.location, code, params))
