"""The documentation's generated parts are current, and its examples run."""

import re
from pathlib import Path

import pytest

from tests.pages import pages
from tests.samples import ROOT, laid_over, problems_of

FORMAT = ROOT / "docs" / "policy-format.md"


@pytest.mark.parametrize(("path", "text"), pages().items(), ids=lambda one: one.name if isinstance(one, Path) else "")
def test_generated_parts_are_current(path: Path, text: str) -> None:
    """What the code says is what the page says; `python -m tests.pages` rewrites it."""
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", FORMAT.read_text(encoding="utf-8"), re.DOTALL))
def test_every_example_of_the_format_loads(block: str) -> None:
    """Whole files as they are, parts laid over the starter file."""
    text = block if block.lstrip("# \n").startswith(("format:", "yaml-language")) else laid_over(block)
    assert problems_of(text) == []
