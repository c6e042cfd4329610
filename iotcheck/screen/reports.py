"""A page for each applicant of a table (`--reports DIR`): rendered with the batch it is in, written as it comes.

The folder says what its pages were made from. A second run from the same goes on where the first one ended; from
anything else it is refused, so that no page of other rules or answers stands among the new ones.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from iotcheck.answers import Answers, in_file_order
from iotcheck.batch import Chunk, ProgramRows, RowTotals
from iotcheck.errors import Location, Problem, ReadWriteError
from iotcheck.files import check_writable, reason, write_text
from iotcheck.model import PolicySet
from iotcheck.record import Record
from iotcheck.screen.row_values import TableValues
from iotcheck.screen.tables import Batch
from iotcheck.values import Number

INDEX = "index.html"
_KEY = "iotcheck-reports.txt"  # says what the pages of a folder were made from
_PAGE = re.compile(r"\d{6,}(-.*)?\.html")
_LONGEST = 40  # characters of an applicant's name in that of its page
_OTHERS = re.compile(r"[^\w]+")

Render = Callable[[PolicySet, Answers, date, str, str], str]  # policies, answers, day, language, name → a page
Ends = tuple[Number, Number | None]


class Reports(Record):
    """What pages are to be made, and where: `key` says from what, None where that cannot be told.

    `render` makes a page; it can be sent to other processes. With `force` pages that are there are replaced.
    """

    folder: str
    key: str | None
    render: Render
    force: bool = False


class Page(NamedTuple):
    """An applicant's page: file, name, programs, both ends of each sum; no `text` if the file was there already."""

    file: str
    name: str
    applicable: int
    undetermined: int
    sums: tuple[Ends, ...]
    text: str | None


class PageMaker:
    """Makes the pages of a batch after its programs have been counted."""

    def __init__(self, reports: Reports, policies: PolicySet, day: date, language: str, values: TableValues) -> None:
        self._reports = reports
        self._policies = policies
        self._day = day
        self._language = language
        self._values = values
        self._totals = RowTotals(0)

    def watch(self, programs: Iterator[ProgramRows], chunk: Chunk) -> Iterator[ProgramRows]:
        """Pass the programs of a batch on."""
        self._totals = RowTotals(chunk.rows, chunk.sums)
        for program in programs:
            self._totals.add(program)
            yield program

    def pages(self, batch: Batch, carried: Sequence[int]) -> list[Page]:
        """Return the page of each row; the first column that is `carried` along names the applicants."""
        return list(self._pages(batch, batch.columns[carried[0]] if carried else [""] * batch.rows))

    def _pages(self, batch: Batch, names: Sequence[str]) -> Iterator[Page]:
        groups = self._policies.sum_groups()
        ends = [zip(self._totals.low(group), self._totals.upper("top", group), strict=True) for group in groups]
        columns = (batch.lines, names, self._totals.count("applicable"), self._totals.count("undetermined"))
        answers = self._values.answers(batch)
        for line, name, applicable, undetermined, given, *sums in zip(*columns, answers, *ends, strict=True):
            file = page_name(line, str(name))
            known = not self._reports.force and Path(self._reports.folder, file).exists()
            text = None if known else self._page(given, str(name))
            yield Page(file, str(name), applicable, undetermined, tuple(sums), text)

    def _page(self, answers: Answers, name: str) -> str:
        known = in_file_order(self._policies, answers)
        return self._reports.render(self._policies, known, self._day, self._language, name)


def page_name(line: int, name: str) -> str:
    """Return the name of the file of an applicant on a line: without anything that a path or a system could mind."""
    short = _OTHERS.sub("-", name)[:_LONGEST].strip("-")
    return f"{line:06}{'-' if short else ''}{short}.html"


class ReportFolder:
    """The folder of the pages; what it has already is kept where it was made from the same."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self._folder = Path(reports.folder)
        self._files: set[str] = set()
        self.pages: list[Page] = []
        self._prepare()

    def take(self, pages: Sequence[Page]) -> None:
        """Write the pages of a batch, each whole or not at all."""
        for page in pages:
            if page.text is not None:
                write_text(str(self._folder / page.file), page.text, force=self._reports.force)
            self._files.add(page.file)
        self.pages += [page._replace(text="" if page.text is not None else None) for page in pages]

    def close(self) -> None:
        """Remove pages of an earlier run that are not among those of this one."""
        for path in self._folder.iterdir() if self._reports.force else ():
            if _PAGE.fullmatch(path.name) and path.name not in self._files:
                path.unlink()

    def _prepare(self) -> None:
        folder, key = self._folder, self._folder / _KEY
        if folder.is_symlink():
            raise ReadWriteError([Problem(Location(str(folder)), "is-a-link")])
        try:
            folder.mkdir(exist_ok=True)
            made_from = key.read_text(encoding="utf-8").strip() if key.is_file() else None
            others = [path.name for path in folder.iterdir() if path.name != _KEY]
        except OSError as error:
            code = os.strerror(errno.ENOTDIR) if isinstance(error, FileExistsError) else reason(error)
            raise ReadWriteError([Problem(Location(str(folder)), "cannot-write", {"reason": code})]) from None
        if others and not self._reports.force and (made_from is None or made_from != self._reports.key):
            raise ReadWriteError([Problem(Location(str(folder)), "other-reports", {"key": _KEY})])
        check_writable(str(key), force=True)
        write_text(str(key), f"{self._reports.key or '-'}\n", force=True)
