"""The tutorials do what they say: every step is done, every command run, and what it prints stands on the page."""

from pathlib import Path

import pytest

from tests.program import sampled
from tests.tutorial import PAGES, steps, walked


@pytest.mark.parametrize("language", sampled(PAGES, 2))
def test_the_tutorial_shows_what_the_program_prints(language: str) -> None:
    """`python -m tests.tutorial` brings it up to date."""
    page = PAGES[language].read_text(encoding="utf-8")
    assert walked(page, language) == page


def test_both_tutorials_take_the_same_steps() -> None:
    """The same files, changes and commands; the words around them differ."""
    english, chinese = (steps(path.read_text(encoding="utf-8")) for path in PAGES.values())
    assert english == chinese
    assert {Path(one.split()[1]).name for one in english if one.startswith("$ ")} == {"iotcheck", "cd", "cp"}
