"""The manual page: all commands and options, in both languages, without a warning of groff; `help COMMAND` and `-o`."""

import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from iotcheck.cli import COMMANDS, build_app, main
from iotcheck.cli.man import manual_page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_manual_page_has_every_command_and_option(language: str) -> None:
    page = manual_page(language)
    for command in COMMANDS:
        assert f'\n.SS "iotcheck {command}' in page
        params = typer.main.get_command(build_app(language, command)).commands[command].params  # type: ignore[attr-defined]
        for param in params:
            name = str(param.opts[0] if param.param_type_name == "option" else param.metavar)
            assert f"\n.B {name.replace('-', chr(92) + '-')}" in page
    assert page == manual_page(language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_groff_has_nothing_to_complain_of(language: str, tmp_path: Path) -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    path = tmp_path / "iotcheck.1"
    path.write_text(manual_page(language), encoding="utf-8")
    command = ["groff", "-K", "utf8", "-man", "-Tutf8", "-ww", "-rLL=100n", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    complaints = [line for line in ran.stderr.splitlines() if "can't break line" not in line]  # of Chinese: no spaces
    assert complaints == []
    assert "--explain" in ran.stdout.replace("\u2010", "-")


def test_help_of_a_command_and_short_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("iotcheck.cli.runtime._catch_signals", lambda: None)
    pages = []
    for arguments in (["help", "show"], ["show", "--help"], ["help"], ["--help"]):
        assert main([*arguments, "--lang", "en"]) == 0
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1] != pages[2] == pages[3]
    assert main(["help", "shwo", "--lang", "en"]) == 2
    assert "did you mean 'show'" in capsys.readouterr().err
    target = tmp_path / "iotcheck.1"
    assert main(["man", "--lang", "en", "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == manual_page("en")


@pytest.mark.parametrize("command", list(COMMANDS))
def test_output_is_short_everywhere(command: str) -> None:
    params = typer.main.get_command(build_app("en", command)).commands[command].params  # type: ignore[attr-defined]
    for param in params:
        assert ("--output" in param.opts) == ("-o" in param.opts)
