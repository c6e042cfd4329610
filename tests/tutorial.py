"""Walks through the tutorials: does to files what a page says, runs its commands, and puts their output into the page.

A comment before a block of YAML says what it is: `<!-- file NAME -->` a whole file, `<!-- end of NAME -->` what comes
at the end of a file. A block of `diff` is a change to policies.yaml, or with `<!-- in NAME -->` to another file: lines
to find there, and those to put in place of them. Blocks of `console` hold commands after `$ ` and what they print;
`python -m tests.tutorial` rewrites that.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.program import TODAY
from tests.samples import ROOT

PAGES = {"en": ROOT / "docs" / "tutorial.md", "zh": ROOT / "docs" / "tutorial.zh-CN.md"}
COLUMNS = "80"
_BLOCK = re.compile(r"(?:<!-- (file|end of|in) (\S+) -->\n\n)?```(yaml|diff|console)\n(.*?)```", re.DOTALL)


def steps(page: str) -> list[str]:
    """Return what a page tells to do, in order: blocks as they are, but of commands the commands alone."""
    found: list[str] = []
    for block in _BLOCK.finditer(page):
        commands = re.findall(r"^\$ .*", block[4], re.MULTILINE)
        found += commands if block[3] == "console" else [block[0]]
    return found


def walked(page: str, language: str) -> str:
    """Return a page with the output that its commands have now, after doing all that it says in a folder of its own."""
    with TemporaryDirectory() as folder:
        here = [Path(folder)]

        def done(block: re.Match[str]) -> str:
            kind, name, form, text = block.groups()
            if form == "console":
                commands = re.findall(r"^\$ (.*)", text, re.MULTILINE)
                return block[0].replace(text, "".join(_run(command, here, language) for command in commands))
            path = here[0] / (name or "policies.yaml")
            if kind == "file":
                path.write_text(text, encoding="utf-8")
            elif kind == "end of":
                path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
            elif form == "diff":
                path.write_text(_patched(path.read_text(encoding="utf-8"), text), encoding="utf-8")
            return block[0]

        return _BLOCK.sub(done, page)


def _run(command: str, here: list[Path], language: str) -> str:
    """Run a command in the folder that the last `cd` went to; return it with what it prints, notices included."""
    program, *arguments = shlex.split(command)
    if program == "cd":
        here[0] /= arguments[0]
        return f"$ {command}\n"
    if program == "cp":
        shutil.copy(here[0] / arguments[0], here[0] / arguments[1])
        return f"$ {command}\n"
    assert program == "iotcheck", command
    environment = {
        **os.environ,
        "IOTCHECK_TODAY": TODAY,
        "IOTCHECK_LANG": language,
        "COLUMNS": COLUMNS,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "iotcheck", *arguments],
        cwd=here[0],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.decode().splitlines()]
    return f"$ {command}\n" + "".join(f"{line}\n" for line in lines)


def _patched(text: str, change: str) -> str:
    """Return a text with one change made; the lines to find stand in it once."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, before
    return text.replace(before, after)


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.write_text(walked(path.read_text(encoding="utf-8"), language), encoding="utf-8")
