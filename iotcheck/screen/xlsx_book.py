"""Excel workbooks: the cells of a sheet as texts, each as the sheet shows it, with all its digits.

Read straight from the archive's XML, row by row: openpyxl knows either merged cells, hidden rows and formats, and then
keeps the whole sheet in memory, or streams and knows none of them; and it refuses workbooks for styles that it does not
need. A cell of 0.3 that is shown as 30% is `30%`, a 2000 shown as 2000万元 is `2000万元`; a day is `2019-05-31`.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO, BinaryIO, NamedTuple
from xml.etree import ElementTree

from iotcheck.screen.xlsx_cells import Formats, cell_text, column_number, number_fault

_BLOCK = 1 << 20
_TYPED = frozenset({"n", "b", "d"})  # kinds of cells that hold no text
_MAX_MERGED = 200_000
_MAX_PART = 1 << 28  # bytes of shared texts and styles, unpacked
_MAX_ELEMENT = 1 << 26  # bytes of a row or a shared text: an archive of a few kilobytes may unpack to gigabytes
_MAX_COLUMNS = 1 << 14
_HIDDEN = rb'\bhidden="(?:1|true)"'
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What the libraries below raise for damaged files.
BROKEN = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, EOFError, NotImplementedError,
           RuntimeError, OverflowError, IndexError)  # fmt: skip


class SheetCell(NamedTuple):
    """A cell: its column, counted from 0, its text, the code of what is wrong with it, and whether it holds no text."""

    column: int
    text: str
    fault: str = ""
    typed: bool = False


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, and its part of the archive."""

    name: str
    path: str


