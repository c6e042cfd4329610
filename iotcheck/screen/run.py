"""The whole job: a table in, results and rejects out, each file whole or not at all, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from iotcheck.errors import Location, Problem, ReadWriteError
from iotcheck.files import check_writable, reason, writing
from iotcheck.model import PolicySet
from iotcheck.record import Record
from iotcheck.screen.body import Body
from iotcheck.screen.column_notices import Ids, column_notices
from iotcheck.screen.columns import Columns, Options
from iotcheck.screen.headers import count_facts
from iotcheck.screen.job import Job, Screened, Worker
from iotcheck.screen.layouts import Layout
from iotcheck.screen.portfolio import Portfolio, summary, summary_columns, summary_rows
from iotcheck.screen.readers import open_table
from iotcheck.screen.rejects import APPLICANT, HEADER, Reject
from iotcheck.screen.sinks import Sink, kind_of, open_sink
from iotcheck.screen.tables import Batch
from iotcheck.screen.text_formats import BYTE_ORDER_MARK, csv_rows, guarded_row, text_format

_SHOWN_REJECTS = 20


class Request(Record):
    """What the user asked for. `output` is None for standard output; `rejects` None where no file is to be written.

    `layout` None only checks the table.
    """

    input: str
    output: str | None = None
    layout: Layout | None = Layout.MATCHES
    as_json: bool = False
    mapping: Mapping[str, str] = MappingProxyType({})
    units: Mapping[str, str] = MappingProxyType({})
    id_column: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    rejects: str | None = None
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
    """What came of it: the counts, the first rejected rows, and which column was what."""

    portfolio: Portfolio
    rejects: tuple[Reject, ...]
    columns: Columns


def screen(policies: PolicySet, as_of: date, language: str, request: Request, streams: Streams) -> Result:
    """Screen a table; raise DataError, UsageError or ReadWriteError, and then no file is left behind or changed."""
    with ExitStack() as files:
        counts = count_facts([policies], request.mapping, request.id_column)
        table = files.enter_context(open_table(request.input, streams.stdin, request.encoding, counts, request.sheet))
        for notice in table.notices:
            streams.notify(notice)
        body = Body(table, policies, Options(request.mapping, request.units, request.id_column))
        batches = _reading(body, request.input)
        columns = body.columns
        place = Location(table.place.file)
        full = request.layout is None  # then whoever asked says all of it
        unused = () if full else column_notices(policies, as_of, columns, place, language)
        for notice in (*columns.notices, *unused):
            streams.notify(notice)
        rendered = text_format(kind_of(request.output, as_json=request.as_json))
        job = Job(
            policies=policies,
            as_of=as_of,
            language=language,
            layout=request.layout,
            columns=columns,
            rendered=rendered if request.layout in (Layout.MATCHES, Layout.WIDE) else None,
            words=request.words,
        )
        sink = _open_sink(files, request, streams, job)
        rejects = _Rejects(files, request, job)
        portfolio = Portfolio(tally={})
        work = files.enter_context(_working(job, request.jobs))
        ids = Ids(columns)
        for done in work(ids.watch(batches)):
            portfolio += Portfolio.of(done)
            rejects.take(done.rejects)
            if sink is not None and done.results:
                sink.write(done.results)
            streams.progress(portfolio.read, table.progress())
        rejects.close()
        if sink is not None:
            if request.layout is Layout.SUMMARY:
                rows = summary_rows(portfolio, policies, as_of, language)
                sink.write(job.wording.summary(rows) if request.words else summary_columns(rows))
            sink.close({**request.head, **summary(portfolio, policies, as_of, language)})
    for notice in body.notices():
        streams.notify(notice)
    if twice := ids.notice(place, language):
        streams.notify(twice)
    return Result(portfolio=portfolio, rejects=tuple(rejects.first), columns=columns)


class _Rejects:
    """Writes rejected rows to a file that begins to exist with the first of them, and remembers the first ones."""

    def __init__(self, files: ExitStack, request: Request, job: Job) -> None:
        self.first: list[Reject] = []
        header = (*HEADER, APPLICANT)
        self._header = job.wording.rejects(header) if request.words else header
        self._files = files
        self._request = request
        self._file: BinaryIO | None = None
        if request.rejects is not None:
            check_writable(request.rejects, force=request.force)

    def take(self, rejects: list[Reject]) -> None:
        """Take the rejected rows of a batch."""
        self.first += rejects[: _SHOWN_REJECTS - len(self.first)]
        if not rejects or self._request.rejects is None:
            return
        file = self._file or self._begin(self._request.rejects)
        file.write(csv_rows(guarded_row((*reject.cells(), reject.applicant)) for reject in rejects))

    def close(self) -> None:
        """Leave no rejects of an earlier run where there are none now."""
        path = self._request.rejects
        if path is not None and self._file is None and Path(path).exists():
            self._begin(path)

    def _begin(self, path: str) -> BinaryIO:
        self._file = self._files.enter_context(writing(path, force=self._request.force))
        self._file.write(BYTE_ORDER_MARK + csv_rows([self._header]))
        return self._file


def _open_sink(files: ExitStack, request: Request, streams: Streams, job: Job) -> Sink | None:
    if request.layout is None or not request.write:
        return None
    names = job.names
    kind = kind_of(request.output, as_json=request.as_json)
    if request.output is not None:
        file = files.enter_context(writing(request.output, force=request.force))
    elif streams.stdout is None:
        raise ReadWriteError([Problem(Location("-"), "cannot-write", {"reason": "closed"})])
    else:
        file = streams.stdout
    return open_sink(kind, file, request.output, names)


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
