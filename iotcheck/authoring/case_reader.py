"""Cases, read from YAML or a table: every problem noted with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from iotcheck.answers import Answers, answers_from
from iotcheck.authoring.cases import Case, Expectation
from iotcheck.authoring.expectations import AnyAspect, Aspect, ExpectationReader, Expected, Interview, Refusal, Total
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet, Text
from iotcheck.reader import Mapping, Node, Scalar, Sequence, decode, not_a_mapping, read
from iotcheck.spelling import likely_slip
from iotcheck.values import BadValueError, parse_iso_date

FILE_KEYS = ("format", "cases")
CASE_KEYS = ("id", "title", "as_of", "answers", "expect")
EXPECT_KEYS = ("programs", "totals", *Interview)


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
            elif name == "totals":
                yield from self._aspects("", value, Total)
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

    def _aspects(self, program: str, node: Node, aspects: type[Aspect] | type[Total]) -> Iterator[Expectation]:
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
