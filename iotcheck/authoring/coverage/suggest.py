"""The cheapest missing case: the one that shows most for its work, written out ready to paste.

Its work is answers to give and programs to check. What it expects is what the rules say now: whoever pastes it confirms
each line against the source, and that is the point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from iotcheck.answers import written_value
from iotcheck.authoring.cases import Case, Difference
from iotcheck.authoring.coverage.goals import Goal, Kind
from iotcheck.authoring.coverage.measure import Coverage
from iotcheck.authoring.coverage.observe import BEST_SET, Checked, observe
from iotcheck.authoring.coverage.words import Words
from iotcheck.authoring.expectations import OPEN_END, Span, span_of
from iotcheck.engine import CeilingKind, ProgramReport, Verdict, assess_admitted
from iotcheck.interview import ruled_out
from iotcheck.model import PolicySet
from iotcheck.record import Record
from iotcheck.values import Number, Value

MOST_OBSERVED = 5_000  # programs times cases: what each of so many cases, in the file's order, shows of all programs
LEAST_COMPARED = 10  # cases


class Suggestion(Record):
    """A case to add: its answers and day, the goals it would show by program, and the case as YAML."""

    id: str
    answers: Mapping[str, Value | None]
    as_of: date
    shows: Mapping[Goal, frozenset[str]]
    yaml: str


class Tested(Record):
    """What came of the cases. `coverage` is None where it was not asked for."""

    policies: PolicySet
    files: tuple[str, ...]
    cases: tuple[Case, ...]
    differences: tuple[Difference, ...]
    coverage: Coverage | None = None
    suggestions: tuple[Suggestion, ...] = ()


def suggest(coverage: Coverage, taken: Iterable[str], limit: int = 1) -> Iterator[Suggestion]:
    """Yield up to `limit` cases, each the cheapest for what is still missing then; `taken` are ids in use."""
    missing = {goal for goal, answer in coverage.unseen.items() if answer.case is not None}
    cases = {id(answer.case): answer.case for answer in coverage.unseen.values() if answer.case is not None}
    shows = []
    for case in islice(cases.values(), max(LEAST_COMPARED, MOST_OBSERVED // max(1, len(coverage.policies.programs)))):
        everything = _expecting_all(coverage.policies, case)
        shows.append((everything, observe(coverage.policies, everything)))
    names = set(taken)
    for _ in range(limit):
        options = [(case, {one: by for one, by in found.items() if one in missing}) for case, found in shows]
        worth = [(_work(case, found) / len(found), case, found) for case, found in options if found]
        if not worth:
            return
        _, case, found = min(worth, key=lambda option: option[0])
        suggestion = _write(coverage, case, found, names)
        names.add(suggestion.id)
        missing -= found.keys()
        yield suggestion


def _expecting_all(policies: PolicySet, case: Checked) -> Checked:
    every = frozenset(policies.programs)
    return case._replace(
        verdicts=every, statuses=every, stale=every, ceilings=every, confirms=every, ruled_out=True, best_set=True
    )


def _work(case: Checked, found: Mapping[Goal, frozenset[str]]) -> int:
    return 1 + len(case.answers) + len(_programs(found))


def _programs(found: Mapping[Goal, frozenset[str]]) -> set[str]:
    """Return a few programs that together show all the goals: those that show most first."""
    left = dict(found)
    chosen: set[str] = set()
    while left:
        counts: dict[str, int] = {}
        for programs in left.values():
            for program in programs:
                counts[program] = counts.get(program, 0) + 1
        best = max(counts, key=lambda program: counts[program])
        chosen.add(best)
        left = {goal: programs for goal, programs in left.items() if best not in programs}
    return chosen


def _write(coverage: Coverage, case: Checked, found: Mapping[Goal, frozenset[str]], taken: set[str]) -> Suggestion:
    policies = coverage.policies
    programs = _programs(found)
    report = assess_admitted(policies, case.answers, case.as_of)
    first = next(goal for goal in coverage.goals if goal in found)
    name = _unused(f"{coverage.goals[first].id}-{first.aspect}".replace("_", "-"), taken)
    lines = [f"  - id: {name}", f"    title: {_title(coverage, first)}"]
    if case.as_of != policies.as_of:
        lines.append(f"    as_of: {case.as_of.isoformat()}")
    answers = {fact: case.answers[fact] for fact in policies.facts if fact in case.answers}
    lines.append("    answers: {" + ", ".join(f"{fact}: {_answer(value)}" for fact, value in answers.items()) + "}")
    lines.append("    expect:")
    lines += ["      programs:"] if programs - {"", BEST_SET} else []
    for result in report.programs:
        if result.program.id in programs:
            kinds = {goal.kind for goal, by in found.items() if result.program.id in by}
            aspects = {goal.aspect for goal, by in found.items() if result.program.id in by}
            lines.append(f"        {result.program.id}: {{{_expected(policies, result, kinds, aspects)}}}")
    if "" in programs:
        lines.append(f"      ruled_out: [{', '.join(ruled_out(report))}]")
    if BEST_SET in programs and report.best_set is not None:
        left = [name for name in policies.programs if name in report.best_set.left]
        total = _span(policies, Span(report.totals.low, report.totals.high))
        lines.append(f"      best_set: {{total: {total}, left_out: [{', '.join(left)}]}}")
    return Suggestion(id=name, answers=answers, as_of=case.as_of, shows=dict(found), yaml="\n".join(lines) + "\n")


def _title(coverage: Coverage, goal: Goal) -> str:
    """Return the title of a case for a goal, in YAML: a text in the file's languages."""
    place = coverage.goals[goal]
    titles: dict[str, str] = {}
    for language in coverage.policies.languages:
        words = Words(coverage.policies, language)
        titles[language] = _quoted(words.title(goal, place))
    if len(titles) == 1:
        return next(iter(titles.values()))
    return "{" + ", ".join(f"{language}: {title}" for language, title in titles.items()) + "}"


