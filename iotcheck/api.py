"""The Python interface: load rules, assess an applicant, read the result, screen tables. docs/python.md shows it.

Everything is frozen and may be shared by threads. Amounts are whole numbers or fractions of the file's currency, never
floats. Nothing here reads the clock: without `as_of` the policy file's own date applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from iotcheck import engine, model
from iotcheck.answers import parse_text, read_answers, written_value
from iotcheck.engine import ProgramReport, Totals
from iotcheck.errors import DataError, Location, Problem, ProblemsError
from iotcheck.files import read_bytes
from iotcheck.loader import load as load_bytes
from iotcheck.loader import load_file, shipped_policies
from iotcheck.model.policies import unknown_fact
from iotcheck.record import Record
from iotcheck.texts import problem_line
from iotcheck.values import BadValueError, Value

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow

    from iotcheck.schemas.documents import Assessment
    from iotcheck.schemas.next_documents import Next
    from iotcheck.schemas.whatif_documents import WhatIf
    from iotcheck.screen.arrow import ArrowScreen
    from iotcheck.screen.job import Worker
    from iotcheck.screen.rejects import Reject
    from iotcheck.screen.tables import Batch

_BATCH = 10_000  # rows screened together


def load(path: str | Path | None = None, *, text: str | None = None) -> PolicySet:
    """Load a policy file, or rules from a YAML text; without either, the rules that ship with iotcheck.

    Raise DataError with every problem of the rules, ReadWriteError for a file that cannot be read.
    """
    if text is not None:
        if path is not None:
            raise TypeError("load() takes a path or a text, not both")
        return PolicySet(rules=load_bytes(text.encode(), "text"))
    return PolicySet(rules=load_file(shipped_policies() if path is None else str(path)))


def messages(error: ProblemsError, language: str = "en") -> list[str]:
    """Return the problems of an error as sentences in a language, each with its place, code and suggested fix."""
    return [problem_line(language, problem) for problem in error.problems]


class PolicySet(Record):
    """The rules of one policy file. `rules` is the model that they were read into."""

    rules: model.PolicySet

    @property
    def id(self) -> str:
        """The id of the policy file."""
        return self.rules.id

    @property
    def as_of(self) -> date:
        """The date whose rules apply where none is given; of a file of today, the date to which it is known."""
        return self.rules.as_of

    @property
    def facts(self) -> Mapping[str, model.Fact]:
        """The questions by their ids: type, unit, choices, limits, texts."""
        return self.rules.facts

    @property
    def programs(self) -> tuple[str, ...]:
        """The ids of the programs, in the order of the file."""
        return tuple(self.rules.programs)

    def parse(self, fact: str, text: str) -> Value | None:
        """Return the value that a text states for a fact ("300万元", "yes", "2019-05-31"); None for *don't know*.

        Raise DataError for an unknown fact, and for a text that is not a value of it.
        """
        if fact not in self.facts:
            raise DataError([unknown_fact(Location("parse"), fact, self.facts)])
        try:
            return parse_text(self.facts[fact], text, self.rules.currency)
        except BadValueError as error:
            raise DataError([Problem(Location(fact), error.code, error.params)]) from None

    def read_answers(self, path: str | Path) -> dict[str, Value | None]:
        """Return the answers of a file (YAML, JSON, or an earlier JSON result); raise DataError, ReadWriteError."""
        return read_answers(read_bytes(str(path)), str(path), self.rules).answers

    def assess(self, answers: Mapping[str, Value | None] | None = None, *, as_of: date | None = None) -> Report:
        """Assess one applicant. A value None means *don't know*; an absent fact was *not asked*.

        Values are bool, int, Fraction or Decimal, str (the id of a choice), a list of ids for several choices, date.
        Raise DataError for unknown facts, and for values that a fact does not take.
        """
        return Report(result=engine.assess(self.rules, dict(answers or {}), as_of))

    def screener(self, *, as_of: date | None = None, language: str = "en") -> Screener:
        """Return what screens many applicants by these rules on one date."""
        return Screener(self, as_of=as_of, language=language)


class Report(Record):
    """The result for one applicant: `report["program-id"]` is that program's. `result` is the engine's own report."""

    result: engine.Report

    @property
    def as_of(self) -> date:
        """The date whose rules were applied."""
        return self.result.as_of

    @property
    def programs(self) -> tuple[ProgramReport, ...]:
        """Every program of the file, in its order."""
        return self.result.programs

    @property
    def totals(self) -> Totals:
        """Counts, and the sums of the maximums of the applicable programs."""
        return self.result.totals

    @property
    def next_question(self) -> str | None:
        """The id of the fact worth asking next; None when no answer can change the result."""
        from iotcheck.interview import next_question

        return next_question(self.result)

    def __getitem__(self, program_id: str) -> ProgramReport:
        for program in self.programs:
            if program.program.id == program_id:
                return program
        raise KeyError(program_id)

    def explain(self, program_id: str, language: str = "en") -> str:
        """Return why a program's verdict and maximum are what they are, as Markdown."""
        from iotcheck.render.document import Document
        from iotcheck.render.explanation import explain
        from iotcheck.render.markdown import write_markdown

        document = Document("")
        document.blocks += explain(self.result, language, [self[program_id]], opened=True)
        return write_markdown(document)

    def to_dict(self, language: str = "en", *, explain: bool = False) -> Assessment:
        """Return the JSON document of kind `assessment` (`iotcheck schema assessment`) as plain data."""
        from iotcheck.render.json import assessment

        return assessment(self.result, language, explain=explain, next_question=self.next_question)

    def to_json(self, language: str = "en", *, explain: bool = False) -> str:
        """Return what `iotcheck assess --json` prints."""
        from iotcheck.render.json import dumps

        return dumps(self.to_dict(language, explain=explain))

    def next_to_dict(self, language: str = "en") -> Next:
        """Return the next question with all a form needs to ask it, as `iotcheck next` prints it."""
        from iotcheck.render.next import next_json

        return next_json(self.result, language)

    def to_html(self, language: str = "en", *, name: str = "", explain: bool = True) -> str:
        """Return a page to print or to send; `name` is the applicant's."""
        from iotcheck.render.html import write_html
        from iotcheck.render.report import REPORTS

        document = REPORTS["html"](self.result, language, name=name, explain=explain, show_all=False)
        return write_html(document, language)

    def to_markdown(self, language: str = "en", *, name: str = "", explain: bool = False) -> str:
        """Return the report as Markdown."""
        from iotcheck.render.markdown import write_markdown
        from iotcheck.render.report import REPORTS

        return write_markdown(REPORTS["markdown"](self.result, language, name=name, explain=explain, show_all=False))

    def what_if(self, program_id: str | None = None, language: str = "en") -> WhatIf:
        """Return the smallest changes that would make the applicant eligible, as `iotcheck whatif --json` prints them.

        Without a program: the changes that open up the most programs. Raise KeyError for an unknown program.
        """
        from iotcheck.render.whatif import what_if_json
        from iotcheck.whatif import unlocking, what_if

        found = unlocking(self.result) if program_id is None else what_if(self.result, self[program_id].program.id)
        return what_if_json(self.result, language, found)  # type: ignore[return-value]  # no comparison


