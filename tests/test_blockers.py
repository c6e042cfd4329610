"""Blockers, held to trying every set of leaves."""

from collections.abc import Iterator
from itertools import combinations
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotcheck import logic
from iotcheck.engine import Evaluation, Trace, blockers
from iotcheck.logic import Truth
from iotcheck.model import Any as AnyOf
from iotcheck.model import AtLeast, Not, PolicySet
from tests.small import Document, fact, policies
from tests.strategies import Answers

LEAVES: list[Document] = [{"k": number + 1} for number in range(110)]
FACTS = {name: fact("boolean") for name in "abcd"}

WIDE_ANSWERS = st.fixed_dictionaries({"a": st.booleans(), "b": st.booleans(), "k": st.sampled_from((0, 0, 1, 2, None))})


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


@st.composite
def wide_trees(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw a choice of several among ten, beside a small node: two named conditions count in both."""
    named: Document = {name: {name[0]: True, "text": name} for name in ("a_rule", "b_rule")}
    leaves = iter(LEAVES)

    def node(fewest: int, most: int) -> list[Document]:
        own = [next(leaves) for _ in range(draw(st.integers(fewest, most)))]
        shared = draw(st.lists(st.sampled_from([{"met": name} for name in named]), min_size=1, max_size=2))
        return [*own, *({"not": one} if draw(st.integers(0, 5)) == 5 else one for one in shared)]

    wide, narrow = node(8, 9), node(0, 2)
    some = {"at_least": {"count": draw(st.integers(3, 5)), "of": wide}}
    beside = {draw(st.sampled_from(["all", "any"])): narrow}
    return draw(st.sampled_from([{"all": [some, beside]}, {"all": [beside, {"any": [some, beside]}]}])), named


@given(trees(), st.fixed_dictionaries(dict.fromkeys(FACTS, st.sampled_from((True, False, None)))))
def test_blockers_are_the_smallest_sets_that_turn_a_verdict(drawn: tuple[Document, Document], answers: Answers) -> None:
    """All inclusion-minimal sets of leaves that leave the condition not false, found by trying every set."""
    when, named = drawn
    hold_to_every_set(evaluated(policies(FACTS, when, conditions=named), answers))


@given(wide_trees(), WIDE_ANSWERS)
@settings(max_examples=40)
def test_blockers_of_wide_nodes_are_the_smallest_sets(drawn: tuple[Document, Document], answers: Answers) -> None:
    """So too where nodes have many alternatives, and one named condition counts in several of them."""
    when, named = drawn
    hold_to_every_set(evaluated(policies({**FACTS, "k": fact("count")}, when, conditions=named), answers))


@pytest.mark.parametrize(("total", "needed"), [(9, 5), (11, 6), (30, 15)])
def test_a_named_condition_that_counts_twice_makes_the_set_smaller(total: int, needed: int) -> None:
    """Of the hundreds of ways to meet some of many, the smallest are those with what has to be met anyway."""
    some = {"at_least": {"count": needed, "of": [*LEAVES[:total], {"met": "rule"}]}}
    found = blockers(evaluated(many({"all": [some, {"met": "rule"}]}), dict.fromkeys("kr", 0)))
    assert [len(one) for one in found] == [needed] * 20
    assert all((0, total, 0) in one for one in found)


def test_the_one_condition_that_does_alone_is_found_among_many() -> None:
    """A hundred and ten alternatives, and a named one that does for both parts: it comes first."""
    alternatives = {"any": [*LEAVES, {"met": "rule"}]}
    when = {"all": [alternatives, {"any": [{"r": 2}, {"met": "rule"}]}]}
    found = blockers(evaluated(many(when), dict.fromkeys("kr", 0)))
    assert found[0] == ((0, len(LEAVES), 0),)
    assert [len(one) for one in found[1:]] == [2] * 19


def test_twenty_conditions_that_do_alone_are_enough() -> None:
    """No set is smaller than one of them, so that those used again and again need not be tried."""
    when = {"any": [*LEAVES[:20], {"met": "rule"}, {"met": "rule"}]}
    found = blockers(evaluated(many(when), dict.fromkeys("kr", 0)))
    assert found == tuple(((place,),) for place in range(20))


def test_a_condition_used_twice_that_does_alone_comes_before_two_others() -> None:
    """Nineteen that do alone and a pair are twenty sets; a twentieth that does alone takes the pair's place."""
    when = {"any": [*LEAVES[:19], {"all": LEAVES[19:21]}, {"met": "rule"}, {"met": "rule"}]}
    found = blockers(evaluated(many(when), dict.fromkeys("kr", 0)))
    assert found == (*(((place,),) for place in range(19)), ((20, 0),))


def test_what_is_needed_anyway_is_no_choice() -> None:
    """Thirty conditions that must all be met, each used twice, beside alternatives: every set has these thirty."""
    names = [f"rule{number}" for number in range(30)]
    rules = {name: {"k": 200 + number, "text": name} for number, name in enumerate(names)}
    when = {"all": [*({"met": name} for name in names * 2), {"any": LEAVES[:25]}]}
    found = blockers(evaluated(policies({"k": fact("count")}, when, conditions=rules), {"k": 0}))
    assert [one[-1] for one in found] == [(60, place) for place in range(20)]
    assert {one[:-1] for one in found} == {tuple((place, 0) for place in range(30))}


def test_conditions_all_used_again_and_again_still_have_a_blocker_set() -> None:
    """Thirty named conditions, each used thrice: too many choices to try them all; what is found is minimal."""
    names = [f"rule{number}" for number in range(30)]
    half: Document = {"at_least": {"count": 15, "of": [{"met": name} for name in names]}}
    rules = {name: {"k": number + 1, "text": name} for number, name in enumerate(names)}
    file = policies({"k": fact("count")}, {"all": [half, half, {"any": [half, {"k": 99}]}]}, conditions=rules)
    found = blockers(evaluated(file, {"k": 0}))
    assert [len(one) for one in found] == [15]


def test_a_condition_used_twice_is_turned_over_once() -> None:
    """The leaf under a named condition is one, wherever `met` names it; its path is that of the first place."""
    when = {"all": [{"b": True}, {"met": "rule"}, {"not": {"not": {"met": "rule"}}}]}
    file = policies(FACTS, when, conditions={"rule": {"a": True, "text": "A"}})
    assert blockers(evaluated(file, {"a": False, "b": True})) == (((1, 0),),)


def test_either_of_two_conditions_used_twice_does() -> None:
    """Both together are no blocker set: each of them is one."""
    rules = {name: {name: True, "text": name} for name in "ab"}
    file = policies(FACTS, {"any": [{"met": name} for name in "aabb"]}, conditions=rules)
    assert blockers(evaluated(file, {"a": False, "b": False})) == (((0, 0),), ((2, 0),))


def test_what_need_not_be_turned_over_is_not() -> None:
    """Two conditions that must agree do agree: turned over together they still do, which is no reason to."""
    agree = {"any": [{"all": [{"met": "a"}, {"met": "b"}]}, {"all": [{"not": {"met": "a"}}, {"not": {"met": "b"}}]}]}
    rules = {name: {name: True, "text": name} for name in "ab"}
    file = policies(FACTS, {"all": [agree, {"c": True}]}, conditions=rules)
    assert blockers(evaluated(file, dict.fromkeys("abc", False))) == (((1,),),)


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


def many(when: Document) -> PolicySet:
    """Return a policy file with a count `k`, as many leaves as one likes, and a named condition of its own."""
    return policies({"k": fact("count"), "r": fact("count")}, when, conditions={"rule": {"r": 1, "text": "R"}})


def hold_to_every_set(trace: Trace) -> None:
    """Assert that the blockers are the 20 smallest of the sets found by trying all, the smaller first."""
    leaves = dict.fromkeys(id(leaf.condition) for leaf in leaves_of(trace))
    minimal: list[set[int]] = []
    for size in range(1, len(leaves) + 1 if trace.high is Truth.FALSE else 1):
        if len(minimal) >= 20:
            break
        for some in combinations(leaves, size):
            if turned(trace, set(some)) is not Truth.FALSE and not any(one <= set(some) for one in minimal):
                minimal.append(set(some))
    found = [{id(at(trace, path).condition) for path in blocker} for blocker in blockers(trace)]
    assert [len(one) for one in found] == [len(one) for one in minimal[:20]]
    assert all(one in minimal for one in found)


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
