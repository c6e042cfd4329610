"""Would lint notice a wrong figure? Every figure under a quote is changed in the text of a file, one after another.

`python -m tests.figure_changes [FOLDER…]` (folders with policies.yaml; by default the shipped file and the second one
of the tests) prints how many changes of each kind there are, how many lint notices, and each that it does not.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
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
from iotcheck.model import PolicySet
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
    """One change of a file's text: its kind, what it makes of which words, and where the figures stand."""

    kind: str
    place: Location
    before: str
    after: str
    written: str  # as the file has the words, perhaps in quotes
    figures: tuple[Location, ...]


class _Figure(NamedTuple):
    """A figure as it is written, the places that lint may name for it, and the key of its comparison or extreme."""

    scalar: Scalar
    places: tuple[Location, ...]
    operator: Scalar | None


def changes(path: Path) -> Iterator[Change]:
    """Yield each change of a figure in a file or its pieces: ten times, one more, unit, operator."""
    policies = load_file(str(path))
    quoted = {one.location for one in stated_figures(policies) if any(cited.quote for cited in one.citations)}
    for file in policies.files:
        text = Path(file).read_text(encoding="utf-8")
        root, _ = read(text, file)
        assert isinstance(root, Mapping)
        figures = list(_written(root, quoted))
        turned: set[Location] = set()
        for figure in figures:
            for kind, after in _changed(figure.scalar.text):
                yield _change(text, kind, figure.scalar, after, figure.places)
            operator = figure.operator
            if operator is not None and operator.location not in turned:
                turned.add(operator.location)
                of = [place for one in figures if one.operator is operator for place in one.places]
                for after in TURNED[operator.text]:
                    yield _change(text, "operator", operator, after, tuple(of))


def unnoticed(path: Path, made: list[Change]) -> list[Change]:
    """Return the changes of which the loader and lint say nothing; the file as it is has no errors or warnings.

    Whether a quote says a figure depends on that figure alone, so that the figures of a whole file are changed at once,
    each in one way: a problem at a figure's place speaks of its change. What that leaves open is changed by itself.
    """
    at_once: dict[tuple[str, str, int], list[Change]] = defaultdict(list)
    ways: Counter[tuple[str, Location]] = Counter()
    for change in made:
        way = ways[change.kind, change.place]
        ways[change.kind, change.place] += 1
        at_once[change.kind, change.place.file, way].append(change)
    said = {change for together in at_once.values() for change in _noticed_at_once(path, together)}
    return [change for change in made if change not in said and not noticed(path, change)]


def noticed(path: Path, change: Change) -> bool:
    """Whether the loader or lint says anything of a file with one change."""
    policies = _loaded(path, [change])
    if policies is None:
        return True
    figures = LintContext(policies)
    check_figures(figures)
    return _doubts(figures.problems) or _doubts(lint(policies))


def _noticed_at_once(path: Path, together: list[Change]) -> list[Change]:
    """Return those of several changes in one file that lint notices at their figures' places.

    Where the loader refuses them together, each half is tried by itself.
    """
    policies = _loaded(path, together)
    if policies is None:
        half = len(together) // 2
        return [] if not half else _noticed_at_once(path, together[:half]) + _noticed_at_once(path, together[half:])
    context = LintContext(policies)
    check_figures(context)
    places = {problem.location for problem in context.problems if problem.severity != "notice"}
    return [change for change in together if places & {_moved(place, together) for place in change.figures}]


def _loaded(path: Path, made: list[Change]) -> PolicySet | None:
    """Load a file with some changes in one of its pieces; None where the loader refuses it."""

    def data(file: str) -> bytes:
        return _with(file, made).encode() if file == made[0].place.file else Path(file).read_bytes()

    def piece(name: str) -> tuple[str, bytes]:
        file = str(path.parent / name)
        return file, data(file)

    try:
        return load(data(str(path)), str(path), piece)
    except DataError:
        return None


def _with(file: str, made: list[Change]) -> str:
    """Return the text of a file after changes, from the last of each line to the first, so that places stay right."""
    lines = Path(file).read_text(encoding="utf-8").splitlines(keepends=True)
    for change in sorted(made, key=lambda change: change.place, reverse=True):
        number, start = change.place.line - 1, change.place.column - 1
        line = lines[number]
        lines[number] = line[:start] + _after(change) + line[start + len(change.written) :]
    return "".join(lines)


def _moved(place: Location, made: list[Change]) -> Location:
    """Return where a place of a file lies after changes before it in its line."""
    before = [change for change in made if change.place.line == place.line and change.place.column < place.column]
    return place._replace(column=place.column + sum(len(_after(change)) - len(change.written) for change in before))


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
                yield _Figure(node, tuple(places & quoted), operator)
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


def _change(text: str, kind: str, scalar: Scalar, after: str, places: tuple[Location, ...]) -> Change:
    line, start = text.splitlines()[scalar.line - 1], scalar.column - 1
    written = scalar.text if line.startswith(scalar.text, start) else f'"{scalar.text}"'
    assert line.startswith(written, start), (scalar.location, scalar.text)
    return Change(kind, scalar.location, scalar.text, after, written, places)


def _after(change: Change) -> str:
    return f'"{change.after}"' if "." in change.after else change.after


def main() -> None:
    """Print what lint notices of all changes, and what it does not."""
    for path in [Path(name) / "policies.yaml" for name in sys.argv[1:]] or FILES:
        made = list(changes(path))
        missed = unnoticed(path, made)
        for change in missed:
            print(f"{change.place}: {change.before} → {change.after}")
        all_kinds, missed_kinds = Counter(change.kind for change in made), Counter(change.kind for change in missed)
        for kind, count in all_kinds.items():
            print(f"{path}: {kind}: {count - missed_kinds[kind]} of {count}")
        print(f"{path}: {len(made) - len(missed)} of {len(made)}")


if __name__ == "__main__":
    main()
