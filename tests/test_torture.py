"""Hostile input at every door: a part of `make torture`, its judge, and what torture and fuzzing have found so far."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import ROOT, iotcheck, sampled
from tests.torture.cases import Case, Outcome
from tests.torture.doors import DOORS
from tests.torture.judge import faults, shape_faults, unsafe

WITH_LIBRARY = {"parquet": "pyarrow", "xlsx": "openpyxl"}
TEXT = Case("policy", 0, ("assess",))
FINE = Outcome(0, 0, b"", b"", 0.1, 40.0, {})


@pytest.mark.parametrize("every", sampled([160, 40], 2))
def test_no_input_breaks_anything(every: int) -> None:
    """Exit codes, messages, files, time and memory are right for one in so many cases of `make torture`."""
    command = [sys.executable, "-m", "tests.torture", "--every", str(every), "--only", *DOORS]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert run.stdout.endswith("\n0 failed\n"), run.stdout + run.stderr


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (FINE._replace(signal=11), "signal 11"),
        (FINE._replace(code=1), "exit code 1"),
        (FINE._replace(err=b"Traceback (most recent call last):\n"), "a traceback"),
        (FINE._replace(seconds=2.5), "2.5 s"),
        (FINE._replace(megabytes=500), "500 MB"),
        (FINE._replace(out=b"\x1b[31m"), "U+001B"),
        (FINE._replace(err="\u202eabc".encode()), "U+202E"),
        (FINE._replace(code=3, err=b"it failed\n"), "no located message"),
        (FINE._replace(code=3, err=b"a:1:1: error: x [y]\n", out=b"half"), "a result in spite"),
        (FINE._replace(files={".a.tmp": b""}), "left '.a.tmp' behind"),
        (FINE._replace(out=b"\xff"), "not UTF-8"),
    ],
)
def test_the_judge_notices_what_must_not_be(outcome: Outcome, said: str) -> None:
    """Else the torture would find nothing."""
    assert faults(TEXT, FINE) == []
    assert any(said in fault for fault in faults(TEXT, outcome))


@pytest.mark.parametrize(
    ("shape", "data"),
    [
        ("json", b"{"),
        ("json", b'{"schema_version": "1.0", "a": NaN}'),
        ("json", b'{"schema_version": "1.0", "a": 1, "a": 2}'),
        ("jsonl", b'{"a": 1}\n{"a": }\n'),
        ("csv", b'"=1+1"\r\n'),
        ("csv", "＝1+1\r\n".encode()),
        ("csv", b"a,b\r\nc\r\n"),
        ("html", b"<script>x</script>"),
        ("html", b'<a href="javascript:x">y</a>'),
        ("html", b'<p onclick="x">y</p>'),
        ("markdown", b"<img src=x>"),
        ("xlsx", b"PK"),
    ],
)
def test_the_judge_notices_what_a_file_must_not_hold(shape: str, data: bytes) -> None:
    """Half-written JSON, live formulas, scripts."""
    assert shape_faults(shape, data, "file") != []


def test_the_judge_knows_every_character_that_acts() -> None:
    """By Unicode's own categories, not by the table of the program."""
    assert unsafe("深圳 é\n") == []
    assert unsafe("\x9b\u2066\u2028\ufeff\r") == ["U+000D", "U+009B", "U+2028", "U+2066", "U+FEFF"]


def test_a_case_is_the_same_whenever_it_is_made() -> None:
    """A failure can be repeated from its seed and number."""
    for door in DOORS.keys() - WITH_LIBRARY.keys():
        assert DOORS[door](701, 5) == DOORS[door](701, 5)


# What the torture and the fuzzer have found.


