"""The edge: signals, streams, exit codes. Every way the program can end passes through `run`, and none is a traceback.

A traceback is shown for bugs alone, and only with `--debug`.
"""

import errno
import os
import re
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TextIO

from iotcheck.errors import MOST_PROBLEMS, ExitCode, IotcheckError, ProblemsError
from iotcheck.texts import problem_line, say
from iotcheck.typeset import term_safe, with_known_signs

_CONTROLS = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Terminated(BaseException):
    """SIGTERM or SIGHUP arrived; `signal_number` says which. A BaseException, like KeyboardInterrupt."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


def run(main: Callable[[], int], language: str, *, debug: bool = False, as_json: bool = False) -> int:
    """Run the program; return its exit code. Messages go to stderr, in the user's language.

    Where JSON was asked for, problems that stop the work are written to stdout as well.
    """
    _catch_signals()
    _prepare_streams()
    try:
        code = _answered(main, language, as_json=as_json)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except IotcheckError as error:
        tell(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        tell("\n" + say(language, "commands.interrupted"))
        return ExitCode.INTERRUPTED
    except Terminated as ended:
        return 128 + ended.signal_number
    except BrokenPipeError:
        _discard(sys.stdout)
        return ExitCode.BROKEN_PIPE
    except OSError as error:
        _discard(sys.stdout)
        if error.errno == errno.EPIPE:
            return ExitCode.BROKEN_PIPE
        place = str(error.filename) if error.filename else say(language, "commands.stdout")
        tell(say(language, "commands.cannot-read-or-write", place=place, reason=error.strerror or str(error)))
        return ExitCode.IO
    except Exception as error:
        if debug:
            raise
        tell(say(language, "commands.bug", kind=type(error).__name__, detail=str(error)))
        return ExitCode.BUG


def _answered(main: Callable[[], int], language: str, *, as_json: bool) -> int:
    """Return the exit code of the program, or of the problems that stopped it, which are reported."""
    try:
        return main()
    except ProblemsError as error:
        for problem in error.problems:
            tell(problem_line(language, problem))
        if len(error.problems) >= MOST_PROBLEMS:
            tell(say(language, "commands.more-problems"))
        if as_json:
            from iotcheck.render.refused import problems_line

            write_stdout(problems_line(error, language))
        return error.exit_code


def tell(message: str) -> None:
    """Print a line for people on stderr; where that is closed, nobody listens."""
    if sys.stderr is None:
        return
    try:
        print(term_safe(message), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _discard(sys.stderr)


def write_stdout(text: str) -> None:
    """Write the result; raise OSError if stdout is closed."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if sys.stdout.isatty():
        # What a table or a rule file holds must not act on the terminal; in JSON these are escapes of its own.
        text = _CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    sys.stdout.write(with_known_signs(text, sys.stdout.encoding))
    sys.stdout.flush()


def _catch_signals() -> None:
    def end(number: int, _: FrameType | None) -> None:
        raise Terminated(number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)


def _prepare_streams() -> None:
    """Write UTF-8 to files and pipes; on a terminal keep its encoding, and spell out what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _discard(stream: TextIO | None) -> None:
    """Let what a broken stream still buffers go nowhere, so that closing it at exit does not fail again."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        pass
