"""Opens tables: the kind is told by the end of the name, and for standard input it is CSV unless said otherwise."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from iotcheck.errors import Location, Problem, ReadWriteError, UsageError
from iotcheck.files import reason
from iotcheck.screen.columns import Reading
from iotcheck.screen.headers import CountFacts
from iotcheck.screen.tables import Kind, Table

KINDS = {
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".json": Kind.JSON_LINES,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".parquet": Kind.PARQUET,
    ".arrow": Kind.ARROW,
    ".feather": Kind.ARROW,
}

_SNIFFED = 64  # bytes by whose first one JSON is told from CSV
_OTHER_WORKBOOKS = (".xls", ".xlsb", ".et", ".ods", ".numbers")


@contextmanager
def open_table(
    path: str,
    stdin: BinaryIO | None,
    reading: Reading,
    count_facts: CountFacts,
) -> Iterator[Table]:
    """Open a table, `-` being standard input in CSV or JSON.

    `count_facts` finds the header where titles stand above it. Raise ReadWriteError where the table cannot be read,
    UsageError where its kind is unknown, has no sheets, or needs a library that is not installed.
    """
    kind = Kind.CSV if path == "-" else KINDS.get(Path(path).suffix.lower())
    if Path(path).suffix.lower() in _OTHER_WORKBOOKS:
        raise UsageError([Problem(Location(path), "other-workbook")])
    if kind is None:
        raise UsageError([Problem(Location(path), "unknown-table-kind", {"known": tuple(KINDS)})])
    if reading.sheet is not None and kind is not Kind.XLSX:
        raise UsageError([Problem(Location("--sheet"), "options-contradict", {"other": path})])
    with _open(path, stdin) as file:
        if path == "-" and file.read(_SNIFFED).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            kind = Kind.JSON_LINES
        file.seek(0)
        yield _table(kind, file, path, reading, count_facts)


@contextmanager
def _open(path: str, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    if path != "-":
        with _open_file(path) as file:
            yield file
    else:
        if stdin is None:
            raise ReadWriteError([Problem(Location("-"), "cannot-read", {"reason": "closed"})])
        with tempfile.TemporaryFile() as copy:  # encodings are found out by reading twice
            shutil.copyfileobj(stdin, copy)
            copy.seek(0)
            yield copy


def _open_file(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise ReadWriteError([Problem(Location(path), "cannot-read", {"reason": reason(error)})]) from None


def _table(kind: Kind, file: BinaryIO, path: str, reading: Reading, count_facts: CountFacts) -> Table:
    try:
        match kind:
            case Kind.CSV:
                from iotcheck.screen.csv_table import CsvTable

                return CsvTable(file, path, reading.encoding, count_facts)
            case Kind.JSON_LINES:
                from iotcheck.screen.json_table import JsonTable

                return JsonTable(file, path, reading.encoding)
            case Kind.XLSX:
                from iotcheck.screen.xlsx_table import XlsxTable

                return XlsxTable(file, path, count_facts, reading.sheet)
            case Kind.PARQUET | Kind.ARROW:
                from iotcheck.screen.arrow_input import ArrowTable

                return ArrowTable(file, path, parquet=kind is Kind.PARQUET)
    except ModuleNotFoundError as error:
        raise missing_library(path, error) from None


def missing_library(path: str, error: ModuleNotFoundError, code: str = "library-missing") -> UsageError:
    """Return what to say where a file's kind, or by another code a command, needs a library that is not there."""
    library = str(error.name)
    if not Path(__file__).is_file():
        return UsageError([Problem(Location(path), "library-not-in-archive", {"library": library})])
    problem = Problem(Location(path), code, {"library": library, "command": _install_command(library)})
    return UsageError([problem])


def _install_command(library: str) -> str:
    """Return the shell command that installs a library where this program is installed."""
    environment = Path(sys.prefix)
    if (environment / "pipx_metadata.json").is_file():
        return shlex.join(["pipx", "inject", environment.name, library])
    settings = environment / "pyvenv.cfg"
    if settings.is_file() and re.search(r"^uv *=", settings.read_text(encoding="utf-8"), re.MULTILINE):
        return shlex.join(["uv", "pip", "install", "--python", sys.prefix, library])  # there is no pip in it
    return shlex.join([sys.executable, "-m", "pip", "install", library])