def test_a_file_of_nothing_but_errors_is_soon_given_up(tmp_path: Path) -> None:
    """A hundred thousand problems took seven seconds to print; five hundred are said, and that there may be more."""
    answers = tmp_path / "a.yaml"
    answers.write_text("".join(f"k{number}: x\n" for number in range(100_000)), encoding="utf-8")
    run = iotcheck("assess", "--answers", str(answers), "--json", environment={"LANG": "en"})
    document = json.loads(run.out)
    assert (run.code, len(document["problems"]), document["more"]) == (3, 500, True)
    assert len(re.findall("unknown-fact", run.err)) == 500
    assert run.err.endswith("Fix these first; there may be more problems.\n")


@pytest.mark.parametrize("columns", ["60", "120"])
def test_a_summary_of_no_applicant_is_no_crash(columns: str) -> None:
    """Where every row was rejected there is no table to show."""
    table = "id,registered_in_shenzhen\nA,perhaps\n"
    run = iotcheck("screen", "-", "--layout", "summary", stdin=table, environment={"COLUMNS": columns})
    assert (run.code, run.err.count("[row-rejected]")) == (3, 1)
    assert "0 applicants" in run.out


@pytest.mark.parametrize(
    ("columns", "meant"), [("9" * 5000, "1000"), ("0" * 5000, ""), ("0060", "60"), ("-60", ""), ("６０", "")]
)
def test_a_width_of_any_length_is_a_width_or_none(columns: str, meant: str) -> None:
    """Python refuses to read numbers of thousands of digits."""
    odd, plain = (
        iotcheck("assess", "--no-input", environment={"COLUMNS": one} if one else {}) for one in (columns, meant)
    )
    assert odd == plain
    assert odd.code == 0


@pytest.mark.parametrize("encoding", ["idna", "rot13", "hex", "nonsense", "undefined"])
def test_what_python_calls_an_encoding_may_be_none_for_tables(encoding: str) -> None:
    """Codecs that cannot read bytes as they come are refused like unknown ones."""
    run = iotcheck("screen", "-", "--encoding", encoding, stdin="id,名称\nA,甲\n")
    assert run.code == 3
    assert "--encoding: error:" in run.err


def test_a_workbook_can_be_opened_whatever_its_table_held(tmp_path: Path) -> None:
    """Characters that XML has no place for, halves of a pair among them, become the sign for an unknown one."""
    openpyxl = pytest.importorskip("openpyxl")
    table, output = tmp_path / "in.jsonl", tmp_path / "out.xlsx"
    ids = (r"A\uffff\u0001", r"B\ud83d")
    table.write_text(
        "".join(f'{{"id": "{identifier}", "legal_form": "enterprise"}}\n' for identifier in ids), encoding="ascii"
    )
    assert iotcheck("screen", str(table), "--layout", "wide", "--output", str(output)).code == 0
    rows = openpyxl.load_workbook(output, read_only=True).active.iter_rows(values_only=True)
    assert [row[0] for row in rows][1:] == ["A��", "B�"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero on this system")
@pytest.mark.parametrize("option", ["--answers", "--policies"])
def test_a_file_that_never_ends_is_too_large(option: str) -> None:
    """It was read until memory was full."""
    run = iotcheck("assess", option, "/dev/zero", "--no-input")
    assert run.code == 3
    assert run.err.startswith("/dev/zero: error: ")


def test_a_file_without_a_name_is_named_in_the_message() -> None:
    """Quotation marks stand for a name of nothing but white space."""
    run = iotcheck("assess", "--answers", " ", "--no-input")
    assert run.code == 4
    assert run.err.startswith("'': error: ")


@pytest.mark.parametrize("unit", ["亿", "万", "千"])
def test_a_multiple_alone_is_a_unit_of_what_has_none(unit: str) -> None:
    """A line of nothing but multiples below the header was a crash."""
    table = f"id,registered,size,staff,revenue,odd\n{','.join([unit] * 6)}\nA1,yes,small,3,100,ok\n"
    starter = str(ROOT / "data" / "starter" / "policies.yaml")
    run = iotcheck("screen", "-", "--policies", starter, "--layout", "wide", stdin=table, environment={"LANG": "en"})
    assert run.code == 0
    assert f"staff: in {unit} (from line 2)" in run.err
