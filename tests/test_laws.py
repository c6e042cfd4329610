"""The laws of the engine, on random policy files, answers and days; `oracle` says what complete answers mean."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import (
    CeilingKind,
    Interval,
    ProgramReport,
    Subtotal,
    Totals,
    Trace,
    Verdict,
    assess,
    needed_documents,
)
from iotcheck.engine.changes import ChangedAnswers
from iotcheck.logic import Truth
from iotcheck.model import MAIN_GROUP, Calculation, Operation, PolicySet, SumGroup
from tests import oracle
from tests.small import Document, loaded, yaml_text
from tests.strategies import (
    RANGE,
    Answers,
    answers_for,
    completions,
    days,
    documents,
    policy_sets_with_answers,
)


@st.composite
def known_applicants(draw: st.DrawFn) -> tuple[Document, PolicySet, Answers, date]:
    """Draw a file, as data and as loaded, with one complete set of answers and a day."""
    document = draw(documents())
    policies = loaded(yaml_text(document))
    answers = draw(answers_for(policies))
    return document, policies, draw(st.sampled_from(completions(policies, answers))), draw(days())


@given(known_applicants())
def test_complete_answers_are_judged_as_the_file_says(drawn: tuple[Document, PolicySet, Answers, date]) -> None:
    """Edition, staleness, verdict and exact ceiling are those of a naive second reading of the file."""
    document, policies, answers, day = drawn
    report = assess(policies, answers, day)
    for name, program in document["programs"].items():
        found = report.program(name)
        place = oracle.edition_on(program["editions"], day)
        if place is None:
            assert (found.edition, found.verdict, found.stale, found.ceiling.kind) == (None, None, False, "unstated")
            continue
        edition = program["editions"][place]
        assert found.edition is policies.programs[name].editions[place]
        assert found.stale is oracle.stale(document, edition, day)
        when = edition.get("when")
        excluded = when is not None and oracle.excludes(document, edition["ceiling"], answers, day)
        verdict = None if when is None else oracle.verdict(document, when, answers, day)
        assert found.verdict == ("ineligible" if excluded else verdict)
        needed = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
        needs = {paper: needed[truth] for paper, truth in needed_documents(report, found).items()}
        assert needs == oracle.needs(document, edition, answers, day)
        window = found.edition.window_on(day)
        coming = oracle.coming(program["editions"], place)
        assert (window is None) == ("apply" not in edition and all(start <= day.isoformat() for start in coming))
        if window is not None:
            opens = window.start.isoformat() if window.start and window.state == "opens" else None
            until = window.until.isoformat() if window.until and window.state == "open" else None
            assert (window.state, opens, until, window.days_left) == oracle.window(edition, day, coming)
        assert found.ceiling.missing == found.missing == ()
        if edition["ceiling"] == RANGE:
            unit = Fraction(str(document.get("smallest_unit", 1)))
            assert (found.ceiling.low, found.ceiling.high) == (Fraction(5, 2) // unit * unit, 10_000)
        elif edition["ceiling"] in ("unstated", "none"):
            assert (found.ceiling.kind, found.ceiling.low, found.ceiling.high) == (edition["ceiling"], None, None)
        else:
            try:
                exact = oracle.amount(document, edition["ceiling"], answers, day)
            except oracle.UnstatedError:
                assert (found.ceiling.kind, found.ceiling.low, found.ceiling.high) == ("unstated", None, None)
                continue
            assert found.ceiling.trace is not None
            assert found.ceiling.trace.interval == (exact, exact)
            assert found.ceiling.low == found.ceiling.high == oracle.ceiling(document, edition["ceiling"], answers, day)


@given(policy_sets_with_answers(), days(), st.data())
def test_changed_answers_are_assessed_as_if_from_the_beginning(
    drawn: tuple[PolicySet, Answers], day: date, data: st.DataObject
) -> None:
    """What rests on unchanged answers keeps its trace, and nothing of the report tells."""
    policies, answers = drawn
    changed = ChangedAnswers(policies, answers, day)
    for _ in range(2):
        changes = data.draw(answers_for(policies))
        assert changed.report(changes) == assess(policies, {**answers, **changes}, day)


@given(policy_sets_with_answers(), days())
def test_what_is_decided_holds_under_every_completion(drawn: tuple[PolicySet, Answers], day: date) -> None:
    """The completion law: decided truths and verdicts, and the bounds of every ceiling; and complete is decided."""
    policies, answers = drawn
    before = assess(policies, answers, day)
    for completion in completions(policies, answers):
        after = assess(policies, completion, day)
        for one, other in zip(before.programs, after.programs, strict=True):
            assert_only_sharper(one, other)
            assert other.verdict is not Verdict.UNDETERMINED
            assert other.ceiling.low == other.ceiling.high or is_range(other)


@given(policy_sets_with_answers(), days(), st.data())
def test_more_answers_only_sharpen(drawn: tuple[PolicySet, Answers], day: date, data: st.DataObject) -> None:
    """The law of monotonicity: no decided truth flips, no interval widens, nothing comes to be missing."""
    policies, answers = drawn
    complete = data.draw(st.sampled_from(completions(policies, answers)))
    more = data.draw(st.sets(st.sampled_from(list(policies.facts))))
    sharper = {**answers, **{name: complete[name] for name in more}}
    before, after = assess(policies, answers, day), assess(policies, sharper, day)
    for one, other in zip(before.programs, after.programs, strict=True):
        assert_only_sharper(one, other)


@given(policy_sets_with_answers(), days(), st.data())
def test_only_missing_facts_matter(drawn: tuple[PolicySet, Answers], day: date, data: st.DataObject) -> None:
    """With its missing facts answered a verdict is decided, and a ceiling one amount: no other fact is needed."""
    policies, answers = drawn
    complete = data.draw(st.sampled_from(completions(policies, answers)))
    whole = assess(policies, complete, day)
    for report in assess(policies, answers, day).programs:
        assert set(report.missing).isdisjoint(name for name, value in answers.items() if value is not None)
        assert bool(report.missing) is (report.verdict is Verdict.UNDETERMINED)
        assert bool(report.ceiling.missing) is (report.ceiling.low != report.ceiling.high and not is_range(report))
        with_verdict = {**answers, **{name: complete[name] for name in report.missing}}
        decided = assess(policies, with_verdict, day).program(report.program.id)
        assert decided.verdict == whole.program(report.program.id).verdict
        with_ceiling = {**answers, **{name: complete[name] for name in report.ceiling.missing}}
        stated = assess(policies, with_ceiling, day).program(report.program.id).ceiling
        expected = whole.program(report.program.id).ceiling
        assert (stated.kind, stated.low, stated.high) == (expected.kind, expected.low, expected.high)


@given(policy_sets_with_answers(), days())
def test_missing_facts_stand_in_the_files_order(drawn: tuple[PolicySet, Answers], day: date) -> None:
    """Missing facts come in the order of the file, each once, and so does what is to be confirmed."""
    policies, answers = drawn
    for report in assess(policies, answers, day).programs:
        for missing in (report.missing, report.ceiling.missing):
            assert list(missing) == [name for name in policies.facts if name in missing]
        assert len(set(report.confirm)) == len(report.confirm)
        assert bool(report.confirm) is (report.trace is not None and report.trace.high is not report.trace.low)


@given(policy_sets_with_answers(), days())
def test_the_order_of_answers_does_not_matter(drawn: tuple[PolicySet, Answers], day: date) -> None:
    """Nor does it matter whether an open fact was asked: don't know and not asked come to the same."""
    policies, answers = drawn
    reports = assess(policies, answers, day)
    assert assess(policies, dict(reversed(answers.items())), day) == reports
    known = {name: value for name, value in answers.items() if value is not None}
    assert assess(policies, known, day).programs == reports.programs


