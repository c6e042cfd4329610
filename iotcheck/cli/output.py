"""Where results go: stdout, or a file that is written whole."""

from collections.abc import Iterable

from iotcheck.cli.entry import write_stdout
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.files import check_writable, is_same_file, write_text


def check_output(output: str | None, read: Iterable[str | None] = (), *, force: bool = False) -> None:
    """Refuse an output that could not be written, or is one of the files `read`: that would be lost, forced or not."""
    if output is None or output == "-":
        return
    check_writable(output, force=force)
    for path in read:
        if path not in (None, "-") and is_same_file(output, str(path)):
            raise UsageError([Problem(Location("--output"), "same-file", {"other": path})])


def write_result(text: str, output: str | None, *, force: bool = False) -> None:
    """Write a result to stdout, or to the file that `--output` names (`-` is stdout)."""
    if output is None or output == "-":
        write_stdout(text)
    else:
        write_text(output, text, force=force)
