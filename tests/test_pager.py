"""The pager and the width of results: on a terminal, behind a pipe, in a file."""

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pytest

from tests.program import ROOT

PROGRAM = [sys.executable, "-m", "iotcheck"]
LONG = ["programs", "--lang", "en", "--as-of", "2019-05-31"]  # more than a screen
LAST = "iotcheck show ID"  # stands in its last line


def terminal(
    *arguments: str, lines: int = 24, columns: int = 80, shell: str = "", environment: Mapping[str, str] | None = None
) -> "pexpect.spawn[str]":
    """Start the program, or a shell script in which it is `"$@"`, in a terminal."""
    command = [*PROGRAM, *(arguments or LONG)]
    command = ["sh", "-c", shell, "sh", *command] if shell else command
    variables = {name: value for name, value in os.environ.items() if name != "IOTCHECK_PAGER"}
    return pexpect.spawn(
        command[0],
        command[1:],
        cwd=str(ROOT),
        env={**variables, "TERM": "xterm", "NO_COLOR": "1", **(environment or {})},
        encoding="utf-8",
        timeout=60,
        dimensions=(lines, columns),
    )


def end(child: "pexpect.spawn[str]") -> tuple[str, int | None]:
    """Wait for the end; return what came up, and the exit code."""
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before).replace("\r\n", "\n"), child.exitstatus


def pager(folder: Path, script: str) -> dict[str, str]:
    """Return the environment of a pager that notes what it got, and then runs a script."""
    path = folder / "the pager"
    path.write_text(f'#!/bin/sh\necho "$* $LESS" >> "{folder}/started"\n{script}\n', encoding="utf-8")
    path.chmod(0o755)
    return {"PAGER": f"'{path}' -x", "LESS": "R"}


def started(folder: Path) -> bool:
    """Whether the pager of `pager` was started."""
    return (folder / "started").exists()


def test_a_long_result_goes_through_the_pager(tmp_path: Path) -> None:
    """Run by the shell, as in git, with its arguments and the user's own LESS; the exit code is the program's."""
    shown, code = end(terminal(environment=pager(tmp_path, f'cat > "{tmp_path}/got"')))
    assert (shown, code) == ("", 0)
    assert (tmp_path / "started").read_text() == "-x R\n"
    assert LAST in (tmp_path / "got").read_text(encoding="utf-8").splitlines()[-1]
    environment = pager(tmp_path, "cat")
    doubtful = ROOT / "tests" / "bad" / "facts.yaml"
    assert end(terminal("lint", str(doubtful), "--lang", "en", environment=environment))[1] == 3


def test_iotchecks_own_variable_goes_first(tmp_path: Path) -> None:
    """IOTCHECK_PAGER is asked before PAGER."""
    shown, code = end(terminal(environment={**pager(tmp_path, "cat"), "IOTCHECK_PAGER": "sed s/^/:/"}))
    assert shown.startswith(":")
    assert not started(tmp_path)
    assert code == 0


@pytest.mark.parametrize("none", ["", "cat", " "])
def test_an_empty_pager_is_none(none: str, tmp_path: Path) -> None:
    """As in git, the result is simply written."""
    shown, code = end(terminal(environment={**pager(tmp_path, "cat"), "IOTCHECK_PAGER": none}))
    assert LAST in shown
    assert (started(tmp_path), code) == (False, 0)


@pytest.mark.parametrize(
    ("arguments", "shell"),
    [
        (["show", "standard-other-work"], ""),
        (["programs", "--json"], ""),
        (["questions", "--output", "-"], ""),
        (["schema", "policies"], ""),
        (["assess", "--no-input", "--format", "html"], ""),
        (LONG, '"$@" | cat'),
        (LONG, '"$@" > "$HOME/out"; cat "$HOME/out"'),
        (["questions"], '"$@" --output "$HOME/out"; cat "$HOME/out"'),
    ],
    ids=["short", "json", "stdout", "schema", "html", "pipe", "redirection", "file"],
)
def test_nothing_else_goes_through_it(arguments: list[str], shell: str, tmp_path: Path) -> None:
    """Neither what fits the screen, nor what programs read, nor what goes to a pipe or a file."""
    environment = {**pager(tmp_path, "cat"), "HOME": str(tmp_path)}
    lines = 500 if arguments[0] == "show" else 24
    shown, code = end(terminal(*arguments, lines=lines, shell=shell, environment=environment))
    assert (started(tmp_path), code) == (False, 0)
    assert len(shown) > 200


