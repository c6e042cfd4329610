"""The terminal: text out to stderr, wrapped; one edited line in. Nothing is ever redrawn."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress

from iotcheck.typeset import term_safe, width, wrap

_MOST_COLUMNS = 100  # longer lines are hard to read
_HEARTBEAT = 1.0  # seconds


class Terminal:
    """The terminal that the questions are asked on: `columns` says how wide it is now, `bold` whether it shows that."""

    def __init__(self, columns: Callable[[], int], *, bold: bool, edits: bool = True) -> None:
        if edits:
            with suppress(ImportError):  # on Windows the console edits lines itself
                import readline  # noqa: F401 - its presence makes input() edit Chinese lines rightly
        self._columns = columns
        self._bold = bold

    @property
    def columns(self) -> int:
        """The width to write in."""
        return min(self._columns(), _MOST_COLUMNS)

    def write(self, text: str = "", *, lead: str = "", bold: bool = False) -> None:
        """Write a text, wrapped; its first line begins with `lead`, and the others are indented as far."""
        indent = " " * len(lead)
        for number, line in enumerate(wrap(term_safe(text), self.columns - len(lead))):
            shown = f"\x1b[1m{line}\x1b[0m" if bold and self._bold and line else line
            sys.stderr.write(f"{indent if number else lead}{shown}\n")
        sys.stderr.flush()

    def write_list(self, parts: Sequence[str], separator: str) -> None:
        """Write parts with a separator between them, as many on a line as fit, none of them broken."""
        lines = [""]
        for part in parts:
            longer = f"{lines[-1]}{separator}{part}" if lines[-1] else part
            if width(longer) <= self.columns or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(part)
        for line in lines:
            self.write(line)

    def read(self) -> str:
        """Return the line that someone types; raise EOFError at the end of input."""
        with _stdout_to_terminal(), _heartbeat():
            return input("> ")


@contextmanager
def _heartbeat() -> Iterator[None]:
    """Let a signal that comes together with a key be noticed within a second, and not at the next key.

    NOTE: Python's readline looks for signals only when one interrupts its waiting; one that arrives just before is
    forgotten until the next key (test_leaving guards it). An alarm that does nothing interrupts the waiting.
    """
    if not hasattr(signal, "setitimer"):  # Windows has neither
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, _HEARTBEAT, _HEARTBEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _stdout_to_terminal() -> Iterator[None]:
    """Let input() find a terminal on file descriptor 1 while stdout is redirected: it prompts and echoes there.

    NOTE: input() writes its prompt to stdout and edits lines only where stdout is a terminal
    (test_interview_terminal guards both).
    """
    if os.isatty(1):
        yield
        return
    if sys.stdout is None:  # closed by who started the program
        with redirect_stdout(sys.stderr):
            yield
        return
    sys.stdout.flush()
    saved = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(saved, 1)
        os.close(saved)
