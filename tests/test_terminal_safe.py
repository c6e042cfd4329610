"""Nothing of a table acts on a terminal: every command runs in one, on cells, headers and arguments that would."""

import csv
import io
import json
import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from iotcheck.render.json import dumps
from iotcheck.typeset import json_safe, term_safe
from tests.program import ROOT, iotcheck

pytestmark = pytest.mark.terminal

# The title of the window, a colour, another CSI, text turned round, and a character of no width.
EVIL = "\x1b]0;TITLE\x07\x1b[31mred\x9b2J\u202eevil\u200b"
# What a terminal may get: text, line ends; colours, links to web pages and the clearing of a line of the program's own.
LINKS = re.compile("\x1b]8;(id=\\d+;https://[!-~]+|;)\x1b\\\\")
ACTS = re.compile(
    "\x1b(?!\\[[\\d;]*m|\\[2K)|\x1b\\[31mred|[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]"
)
FIND = ("assess --table t.csv --row ROW --no-input", "whatif --table t.csv --row ROW")
COMMANDS = [
    *(f"screen t.csv {rest}".strip() for rest in ("", "--json", "--layout wide", "--layout wide --json", "--words")),
    *(f"screen t.csv {rest}" for rest in ("--check", "--check --json", "--layout summary", "--layout summary --json")),
    "screen t.csv --layout summary --format html",
    *(f"{FIND[0]}{rest}" for rest in ("", " --json", " --format csv", " --format markdown", " --format html")),
    *(f"{FIND[1]}{rest}" for rest in ("", " --json")),
    "assess --set registered=EVIL --no-input",
    "assess --name EVIL --set registered=yes --no-input --format csv",
    "assess --name EVIL --set registered=yes --no-input --format markdown",
    "assess --table t.csv --row EVILx",
    "show EVIL",
    "screen EVIL",
    "EVIL",
]


@pytest.mark.parametrize("words", COMMANDS)
def test_nothing_acts_on_a_terminal(words: str, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes((ROOT / "data" / "starter" / "policies.yaml").read_bytes())
    table = f"id,{EVIL}note,registered,size\n{EVIL}甲,{EVIL},yes,small\n乙,z,{EVIL},small\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    line = [word.replace("ROW", f"{EVIL}甲").replace("EVIL", EVIL) for word in words.split()]
    child = pexpect.spawn(
        sys.executable,
        ["-m", "iotcheck", *line, *([] if words == "EVIL" else ["--policies", "p.yaml"])],
        cwd=str(tmp_path),
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LANG": "C.UTF-8"},
        encoding="utf-8",
        timeout=60,
    )
    child.expect(pexpect.EOF)
    assert child.before
    assert ACTS.findall(LINKS.sub("", child.before)) == []


def test_pipes_keep_the_characters(tmp_path: Path) -> None:
    """What is passed through is the user's data: only a terminal never gets it."""
    table = f"id,note,申请人类型\n甲,{EVIL},企业\n"
    written = iotcheck("screen", "-", stdin=table)
    assert {row["note"] for row in csv.DictReader(io.StringIO(written.out))} == {EVIL}
    first, *_ = iotcheck("screen", "-", "--json", stdin=table).out.splitlines()
    assert json.loads(first)["note"] == EVIL


def test_json_means_the_same() -> None:
    """Every character that a terminal does not get is an escape in JSON, also one that takes two of them."""
    document = [*map(chr, range(0x20000)), "\U000e0001甲"]
    text = dumps(document)
    assert json.loads(text) == document
    assert term_safe(text) == text
    assert json_safe(text) == text
