"""Blockers, held to trying every set of leaves."""

from collections.abc import Iterator
from itertools import combinations
from time import process_time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iotcheck import logic
from iotcheck.engine import Evaluation, Trace, blockers
from iotcheck.logic import Truth
from iotcheck.model import Any as AnyOf
from iotcheck.model import AtLeast, Not, PolicySet
from tests.small import Document, fact, policies
from tests.strategies import Answers

FACTS = {name: fact("boolean") for name in "abcd"}


@st.composite
def trees(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw a small condition and the named ones that it may use, over and over and under `not` too."""

    def tree(depth: int, named: list[str]) -> Document:
        forms = ["leaf", "leaf", *(["met"] if named else []), *(["all", "any", "not", "at_least"] if depth else [])]
        form = draw(st.sampled_from(forms))
        if form == "leaf":
            return {draw(st.sampled_from(list(FACTS))): draw(st.booleans())}
        if form == "met":
            return {"met": draw(st.sampled_from(named))}
        if form == "not":
            return {"not": tree(depth - 1, named)}
        children = [tree(depth - 1, named) for _ in range(draw(st.integers(1, 3)))]
        if form == "at_least":
            return {"at_least": {"count": draw(st.integers(1, len(children))), "of": children}}
        return {form: children}

    named: Document = {}
    for name in ("first", "second"):
        named[name] = {**tree(1, list(named)), "text": name}
    return tree(3, list(named)), named


@given(trees(), st.fixed_dictionaries(dict.fromkeys(FACTS, st.sampled_from((True, False, None)))))
def test_blockers_are_the_smallest_sets_that_turn_a_verdict(drawn: tuple[Document, Document], answers: Answers) -> None:
    """All inclusion-minimal sets of leaves that leave the condition not false, found by trying every set."""
    when, named = drawn
    trace = evaluated(policies(FACTS, when, conditions=named), answers)
    leaves = dict.fromkeys(id(leaf.condition) for leaf in leaves_of(trace))
    minimal: list[set[int]] = []
    if trace.high is Truth.FALSE:
        for size in range(1, len(leaves) + 1):
            for some in combinations(leaves, size):
                if turned(trace, set(some)) is not Truth.FALSE and not any(one <= set(some) for one in minimal):
                    minimal.append(set(some))
    found = [{id(at(trace, path).condition) for path in one} for one in blockers(trace)]
    assert [len(one) for one in found] == [len(one) for one in minimal[:20]]
    assert all(one in minimal for one in found)


def test_a_condition_used_twice_is_turned_over_once() -> None:
    """The leaf under a named condition is one, wherever `met` names it; its path is that of the first place."""
    when = {"all": [{"b": True}, {"met": "rule"}, {"not": {"not": {"met": "rule"}}}]}
    file = policies(FACTS, when, conditions={"rule": {"a": True, "text": "A"}})
    assert blockers(evaluated(file, {"a": False, "b": True})) == (((1, 0),),)


def test_a_condition_that_contradicts_itself_has_no_blockers() -> None:
    """Nothing can be turned over where a leaf would have to be true and false."""
    when = {"all": [{"met": "rule"}, {"not": {"met": "rule"}}]}
    file = policies(FACTS, when, conditions={"rule": {"a": True, "text": "A"}})
    assert blockers(evaluated(file, {"a": False})) == ()


def test_only_the_ineligible_have_blockers() -> None:
    """A condition that is true or unknown has none."""
    file = policies(FACTS, {"all": [{"a": True}, {"b": True}]})
    assert (blockers(evaluated(file, {"a": True, "b": True})), blockers(evaluated(file, {"a": True}))) == ((), ())


def test_the_twenty_smallest_are_listed_soon_whatever_the_condition() -> None:
    """Half of thirty conditions, and one of thirty alternatives thirty times over: no search among millions."""
    letters: Document = {f"f{number}": fact("boolean") for number in range(30)}
    leaves = [{name: True} for name in letters]
    half: Any = {"at_least": {"count": 15, "of": leaves}}
    file = policies(letters, {"all": [half, *({"any": leaves} for _ in range(30)), {"not": half}]})
    answers: Answers = dict.fromkeys(letters, False)
    started = process_time()
    found = blockers(evaluated(file, answers))
    assert process_time() - started < 10
    assert len(found) == 20
    assert {len(one) for one in found} == {45}


def evaluated(file: PolicySet, answers: Answers) -> Trace:
    """Return the trace of the program's condition."""
    when = file.programs["program"].editions[0].when
    assert when is not None
    return Evaluation(file, answers, file.as_of).condition(when)


def turned(trace: Trace, flipped: set[int]) -> Truth:
    """Return the truth of a trace once some leaf conditions are turned over."""
    if not trace.children:
        return logic.not_(trace.high) if id(trace.condition) in flipped else trace.high
    truths = [turned(child, flipped) for child in trace.children]
    match trace.condition:
        case AnyOf():
            return max(truths)
        case Not():
            return logic.not_(truths[0])
        case AtLeast(count=count):
            return sorted(truths)[-count]
        case _:
            return min(truths)


def leaves_of(trace: Trace) -> Iterator[Trace]:
    """Yield the leaves of a trace."""
    if not trace.children:
        yield trace
    for child in trace.children:
        yield from leaves_of(child)


def at(trace: Trace, path: tuple[int, ...]) -> Trace:
    """Return the node that a path of child indices leads to."""
    for index in path:
        trace = trace.children[index]
    return trace
