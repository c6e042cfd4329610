"""What came of the cases of a policy file, and what they do not show of it: as a document and as JSON."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, TypeGuard

from iotcheck.answers import plain_value
from iotcheck.authoring.cases import Case, Difference
from iotcheck.authoring.coverage import Coverage, Goal, Kind, Reach, Suggestion, Tally, Tested
from iotcheck.authoring.coverage.words import Words
from iotcheck.authoring.expectations import AnyAspect, Aspect, Best, Expected, Interview, Refusal, Span, Total
from iotcheck.engine import CeilingKind, Verdict
from iotcheck.errors import Location
from iotcheck.model import PolicySet, Status, WindowState
from iotcheck.render.document import Cell, Document, Item, Row, Verbatim
from iotcheck.render.json import head
from iotcheck.texts import say
from iotcheck.texts.ceilings import without_figure
from iotcheck.texts.result import heading
from iotcheck.texts.values import fact_value, listing, money, number, span

# Words for None, by aspect.
_NOTHING: dict[AnyAspect, str] = {
    Aspect.VERDICT: "no-verdict",
    Aspect.STATUS: "no-status",
    Aspect.WINDOW: "no-window",
}
_MONEY = (Total.MIN, Total.MAX)
_LISTED = {Reach.REACHABLE: "missing", Reach.NOT_DECIDED: "not-decided", Reach.UNREACHABLE: "unreachable"}
_KIND_KEYS = {Kind.VERDICT: "verdict-kind", Kind.VALUE: "value-kind", Kind.BRANCH: "branch-kind", Kind.ROW: "row-kind"}


def test_document(tested: Tested, language: str) -> Document:
    """Return what came of cases, for people."""
    page = Document()
    failed = len({difference.case.id for difference in tested.differences})
    many = len(tested.cases) != 1
    key = ("some-failed" if many else "one-failed") if failed else "all-passed" if many else "one-passed"
    if not tested.cases:
        key = "no-cases"
    page.paragraph(say(language, f"test.{key}", n=len(tested.cases), failed=failed))
    for case, differences in groupby(tested.differences, key=lambda difference: difference.case):
        page.heading(case_words(language, case))
        for difference in differences:
            place = str(difference.expectation.location)
            page.items([Item(difference_words(tested.policies, language, difference), (place,), mark="✗")])
    if tested.coverage is not None:
        _coverage(page, tested.coverage, language)
        _suggestions(page, tested.suggestions, language)
    return page


def test_json(tested: Tested, language: str) -> dict[str, Any]:
    """Return the JSON document of kind "test"."""
    policies = tested.policies
    return {
        **head("test", policies, policies.as_of, language),
        "files": list(tested.files),
        "cases": len(tested.cases),
        "failed": len({difference.case.id for difference in tested.differences}),
        "differences": [
            {
                "case": difference.case.id,
                "file": difference.expectation.location.file,
                "line": difference.expectation.location.line,
                "program": difference.expectation.program or None,
                "aspect": difference.expectation.aspect,
                "expected": _plain_expected(difference.expectation.value),
                "actual": _plain_expected(difference.actual),
            }
            for difference in tested.differences
        ],
        "coverage": _coverage_document(tested.coverage, language) if tested.coverage else None,
        "suggestions": [_suggestion(suggestion) for suggestion in tested.suggestions],
    }


def case_words(language: str, case: Case) -> str:
    """Return a case's id and title."""
    if case.title is None:
        return case.id
    return say(language, "test.case", id=case.id, title=case.title.in_language(language))


def difference_words(policies: PolicySet, language: str, difference: Difference) -> str:
    """Return what was expected, and what came instead."""
    program, aspect, wanted, _ = difference.expectation
    if isinstance(wanted, Refusal):
        fact = policies.facts[wanted.fact]
        value = fact_value(language, fact, wanted.value, policies.currency)
        return say(language, "test.accepted", label=fact.label.in_language(language), id=fact.id, value=value)
    if program:
        title = policies.programs[program].title.in_language(language)
        named = say(language, f"test.{aspect}")
        what = say(language, "test.of-program", title=title, id=program, aspect=named)
    elif isinstance(aspect, Interview):
        what = say(language, f"test.{aspect}")
    elif isinstance(aspect, Best):
        what = say(language, "test.of-best-set", aspect=say(language, f"test.best-{aspect.replace('_', '-')}"))
    else:
        key = "applicable-count" if aspect is Total.APPLICABLE else aspect
        what = say(language, "test.of-total", aspect=say(language, f"test.{key}"))
    if _is_list(wanted) and _is_list(difference.actual) and set(wanted) & set(difference.actual):
        differing = _differing(policies, language, aspect, wanted, difference.actual)
        return say(language, "test.difference-of-lists", what=what, differing=differing)
    expected, actual = (_value_words(policies, language, aspect, value) for value in (wanted, difference.actual))
    return say(language, "test.difference", what=what, expected=expected, actual=actual)


def _value_words(policies: PolicySet, language: str, aspect: AnyAspect, value: Expected) -> str:
    """Return a value that a case expects, or a report has, in words."""
    match value:
        case None:
            return say(language, f"test.{_NOTHING.get(aspect, 'no-end')}")
        case CeilingKind():
            return without_figure(language, value)
        case Verdict() | Status():
            return heading(language, value)
        case WindowState():
            return say(language, f"test.window-{value}")
        case bool():
            return say(language, "test.yes" if value else "test.no")
        case Span(low=low, high=high):
            if high is None:
                return say(language, "values.or-more", low=money(language, low or 0, policies.currency))
            return span(language, low, high, policies.currency)
        case int() | Fraction():
            return span(language, value, value, policies.currency) if aspect in _MONEY else number(value)
        case _:
            labels = {name: fact.label for name, fact in policies.facts.items()}
            if isinstance(aspect, Best):
                labels = {name: program.title for name, program in policies.programs.items()}
            elif aspect is Aspect.DOCUMENTS:
                labels = {name: document.title for name, document in policies.documents.items()}
            named = [
                say(language, "test.fact", label=labels[str(name)].in_language(language), id=str(name))
                for name in value
            ]
            return listing(language, named) or say(language, "test.nothing")


