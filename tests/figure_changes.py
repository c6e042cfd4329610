"""Would lint notice a wrong figure? Every figure under a quote is changed in the text of a file, one after another.

`python -m tests.figure_changes [FOLDER…]` (folders with policies.yaml; by default the shipped file and the second one
of the tests) prints how many changes of each kind there are, how many lint notices, and each that it does not.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from iotcheck.authoring.figures.stated import stated_figures
from iotcheck.authoring.lint import lint
from iotcheck.authoring.lint.context import LintContext
from iotcheck.authoring.lint.figures import check_figures
from iotcheck.errors import DataError, Location, Problem
from iotcheck.loader import load, load_file
from iotcheck.reader import Mapping, Node, Scalar, Sequence, read

ROOT = Path(__file__).parents[1]
FILES = (ROOT / "data" / "policies.yaml", ROOT / "tests" / "data" / "second" / "policies.yaml")
TURNED = {
    "at_least": ("at_most", "more_than"),
    "at_most": ("at_least", "less_than"),
    "more_than": ("less_than", "at_least"),
    "less_than": ("more_than", "at_most"),
    "on_or_after": ("before", "after"),
    "before": ("on_or_after", "on_or_before"),
    "after": ("on_or_before", "on_or_after"),
    "on_or_before": ("after", "before"),
    "up_to": ("below",),
    "below": ("up_to",),
    "least": ("greatest",),
    "greatest": ("least",),
}
# Inside of an amount, words for a limit further out speak of something else.
_STOPS = frozenset({"when", "then", "otherwise", "cases", "steps", "rate", "of", "quotient", "per", "count"})


class Change(NamedTuple):
    """One change of a file's text: its kind, what it makes of which words, and the whole text after it."""

    kind: str
    place: Location
    before: str
    after: str
    text: str


class _Figure(NamedTuple):
    """A figure as it is written, and the key of its comparison, or of the smallest or largest it is one of."""

    scalar: Scalar
    operator: Scalar | None


def changes(path: Path) -> Iterator[Change]:
    """Yield a file's text, or a piece's, with each figure changed: ten times, one more, unit, operator."""
    policies = load_file(str(path))
    quoted = {one.location for one in stated_figures(policies) if any(cited.quote for cited in one.citations)}
    for file in policies.files:
        text = Path(file).read_text(encoding="utf-8")
        root, _ = read(text, file)
        assert isinstance(root, Mapping)
        turned: set[Location] = set()
        for figure in _written(root, quoted):
            for kind, after in _changed(figure.scalar.text):
                yield _replaced(text, kind, figure.scalar, after)
            operator = figure.operator
            if operator is not None and operator.location not in turned:
                turned.add(operator.location)
                for after in TURNED[operator.text]:
                    yield _replaced(text, "operator", operator, after)


def noticed(change: Change, path: Path) -> bool:
    """Whether the loader or lint says anything of a changed file; the file as it is has no errors or warnings."""

    def data(file: str) -> bytes:
        return change.text.encode() if file == change.place.file else Path(file).read_bytes()

    def piece(name: str) -> tuple[str, bytes]:
        file = str(path.parent / name)
        return file, data(file)

    try:
        policies = load(data(str(path)), str(path), piece)
    except DataError:
        return True
    quick = LintContext(policies)
    check_figures(quick)
    return _doubts(quick.problems) or _doubts(lint(policies))


def _doubts(problems: list[Problem]) -> bool:
    return any(problem.severity != "notice" for problem in problems)


def _written(root: Mapping, quoted: set[Location]) -> Iterator[_Figure]:
    for section in ("conditions", "amounts", "tables", "programs"):
        if (node := root.get(section)) is not None:
            yield from _below(node, quoted, (), None)


def _below(node: Node, quoted: set[Location], keys: tuple[Scalar, ...], operator: Scalar | None) -> Iterator[_Figure]:
    """Yield the figures below a node; numbers without a place of their own stand at the key above them."""
    match node:
        case Mapping():
            for key, value in node.entries.values():
                if key.text in ("source", "text", "title", "summary", "apply", "notes", "from", "until", "known_to"):
                    continue
                inner = key if key.text in TURNED and key.text != "at_least" else operator
                if key.text == "at_least":
                    inner = None if isinstance(value, Mapping) and value.get("count") else key
                elif key.text in _STOPS:
                    inner = None
                yield from _below(value, quoted, (*keys, key), inner)
        case Sequence():
            for item in node.items:
                yield from _below(item, quoted, keys, operator)
        case Scalar():
            places = {node.location, *(key.location for key in keys[-2:])}
            if re.search(r"\d", node.text) and not node.text[0].isalpha() and places & quoted:
                yield _Figure(node, operator)
        case _:
            pass


def _changed(written: str) -> Iterator[tuple[str, str]]:
    """Yield the kinds of changes to a figure with what it is after them."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        day = date.fromisoformat(written)
        yield "x10", day.replace(year=day.year + 10).isoformat()
        yield "+1", (day + timedelta(days=1)).isoformat()
        return
    match = re.fullmatch(r"([\d.,]+)(.*)", written)
    if match is None:
        return
    number, unit = Fraction(match[1].replace(",", "")), match[2]
    for kind, value in (("x10", number * 10), ("+1", number + 1)):
        if value != number:
            yield kind, f"{float(value):.12g}{unit}"
    if unit:
        others = {"万": "", "亿": "万", "million": "thousand", "EUR": "thousand EUR"}
        known = next(one for one in others if one in unit)
        yield "unit", f"{match[1]}{unit.replace(known, others[known])}"


def _replaced(text: str, kind: str, scalar: Scalar, after: str) -> Change:
    lines = text.splitlines(keepends=True)
    line, start = lines[scalar.line - 1], scalar.column - 1
    written = scalar.text if line.startswith(scalar.text, start) else f'"{scalar.text}"'
    assert line.startswith(written, start), (scalar.location, scalar.text)
    lines[scalar.line - 1] = (
        f"{line[:start]}{after if kind == 'operator' else _quoted(after)}{line[start + len(written) :]}"
    )
    return Change(kind, scalar.location, scalar.text, after, "".join(lines))


def _quoted(after: str) -> str:
    return f'"{after}"' if "." in after else after


def main() -> None:
    """Print what lint notices of all changes, and what it does not."""
    for path in [Path(name) / "policies.yaml" for name in sys.argv[1:]] or FILES:
        made: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for change in changes(path):
            made[change.kind] += 1
            if not noticed(change, path):
                missed[change.kind] += 1
                print(f"{change.place}: {change.before} → {change.after}")
        for kind in made:
            print(f"{path}: {kind}: {made[kind] - missed[kind]} of {made[kind]}")
        print(f"{path}: {made.total() - missed.total()} of {made.total()}")


if __name__ == "__main__":
    main()
