"""The layout `portfolio`: a row for each applicant, with what it can apply for, up to how much and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import compress

from iotcheck.answers import plain_value
from iotcheck.batch import COUNTS, Chunk, Kernel, Marks, ProgramRows, RowTotals
from iotcheck.engine import Verdict
from iotcheck.model import PolicySet, Program
from iotcheck.screen.layouts import SEPARATOR, Cell, Column, Lists, cells, sum_names
from iotcheck.screen.words import Wording
from iotcheck.texts import applying, say
from iotcheck.texts import result as results


def open_programs(policies: PolicySet, day: date) -> Iterator[Program]:
    """Yield the programs that applicants can apply for on a day: each has a column."""
    for program in policies.programs.values():
        edition = program.edition_on(day)
        if edition and edition.when is not None and edition.status.open_to_applicants and not edition.stale(day):
            yield program


def portfolio_names(wording: Wording, *, in_words: bool) -> list[str]:
    """Return the names of the columns: what it comes to, what is missing and to be asked next, the programs."""
    programs = list(open_programs(wording.policies, wording.as_of))
    if in_words:
        return [*wording.totals, *wording.missing_and_next, *wording.titles(programs)]
    return [*COUNTS, *sum_names(wording.policies), "missing", "next_question", *(program.id for program in programs)]


def portfolio(
    kernel: Kernel,
    chunk: Chunk,
    programs: Iterable[ProgramRows],
    carried: Sequence[Column],
    wording: Wording,
    *,
    in_words: bool,
) -> list[Column]:
    """Return the rows as columns. The cell of a program says the maximum and the deadline, or is empty.

    `missing` are the answers on which the verdicts of undetermined programs depend.
    """
    totals, questions = RowTotals(chunk.rows, chunk.sums), kernel.questions(chunk)
    listed: list[Column] = []
    masks: dict[str, int] = {}
    for program in programs:
        totals.add(program)
        questions.add(program)
        if not program.open_to_applicants or program.verdict_column is None:
            continue
        listed.append(_program(program, wording))
        for fact, mask in program.missing.masks.items():
            masks[fact] = masks.get(fact, 0) | mask
    sums: list[Column] = []
    for group in kernel.policies.sum_groups():
        ends = totals.low(group), totals.upper("top" if in_words else "high", group)
        sums += [[plain_value(amount) for amount in column] for column in ends]
    missing = Marks(chunk.rows, {fact: masks[fact] for fact in kernel.policies.facts if fact in masks})
    separator = say(wording.language, "screen.separator") if in_words else SEPARATOR
    named = Lists(missing, wording.label if in_words else str, separator)
    upcoming: list[Cell] = list(cells(questions.next()))
    if in_words:
        upcoming = [wording.label(fact) if isinstance(fact, str) else None for fact in upcoming]
    counts = [totals.count(name) for name in COUNTS]
    return [*carried, *counts, *sums, [named.at(row) for row in range(chunk.rows)], upcoming, *listed]


def _program(program: ProgramRows, wording: Wording) -> list[Cell]:
    """Return for each row up to how much an applicant can get, and by when to apply; None where it cannot."""
    found: list[Cell] = [None] * program.rows
    deadline = _deadline(program, wording)
    known: dict[object, str] = {}
    for row in compress(range(program.rows), program.applicable.to_bytes(program.rows, "little")):
        ceiling, verdict = program.ceiling(row), program.verdict(row)
        key = ceiling, verdict
        if key not in known:
            parts = [wording.maximum(ceiling), deadline]
            if verdict is Verdict.CONDITIONAL:
                parts.append(results.heading(wording.language, verdict))
            known[key] = say(wording.language, "screen.separator").join(filter(None, parts))
        found[row] = known[key]
    return found


def _deadline(program: ProgramRows, wording: Wording) -> str:
    """Return by when to apply, what else is known of it in brackets; empty where the file does not say."""
    first, *more = applying.deadline(wording.language, program.edition, wording.as_of) or ("",)
    if not more:
        return first
    separator = say(wording.language, "screen.separator")
    return say(wording.language, "screen.in-brackets", text=first, more=separator.join(more))
