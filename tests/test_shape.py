"""The shape of the code itself: who imports whom, how long things are, what must not be committed.

The limits are reasons to ask whether a module holds two ideas; raising one is a decision, not a repair.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(ROOT.glob("iotcheck/**/*.py"))
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60
LOCK_FILES = ("*.lock", "*-lock.json", "*-lock.yaml", "pylock*.toml", "requirements*.txt", "constraints*.txt")


def test_imports_go_downwards_and_the_core_is_pure() -> None:
    """The contracts of pyproject.toml hold."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter import cli; cli.lint_imports_command()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout.rpartition("Broken contracts")[2] + run.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is(module: Path) -> None:
    """Every file fits its limit, begins with a docstring, and has no function that outgrows a screen."""
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    too_long = [
        f"{node.name} (line {node.lineno}): {length} lines"
        for node, length in functions(tree)
        if length > MAX_FUNCTION_LINES
    ]
    assert ast.get_docstring(tree)
    assert too_long == []
    assert len(text.splitlines()) <= MAX_FILE_LINES


def functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Yield every function of the module with its length in lines, decorators left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield node, node.end_lineno - node.lineno + 1


def test_starting_imports_nothing_heavy() -> None:
    """The command line as such loads no library that only some commands need."""
    heavy = {"openpyxl", "pyarrow", "pyspark", "rich", "importlib.metadata"}
    code = "import sys, iotcheck.cli; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy & set(run.stdout.split()) == set()


def test_one_applicant_needs_no_library_of_tables() -> None:
    """A result as JSON is made without openpyxl, which is installed with the program, and without pyarrow."""
    command = [sys.executable, "-X", "importtime", "-m", "iotcheck", "assess", "--no-input", "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()} & {"openpyxl", "pyarrow"} == set()


def test_no_lock_file_with_addresses_is_committed() -> None:
    """A lock file may hold names, versions and hashes, never where one machine downloaded them."""
    listing = subprocess.run(["git", "ls-files", "-z", "--", *LOCK_FILES], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    locks = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    assert [lock.name for lock in locks if re.search(r"https?://", lock.read_text(encoding="utf-8"))] == []
