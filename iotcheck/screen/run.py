"""The whole job: a table in, results and rejects out, each file whole or not at all, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from iotcheck.errors import Location, Problem, ReadWriteError
from iotcheck.files import check_writable, reason, settle, writing
from iotcheck.model import PolicySet
from iotcheck.record import Record
from iotcheck.screen.body import Body
from iotcheck.screen.column_notices import Ids, column_notices
from iotcheck.screen.columns import Columns, Reading
from iotcheck.screen.headers import count_facts
from iotcheck.screen.job import Job, Screened, Worker
from iotcheck.screen.layouts import Layout
from iotcheck.screen.obstacles import Obstacles, merge
from iotcheck.screen.readers import open_table
from iotcheck.screen.rejects import GROUPS_HEADER, Group, Groups, Reject
from iotcheck.screen.remarks import Noticed, Remarks
from iotcheck.screen.reports import Page, ReportFolder, Reports
from iotcheck.screen.sinks import BYTE_ORDER_MARK, Sink, csv_rows, guarded_row, kind_of, open_sink, text_format
from iotcheck.screen.summary import Portfolio, summary, summary_columns, summary_rows
from iotcheck.screen.tables import Batch, Kind
from iotcheck.screen.xlsx_sheets import sheets_of
from iotcheck.screen.xlsx_sink import Sheet

_MANY = 1 << 9  # rows at once of a layout that has many records, each of many words, for every row
_PAGES = 1 << 5  # rows at once whose pages are rendered


class Request(Record):
    """What the user asked for. `output` is None for standard output; `rejects` None where no file is to be written.

    `layout` None only checks the table. `groups` is the file of what could not be read by column and text, for outputs
    that have no second sheet for it.
    """

    input: str
    output: str | None = None
    layout: Layout | None = Layout.MATCHES
    near: Fraction | None = None  # see `Job.near`
    obstacles: bool = False  # see `Job.obstacles`
    reports: Reports | None = None
    as_json: bool = False
    reading: Reading = Reading()
    rejects: str | None = None
    always_rejects: bool = False  # the file of rejects is written even if nothing is rejected
    groups: str | None = None
    jobs: int = 1
    force: bool = False
    write: bool = True  # False: only count
    words: bool = False  # results in words, for people
    head: Mapping[str, Any] = MappingProxyType({})  # what the summary begins with


class Streams(Record):
    """The outside world: binary standard streams, where notices go, and who wants to know of progress.

    `progress` is told the rows read so far, and the share of the table, None where that is not known.
    """

    stdin: BinaryIO | None
    stdout: BinaryIO | None
    notify: Callable[[Problem], None]
    progress: Callable[[int, float | None], None]


class Result(Record):
    """What came of it: the counts, what could not be read, and which column was what."""

    portfolio: Portfolio
    groups: tuple[Group, ...]
    columns: Columns
    pages: tuple[Page, ...] = ()


def screen(policies: PolicySet, as_of: date, language: str, request: Request, streams: Streams) -> Result:
    """Screen a table; raise DataError, UsageError or ReadWriteError, and then no file is left behind or changed."""
    with ExitStack() as files:
        reading, noticed = request.reading, Noticed(streams.notify)
        counts = count_facts([policies], reading.mapping, reading.id_column)
        table = files.enter_context(open_table(request.input, streams.stdin, reading, counts))
        noticed.take(table.notices)
        body = Body(table, policies, reading)
        batches = _reading(body, request.input)
        columns = body.columns
        place = Location(table.place.file)
        full = request.layout is None  # then whoever asked says all of it
        unused = () if full else column_notices(policies, as_of, columns, place, language)
        noticed.take((*columns.notices, *unused))
        job = _job(policies, as_of, language, request, columns)
        sink, output = _open_sink(files, request, streams, job)
        rejects = _RejectsFile(files, request, job)
        remarks = Remarks()
        obstacles: Obstacles = {}
        portfolio = Portfolio(tally={}, obstacles=obstacles if job.counts_obstacles else None)
        work = files.enter_context(_working(job, request.jobs))
        ids = Ids(columns)
        folder = ReportFolder(request.reports) if request.reports is not None else None
        for done in work(ids.watch(_sliced(batches, request))):
            portfolio += Portfolio.of(done)
            merge(obstacles, done.obstacles)
            rejects.take(done.rejects)
            remarks.take(done)
            if folder is not None:
                folder.take(done.pages)
            if sink is not None and done.results:
                sink.write(done.results)
            streams.progress(portfolio.read, table.progress())
        groups = rejects.close()
        noticed.take((*body.notices(), *remarks.notices(columns, reading, policies, place.file)))
        noticed.take(filter(None, [ids.notice(place, language)]))
        if sink is not None:
            _close(sink, request, job, portfolio, groups, noticed.problems)
            if request.output is not None and output is not None:
                settle(output)  # before any of the files takes its name
        if folder is not None:
            folder.close()
    return Result(
        portfolio=portfolio,
        groups=tuple(groups),
        columns=columns,
        pages=tuple(folder.pages) if folder is not None else (),
    )


def _close(
    sink: Sink, request: Request, job: Job, portfolio: Portfolio, groups: list[Group], notices: Sequence[Problem]
) -> None:
    """Write what comes after the rows of applicants."""
    day, language = job.as_of, job.language
    if request.layout is Layout.SUMMARY:
        rows = summary_rows(portfolio, job.policies, day, language)
        sink.write(summary_columns(rows, job.wording if request.words else None))
    found = summary(portfolio, groups, job.policies, day, language)
    sheets: Sequence[Sheet] = ()
    if kind_of(request.output, as_json=request.as_json) is Kind.XLSX:
        sheets = sheets_of(job.wording, notices, in_words=request.words)
    sink.close({**request.head, **found}, groups_table(groups, job) if groups else (), sheets)


def _job(policies: PolicySet, as_of: date, language: str, request: Request, columns: Columns) -> Job:
    # Other processes send text; here it is made when it is written, some rows at a time.
    sent = request.jobs > 1 and request.layout not in (None, Layout.SUMMARY)
    return Job(
        policies=policies,
        as_of=as_of,
        language=language,
        layout=request.layout,
        columns=columns,
        rendered=text_format(kind_of(request.output, as_json=request.as_json)) if sent else None,
        words=request.words,
        open_cells=request.reading.open_cells,
        near=request.near,
        obstacles=request.obstacles,
        reports=request.reports,
    )


def _sliced(batches: Iterator[Batch], request: Request) -> Iterator[Batch]:
    """Return batches that are small where much is written for each row."""
    if request.reports is None and request.layout not in (Layout.REASONS, Layout.PORTFOLIO):
        return batches
    size = _MANY if request.reports is None else _PAGES
    return (piece for batch in batches for piece in batch.slices(size))


def groups_table(groups: Sequence[Group], job: Job) -> list[tuple[str | int, ...]]:
    """Return groups as a table with its header."""
    if not job.words:
        return [GROUPS_HEADER, *(group.cells() for group in groups)]
    wording = job.wording
    return [tuple(wording.rejects(GROUPS_HEADER)), *(wording.reject(group.cells()) for group in groups)]


class _RejectsFile:
    """Writes what cannot be read to a file that begins to exist with the first of it, and counts it."""

    def __init__(self, files: ExitStack, request: Request, job: Job) -> None:
        self._groups = Groups()
        self._files = files
        self._job = job
        self._force = request.force
        self._path = request.rejects
        self._always = request.always_rejects
        self._groups_path = request.groups
        self._file: BinaryIO | None = None
        for path in (self._path, self._groups_path):
            if path is not None:
                check_writable(path, force=self._force)

    def take(self, rejects: list[Reject]) -> None:
        """Take what cannot be read of a batch."""
        self._groups.add(rejects)
        if rejects and self._path is not None:
            self._file = self._file or self._begin(self._path)
            wording = self._job.wording if self._job.words else None
            self._file.write(csv_rows(guarded_row(wording.reject(reject) if wording else reject) for reject in rejects))

    def close(self) -> list[Group]:
        """Write and return the groups; leave no file of an earlier run where there is nothing in it now."""
        if self._path is not None and self._file is None and (self._always or Path(self._path).exists()):
            self._begin(self._path)
        groups = self._groups.most_frequent()
        if self._groups_path is not None and (groups or Path(self._groups_path).exists()):
            self._begin(self._groups_path, groups_table(groups, self._job))
        return groups

    def _begin(self, path: str, rows: Iterable[Sequence[str | int]] | None = None) -> BinaryIO:
        file = self._files.enter_context(writing(path, force=self._force))
        names = self._job.wording.rejects(Reject._fields) if self._job.words else Reject._fields
        file.write(BYTE_ORDER_MARK + csv_rows(map(guarded_row, [names] if rows is None else rows)))
        return file


def _open_sink(files: ExitStack, request: Request, streams: Streams, job: Job) -> tuple[Sink | None, BinaryIO | None]:
    """Return what results are written by, and to."""
    if request.layout is None or not request.write:
        return None, None
    names = job.names
    kind = kind_of(request.output, as_json=request.as_json)
    if request.output is not None:
        file = files.enter_context(writing(request.output, force=request.force))
    elif streams.stdout is None:
        raise ReadWriteError([Problem(Location("-"), "cannot-write", {"reason": "closed"})])
    else:
        file = streams.stdout
    sink = open_sink(
        kind, file, request.output, names, places=job.policies.decimal_places, words=request.words, money=job.money
    )
    if kind in (Kind.PARQUET, Kind.ARROW):
        files.callback(sink.release)  # type: ignore[attr-defined]
    return sink, file


def _reading(body: Body, path: str) -> Iterator[Batch]:
    """Return a table's batches; an error of the system is one of the file that is read."""
    try:
        return _Batches(body.batches(), path)
    except OSError as error:
        raise _cannot_read(path, error) from None


class _Batches:
    """Batches whose errors of the system are those of the file that is read.

    NOTE: a generator would keep each batch in memory while it is screened and the next one read.
    """

    def __init__(self, batches: Iterator[Batch], path: str) -> None:
        self._batches = batches
        self._path = path

    def __iter__(self) -> _Batches:
        return self

    def __next__(self) -> Batch:
        try:
            return next(self._batches)
        except OSError as error:
            raise _cannot_read(self._path, error) from None


def _cannot_read(path: str, error: OSError) -> ReadWriteError:
    return ReadWriteError([Problem(Location(path), "cannot-read", {"reason": reason(error)})])


@contextmanager
def _working(job: Job, count: int) -> Iterator[Callable[[Iterator[Batch]], Iterator[Screened]]]:
    """Give what does a job on batches, in order: in this process, or in `count` others."""
    if count <= 1:
        worker = Worker(job)
        yield lambda batches: map(worker, batches)
        return
    from iotcheck.screen.processes import Processes

    with Processes(job, count) as processes:
        yield processes.work
