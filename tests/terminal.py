"""Drives the real program in a pseudo-terminal, and says what is on its screen."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pexpect

from tests.program import ROOT

PROMPT = "\r\n> "


class Screen:
    """One `iotcheck assess` in a terminal of so many columns; `shown` is what came up since the last reply."""

    def __init__(
        self,
        *arguments: str,
        language: str = "en",
        columns: int = 80,
        cwd: Path = ROOT,
        stdout: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        command = [sys.executable, "-m", "iotcheck", "assess", "--lang", language, *arguments]
        if stdout is not None:
            command = ["/bin/sh", "-c", 'out=$1; shift; exec "$@" >"$out"', "sh", str(stdout), *command]
        self._child = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(cwd),
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", **(environment or {})},
            encoding="utf-8",
            timeout=60,
            dimensions=(60, columns),
        )
        self.shown = ""
        self.wait()

    def wait(self) -> str:
        """Wait for the next prompt, or for the end."""
        self._child.expect_exact([PROMPT, pexpect.EOF])
        self.shown = str(self._child.before).replace("\r\n", "\n")
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

    def interrupt(self) -> str:
        """Press Ctrl-C; return what comes up."""
        self._child.sendintr()
        return self.wait()

    def end_input(self) -> str:
        """Press Ctrl-D; return what comes up."""
        self._child.sendeof()
        return self.wait()

    def kill(self, number: int) -> str:
        """Send a signal; return what comes up."""
        self._child.kill(number)
        return self.wait()

    def code(self) -> int | None:
        """Return the exit code, once it has ended."""
        self._child.close()
        return self._child.exitstatus
