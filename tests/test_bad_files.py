"""Broken policy files: each says on its first line what must be found, and where; nothing else may be."""

import ast
import codecs
import re
import string
from pathlib import Path

import pytest
import yaml

from iotcheck.errors import DataError, Location, Problem
from iotcheck.loader import load
from iotcheck.reader import yaml_nodes
from iotcheck.texts import problem_line, problem_text
from iotcheck.texts.problems import SENTENCES

ROOT = Path(__file__).parents[1]
FILES = sorted(path for path in (ROOT / "tests" / "bad").iterdir() if not path.name.startswith("piece-"))
MESSAGES = ROOT / "tests" / "golden" / "problems.en.txt"
MODULES = [ROOT / "iotcheck/values.py", ROOT / "iotcheck/model/facts.py", *ROOT.glob("iotcheck/[lr][eo]ad*/*.py")]
ADDED = {"suggestion", "known"}  # what problem_text says after the sentence
# One that is too large to keep, which test_reader makes, and what a file has no part in, for which see test_pieces.
NOT_KEPT = {"too-big", "pieces-without-folder", "piece-not-read"}
# Answers are read by values.py and facts.py too, and some of them are JSON.
ANSWERS_ALONE = {"not-yes-or-no", "too-high", "too-few", "too-many", "duplicate-json-key", "json-syntax"}


def problems_of(path: Path) -> tuple[Problem, ...]:
    """Return what the loader finds wrong with a file."""
    with pytest.raises(DataError) as caught:
        load(path.read_bytes(), path.name, lambda name: (name, (path.parent / name).read_bytes()))
    return caught.value.problems


def found(problems: tuple[Problem, ...]) -> list[str]:
    """Return places and codes as first lines state them."""
    return [f"{_place(problem.location)} {problem.code}".strip() for problem in problems if problem.location]


def _place(location: Location) -> str:
    """Return a place as first lines have it: in a piece of the file by the name of the piece."""
    parts = [location.file] if location.file.startswith("piece-") else []
    return ":".join([*parts, *(str(number) for number in location[1:] if number)])


def expected(path: Path) -> list[str]:
    """Return what a file's first line says."""
    data = path.read_bytes()
    first = data.decode("utf-16" if data.startswith(codecs.BOM_UTF16_LE) else "latin-1").splitlines()[0]
    return first.partition("# expect: ")[2].split(", ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_is_reported_whole_and_only_where_it_is_broken(path: Path) -> None:
    """Every fault is found at its place in one go, in the order of the file, and no fault makes another."""
    assert found(problems_of(path)) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_parsers_of_yaml_find_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no C library, its Python parser finds the same faults in the same places."""
    with_c = found(problems_of(path))
    monkeypatch.setattr(yaml_nodes, "_PARSER", yaml.SafeLoader)
    without = found(problems_of(path))
    first_question = [one for one in with_c if "quote-text" in one][:1]  # there the Python parser stops
    assert without == (first_question or with_c)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_says_all_that_is_known(path: Path) -> None:
    """A problem has a sentence in both languages, made of exactly its parameters."""
    for problem in problems_of(path):
        for sentence in SENTENCES[problem.code]:
            fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
            assert (problem.code, fields) == (problem.code, problem.params.keys() - ADDED)
        assert problem_text("zh", problem) != problem_text("en", problem)


def test_every_message_says_what_it_said(request: pytest.FixtureRequest) -> None:
    """All messages of all these files: a difference is to be read, then written with `pytest --update-golden`."""
    problems = [problem for path in FILES for problem in problems_of(path)]
    said = "".join(f"{problem_line('en', problem)}\n" for problem in problems)
    if request.config.getoption("--update-golden"):
        MESSAGES.write_text(said, encoding="utf-8")
    assert said.splitlines() == MESSAGES.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_in_a_file_makes_a_second_line(path: Path) -> None:
    """A message is one line of bounded length: what stands in the data can forge no other."""
    for problem in problems_of(path):
        line = problem_line("en", problem)
        assert "\n" not in line
        assert len(line) < 1000
    long = Problem(None, "unknown-key", {"name": "k" * 5000, "known": ("k" * 5000,)})
    assert len(problem_line("zh", long)) < 1000


def test_every_code_has_a_sentence_and_a_broken_file() -> None:
    """Nothing that reader, loader and values can complain of is without words, or untested."""
    constants = strings(MODULES)
    with_hyphen = {constant for constant in constants if re.fullmatch("[a-z]+(-[a-z]+)+", constant)}
    shown = {one.rpartition(" ")[2] for path in FILES for one in expected(path)}
    assert with_hyphen - SENTENCES.keys() == set()
    assert (constants & SENTENCES.keys()) - shown == NOT_KEPT | ANSWERS_ALONE


def test_every_sentence_is_used() -> None:
    """A sentence for a code that nothing raises any more is left behind."""
    said = {ROOT / "iotcheck/texts/problems.py", ROOT / "iotcheck/texts/syntax.py"}
    used = strings([path for path in ROOT.glob("iotcheck/**/*.py") if path not in said])
    assert {one for one in SENTENCES if not {one, f"problems.{one}"} & used} == set()


def strings(paths: list[Path]) -> set[str]:
    """Return the string constants of some modules."""
    trees = [ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in paths]
    return {
        node.value for tree in trees for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
