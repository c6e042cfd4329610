"""The READMEs show the program as it is: what they print comes from running it."""

import re

import pytest

from iotcheck.cli.options import FORMATS
from iotcheck.errors import ExitCode
from tests.program import iotcheck, sampled
from tests.readme import READMES, with_generated_parts


@pytest.mark.terminal
@pytest.mark.parametrize("language", READMES)
def test_the_readme_shows_what_the_program_prints(language: str) -> None:
    """`python -m tests.readme` brings it up to date."""
    path = READMES[language]
    assert path.read_text(encoding="utf-8") == with_generated_parts(path, language)


@pytest.mark.parametrize("language", sampled(READMES, 2))
def test_the_commands_of_the_readme_run_as_written(language: str) -> None:
    """Every `iotcheck …` in running text ends well, with its options."""
    text = READMES[language].read_text(encoding="utf-8")
    commands = re.findall(r"`iotcheck ([a-z][^`]*)`", text.replace("\n", " "))
    assert len(commands) >= 3
    for command in commands:
        if not re.search(r"ID|标识", command):
            assert iotcheck(*command.split(), stdin="").code == ExitCode.OK, command


@pytest.mark.parametrize("language", READMES)
def test_every_exit_code_is_documented(language: str) -> None:
    """The table of exit codes is whole."""
    table = "\n".join(
        line for line in READMES[language].read_text(encoding="utf-8").splitlines() if line.startswith("|")
    )
    assert all(re.search(rf"\b{int(code)}\b", table) for code in ExitCode)


@pytest.mark.parametrize("language", READMES)
def test_every_format_of_a_report_is_named(language: str) -> None:
    """By the word that `--format` takes; text is what comes unasked."""
    text = READMES[language].read_text(encoding="utf-8")
    assert [form for form in FORMATS["assess"] if form != "text" and not re.search(rf"[`\s-]{form}\b", text)] == []
