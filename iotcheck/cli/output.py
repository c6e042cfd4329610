"""Where results go: stdout, or a file that is written whole."""

from iotcheck.cli.entry import write_stdout
from iotcheck.files import write_text


def write_result(text: str, output: str | None, *, force: bool = False) -> None:
    """Write a result to stdout, or to the file that `--output` names (`-` is stdout)."""
    if output is None or output == "-":
        write_stdout(text)
    else:
        write_text(output, text, force=force)