class Screener:
    """Screens many applicants by the same rules on one date. Threads may share it: each call works by itself."""

    def __init__(self, policies: PolicySet, *, as_of: date | None = None, language: str = "en") -> None:
        self._policies = policies.rules
        self._as_of = as_of or policies.as_of
        self._language = language

    def rows(
        self, rows: Iterable[Mapping[str, Any]], *, on_reject: Callable[[Reject], None] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield a result for each applicant: a verdict for each program, totals, the next question (layout `wide`).

        A row maps facts, by id or label, to values as `assess` takes them or to texts as tables hold them; None means
        *don't know*. Other keys are passed through. A row that cannot be read goes to `on_reject`, its `line` counted
        from 1; without that, DataError is raised.
        """
        from iotcheck.screen.layouts import cells

        remaining = iter(rows)
        done = 0
        workers: dict[tuple[str, ...], Worker] = {}
        while batch := list(islice(remaining, _BATCH)):
            names = tuple(dict.fromkeys(name for row in batch for name in row))
            worker = workers.get(names) or workers.setdefault(names, self._worker(names))
            screened = worker(_text_batch(names, worker, batch, done + 1))
            for reject in screened.rejects:
                if on_reject is None:
                    raise DataError([Problem(Location("rows", reject.line), "row-rejected", {"reason": reject.reason})])
                on_reject(reject)
            assert not isinstance(screened.results, bytes)  # nothing was rendered
            columns = map(cells, screened.results)
            for values in zip(*columns, strict=True):
                yield dict(zip(worker.job.names, values, strict=True))
            done += len(batch)

    def arrow(self, schema: pyarrow.Schema, *, rejects: bool = False, **options: Any) -> ArrowScreen:
        """Return a function from Arrow record batches to record batches, for Spark, Ray, DuckDB or Dask.

        `rejects` makes it return what cannot be read instead. Options are `layout` ("wide", "matches"), `mapping`,
        `id_column` and `open_cells`, as of `iotcheck screen`. Needs the extra `arrow`.
        """
        from iotcheck.screen.arrow import ArrowScreen

        return ArrowScreen(
            self._policies, schema, as_of=self._as_of, language=self._language, rejects=rejects, **options
        )

    def table(self, table: pyarrow.Table, **options: Any) -> pyarrow.Table:
        """Screen an Arrow table; options as of `arrow`. Raise DataError with every row that cannot be read."""
        import pyarrow as pa

        if bad := [
            row
            for batch in self.arrow(table.schema, rejects=True, **options)(table.to_batches())
            for row in batch.to_pylist()
        ]:
            raise DataError([Problem(Location("table"), "row-rejected", {"reason": row["reason"]}) for row in bad])
        screen = self.arrow(table.schema, **options)
        return pa.Table.from_batches(screen(table.to_batches()), schema=screen.schema)

    def _worker(self, names: Sequence[str]) -> Worker:
        from iotcheck.screen.columns import Reading, match_columns
        from iotcheck.screen.job import Job, Worker
        from iotcheck.screen.layouts import Layout

        return Worker(
            Job(
                policies=self._policies,
                as_of=self._as_of,
                language=self._language,
                layout=Layout.WIDE,
                columns=match_columns(self._policies, names, Location("rows"), Reading()),
                rendered=None,
            )
        )


def _text_batch(names: Sequence[str], worker: Worker, rows: Sequence[Mapping[str, Any]], first: int) -> Batch:
    """Return rows as a batch of texts, as a table of JSON lines would hold them."""
    from iotcheck.screen.tables import Batch

    facts = set(worker.job.columns.facts.values())
    columns = [
        [_cell(row[name], is_fact=place in facts) if name in row else "" for row in rows]
        for place, name in enumerate(names)
    ]
    return Batch(len(rows), columns, range(first, first + len(rows)))


def _cell(value: Any, *, is_fact: bool) -> str:
    if isinstance(value, str):
        return value
    if not is_fact:
        return "" if value is None else str(value)
    return written_value(tuple(value) if isinstance(value, list) else value)
