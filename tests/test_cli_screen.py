"""`iotcheck screen` from the outside: exit codes, streams, signals."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from iotcheck.cli.screen import Progress

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
    assert "共 2 行：已筛查 1 行，未筛查 1 行" in strict.stderr
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
    table.write_text(TABLE + "丙,公司,是,\n", encoding="utf-8")
    run = iotcheck(str(table), "--check", lang="en")
    assert run.returncode == 3
    grouped = f"{table}:3: error: these rows are rejected: 申请人类型: '公司' × 2 (lines 3, 4): unknown choice '公司'"
    assert f"{grouped} [rows-rejected]" in run.stdout.splitlines()
    assert run.stdout.count("  申请人类型: write one of: Enterprise / ") == 1
    assert "3 rows read: 1 usable, 2 not" in run.stdout
    assert "rejected" not in run.stderr
    report = tmp_path / "report.txt"
    assert iotcheck(str(table), "--check", "--output", str(report), lang="en").stdout == ""
    assert report.read_text(encoding="utf-8") == run.stdout


def test_check_says_what_every_column_is_taken_for() -> None:
    """In full, however many; as JSON for programs. What is left open is no failure."""
    table = "名称,申请人类型,电话\n甲,企业,1\n"
    run = iotcheck("-", "--check", stdin=table)
    assert run.returncode == 0
    for line in (
        "  名称 → 申报单位编号",
        "  申请人类型 → 申请人类型（legal_form）",
        "  电话 → 不参与判断",
        "  园区（park）",
    ):
        assert line in run.stdout
    document = json.loads(iotcheck("-", "--check", "--json", stdin=table).stdout)
    assert document["kind"] == "table-check"
    assert document["rows"] == {"read": 1, "usable": 1, "rejected": 0}
    assert [column["fact"] for column in document["columns"]] == [None, "legal_form", None]
    assert "park" in document["facts_without_column"]


def test_a_summary_does_not_count_results_that_it_has_not_written() -> None:
    """`0 results written` below a table looked like a failure."""
    run = iotcheck("-", "--layout", "summary", "--keep-going", stdin=TABLE, lang="en")
    assert run.stderr.splitlines()[-1] == "2 rows read: 1 screened, 1 rejected."


def test_applicants_without_results_are_counted() -> None:
    """In the layout of matches they have no row, and might be taken for lost."""
    table = TABLE.splitlines()[0] + "\n甲,企业,是,标准研制\n丙,自然人,否,无\n"
    said = "1 applicant has no eligible or undetermined program and is not in the results\n"
    assert said in iotcheck("-", stdin=table, lang="en").stderr
    assert "not in the results" not in iotcheck("-", "--layout", "wide", stdin=table, lang="en").stderr


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    """Not with --force either; nor is one output another."""
    table = tmp_path / "t.csv"
    table.write_text(TABLE, encoding="utf-8")
    for options in (["--output", str(table)], ["--rejects", f"{tmp_path}/./t.csv"]):
        assert iotcheck(str(table), *options, "--force", lang="en").returncode == 2
    both = [str(tmp_path / "x.csv")] * 2
    assert iotcheck(str(table), "--output", both[0], "--rejects", both[1]).returncode == 2
    command = [sys.executable, "-m", "iotcheck", "assess", "--table", str(table), "--row", "甲", "--no-input"]
    done = subprocess.run([*command, "--output", str(table), "--force"], capture_output=True, check=False)
    assert done.returncode == 2
    assert table.read_text(encoding="utf-8") == TABLE


def test_what_is_no_such_table_is_said_with_the_mend(tmp_path: Path) -> None:
    """Older workbooks, workbooks with a password, and files whose names end wrongly."""
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for name, data, code in (
        ("a.xls", old, "other-workbook"),
        ("a.xlsx", old, "other-workbook"),
        ("a.xlsx", b"a,b\n", "other-workbook"),
        ("a.csv", b"PK\x03\x04" + bytes(99), "no-text-table"),
        ("b.csv", b"PAR1" + bytes(99), "no-text-table"),
    ):
        (tmp_path / name).write_bytes(data)
        run = iotcheck(str(tmp_path / name))
        assert run.returncode in (2, 3)
        assert f"[{code}]" in run.stderr


def test_commands_that_take_a_table_take_its_encoding_and_its_columns(tmp_path: Path) -> None:
    """`assess`, `whatif` and `diff` read what `screen` reads; `--set` takes a label too."""
    table = tmp_path / "t.csv"
    table.write_bytes("名稱,類型\n甲,enterprise\n".encode("big5"))
    options = ["--table", str(table), "--encoding", "big5", "--map", "類型=申请人类型", "--as-of", "2019-05-31"]
    shipped = str(Path(__file__).parents[1] / "data" / "policies.yaml")
    row = ["--row", "甲", "--set", "深圳注册=是", "--json"]
    for command in (["assess", *row, "--no-input"], ["whatif", *row], ["diff", shipped, shipped, "--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "iotcheck", *command, *options], capture_output=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        document = json.loads(done.stdout)
        if command[0] == "assess":
            assert document["answers"] == {"legal_form": "enterprise", "registered_in_shenzhen": True}


@pytest.mark.parametrize("arguments", [("--layout", "soup"), ("--map", "x"), ("--jobs", "many")])
def test_wrong_usage_is_said(arguments: tuple[str, ...]) -> None:
    """With exit code 2."""
    assert iotcheck("-", *arguments).returncode == 2


def test_the_summary_is_a_table_or_json() -> None:
    """On a terminal for people, with --json for programs."""
    text = iotcheck("-", "--layout", "summary", "--keep-going", stdin=TABLE)
    assert "1 家申报单位" in text.stdout
    document = iotcheck("-", "--layout", "summary", "--keep-going", "--json", stdin=TABLE)
    assert '"kind": "screening"' in document.stdout


def test_the_summary_is_a_page_with_a_picture_too(tmp_path: Path) -> None:
    """One bar for each program that pays; texts from the table are texts; for the summary alone."""
    table, page = tmp_path / "<b>.csv", tmp_path / "page.html"
    table.write_bytes((Path(__file__).parents[1] / "examples" / "applicants.csv").read_bytes())
    assert iotcheck(str(table), "--layout", "summary", "--format", "html", "--output", str(page)).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert text.count('<svg viewBox="0 0 1000 20"') == 6
    assert "&lt;b&gt;.csv" in text
    assert "<b>" not in text
    assert "行业协会等举办高端展会资助" in text
    empty = iotcheck("-", "--layout", "summary", "--format", "html", stdin="名称,申请人类型\n", lang="en")
    assert "<!doctype html>" in empty.stdout
    assert "<svg" not in empty.stdout
    for arguments in (["--format", "html"], ["--layout", "summary", "--format", "pdf"]):
        assert iotcheck("-", *arguments, stdin=TABLE).returncode == 2
    assert iotcheck("-", "--layout", "summary", "--format", "html", "--json", stdin=TABLE).returncode == 2


@pytest.mark.thorough
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_nothing_behind(tmp_path: Path, number: signal.Signals, jobs: str) -> None:
    """Ctrl-C in the middle of a large table: no half-written file, no temporary one, no process."""
    process = _begun(tmp_path, jobs)
    time.sleep(0.5)
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=120)
    assert process.returncode == (130 if number is signal.SIGINT else 143)
    assert b"Traceback" not in said
    assert b"Fatal" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    assert _all_gone(process.pid)


@pytest.mark.thorough
def test_a_signal_while_processes_start_is_quiet(tmp_path: Path) -> None:
    """It used to reach them before Python was ready in them, which printed tracebacks."""
    for wait in (0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3):
        process = _begun(tmp_path, "2")
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=120)
        lines = [line for line in said.decode().splitlines() if " notice: " not in line]
        assert (process.returncode, lines) == (130, ["Interrupted. No file was written."])
        assert _all_gone(process.pid)


@pytest.mark.thorough
def test_a_process_that_the_system_ends_is_told_of(tmp_path: Path) -> None:
    """Want of memory is no bug, and no result is half-written."""
    process = _begun(tmp_path, "2")
    os.kill(_workers(process.pid)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 4
    assert "use fewer --jobs" in said.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    assert _all_gone(process.pid)


@pytest.mark.thorough
def test_processes_end_with_the_first_one(tmp_path: Path) -> None:
    """Even where that one is killed and cannot tell them."""
    process = _begun(tmp_path, "2")
    assert len(_workers(process.pid)) == 2
    process.kill()
    process.communicate(timeout=120)
    assert _all_gone(process.pid)


def _begun(folder: Path, jobs: str) -> subprocess.Popen[bytes]:
    """Begin to screen a large table; return when the output has been begun."""
    table = folder / "t.csv"
    if not table.exists():
        table.write_text("名称,申请人类型,深圳注册\n" + "甲,企业,是\n" * 2_000_000, encoding="utf-8")
    command = [sys.executable, "-m", "iotcheck", "screen", str(table), "--output", str(folder / "out.csv")]
    # Without the hooks by which coverage follows processes: they run code of their own while a signal arrives.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    process = subprocess.Popen(
        [*command, "--jobs", jobs, "--lang", "en", "--as-of", "2019-05-31"],
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=environment,
    )
    for _ in range(1200):
        if any(path.name.startswith(".out.csv") for path in folder.iterdir()):
            return process
        time.sleep(0.05)
    raise TimeoutError


def _workers(parent: int) -> list[int]:
    """Return the processes of `--jobs 2`, as soon as both are there."""
    for _ in range(1200):
        found = [
            int(pid)
            for pid, _, above, _, words in _listed()
            if int(above) == parent and "iotcheck.screen.processes" in words
        ]
        if len(found) == 2:
            return found
        time.sleep(0.05)
    raise TimeoutError


def _all_gone(group: int) -> bool:
    """Return whether no process of a group is left after a while; the dead whom nobody has asked for are gone."""
    for _ in range(1200):
        if not any(int(of) == group and not state.startswith("Z") for _, of, _, state, _ in _listed()):
            return True
        time.sleep(0.05)
    return False


def _listed() -> list[list[str]]:
    """Return pid, group, parent, state and command of all processes."""
    columns = ["pid=", "pgid=", "ppid=", "stat=", "args="]
    arguments = [word for column in columns for word in ("-o", column)]
    listed = subprocess.run(["ps", "-A", "-ww", *arguments], capture_output=True, text=True, check=True).stdout
    return [line.split(None, 4) for line in listed.splitlines() if len(line.split(None, 4)) == 5]


def test_a_notice_takes_the_place_of_the_line_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never behind it, in one line."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("iotcheck.cli.screen._EVERY", 0)
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    with Progress("en") as progress:
        progress.show(10, None)
        progress.tell("a notice")
        progress.tell("another")
    written = stderr.getvalue()
    assert "10 rows read" in written
    assert written.endswith("\r\x1b[2Ka notice\nanother\n")
