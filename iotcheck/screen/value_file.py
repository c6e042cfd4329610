"""`--values FILE`: a table with the columns column, from and to, or a YAML list of mappings with these keys.

Such a table is the one of what could not be read (`rejects.GROUPS_HEADER`), once somebody has filled in what each text
stands for; lines without that are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from iotcheck.errors import DataError, Location, Problem
from iotcheck.files import read_bytes
from iotcheck.reader import Mapping, Node, Scalar, decode, not_a_list, not_a_mapping, read
from iotcheck.reader import Sequence as List
from iotcheck.screen.columns import Reading
from iotcheck.screen.readers import open_table
from iotcheck.screen.rejects import VALUES_HEADER
from iotcheck.screen.replacements import Replacement
from iotcheck.texts import LANGUAGES, say
from iotcheck.typeset import FORMULA_STARTS


def read_values(path: str) -> list[Replacement]:
    """Return what a file says that texts stand for.

    Raise DataError where it has not the three columns or keys; besides what opening a table raises.
    """
    rows = _of_yaml(path) if Path(path).suffix.lower() in (".yaml", ".yml") else _of_table(path)
    return [
        Replacement(column, text, meaning, place)
        for place, (column, text, meaning) in rows
        if meaning and (column or text)
    ]


def _of_table(path: str) -> Iterator[tuple[Location, Sequence[str]]]:
    names = {say(language, f"screen.reject-{name}"): name for name in VALUES_HEADER for language in LANGUAGES}
    names = {name.casefold(): column for name, column in names.items()} | {name: name for name in VALUES_HEADER}

    def count(cells: Sequence[str]) -> int:
        return sum(cell.strip().casefold() in names for cell in cells)

    with open_table(path, None, Reading(), count) as table:
        places = {names[name.casefold()]: place for place, name in enumerate(table.names) if name.casefold() in names}
        absent = [
            Problem(table.place, "no-such-column", {"name": name}) for name in VALUES_HEADER if name not in places
        ]
        if absent:
            raise DataError(absent)
        for batch in table.batches(range(len(table.names))):
            for row, line in enumerate(batch.lines):
                cells = [str(batch.columns[places[name]][row]).strip() for name in VALUES_HEADER]
                yield Location(path, line), list(map(_unguarded, cells))


def _unguarded(text: str) -> str:
    """Return a text without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_STARTS else text


def _of_yaml(path: str) -> Iterator[tuple[Location, Sequence[str]]]:
    root, problems = read(decode(read_bytes(path), path), path)
    if problems or root is None:
        raise DataError(problems or [Problem(Location(path), "empty-file")])
    if not isinstance(root, List):
        raise DataError([not_a_list(root)])
    for item in root.items:
        if not isinstance(item, Mapping):
            raise DataError([not_a_mapping(item)])
        values = {key: value for key, (_, value) in item.entries.items()}
        yield item.location, [_text(values.get(name)) for name in VALUES_HEADER]


def _text(node: Node | None) -> str:
    if node is None:
        return ""
    if not isinstance(node, Scalar):
        raise DataError([Problem(node.location, "expected-text")])
    return node.text
