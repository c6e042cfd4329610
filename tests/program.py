"""Runs the real program as a user's shell would."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED_DAY = "2019-05-31"  # of the shipped file: it is run on that day, so that nothing is said of later rules
TODAY = "2026-11-28"  # for every run of the program, so that it says the same of long ago days next year

os.environ.setdefault("IOTCHECK_TODAY", TODAY)


def sampled(values: Iterable[Any], every: int) -> list[Any]:
    """Return parameters for a test: every so many-th value for `make test`, and the others for `make thorough`."""
    return [
        pytest.param(value, marks=[] if number % every == 0 else pytest.mark.thorough)
        for number, value in enumerate(values)
    ]


class Run(NamedTuple):
    """How a run ended: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


def day_for(arguments: Sequence[str]) -> dict[str, str]:
    """Return the environment that says what day it is: for the shipped file its own, as long as no other is named."""
    own = not any(argument.startswith(("--policies", "--as-of")) for argument in arguments)
    return {"IOTCHECK_TODAY": SHIPPED_DAY} if own else {}


def iotcheck(
    *arguments: str, stdin: str | bytes = b"", cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Run:
    """Run `iotcheck` with stdin from a pipe; text comes back as UTF-8, what is not UTF-8 spelt out."""
    done = subprocess.run(
        [sys.executable, "-m", "iotcheck", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **day_for(arguments), **(environment or {})},
        timeout=60,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode("utf-8", "backslashreplace"), done.stderr.decode("utf-8", "replace"))