@given(policy_sets_with_answers(), days())
def test_totals_count_the_applicable_programs(drawn: tuple[PolicySet, Answers], day: date) -> None:
    """Totals are the naive sums over the programs of the report, without rules on combining them."""
    policies, answers = drawn
    report = assess(policies.replace(combine=()), answers, day)
    applicable = [
        program
        for program in report.programs
        if program.edition is not None
        and program.edition.status in ("in_force", "announced")
        and not program.stale
        and program.verdict in ("eligible", "conditional")
    ]
    waiting = [
        program for program in report.programs if program.verdict == "undetermined" and program.open_to_applicants
    ]
    assert [program.program.id for program in report.programs if program.applicable] == [
        one.program.id for one in applicable
    ]
    groups = {group: subtotal(group, applicable) for group in {one.sum_group for one in applicable}}
    assert report.totals.groups == tuple(groups[group] for group in report.policies.sum_groups() if group in groups)
    main = groups.get(MAIN_GROUP, subtotal(MAIN_GROUP, []))
    assert report.totals == Totals(
        low=main.low,
        high=main.high,
        top=main.top,
        groups=report.totals.groups,
        applicable=len(applicable),
        conditional=sum(one.verdict == "conditional" for one in applicable),
        undetermined=len(waiting),
        unstated=sum(one.ceiling.kind == "unstated" for one in applicable),
    )


