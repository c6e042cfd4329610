"""`iotcheck screen` from the outside: exit codes, streams, signals."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TABLE = "名称,申请人类型,深圳注册,开展事项\n甲,企业,是,标准研制\n乙,公司,是,\n"


def iotcheck(*arguments: str, stdin: str = "", lang: str = "zh") -> subprocess.CompletedProcess[str]:
    """Run the program."""
    command = [sys.executable, "-m", "iotcheck", "screen", *arguments, "--lang", lang]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


def test_rejected_rows_are_listed_counted_and_exit_with_3(tmp_path: Path) -> None:
    """Unless the user says to keep going; the result is written all the same."""
    table, output = tmp_path / "t.csv", tmp_path / "out.csv"
    table.write_text(TABLE, encoding="utf-8")
    strict = iotcheck(str(table))
    assert (strict.returncode, strict.stdout.count("\n") > 1) == (3, True)
    assert f"{table}:3: " in strict.stderr
    assert "读入 2 行：已筛查 1 行，剔除 1 行" in strict.stderr
    lenient = iotcheck(str(table), "--output", str(output), "--keep-going", lang="en")
    assert (lenient.returncode, lenient.stdout) == (0, "")
    assert output.exists()
    assert Path(f"{output}.rejects.csv").exists()
    assert "2 rows read: 1 screened, 1 rejected" in lenient.stderr


def test_a_table_may_come_from_standard_input(tmp_path: Path) -> None:
    """And the result go to standard output, with no byte order mark."""
    run = iotcheck("-", "--layout", "wide", stdin=TABLE)
    assert run.stdout.startswith("名称,")


def test_check_only_reads(tmp_path: Path) -> None:
    """It says which rows are wrong, and prints no result."""
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")
    run = iotcheck(str(table), "--check", lang="en")
    assert (run.returncode, run.stdout) == (3, "")
    assert "2 rows read: 1 can be used, 1 cannot" in run.stderr


@pytest.mark.parametrize("arguments", [("--layout", "soup"), ("--map", "x"), ("--jobs", "many")])
def test_wrong_usage_is_said(arguments: tuple[str, ...]) -> None:
    """With exit code 2."""
    assert iotcheck("-", *arguments).returncode == 2


def test_the_summary_is_a_table_or_json() -> None:
    """On a terminal for people, with --json for programs."""
    text = iotcheck("-", "--layout", "summary", "--keep-going", stdin=TABLE)
    assert "1 个申请人" in text.stdout
    document = iotcheck("-", "--layout", "summary", "--keep-going", "--json", stdin=TABLE)
    assert '"kind": "screening"' in document.stdout


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_nothing_behind(tmp_path: Path, number: signal.Signals, jobs: str) -> None:
    """Ctrl-C in the middle of a large table: no half-written file, no temporary one, no process."""
    table = tmp_path / "t.csv"
    table.write_text("名称,申请人类型,深圳注册\n" + "甲,企业,是\n" * 2_000_000, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "iotcheck",
        "screen",
        str(table),
        "--output",
        str(tmp_path / "out.csv"),
        "--jobs",
        jobs,
    ]
    # Without the hooks by which coverage follows processes: they run code of their own while a signal arrives.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, env=environment)
    for _ in range(600):
        if any(path.name.startswith(".out.csv") for path in tmp_path.iterdir()):
            break
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if number is signal.SIGINT else 143)
    assert b"Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    for _ in range(200):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process is left")
