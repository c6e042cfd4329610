"""Tables in JSON lines: an object a line. An absent key is an empty cell, null is *don't know*, a list several choices.

The file is read twice: keys may appear late, and the header must know them all.
"""

from __future__ import annotations

import io
import json
from collections.abc import Container, Iterator
from itertools import islice
from typing import Any, BinaryIO

from iotcheck.errors import DataError, Location, Problem
from iotcheck.reader import NotJsonError, strict_json
from iotcheck.screen.tables import BATCH, BadRow, Batch

_SHOWN = 200
_SEPARATOR = ";"


class JsonTable:
    """A file of JSON lines that is open for reading and can be sought in."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.notices: list[Problem] = []
        self.place = Location(name, 1)
        self._file = file
        self._size = file.seek(0, io.SEEK_END)
        self.names = self._find_names()
        if not self.names:
            raise DataError([Problem(Location(name), "empty-file")])

    def progress(self) -> float:
        """Return the share of the file that has been read."""
        return self._file.tell() / self._size if self._size else 1.0

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows, blank lines left out."""
        lines = enumerate(self._lines(), 1)
        null = ["" if place in carried else "?" for place in range(len(self.names))]
        while some := list(islice(lines, BATCH)):
            rows: list[list[str]] = []
            numbers: list[int] = []
            bad: list[BadRow] = []
            for number, line in some:
                if not line.strip():
                    continue
                try:
                    found = _object(line)
                    rows.append(
                        [
                            "" if name not in found else at if found[name] is None else _text(found[name])
                            for name, at in zip(self.names, null, strict=True)
                        ]
                    )
                    numbers.append(number)
                except _BadLineError as error:
                    shown = line.decode("utf-8", "backslashreplace")[:_SHOWN].rstrip()
                    bad.append(BadRow(number, shown, error.args[0], error.args[1]))
            yield Batch(len(rows), list(zip(*rows, strict=True)) or [()] * len(self.names), numbers, tuple(bad))

    def _find_names(self) -> list[str]:
        names: dict[str, None] = {}
        for line in self._lines():
            try:
                names |= dict.fromkeys(_object(line)) if line.strip() else {}
            except _BadLineError:
                continue
        return list(names)

    def _lines(self) -> Iterator[bytes]:
        self._file.seek(3 if self._starts_with_mark() else 0)
        yield from self._file

    def _starts_with_mark(self) -> bool:
        self._file.seek(0)
        return self._file.read(3) == b"\xef\xbb\xbf"


class _BadLineError(ValueError):
    """A line that is no row: code and parameters."""


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = strict_json(line)
    except json.JSONDecodeError as error:
        raise _BadLineError("json-syntax", {"detail": error.msg}) from None
    except NotJsonError as error:
        raise _BadLineError(*error.args) from None
    except (UnicodeDecodeError, RecursionError) as error:
        raise _BadLineError("json-syntax", {"detail": type(error).__name__}) from None
    if not isinstance(found, dict):
        raise _BadLineError("expected-json-object", {})
    return found


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value
        case []:
            return "none"
        case list() if all(isinstance(one, str) for one in value):
            return _SEPARATOR.join(value)
        case _:
            raise _BadLineError("not-one-value", {})
