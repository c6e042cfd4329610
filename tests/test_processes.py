"""`screen --jobs`: processes die or stop at the worst moments; the program ends soon and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What Python runs in each process as it starts, before anything of the program.
DIES = "os.kill(os.getpid(), signal.SIGKILL)"
DIES_LATER = "import threading; threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()"
STOPS = "os.kill(os.getpid(), signal.SIGSTOP)"
FAILS = "os._exit(1)"


@contextmanager
def begin(folder: Path, at_start: str) -> Iterator[subprocess.Popen[str]]:
    """Begin to screen with two processes, each of which does `at_start` as it starts."""
    (folder / "hooks").mkdir()
    hook = f"import os, signal, sys\nif 'serve' in sys.orig_argv[-1]:\n    {at_start}\n"
    (folder / "hooks" / "sitecustomize.py").write_text(hook, encoding="utf-8")
    # Many rows, and one that is rejected at once.
    table = "名称,申请人类型,深圳注册\n乙,企业,什么\n" + "甲,企业,是\n" * 300_000
    (folder / "t.csv").write_text(table, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "iotcheck",
        "screen",
        "t.csv",
        "--jobs",
        "2",
        "--output",
        "out.csv",
        "--lang",
        "en",
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    environment["PYTHONPATH"] = os.pathsep.join((str(folder / "hooks"), str(ROOT)))
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("at_start", [DIES, DIES_LATER, FAILS])
def test_a_process_that_dies_ends_the_program(tmp_path: Path, at_start: str) -> None:
    """Whether it dies before it has been told what to do, or in the middle of work: message, exit code, no files."""
    with begin(tmp_path, at_start) as process:
        _, said = process.communicate(timeout=120)
    assert process.returncode == 4
    assert "use fewer --jobs" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hooks", "t.csv"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_that_is_stopped_keeps_no_signal_away(tmp_path: Path, number: signal.Signals) -> None:
    """The program waits for it, but still ends by Ctrl-C and SIGTERM, and ends what was stopped."""
    with begin(tmp_path, STOPS) as process:
        stopped: list[int] = []
        while len(stopped) < 2:
            stopped = [pid for pid, state in children(process.pid) if state.startswith("T")]
            time.sleep(0.05)
        process.send_signal(number)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 128 + number
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hooks", "t.csv"]
    for pid in stopped:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def children(parent: int) -> list[tuple[int, str]]:
    """Return the process ids and states of a process's children."""
    command = ["ps", "-A", "-o", "pid=", "-o", "ppid=", "-o", "stat="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [(int(pid), state) for pid, above, state in map(str.split, listed.splitlines()) if int(above) == parent]
