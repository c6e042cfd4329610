"""No output is written over an input or over another output, by whatever path it is named."""

import json
from pathlib import Path

import pytest

from iotcheck.files import is_same_file
from tests.program import ROOT, iotcheck

# Each names a file that is there or another output; `sub` is a folder, `link` a link to the folder above it.
WORDS = [
    "screen t.csv --policies p.yaml --output sub/../o.csv --rejects o.csv",
    "screen t.csv --policies p.yaml --output link/o.csv --rejects o.csv",
    "screen t.csv --policies p.yaml --output sub/../t.csv --force",
    "screen t.csv --policies p.yaml --output hard.csv --force",
    "screen t.csv --policies p.yaml --output link/p.yaml --force",
    "assess --policies p.yaml --no-input --save link/o --output o",
    "assess --policies p.yaml --no-input --save sub/../p.yaml --force",
    "assess --policies p.yaml --no-input --table t.csv --row A --format csv --output link/t.csv --force",
    "assess --policies p.yaml --no-input --answers a.json --output link/a.json --force",
    "whatif --policies p.yaml --answers a.json --output link/a.json --force",
    "docs p.md --output link/p.md --force",
    "questions --policies p.csv --template csv --output link/p.csv --force",
    "schema answers --policies p.json --output link/p.json --force",
    "lint p.json --json --output link/p.json --force",
]


@pytest.mark.parametrize("words", WORDS)
def test_no_path_leads_over_another_file(words: str, tmp_path: Path) -> None:
    """Wrong usage, and every file is what it was."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    for ending in ("yaml", "json", "md", "csv"):  # of the results that would replace it
        (tmp_path / f"p.{ending}").write_bytes((ROOT / "data" / "starter" / "policies.yaml").read_bytes())
    (tmp_path / "t.csv").write_text("id,registered\nA,yes\nB,soup\n", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"registered": true}', encoding="utf-8")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "t.csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = iotcheck(*words.split(), "--lang", "en", cwd=tmp_path)
    kinds = [json.loads(line)["kind"] for line in done.out.splitlines()]
    assert (done.code, kinds) == (2, ["problems"] if "--json" in words else [])
    assert "same-file" in done.err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_files_that_are_apart_stay_apart(tmp_path: Path) -> None:
    """Files of one name in two folders are two; names in other letters are one only where the folder says so."""
    (tmp_path / "a").mkdir()
    assert not is_same_file(str(tmp_path / "a" / "o.csv"), str(tmp_path / "o.csv"))
    (tmp_path / "Case").write_text("", encoding="utf-8")
    one_case = (tmp_path / "cASE").exists()
    assert is_same_file(str(tmp_path / "o.csv"), str(tmp_path / "O.csv")) == one_case
    assert is_same_file(str(tmp_path / "a" / ".." / "o.csv"), str(tmp_path / "o.csv"))
