"""The measures of this code base, or of others beside it: `python -m bench.house [PACKAGE-FOLDER …]` prints a table.

Counted is Python source by its own syntax; nothing is imported or run. docs/architecture.md holds the table and says
what to make of it.
"""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeAlias

ROOT = Path(__file__).parents[1]
OURS = "iotcheck"

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


class Measures(NamedTuple):
    """The measures of a package; MEANINGS says each in words."""

    files: int
    code: int
    median_file: int
    longest_file: int
    functions: int
    median_function: int
    longest_function: int
    annotated: int
    documented: int
    docstrings: int
    comments: int


MEANINGS = {
    "files": "files",
    "code": "lines of code (neither blank, comment nor docstring)",
    "median_file": "lines of the median file",
    "longest_file": "lines of the longest file",
    "functions": "functions",
    "median_function": "lines of the median function",
    "longest_function": "lines of the longest function",
    "annotated": "functions whose parameters and result are annotated, %",
    "documented": "public modules, classes, functions and methods with a docstring, %",
    "docstrings": "lines of docstring to 100 lines of code",
    "comments": "comments to 100 lines of code",
}


def measure(package: Path) -> Measures:
    """Measure every module of a package."""
    texts = {path: path.read_text(encoding="utf-8-sig") for path in sorted(package.rglob("*.py"))}
    trees = {path: ast.parse(text) for path, text in texts.items()}
    functions = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, _FUNCTION)]
    public = [node for tree in trees.values() for node in _public(tree)]
    lines = [_lines(text, trees[path]) for path, text in texts.items()]
    code, docstrings, comments = map(sum, zip(*lines, strict=True))
    sizes = [len(text.splitlines()) for text in texts.values()]
    lengths = [(function.end_lineno or function.lineno) - function.lineno + 1 for function in functions]
    return Measures(
        files=len(texts),
        code=code,
        median_file=round(median(sizes)),
        longest_file=max(sizes),
        functions=len(functions),
        median_function=round(median(lengths)),
        longest_function=max(lengths),
        annotated=_percent(sum(map(_is_annotated, functions)), len(functions)),
        documented=_percent(sum(ast.get_docstring(node) is not None for node in public), len(public)),
        docstrings=_percent(docstrings, code),
        comments=_percent(comments, code),
    )


def table(columns: dict[str, Measures]) -> str:
    """Return a table in Markdown, a column for each package by name."""
    lines = [["", *columns], ["---", *["--:"] * len(columns)]]
    for name, meaning in MEANINGS.items():
        lines.append([meaning, *(f"{getattr(column, name):,}" for column in columns.values())])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _is_annotated(function: Function) -> bool:
    """Return whether a function names the type of all that goes in and comes out; of `self` and `cls` nobody does."""
    given = function.args
    parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    named = all(parameter.annotation is not None or parameter.arg in {"self", "cls"} for parameter in parameters)
    return named and (function.returns is not None or function.name == "__init__")


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.Module | ast.ClassDef | Function]:
    """Yield a module or class, and what of it others may name."""
    yield tree
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, *_FUNCTION)) and not node.name.startswith("_"):
            yield from _public(node) if isinstance(node, ast.ClassDef) else (node,)


def _lines(text: str, tree: ast.Module) -> tuple[int, int, int]:
    """Count the lines that hold code, docstrings, and comments, those behind code too."""
    said = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    code: set[int] = set()
    comments = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        comments += token.type == tokenize.COMMENT
        if token.type not in _NO_CODE:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - said), len(said), comments


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


if __name__ == "__main__":
    folders = [Path(argument).resolve() for argument in sys.argv[1:]] or [ROOT / OURS]
    print(table({folder.name: measure(folder) for folder in folders}), end="")