@pytest.mark.parametrize("broken", ["no-such-pager-anywhere", "/", "exit 3", "head -1 >/dev/null; exit 1"])
def test_a_pager_that_fails_loses_nothing(broken: str) -> None:
    """The whole result is written, without a traceback, and the exit code stays."""
    shown, code = end(terminal(environment={"PAGER": broken}))
    assert LAST in shown
    assert "Traceback" not in shown
    assert code == 0


@pytest.mark.parametrize("early", ["head -2", "true", "exec 0<&-; sleep 0.1"])
def test_a_pager_left_early_is_no_error(early: str) -> None:
    """Who has seen enough has; nothing is said of a broken pipe, however long the rest is."""
    shown, code = end(terminal("docs", environment={"PAGER": early}))
    assert code == 0
    assert len(shown.splitlines()) <= 2


def test_ctrl_c_is_the_pagers(tmp_path: Path) -> None:
    """A pager that stays has it; one that ends by it ends the program, without a traceback and with its exit code."""
    stays = pager(tmp_path, 'trap "echo caught" INT; echo ready; read line </dev/tty; cat | tail -1')
    child = terminal(environment=stays)
    child.expect_exact("ready")
    child.sendintr()
    child.expect_exact("caught")
    child.sendline()
    shown, code = end(child)
    assert LAST in shown
    assert code == 0
    child = terminal(environment=pager(tmp_path, "echo ready; sleep 30"))
    child.expect_exact("ready")
    child.sendintr()
    shown, code = end(child)
    assert "Traceback" not in shown
    assert code == 0


def test_sigterm_ends_both(tmp_path: Path) -> None:
    """The program ends as it does elsewhere, and leaves no pager behind."""
    child = terminal(environment=pager(tmp_path, "echo ready; exec sleep 30"))
    child.expect_exact("ready")
    child.kill(signal.SIGTERM)
    assert end(child)[1] == 143


@pytest.mark.skipif(shutil.which("less") is None, reason="no less on this system")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_less_shows_the_beginning_first(language: str) -> None:
    """The first screen waits, `q` ends it; Chinese comes through. What fits is shown without waiting."""
    child = terminal("programs", "--lang", language, environment={"NO_COLOR": "", "LC_ALL": "C.UTF-8"})
    title = "深圳市物联网产业扶持政策" if language == "zh" else "Shenzhen's support for the Internet of Things"
    child.expect_exact(title)
    child.expect_exact("空格翻页，q 返回" if language == "zh" else "Space for more, q to go back")  # the prompt of less
    before = str(child.before)
    assert "ESC[" not in before
    assert "<E" not in before
    assert before.count("\n") < 24
    child.send("q")
    assert end(child)[1] == 0
    fits, code = end(terminal("show", "standard-other-work", "--lang", language, lines=200))
    assert "standard-other-work" in fits
    assert code == 0


def test_a_dumb_terminal_has_no_pager_of_its_own() -> None:
    """It would complain of it, and wait for a key."""
    shown, code = end(terminal(environment={"TERM": "dumb"}))
    assert LAST in shown
    assert code == 0


def widest(text: str) -> int:
    """Return how wide the line below the head of a table is, which is as wide as its lines may be."""
    return max(map(len, re.findall("─+", text)))


@pytest.mark.parametrize("columns", [72, 90, 133])
def test_a_pipe_is_as_wide_as_the_terminal_behind_it(columns: int, tmp_path: Path) -> None:
    """`| less` shows what the terminal would; a redirection has the same width everywhere."""
    home = {"HOME": str(tmp_path)}
    shown, _ = end(terminal(shell='"$@" | cat', columns=columns))
    assert columns - 10 <= widest(shown) <= columns
    shown, _ = end(terminal(shell='"$@" 2>&1 </dev/null | cat', columns=columns))
    assert 90 <= widest(shown) <= 100
    shown, _ = end(terminal(shell='"$@" > "$HOME/out" && cat "$HOME/out"', columns=columns, environment=home))
    assert 90 <= widest(shown) <= 100


def test_columns_is_respected_everywhere() -> None:
    """A pipe without any terminal has 100 columns, or as many as COLUMNS says."""
    for environment, most in (({}, 100), ({"COLUMNS": "150"}, 150), ({"COLUMNS": "0"}, 100)):
        run = subprocess.run(
            [*PROGRAM, *LONG],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
        assert most - 10 <= widest(run.stdout.decode()) <= most


def test_a_terminal_that_tells_no_size_has_a_usual_one() -> None:
    """As wide as most, and no pager where nobody knows what fits."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
    run = subprocess.Popen([*PROGRAM, *LONG], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 1 << 16):
            shown += block
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    assert run.wait() == 0
    assert 70 <= widest(shown.decode()) <= 80
    assert LAST in shown.decode()