def _is_list(value: Expected) -> TypeGuard[tuple[str, ...]]:
    return isinstance(value, tuple) and not isinstance(value, Span | Refusal)


def _differing(
    policies: PolicySet, language: str, aspect: AnyAspect, wanted: tuple[str, ...], actual: tuple[str, ...]
) -> str:
    """Return which facts, documents or programs one of two lists has and the other has not."""
    parts = {
        "expected-only": [fact for fact in wanted if fact not in actual],
        "actual-only": [fact for fact in actual if fact not in wanted],
    }
    return listing(
        language,
        [
            say(language, f"test.{key}", facts=_value_words(policies, language, aspect, tuple(facts)))
            for key, facts in parts.items()
            if facts
        ],
    )


def _plain_expected(value: Expected) -> object:
    """Return a value as JSON has it: a ceiling as a list of two numbers, facts as a list, a refusal as a mapping."""
    if isinstance(value, Refusal):
        return {value.fact: plain_value(value.value)}
    if isinstance(value, Span):
        return [None if end is None else int(end) for end in value]
    return list(value) if isinstance(value, tuple) else value


def _coverage(page: Document, coverage: Coverage, language: str) -> None:
    page.heading(say(language, "coverage.title"))
    page.table(say(language, "coverage.column"), _rows(coverage, language))
    words = Words(coverage.policies, language)
    for reach, key in _LISTED.items():
        goals = coverage.having(reach)
        if goals:
            page.heading(say(language, f"coverage.{key}", n=len(goals)))
            for place, members in groupby(goals, key=lambda goal: words.place(coverage.goals[goal])):
                page.items([Item(place), *_about(coverage, words, list(members))])
    if coverage.tally().complete:
        page.blank()
        page.paragraph(say(language, "coverage.complete"))


def _suggestions(page: Document, suggestions: Sequence[Suggestion], language: str) -> None:
    """Write out the cases under one heading, so that all of them can be copied in one go."""
    if suggestions:
        shown = sum(len(suggestion.shows) for suggestion in suggestions)
        key = "suggestion" if len(suggestions) == 1 else "suggestions"
        page.blank()
        page.paragraph(say(language, f"coverage.{key}", n=shown, cases=len(suggestions)))
    for suggestion in suggestions:
        page.blank()
        page.add(Verbatim(suggestion.yaml))


def _about(coverage: Coverage, words: Words, goals: list[Goal]) -> Iterator[Item]:
    """Say what is to be shown of one place after another: what it is about, and of that which aspects."""
    for _, members in groupby(goals, key=lambda goal: goal.node):
        about = list(members)
        place = coverage.goals[about[0]]
        aspects = say(words.language, "coverage.next").join(words.aspect(goal, place) for goal in about)
        subject = words.subject(place)
        below = (aspects, str(place.location)) if subject else (str(place.location),)
        yield Item(subject or aspects, below, mark="–", depth=1)


def _rows(coverage: Coverage, language: str) -> list[Row]:
    kinds = [kind for kind in Kind if any(goal.kind is kind for goal in coverage.goals)]
    rows = [(say(language, f"coverage.{_KIND_KEYS.get(kind, kind)}"), coverage.tally(kind)) for kind in kinds]
    return [
        _row(title, tally, language) for title, tally in [*rows, (say(language, "coverage.total"), coverage.tally())]
    ]


def _row(title: str, tally: Tally, language: str) -> Row:
    cells = {
        "shown": str(tally.shown),
        "to-show": str(tally.to_show),
        "share": say(language, "coverage.percent", percent=tally.percent),
        "impossible": str(tally.unreachable),
    }
    return Row(title, tuple(Cell(say(language, f"coverage.{key}"), (value,)) for key, value in cells.items()))


def _coverage_document(coverage: Coverage, language: str) -> dict[str, Any]:
    words = Words(coverage.policies, language)
    return {
        "total": _tally(coverage.tally()),
        "kinds": {kind: _tally(coverage.tally(kind)) for kind in Kind},
        "not_shown": [
            {
                "reach": answer.reach,
                "kind": goal.kind,
                "aspect": goal.aspect,
                "section": coverage.goals[goal].section,
                "id": coverage.goals[goal].id,
                "edition": coverage.goals[goal].edition,
                "line": coverage.goals[goal].location.line,
                "column": coverage.goals[goal].location.column,
                **_piece(coverage.policies, coverage.goals[goal].location),
                "text": words.goal(goal, coverage.goals[goal]),
            }
            for goal, answer in coverage.unseen.items()
        ],
    }


def _piece(policies: PolicySet, location: Location) -> dict[str, str]:
    """Return in which piece of the policy file a place lies, if not in the main file."""
    piece = policies.piece_of(location)
    return {"file": piece} if piece else {}


def _tally(tally: Tally) -> dict[str, int]:
    return {
        "shown": tally.shown,
        "to_show": tally.to_show,
        "percent": tally.percent,
        "unreachable": tally.unreachable,
        "not_decided": tally.not_decided,
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "id": suggestion.id,
        "as_of": suggestion.as_of.isoformat(),
        "answers": {fact: plain_value(value) for fact, value in suggestion.answers.items()},
        "shows": len(suggestion.shows),
        "yaml": suggestion.yaml,
    }
