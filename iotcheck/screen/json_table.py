"""Tables in JSON: an object a line, or a list of objects. An absent key is an empty cell, null is *don't know*.

A list of texts is several choices. The file is read twice: keys may appear late, and the header must know them all.
"""

from __future__ import annotations

import io
import json
from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from iotcheck.errors import DataError, Location, Problem
from iotcheck.reader import NotJsonError, strict_json
from iotcheck.screen.columns import Lines
from iotcheck.screen.csv_table import FoundEncoding, find_encoding
from iotcheck.screen.layouts import TypedTexts, Value, exact_number
from iotcheck.screen.tables import BATCH, BadRow, Batch, CellFault

_SHOWN = 200
_SEPARATOR = ";"
_MAX_WHOLE = 1 << 27  # bytes of a file that is not an object a line, and so is kept in memory
_SPACE = " \t\r\n"

_Record = tuple[int, dict[str, Any] | BadRow]  # the line on which it begins


class JsonTable:
    """A file of JSON lines, or of objects that go over several lines, that can be sought in."""

    by_hand = False
    separator = ""

    def __init__(self, file: BinaryIO, name: str, encoding: str | None = None) -> None:
        self.notices: list[Problem] = []
        self.place = Location(name, 1)
        self.above: Lines = ()
        self._file = file
        self._name = name
        self._size = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._kinds: dict[str, frozenset[type]] = {}  # the types of each key's values
        self._encoding = FoundEncoding(encoding, clean=False) if encoding else find_encoding(file, name)
        try:
            self._by_lines = self._has_an_object_a_line()
            self.names = self._find_names()
        except (LookupError, UnicodeError):  # there is none, or one that lets no other bytes pass
            raise DataError([Problem(Location("--encoding"), "unknown-encoding", {"name": encoding})]) from None
        if self._encoding.name == "gb18030" and encoding is None:
            sample = " · ".join([key for key in self.names if not key.isascii()][:2] or self.names[:2])
            self.notices.append(Problem(Location(name), "read-as-gb18030", {"sample": sample}, "notice"))

    def progress(self) -> float:
        """Return the share of the file that has been read."""
        return self._file.tell() / self._size if self._size else 1.0

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows, blank lines left out."""
        records = self._records()
        null = ["" if place in carried else "?" for place in range(len(self.names))]
        while some := list(islice(records, BATCH)):
            rows: list[list[str]] = []
            numbers: list[int] = []
            faults: list[CellFault] = []
            for number, record in some:
                if isinstance(record, dict):
                    for place, key in enumerate(self.names):
                        if isinstance(record.get(key), dict | list) and not _is_several(record[key]):
                            faults.append(CellFault(len(rows), place, "not-one-value"))
                    rows.append(
                        [
                            "" if key not in record else open_text if record[key] is None else _text(record[key])
                            for key, open_text in zip(self.names, null, strict=True)
                        ]
                    )
                    numbers.append(number)
            bad = tuple(record for _, record in some if isinstance(record, BadRow))
            columns: list[Sequence[str]] = [*zip(*rows, strict=True)] or [()] * len(self.names)
            for place, name in enumerate(self.names):
                if place in carried and self._kinds[name] - {str}:
                    found = [record.get(name) for _, record in some if isinstance(record, dict)]
                    columns[place] = TypedTexts(columns[place], list(map(_carried, found)), self._kinds[name])
            yield Batch(len(rows), columns, numbers, bad, faults=tuple(faults))

    def _find_names(self) -> list[str]:
        first: BadRow | None = None
        for _, record in self._records():
            if isinstance(record, dict):
                for name, value in record.items():
                    self._kinds.setdefault(name, frozenset())
                    if value is not None and (kind := type(_carried(value))) not in self._kinds[name]:
                        self._kinds[name] |= {kind}
            else:
                first = first or record
        if not self._kinds:
            place = Location(self._name, first.line if first else 0)
            raise DataError([Problem(place, first.code, first.params) if first else Problem(place, "empty-file")])
        return list(self._kinds)

    def _has_an_object_a_line(self) -> bool:
        """Whether lines are read one by one: the first that is not blank holds a whole object, or is just broken."""
        first = next((line for line in self._lines() if line.strip()), "").strip()
        if first.startswith("["):
            return False
        try:
            strict_json(first)
        except json.JSONDecodeError as error:
            return error.pos < len(first) or not first.startswith("{")
        except (NotJsonError, RecursionError):
            pass
        return True

    def _records(self) -> Iterator[_Record]:
        if not self._by_lines:
            return self._whole()
        encoding = self._encoding.name
        return (
            (number, _record(number, line, encoding)) for number, line in enumerate(self._lines(), 1) if line.strip()
        )

    def _lines(self) -> Iterator[str]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self._encoding.name, errors="surrogateescape", newline="\n")
        try:
            yield from (line.removeprefix("\ufeff") for line in text)
        finally:
            text.detach()

    def _whole(self) -> Iterator[_Record]:
        """Yield the objects of a list, or objects one after the other, wherever their lines end."""
        if self._size > _MAX_WHOLE:
            raise DataError([Problem(Location(self._name), "too-large-for-one-list", {"limit": _MAX_WHOLE >> 20})])
        self._file.seek(0)
        text = self._file.read().decode(self._encoding.name, "surrogateescape").removeprefix("\ufeff")
        start = _after(text, 0, _SPACE)
        listed = text.startswith("[", start)
        position = _after(text, start + listed, _SPACE)
        decoder = json.JSONDecoder()
        line, counted = 1, 0
        while position < len(text) and not (listed and text[position] == "]"):
            line, counted = line + text.count("\n", counted, position), position
            try:
                _, end = decoder.raw_decode(text, position)
            except (json.JSONDecodeError, RecursionError) as error:
                detail = getattr(error, "msg", type(error).__name__)
                place = Location(self._name, getattr(error, "lineno", line), getattr(error, "colno", 0))
                raise DataError([Problem(place, "json-syntax", {"detail": detail})]) from None
            yield line, _record(line, text[position:end], self._encoding.name)
            position = _after(text, end, _SPACE + "," if listed else _SPACE)


def _record(number: int, line: str, encoding: str) -> dict[str, Any] | BadRow:
    code: str
    params: dict[str, object]
    try:
        value = strict_json(line)
    except json.JSONDecodeError as error:
        code, params = "json-syntax", {"detail": error.msg}
    except NotJsonError as error:
        code, params = error.args[0], error.args[1]
    except RecursionError as error:
        code, params = "json-syntax", {"detail": type(error).__name__}
    else:
        if not isinstance(value, dict):
            code, params = "expected-json-object", {}
        elif any("\udc80" <= character <= "\udcff" for character in line):
            code, params = "not-in-this-encoding", {"encoding": encoding}
        else:
            return value
    return BadRow(number, line.encode("utf-8", "backslashreplace").decode()[:_SHOWN].rstrip(), code, params)


def _after(text: str, start: int, skipped: str) -> int:
    """Return the place of the first character that is not skipped."""
    while start < len(text) and text[start] in skipped:
        start += 1
    return start


def _is_several(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _carried(value: Any) -> Value:
    """Return what is carried along for a value: numbers, true and false as they are, lists and objects as texts."""
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    number = exact_number(value) if isinstance(value, str) else None
    return _text(value) if number is None else number


def _text(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value
        case []:
            return "none"
        case list() if _is_several(value):
            return _SEPARATOR.join(value)
        case _:
            return json.dumps(_native(value), ensure_ascii=False)


def _native(value: Any) -> Any:
    """Return a value whose numbers are numbers again: strict reading keeps them as texts."""
    match value:
        case dict():
            return {key: _native(item) for key, item in value.items()}
        case list():
            return [_native(item) for item in value]
        case str() if type(value) is not str:
            return json.loads(value)
        case _:
            return value
