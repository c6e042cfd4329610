"""Sentences are as a native would write them: none has a habit of `tests.words`, and each thing has one name."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from iotcheck.texts import LANGUAGES
from tests.program import ROOT, iotcheck
from tests.words import CHINESE, HABITS, Habit, habits

# Not rewritten yet: a list that only gets shorter.
MODULES_TO_DO: set[str] = set()
MODULES = sorted(path.stem for path in (ROOT / "iotcheck" / "texts").glob("*.py") if path.stem != "__init__")
_WRITTEN = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md"))
    if path.stem.partition(".")[0] not in ("CHANGELOG", "sources")  # history; titles of documents
)
PAGES = {
    "en": [name for name in _WRITTEN if ".zh-CN." not in name],
    "zh": [name for name in _WRITTEN if ".zh-CN." in name],
}
COMMANDS = (
    ("lint",),
    ("test", "--coverage"),
    ("fresh", "--as-of", "2026-11-28"),
    ("docs",),
    ("programs", "--policies"),
    ("questions", "--policies"),
)


def prose(page: str) -> str:
    """Return what is written by hand in a page: without code, generated parts and links' addresses."""
    page = re.sub(r"<!-- (?:begin|generated:).*?<!-- end[^>]*-->|```.*?```", "", page, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)|`[^`]*`", "", page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", sorted(set(MODULES) - MODULES_TO_DO))
def test_no_sentence_of_the_interface_has_a_habit_of_translation(module: str, language: str) -> None:
    """What is found is shown with what to write instead."""
    sentences = getattr(import_module(f"iotcheck.texts.{module}"), "SENTENCES", {})
    place = LANGUAGES.index(language)
    found = {key: bad for key, texts in sentences.items() if (bad := habits(language, texts[place]))}
    assert found == {}


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language, names in PAGES.items() for name in names]
)
def test_no_page_has_a_habit_of_translation(language: str, name: str) -> None:
    """By paragraphs of what is written by hand."""
    paragraphs = prose((ROOT / name).read_text(encoding="utf-8")).split("\n\n")
    found = {paragraph: bad for paragraph in paragraphs if (bad := habits(language, paragraph))}
    assert found == {}


@pytest.mark.parametrize("habit", [habit for table in HABITS.values() for habit in table])
def test_each_pattern_finds_its_example(habit: Habit) -> None:
    """A pattern that finds nothing checks nothing."""
    assert habit.pattern.search(habit.example)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_in_one_language_has_no_other(language: str, command: tuple[str, ...], tmp_path: Path) -> None:
    """The starter of a language, and what commands print for it."""
    file = ROOT / "data" / "starter" / language / "policies.yaml"
    run = iotcheck(*command, str(file), "--lang", language)
    text = run.out.replace(str(file.parent), "")
    assert text
    if language == "en":
        assert CHINESE.findall(text) == []
    else:
        assert re.findall(r"\b[a-z]+ [a-z]+ [a-z]+\b", text.replace("iotcheck", "")) == []
