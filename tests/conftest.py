"""What all tests share: an environment in which the same test means the same on every machine."""

import os

import hypothesis
import pytest

# `pytest --hypothesis-profile=thorough` looks longer for counter-examples.
hypothesis.settings.register_profile("thorough", max_examples=3000, deadline=None)
# No deadline: a busy machine is not a failure. The CI profile that Hypothesis itself chooses there has none either.
if "CI" not in os.environ:
    hypothesis.settings.register_profile("iotcheck", deadline=None)
    hypothesis.settings.load_profile("iotcheck")

_AMBIENT = ("COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "IOTCHECK_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew: then read the difference")


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a developer's terminal says of width, colour and language."""
    for name in _AMBIENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
