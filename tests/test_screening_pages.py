"""docs/screening.md and its Chinese twin: every command runs as written, one after the other."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import ROOT

PAGES = {"screening.md": "companies", "screening.zh-CN.md": "企业"}


@pytest.mark.parametrize(("page", "table"), PAGES.items())
def test_every_command_of_the_page_runs(tmp_path: Path, page: str, table: str) -> None:
    """On the table of the examples, with the shipped rules for both policy files."""
    shutil.copy(ROOT / "examples" / "applicants.csv", tmp_path / f"{table}.csv")
    shutil.copytree(ROOT / "data", tmp_path, dirs_exist_ok=True)
    shutil.copy(tmp_path / "policies.yaml", tmp_path / "new.yaml")
    blocks = re.findall(r"```\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert len(commands) == 12
    for command in commands:
        words = [sys.executable, "-m", *shlex.split(command)]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, "error" in done.stderr) == (0, False), command


def test_both_pages_say_the_same() -> None:
    """The same commands, tables and parts; but for names of files."""
    shapes = []
    for page in PAGES:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        shapes.append(
            [re.split(r"[ *]", line)[0] for line in text.splitlines() if line[:2] in ("##", "io", "``", "| ")]
        )
    assert shapes[0] == shapes[1]
