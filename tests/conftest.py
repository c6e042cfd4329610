"""What all tests share: an environment in which the same test means the same on every machine."""

from typing import Any

import hypothesis
import pytest

from tests.program import TODAY

# The same examples in every run: what someone changes turns a test red, and never chance. CI looks at other ones too
# (`--hypothesis-profile=random`), where a failure only warns; `thorough` looks longer. No profile has a deadline: a
# busy machine is not a failure.
_CALM: dict[str, Any] = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [hypothesis.HealthCheck.too_slow],
}
_LOOK = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
hypothesis.settings.register_profile("iotcheck", derandomize=True, **_CALM)
hypothesis.settings.register_profile("random", derandomize=False, phases=_LOOK, **_CALM)
hypothesis.settings.register_profile("thorough", derandomize=False, max_examples=3000, **_CALM)
hypothesis.settings.load_profile("iotcheck")

_AMBIENT = ("COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "IOTCHECK_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES")

# The modules whose tests decide that every branch of the packages that decide is taken: see `branches` in the Makefile.
_DECIDING = {
    "answers",
    "applying",
    "bad_files",
    "blockers",
    "cases",
    "combining",
    "condition_cases",
    "dates",
    "days",
    "engine",
    "facts",
    "grants",
    "interval",
    "leaves",
    "library",
    "loader",
    "logic",
    "pages",
    "partition",
    "pieces",
    "python",
    "reader",
    "real_rules",
    "record",
    "shipped_data",
    "steps",
    "sums",
    "syntax",
    "values",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew: then read the difference")


@pytest.hookimpl(tryfirst=True)  # before pytest selects by markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of modules that decide."""
    for item in items:
        if item.path.stem.removeprefix("test_") in _DECIDING:
            item.add_marker("deciding")


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a developer's terminal says of width, colour, language and pager."""
    for name in _AMBIENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("IOTCHECK_PAGER", "")  # nothing waits for a key
    monkeypatch.setenv("IOTCHECK_TODAY", TODAY)
