"""The documentation's generated parts are current, and its examples run."""

import re
from pathlib import Path

import pytest

from iotcheck.loader import format_chinese as chinese
from iotcheck.loader.comparisons import COMPARISON_FORMS
from iotcheck.loader.format import OPERATORS, RECORDS
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.texts.problems import SENTENCES
from tests.pages import pages
from tests.refusals import REFUSALS, Refusal, placed
from tests.samples import ROOT, laid_over, problems_of

PROBLEMS = ROOT / "docs" / "problems.md"
FORMAT = [ROOT / "docs" / name for name in ("policy-format.md", "policy-format.zh-CN.md")]
_BLOCKS = [block for page in FORMAT for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)]


@pytest.mark.parametrize(("path", "text"), pages().items(), ids=lambda one: one.name if isinstance(one, Path) else "")
def test_generated_parts_are_current(path: Path, text: str) -> None:
    """What the code says is what the page says; `python -m tests.pages` rewrites it."""
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("block", _BLOCKS)
def test_every_example_of_the_format_loads(block: str) -> None:
    """Whole files as they are, parts laid over the starter file."""
    text = block if block.lstrip("# \n").startswith(("format:", "yaml-language")) else laid_over(block)
    assert problems_of(text) == []


def test_every_key_and_form_has_words_in_both_languages_and_stands_in_both_references() -> None:
    """The Chinese words are those of the same keys and forms, and both pages show the same generated parts."""
    assert {record: list(keys) for record, keys in RECORDS.items()} == {
        record: list(words) for record, words in chinese.KEYS.items()
    }
    assert list(OPERATORS) == list(chinese.OPERATORS)
    assert list(COMPARISON_FORMS) == list(chinese.COMPARISONS)
    assert list(AMOUNT_FORMS) == list(chinese.AMOUNTS)
    english, translated = (re.findall(r"<!-- generated: (.*?) -->", page.read_text("utf-8")) for page in FORMAT)
    assert [f"{part} zh" for part in english if part != "starter"] == translated


@pytest.mark.parametrize("sample", [one for group in REFUSALS.values() for one in group], ids=lambda one: one.code)
def test_a_refusal_has_its_problem_alone_and_mended_none(sample: Refusal) -> None:
    """What the page of problems calls wrong is refused for that reason, and what it calls right loads."""
    assert [problem.code for problem in problems_of(placed(sample.place, sample.wrong))] == [sample.code]
    assert problems_of(placed(sample.place, sample.right)) == []


def test_every_problem_that_any_command_prints_is_documented() -> None:
    """Sentences of lint and fresh have tests of their own; in this one stand a few parts of sentences besides."""
    parts_of_sentences = {"error", "warning", "notice", "did-you-mean", "known", "comma"}
    documented = re.findall(r'<a id="([a-z0-9-]+)"></a>', PROBLEMS.read_text(encoding="utf-8"))
    assert sorted(documented) == sorted(SENTENCES.keys() - parts_of_sentences)
