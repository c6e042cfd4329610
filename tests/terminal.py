"""Drives the real program in a pseudo-terminal, and says what is on its screen."""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte

from tests.program import ROOT, day_for

PROMPT = "\r\n> "
MENU = ("Enter quit", "回车 退出")
LINES = 1000  # nothing scrolls away


class Screen:
    """One `iotcheck assess` in a terminal of so many columns; `shown` is what came up since the last reply.

    `command` is another shell command to run instead. What may be done with a result is left with Enter, but not where
    a test looks at that `menu`.
    """

    def __init__(
        self,
        *arguments: str,
        language: str = "en",
        columns: int = 80,
        lines: int = LINES,
        cwd: Path = ROOT,
        stdout: Path | None = None,
        environment: Mapping[str, str] | None = None,
        command: str = "",
        menu: bool = False,
    ) -> None:
        line = ["iotcheck", "assess", "--lang", language, *arguments]
        if stdout is not None:
            line = ["/bin/sh", "-c", 'out=$1; shift; exec "$@" >"$out"', "sh", str(stdout), *line]
        if command:
            line = ["/bin/sh", "-c", f"exec {command}"]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        own = {"TERM": "xterm", "NO_COLOR": "1", "PATH": path, "PYTHONPATH": str(ROOT)}
        self._child = pexpect.spawn(
            "/usr/bin/env",  # looks where the new PATH says
            line,
            cwd=str(cwd),
            env={**os.environ, **day_for((*arguments, *command.split())), **own, **(environment or {})},
            encoding="utf-8",
            timeout=120,
            dimensions=(lines, columns),
        )
        self._emulator = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._emulator)
        self.shown = ""
        self._menu = menu
        self.wait()

    @property
    def display(self) -> str:
        """All that stands on the screen, as someone sees it who looks at a terminal of this width."""
        lines = [line.rstrip() for line in self._emulator.display]
        return "\n".join(lines).rstrip() + "\n"

    @property
    def edits_lines_itself(self) -> bool:
        """Whether the terminal is as a shell wants it: it echoes what is typed and hands on whole lines."""
        flags = termios.tcgetattr(self._child.child_fd)[3]
        return bool(flags & termios.ECHO and flags & termios.ICANON)

    def wait(self) -> str:
        """Wait for the next prompt, or for the end."""
        shown = self._take(self._child.expect_exact([PROMPT, pexpect.EOF]))
        if not self._menu and any(leave in shown.rpartition("\n\n")[2] for leave in MENU):
            self._child.sendline("")
            self.shown = shown + self._take(self._child.expect_exact([PROMPT, pexpect.EOF]))
        return self.shown

    def _take(self, found: int) -> str:
        shown = str(self._child.before)
        self._stream.feed(shown + (PROMPT if found == 0 else ""))
        self.shown = shown.replace("\r\n", "\n")
        return self.shown

    def reply(self, *lines: str) -> str:
        """Type lines, one at each prompt; return what comes up after the last."""
        for line in lines:
            self._child.sendline(line)
            self.wait()
        return self.shown

    def type(self, keys: str) -> None:
        """Type keys without waiting."""
        self._child.send(keys)

    def type_and_see(self, keys: str) -> None:
        """Type keys, and wait until the terminal shows them: then the program has them."""
        self._child.send(keys)
        self._child.expect_exact(keys)
        self._stream.feed(f"{self._child.before}{keys}")

    def interrupt(self) -> str:
        """Press Ctrl-C; return what comes up."""
        return self._insist(self._child.sendintr)

    def end_input(self) -> str:
        """Press Ctrl-D; return what comes up."""
        self._child.sendeof()
        return self.wait()

    def kill(self, number: int) -> str:
        """Send a signal; return what comes up."""
        return self._insist(lambda: self._child.kill(number))

    def _insist(self, send: Callable[[], object]) -> str:
        """Send until something comes of it.

        A signal in the moment between a prompt and the wait for a key wakes nobody up until the next one; a person
        presses again.
        """
        for _ in range(6):
            send()
            found = self._child.expect_exact([PROMPT, pexpect.EOF, pexpect.TIMEOUT], timeout=20)
            if found < 2:
                return self._take(found)
        raise AssertionError("no answer to a signal")

    def code(self) -> int | None:
        """Return the exit code, once it has ended."""
        self._child.close()
        return self._child.exitstatus


def printed_command(shown: str) -> str:
    """Return the last `iotcheck assess` command that came up, as a shell takes it."""
    return next(line.strip() for line in shown.splitlines()[::-1] if line.strip().startswith("iotcheck assess"))
