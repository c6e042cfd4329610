"""The pager: what does not fit the terminal is shown from its beginning, by the program that the user chose for it."""

import os
import re
import shutil
import signal
import subprocess
import sys

from iotcheck.cli.entry import write_stdout
from iotcheck.typeset import width, with_known_signs

_VARIABLES = ("IOTCHECK_PAGER", "PAGER")
_COLOR = re.compile("\x1b\\[[0-9;]*m")


def pager_for(text: str) -> str:
    """Return the shell command that shows a text longer than the terminal; "" where it is simply written.

    As in git: IOTCHECK_PAGER, PAGER, else less; an empty one and `cat` are none. Off a terminal there is none either.
    """
    stdout = sys.stdout
    if stdout is None or not stdout.isatty():
        return ""
    try:
        columns, lines = os.get_terminal_size(stdout.fileno())
    except OSError:
        return ""
    if columns <= 0 or sum(_height(line, columns) for line in text.splitlines()) < lines:
        return ""
    for name in _VARIABLES:
        if (chosen := os.environ.get(name)) is not None:
            return "" if chosen.strip() in ("", "cat") else chosen
    usable = os.name != "nt" and os.environ.get("TERM", "dumb") != "dumb" and shutil.which("less")
    return "less" if usable else ""


def show(text: str, command: str) -> None:
    """Show a text by a pager; write it where the pager cannot be started or fails. Raise OSError as writing does.

    Leaving the pager early is no error. Ctrl-C is the pager's alone: the program waits until it has ended.
    """
    stdout = sys.stdout
    data = with_known_signs(text, stdout.encoding).encode(stdout.encoding, "backslashreplace")
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    if "utf" in stdout.encoding.casefold():
        environment.setdefault("LESSCHARSET", "utf-8")
    interrupts: list[int] = []
    stdout.flush()
    before = signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
    try:
        # By the shell, as git does: it is the user's own command, with its arguments.
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)
        try:
            pager.communicate(data)
        except BaseException:
            pager.terminate()
            raise
        failed = pager.returncode != 0 and not interrupts
    except OSError:
        failed = True
    finally:
        signal.signal(signal.SIGINT, before)
    if failed:
        write_stdout(text)


def _height(line: str, columns: int) -> int:
    return max(1, -(-width(_COLOR.sub("", line)) // columns))