def is_range(report: ProgramReport) -> bool:
    """Whether a source says only from where to where."""
    ceiling = report.edition and report.edition.ceiling
    return isinstance(ceiling, Calculation) and ceiling.operation is Operation.RANGE


def subtotal(group: SumGroup, applicable: list[ProgramReport]) -> Subtotal:
    """Return the naive sum over the programs of a group."""
    members = [one for one in applicable if one.sum_group == group]
    stated = [one.ceiling for one in members if one.ceiling.kind is CeilingKind.AMOUNT]
    highs, tops = [ceiling.high for ceiling in stated], [ceiling.top for ceiling in stated]
    return Subtotal(
        group,
        low=sum(ceiling.low or 0 for ceiling in stated),
        high=None if None in highs else sum(high for high in highs if high is not None),
        top=None if None in tops else sum(top for top in tops if top is not None),
        stated=len(stated),
        unstated=sum(one.ceiling.kind is CeilingKind.UNSTATED for one in members),
        waiting=sum(bool(ceiling.missing) for ceiling in stated),
        ranges=sum(is_range(one) for one in members),
    )


def assert_only_sharper(before: ProgramReport, after: ProgramReport) -> None:
    """Hold what came of more answers to what came of fewer."""
    assert (after.edition, after.stale) == (before.edition, before.stale)
    if before.verdict is not Verdict.UNDETERMINED:
        assert after.verdict is before.verdict
    assert set(after.missing) <= set(before.missing)
    assert set(after.ceiling.missing) <= set(before.ceiling.missing)
    if after.ceiling.kind is before.ceiling.kind:
        assert within(
            Interval(after.ceiling.low, after.ceiling.high), Interval(before.ceiling.low, before.ceiling.high)
        )
    else:  # what may be unstated is open, and never an amount without an end that it has
        assert (before.ceiling.kind, after.ceiling.kind) == (CeilingKind.AMOUNT, CeilingKind.UNSTATED)
        assert (before.ceiling.low, before.ceiling.high) == (0, None)
    if before.trace is not None and after.trace is not None:
        for one, other in zip(nodes(before.trace), nodes(after.trace), strict=True):
            assert other.condition is one.condition
            assert one.high is Truth.UNKNOWN or other.high is one.high
            assert one.low is Truth.UNKNOWN or other.low is one.low
            assert all(within(b.interval, a.interval) for a, b in zip(one.operands, other.operands, strict=True))


def within(inner: Interval, outer: Interval) -> bool:
    """Whether every number of one interval lies in another."""
    above = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    return above and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def nodes(trace: Trace) -> Iterator[Trace]:
    """Yield a trace and all below it."""
    yield trace
    for child in trace.children:
        yield from nodes(child)
