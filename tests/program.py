"""Runs the real program as a user's shell would."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
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


def iotcheck(
    *arguments: str, stdin: str | bytes = b"", cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Run:
    """Run `iotcheck` with stdin from a pipe; text comes back as UTF-8, what is not UTF-8 spelt out."""
    done = subprocess.run(
        [sys.executable, "-m", "iotcheck", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        timeout=60,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode("utf-8", "backslashreplace"), done.stderr.decode("utf-8", "replace"))
