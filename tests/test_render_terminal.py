"""The result in a terminal: nothing cut, nothing too wide, nothing in the data acts; golden pages of two applicants."""

from pathlib import Path

import pytest

from iotcheck.answers import read_answers
from iotcheck.engine import Report, assess
from iotcheck.loader import load
from iotcheck.model import PolicySet
from iotcheck.render.terminal import render_report
from iotcheck.typeset import width

ROOT = Path(__file__).parents[1]
WIDTHS = (*range(40, 130, 3), 160, 200, 10_000)


@pytest.fixture(scope="session", name="shipped")
def load_shipped() -> PolicySet:
    path = ROOT / "data" / "policies.yaml"
    return load(path.read_bytes(), str(path))


def example(policies: PolicySet, name: str) -> Report:
    path = ROOT / "examples" / f"{name}.yaml"
    return assess(policies, read_answers(path.read_bytes(), str(path), policies).answers)


def packed(text: str) -> str:
    """Return a text without white space, as it must come out of any layout."""
    return "".join(text.split())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", WIDTHS)
def test_no_line_is_wider_than_the_terminal(shipped: PolicySet, language: str, columns: int) -> None:
    """At any width, in both languages, with everything shown."""
    text = render_report(example(shipped, "enterprise-standards"), language, width=columns, show_all=True)
    assert max(map(width, text.splitlines())) <= columns
    assert "…" not in text
