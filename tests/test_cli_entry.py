"""The edge of the program: pipes, full disks, signals, closed streams, encodings, languages, help."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from iotcheck import __version__
from iotcheck.cli import COMMANDS
from iotcheck.cli.options import choose_language
from iotcheck.typeset import width
from tests.program import ROOT, day_for, iotcheck, sampled

ASSESS = [sys.executable, "-m", "iotcheck", "assess"]


def shell(script: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell script in which `$IOTCHECK` is the program."""
    return subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env={**os.environ, "IOTCHECK": f"{sys.executable} -m iotcheck", **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", "--no-input", "--json"],
        ["assess", "--no-input"],
        ["screen", "examples/applicants.csv"],
        ["programs"],
        ["lint", "--json"],
        ["schema", "assessment"],
        ["assess", "--help"],
        ["--help"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_a_closed_pipe_ends_it_quietly(arguments: list[str]) -> None:
    """Where the reader is gone before the first line comes, every command ends in 141, without a word about it."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "iotcheck", *arguments]
    try:
        run = subprocess.run(
            command,
            cwd=ROOT,
            stdout=writer,
            stderr=subprocess.PIPE,
            env={**os.environ, **day_for(arguments)},
            timeout=60,
            check=False,
        )
    finally:
        os.close(writer)
    said = [line for line in run.stderr.splitlines() if b" notice: " not in line]
    assert (run.returncode, said) == (141, [])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_a_located_message() -> None:
    """Writing to a full device ends in 4 and says so."""
    run = shell("$IOTCHECK assess --json >/dev/full")
    assert run.returncode == 4
    assert b"standard output" in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("redirection", [">&-", ">&- 2>&-", "<&-"])
def test_closed_streams_do_not_crash_it(redirection: str) -> None:
    """Without stdout there is nowhere to write: 4. Without stdin nothing is asked."""
    run = shell(f"$IOTCHECK assess --json {redirection}")
    assert run.returncode == (0 if redirection == "<&-" else 4)
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_signals_end_it_with_their_exit_code(number: signal.Signals, code: int) -> None:
    """While it waits for answers on a pipe, every signal ends it without a traceback."""
    process = subprocess.Popen([*ASSESS, "--answers", "-"], cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"# more than a pipe holds\n" * 10_000)
    process.stdin.flush()  # ends when most of that was read
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == code
    assert b"Traceback" not in errors


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "zh_CN.GBK"}, {"PYTHONIOENCODING": "gbk"}]
)
def test_chinese_comes_out_as_utf8_in_every_locale(environment: dict[str, str]) -> None:
    """A pipe gets UTF-8 whatever the locale says."""
    run = iotcheck("assess", "--json", "--lang", "zh", environment=environment)
    assert run.code == 0
    assert "主导制定国际标准" in run.out


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        (["--lang", "zh"], {"LANG": "en_US.UTF-8"}, "zh"),
        (["--lang=en"], {"IOTCHECK_LANG": "zh"}, "en"),
        ([], {"IOTCHECK_LANG": "zh", "LC_ALL": "en_US"}, "zh"),
        ([], {"LANGUAGE": "zh_CN:en", "LANG": "en_US"}, "zh"),
        ([], {"LANG": "zh_TW.UTF-8"}, "zh"),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        (["--", "--lang", "zh"], {}, "en"),
    ],
)
def test_the_language_is_chosen_in_order(arguments: list[str], environment: dict[str, str], language: str) -> None:
    """--lang, IOTCHECK_LANG, LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    assert choose_language(arguments, environment) == language


@pytest.mark.parametrize("columns", sampled([40, 60, 100], 3))
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", sampled(["", *COMMANDS], 3))
def test_help_is_whole_at_every_width(command: str, language: str, columns: int) -> None:
    """Help pages come in both languages, fit the terminal, and lose no Chinese."""
    environment = {"COLUMNS": str(columns)}
    run = iotcheck(*filter(None, [command]), "--help", "--lang", language, environment=environment)
    assert (run.code, run.err) == (0, "")
    assert ("用法" if language == "zh" else "Usage") in run.out
    examples = run.out.splitlines()
    assert all(width(line) <= columns or "iotcheck" in line or "--" in line for line in examples)
    assert "…" not in run.out.replace("ID,…", "").replace("[FILE…]", "").replace("[CASES…]", "")


def test_every_command_and_option_is_explained_in_both_languages() -> None:
    """No option without help: the sentences are looked up when the app is built."""
    from iotcheck.cli import build_app

    for language in ("zh", "en"):
        for info in build_app(language).registered_commands:
            assert info.help


def test_version_is_printed() -> None:
    """For bug reports."""
    assert iotcheck("--version").out == f"iotcheck {__version__}\n"


def test_without_arguments_it_says_what_it_can_do() -> None:
    """A first run shows the commands."""
    assert iotcheck().out == iotcheck("--help").out