class Book:
    """What a workbook says of all its sheets: names, texts, formats, the first day, whether results are computed."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = zipfile.ZipFile(file)
        main = self._related("_rels/.rels", "", "/officeDocument")
        path = next(iter(main.values()))
        root = self._parsed(path)
        related = self._related(_rels(path), posixpath.dirname(path), "")
        self.sheets: list[Sheet] = []
        self.visible: set[str] = set()
        for element in _all(root, "sheet"):
            identifier = next(value for key, value in element.attrib.items() if key.endswith("}id"))
            if "worksheets" in related[identifier] or "sheet" in posixpath.basename(related[identifier]):
                name = element.get("name", "")
                self.sheets.append(Sheet(name, related[identifier]))
                if element.get("state", "visible") == "visible":
                    self.visible.add(name)
        properties = next(_all(root, "workbookPr"), None)
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        calculation = next(_all(root, "calcPr"), None)
        # Writers that compute nothing, such as XlsxWriter, have the spreadsheet compute all of it when it is opened.
        self.computed = calculation is None or calculation.get("fullCalcOnLoad") not in ("1", "true")
        self.texts = self._shared_texts(related)
        styles = next((path for path in related.values() if path.endswith("styles.xml")), None)
        self.formats = Formats(self._parsed(styles) if styles in self.archive.namelist() else None)

    def open(self, path: str) -> IO[bytes]:
        """Open a part of the archive."""
        return self.archive.open(path)

    def _shared_texts(self, related: dict[str, str]) -> list[str]:
        path = next((path for path in related.values() if path.endswith("sharedStrings.xml")), None)
        if path is None:
            return []
        if self.archive.getinfo(path).file_size > _MAX_PART:
            raise ValueError("too large")
        with self.open(path) as part:
            return [_plain(item) for item in _elements(part, "sst", "si")]

    def _parsed(self, path: str | None) -> ElementTree.Element:
        if path is None or self.archive.getinfo(path).file_size > _MAX_PART:
            raise ValueError("too large")
        with self.archive.open(path) as part:
            return ElementTree.parse(part).getroot()

    def _related(self, path: str, folder: str, kind: str) -> dict[str, str]:
        """Return the parts that a part refers to, by the ids of the references."""
        root = self._parsed(path)
        return {
            element.get("Id", ""): posixpath.normpath(
                element.get("Target", "").lstrip("/")
                if element.get("Target", "").startswith("/")
                else posixpath.join(folder, element.get("Target", ""))
            )
            for element in _all(root, "Relationship")
            if element.get("Type", "").endswith(kind) and element.get("TargetMode") != "External"
        }


class Area(NamedTuple):
    """Merged cells: lines and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class SheetReader:
    """The rows of a sheet."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book = book
        self._path = sheet.path
        self.merged = self._find_merged()

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows as texts, from the first column on."""
        for line, cells in self.rows():
            texts = [""] * (1 + max((cell.column for cell in cells), default=-1))
            for cell in cells:
                texts[cell.column] = cell.text
            yield line, texts

    def rows(self) -> Iterator[tuple[int, list[SheetCell]]]:
        """Yield the rows in order; merged cells give their value to all their rows, in their first column."""
        open_areas: list[tuple[Area, SheetCell]] = []
        starting: dict[int, list[Area]] = {}
        for area in self.merged:
            if area.bottom > area.top:
                starting.setdefault(area.top, []).append(area)
        for line, element in self._elements():
            cells = {cell.column: cell for cell in self._cells(element)}
            open_areas = [(area, cell) for area, cell in open_areas if area.bottom >= line]
            for area, cell in open_areas:
                if not cells.get(area.left, SheetCell(0, "")).text:
                    cells[area.left] = cell
            for area in starting.get(line, ()):
                value = cells.get(area.left)
                if value is not None and value.text:
                    if _is_number(value.text):
                        # Whether each row has that number, or all of them together, nobody can tell.
                        value = value._replace(fault=value.fault or "number-in-merged-cells")
                        cells[area.left] = value
                    open_areas.append((area, value))
            yield line, list(cells.values())

    def hidden_lines(self) -> list[int]:
        """Return the lines that are hidden, most often by a filter."""
        pattern = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
        lines, line = [], 0
        for match in self._search(pattern):
            line = int(number[1]) if (number := re.search(rb'\br="(\d+)"', match[1])) else line + 1
            if re.search(_HIDDEN, match[1]):
                lines.append(line)
        return lines

    def hidden_columns(self) -> list[int]:
        """Return the columns that are hidden, counted from 0."""
        declared = self._search(re.compile(rb"<(?:\w+:)?(?:col\b([^>]*)|sheetData)"))
        columns: list[int] = []
        while (match := next(declared, None)) and match[1] is not None:
            ends = [int(number) for number in re.findall(rb'\b(?:min|max)="(\d{1,5})"', match[1])]
            if ends and re.search(_HIDDEN, match[1]):
                columns += range(min(ends) - 1, min(max(ends), _MAX_COLUMNS))
        return columns

    def _find_merged(self) -> list[Area]:
        return sorted(
            Area(int(match[2]), column_number(match[1].decode()), int(match[4]), column_number(match[3].decode()))
            for match in islice(self._search(_MERGED), _MAX_MERGED)
        )

    def _search(self, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
        """Yield what a pattern finds in the sheet's XML; it never goes over the end of a tag."""
        with self._book.open(self._path) as part:
            rest = b""
            while block := part.read(_BLOCK):
                text = rest + block
                end = text.rfind(b">") + 1
                yield from pattern.finditer(text, 0, end)
                rest = text[end:][-_BLOCK:]

    def _elements(self) -> Iterator[tuple[int, ElementTree.Element]]:
        line = 0
        with self._book.open(self._path) as part:
            for element in _elements(part, "sheetData", "row"):
                line = int(element.get("r") or line + 1)
                yield line, element

    def _cells(self, row: ElementTree.Element) -> Iterator[SheetCell]:
        column = -1
        for element in row:
            reference = _REFERENCE.match(element.get("r", ""))
            column = column_number(reference[1]) if reference else column + 1
            if column >= _MAX_COLUMNS:
                raise ValueError("too many columns")
            parts = {child.tag.rpartition("}")[2]: child for child in element}
            text, fault = self._text(element, parts)
            if text or fault:
                yield SheetCell(column, text, fault, element.get("t", "n") in _TYPED)

    def _text(self, element: ElementTree.Element, parts: dict[str, ElementTree.Element]) -> tuple[str, str]:
        """Return the text of a cell, and the code of what is wrong with it."""
        kind = element.get("t", "n")
        value = parts["v"].text if "v" in parts else None
        if "f" in parts and kind != "str" and (not value or (not self._book.computed and value in ("0", "0.0"))):
            return f"={parts['f'].text or ''}", "formula-without-result"
        match kind:
            case "s":
                return (self._book.texts[int(value)] if value else ""), ""
            case "inlineStr":
                return _plain(parts["is"]) if "is" in parts else "", ""
            case "str" | "d":
                return _unescaped(value or "").removesuffix("T00:00:00"), ""
            case "b":
                return ("true" if value in ("1", "true") else "false") if value else "", ""
            case "e":
                return value or "", "error-in-cell"
            case _:
                if not value:
                    return "", ""
                number_format = self._book.formats.of(element.get("s"))
                text = cell_text(value, number_format, from_1904=self._book.from_1904)
                return text, number_fault(value, number_format, text)


class _Bounded:
    """A part of the archive that is read in pieces; no element may be larger than what is allowed at once."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._since = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes; raise ValueError where an element does not end."""
        data = self._part.read(size)
        self._since += len(data)
        if self._since > _MAX_ELEMENT:
            raise ValueError("an element is too large")
        return data

    def element_ended(self) -> None:
        """Begin to count anew."""
        self._since = 0


def _elements(part: IO[bytes], parent: str, name: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a name below a parent, one by one; none stays in memory."""
    bounded = _Bounded(part)
    above: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(bounded, events=("start", "end")):
        found = element.tag.rpartition("}")[2]
        if event == "start" and found == parent and above is None:
            above = element
        elif event == "end" and found == name and above is not None:
            yield element
            above.clear()
            bounded.element_ended()


def _all(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a name in whatever namespace: that of transitional or of strict Open XML."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _plain(item: ElementTree.Element) -> str:
    """Return the text of a shared or inline string, with all its runs, without phonetic guides."""
    texts = []
    for child in item:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            texts += [run.text or "" for run in child if run.tag.rpartition("}")[2] == "t"]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[\d,]*\.?\d+%?(?:E[+-]?\d+)?\D{0,4}", text) is not None


def _rels(path: str) -> str:
    return posixpath.join(posixpath.dirname(path), "_rels", f"{posixpath.basename(path)}.rels")