def _unused(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(one for number in range(2, len(taken) + 3) if (one := f"{name}-{number}") not in taken)


def _answer(value: Value | None) -> str:
    if value is None:
        return "null"
    return "[" + ", ".join(value) + "]" if isinstance(value, tuple) else written_value(value)


def _expected(policies: PolicySet, result: ProgramReport, kinds: set[Kind], aspects: set[str]) -> str:
    """Write what a result says, in as few words as show the goals: verdict always, the rest where it matters."""
    written = [f"verdict: {result.verdict or 'null'}"]
    if "status" in aspects or Kind.EDITION in kinds:
        written.append(f"status: {result.status or 'null'}")
    if aspects & {"known", "stale"}:
        written.append(f"stale: {str(result.stale).lower()}")
    if result.verdict is Verdict.UNDETERMINED:
        written.append(f"missing: [{', '.join(result.missing)}]")
    if result.ceiling.kind is CeilingKind.AMOUNT or Kind.CEILING in kinds:
        written.append(f"ceiling: {_ceiling(policies, result)}")
        if result.ceiling.missing:
            written.append(f"ceiling_missing: [{', '.join(result.ceiling.missing)}]")
    if result.verdict is Verdict.CONDITIONAL or Kind.CONFIRM in kinds:
        written.append(f"confirm: {len(result.confirm)}")
    return ", ".join(written)


def _ceiling(policies: PolicySet, result: ProgramReport) -> str:
    span = span_of(result.ceiling)
    if isinstance(span, CeilingKind):
        return span
    return _span(policies, span)


def _span(policies: PolicySet, span: Span) -> str:
    low, high = (_money(policies, end) for end in span)
    return low if span == Span(span.low, span.low) else f"[{low}, {high}]"


def _money(policies: PolicySet, amount: Number | None) -> str:
    if amount is None:
        return OPEN_END
    if policies.currency == "CNY":
        return f"{amount // 10_000}万元" if amount and amount % 10_000 == 0 else f"{amount}元"
    return f"{amount} {policies.currency}"


def _quoted(text: str) -> str:
    """Return a text as YAML has it between double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
