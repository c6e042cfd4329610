"""What every run must keep, whatever it was fed: judged from outside, with no word of the program's own code."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from tests.torture.cases import Case, Outcome
from tests.torture.runner import MEGABYTES, SECONDS

_LOCATED = re.compile(r"\S.*: (error|错误)[:：] .+ \[[a-z0-9-]+\]|iotcheck(:|：).+")
_SHAPES = {".json": "json", ".csv": "csv", ".html": "html", ".md": "markdown", ".xlsx": "xlsx", ".jsonl": "jsonl"}
_RESULT_ANYWAY = ("lint", "test", "screen", "fresh", "diff")  # commands that report what is wrong as their result
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_LIVE = frozenset({"script", "iframe", "object", "embed", "form", "input", "base", "applet", "frame", "svg:script"})

_BESIDE = (".rejects.csv", ".values.csv")  # files that screening writes beside its results


def faults(case: Case, outcome: Outcome) -> list[str]:
    """Return all that is wrong with a run, in words; nothing if it is as it must be."""
    found = list(_ending(case, outcome))
    on_terminal = case.typed is not None
    err = _text(outcome.err, "stderr", [] if on_terminal else found)
    if not on_terminal:  # there, echo of what was typed is the terminal's
        found += [f"stderr has {name}" for name in unsafe(err)]
    if outcome.code in (2, 3, 4) and not on_terminal:
        if not any(_LOCATED.fullmatch(line) for line in err.splitlines()) and case.arguments[0] not in _RESULT_ANYWAY:
            found.append("no located message")
        if outcome.out and case.arguments[0] not in _RESULT_ANYWAY and not _is_problems(case, outcome.out):
            found.append("a result in spite of the error")
    if outcome.out:
        found += shape_faults(case.shape, outcome.out, "stdout")
    found += _files(case, outcome)
    return found


def _ending(case: Case, outcome: Outcome) -> Iterator[str]:
    if outcome.signal:
        yield f"ended by signal {outcome.signal}"
    elif outcome.code not in case.codes:
        yield f"exit code {outcome.code}, not one of {sorted(case.codes)}"
    if b"Traceback (most recent call last)" in outcome.err:
        yield "a traceback"
    if outcome.seconds > SECONDS:
        yield f"{outcome.seconds:.1f} s of processor"
    if outcome.megabytes > MEGABYTES:
        yield f"{outcome.megabytes:.0f} MB"


def _is_problems(case: Case, out: bytes) -> bool:
    """Return whether a run that was to write JSON wrote what was wrong, and nothing else."""
    try:
        return case.shape == "json" and json.loads(out)["kind"] == "problems"
    except (ValueError, TypeError, KeyError):
        return False


def _files(case: Case, outcome: Outcome) -> Iterator[str]:
    for name, data in outcome.files.items():
        if name in case.files and name != case.output and data != case.files[name]:
            yield f"changed {name!r}"
        if name not in case.files and name != case.output and not name.endswith(_BESIDE):
            yield f"left {name!r} behind"
        if name == case.output and data != case.files.get(name):
            if outcome.code in (2, 4):
                yield f"wrote {name!r} in spite of the error"
            end = name[name.rfind(".") :] if "." in name else ""
            yield from shape_faults(
                "table" if case.shape == "data" and end == ".csv" else _SHAPES.get(end, "data"), data, name
            )
        if name.endswith(_BESIDE) and name not in case.files:
            yield from shape_faults("table", data, name)
    yield from (f"removed {name!r}" for name in case.files.keys() - outcome.files.keys())


def shape_faults(shape: str, data: bytes, where: str) -> list[str]:
    """Return what is wrong with a result of a shape."""
    found: list[str] = []
    if shape == "xlsx":
        return [f"{where}: {one}" for one in _workbook(data)]
    text = _text(data, where, found)
    if shape in ("text", "markdown", "html"):
        found += [f"{where} has {name}" for name in unsafe(text)]
    checks = {"json": _json, "jsonl": _json_lines, "csv": _csv, "table": _csv, "html": _html, "markdown": _markdown}
    if shape in checks:
        found += [f"{where}: {one}" for one in checks[shape](text)]
    return found


def unsafe(text: str) -> list[str]:
    """Return the names of characters that would act on a terminal, hide, or turn the text round."""
    wrong = {one for one in text if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    return sorted(f"U+{ord(one):04X}" for one in wrong)


def _text(data: bytes, where: str, found: list[str]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found.append(f"{where} is not UTF-8")
        return data.decode("utf-8", "replace")


def _json(text: str) -> Iterator[str]:
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_unique)
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    if not isinstance(value, dict) or next(iter(value), "") not in ("schema_version", "$schema"):
        yield "JSON that does not begin with its version"


def _json_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if line:
                json.loads(line, parse_constant=_no_constant, object_pairs_hook=_unique)
        except ValueError as error:
            yield f"line {number} no JSON: {error}"


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _csv(text: str) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if len({len(row) for row in rows}) > 1:
        yield "rows of different length"
    for cell in {cell for row in rows for cell in row}:
        if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) and cell.strip():
            yield f"a live formula: {cell[:40]!r}"


def _workbook(data: bytes) -> Iterator[str]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        formulas = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        yield f"no workbook: {error}"
        return
    if formulas:
        yield f"a live formula: {str(formulas[0].value)[:40]!r}"


def _html(text: str) -> list[str]:
    page = _Page()
    page.feed(text)
    page.close()
    return page.wrong


class _Page(HTMLParser):
    """Looks for whatever in a page can run, load or lead astray."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LIVE:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.wrong.append(f"an attribute {name}")
            if name in ("href", "src", "action", "xlink:href") and not (value or "").startswith(
                ("https://", "http://", "#", "mailto:")
            ):
                self.wrong.append(f"a link to {value!r}")


def _markdown(text: str) -> Iterator[str]:
    outside = re.sub(r"```.*?```|`[^`\n]*`|<a id=\"[a-z0-9_-]+\"></a>", "", text, flags=re.DOTALL)
    if re.search(r"(?<!\\)<\s*/?\s*(script|img|iframe|svg|a|body|style)\b", outside, re.IGNORECASE):
        yield "live HTML"
    if re.search(r"(?<!\\)\]\((?!https?://|#)[^)]*(javascript|data|vbscript):", outside, re.IGNORECASE):
        yield "a link that runs"
