"""Where the program must run, and how it must end there: `python -m tests.matrix [--only PART]`.

Parts: codes, surroundings, offline, pythons, dependencies, installs, builds. Each check prints a line; what this
machine lacks (another Python, network namespaces) is said, not passed over. The last four build and install, which
takes minutes.
"""

import argparse
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipapp
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pexpect

from iotcheck.errors import ExitCode
from iotcheck.typeset import width
from tests.torture.signals import hear_signals

ROOT = Path(__file__).parents[1]
_ASSESS = ("assess", "--answers", "examples/enterprise-standards.yaml", "--no-input")
_LOWEST = ("typer==0.27.2", "rich==14.0.0", "PyYAML==6.0.2", "openpyxl==3.1.5", "pyarrow==18.0.0")
_PLACES = {"HOME": "home", "BIN_DIR": "bin", "MAN_DIR": "man"}
_COMMANDS = {  # that work without a policy file of one's own, or use a library; and their exit codes
    "lint": ExitCode.OK,
    "test": ExitCode.OK,
    "fresh --as-of 2024-06-01": ExitCode.DATA,  # there is something to look at again
    "new mine": ExitCode.OK,
    "lint mine/policies.yaml": ExitCode.OK,
    "questions --template xlsx --output empty.xlsx": ExitCode.OK,
    "screen empty.xlsx": ExitCode.OK,
    "screen examples/applicants.csv --output matches.xlsx": ExitCode.OK,
}
_PARQUET = "screen examples/applicants.csv --output matches.parquet --force"


class Check(NamedTuple):
    """One place or way, and what was wrong with it, if anything was; None where this machine cannot tell."""

    name: str
    wrong: str | None = ""


def codes() -> Iterator[Check]:
    """Bring about every exit code but 1, which is a bug."""
    missing = "/nonexistent/folder"
    ways: dict[ExitCode, list[str]] = {
        ExitCode.OK: [*_ASSESS],
        ExitCode.USAGE: ["assess", "--nonsense"],
        ExitCode.DATA: ["assess", "--set", "nonsense=1"],
        ExitCode.IO: ["assess", "--policies", missing],
        ExitCode.NOTHING_APPLICABLE: [
            "assess",
            "--no-input",
            "--exit-code",
            "--only",
            "standard-international",
            "--set",
            "registered_in_shenzhen=false",
        ],
        ExitCode.NOTHING_APPLICABLE_YET: ["assess", "--no-input", "--exit-code"],
    }
    for code, arguments in ways.items():
        ended = _run(arguments)
        yield Check(
            f"exit code {int(code)}", "" if ended.returncode == code else f"{ended.returncode}: {ended.stderr[-200:]!r}"
        )
    for code, number in (
        (ExitCode.INTERRUPTED, signal.SIGINT),
        (ExitCode.TERMINATED, signal.SIGTERM),
        (ExitCode.HANGUP, signal.SIGHUP),
    ):
        process = subprocess.Popen(
            [*_program(), "assess", "--answers", "-"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=hear_signals,  # noqa: PLW1509 - it takes no lock
        )
        time.sleep(3)
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
        yield Check(
            f"exit code {int(code)}",
            "" if process.returncode == code and b"Traceback" not in err else f"{process.returncode}: {err!r}",
        )
    script = f"{' '.join(_program())} assess --explain --json | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, check=False)
    yield Check(
        "exit code 141", "" if ended.returncode == 141 and not ended.stderr else f"{ended.returncode}: {ended.stderr!r}"
    )


def surroundings() -> Iterator[Check]:
    """Vary locale, colours, width, streams and home."""
    expected = _run([*_ASSESS, "--lang", "zh"]).stdout
    for environment in (
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "zh_CN.GBK"},
        {"LANG": "", "LC_ALL": ""},
        {"PYTHONIOENCODING": "gbk"},
        {"NO_COLOR": "1"},
        {"FORCE_COLOR": "0"},
        {"TERM": "dumb"},
        {"TERM": ""},
        {"COLUMNS": "0"},
        {"HOME": "/nonexistent"},
        {"HOME": "/proc", "XDG_CACHE_HOME": "/proc", "PYTHONDONTWRITEBYTECODE": "1"},
    ):
        ended = _run([*_ASSESS, "--lang", "zh"], environment)
        said = " ".join(f"{name}={value}" for name, value in environment.items())
        yield Check(
            said, "" if (ended.returncode, ended.stdout) == (0, expected) else f"{ended.returncode}, other output"
        )
    forced = _run([*_ASSESS], {"FORCE_COLOR": "1"})
    yield Check("FORCE_COLOR=1", "" if forced.returncode == 0 and b"\x1b[" in forced.stdout else "no colour")
    for redirection, code in ((">&-", 4), ("2>&-", 0), ("<&-", 0), (">&- 2>&- <&-", 4), (">/dev/full", 4)):
        ended = subprocess.run(
            ["bash", "-c", f"{' '.join(_program())} {' '.join(_ASSESS)} {redirection}"],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        fine = ended.returncode == code and b"Traceback" not in ended.stderr
        yield Check(f"streams {redirection}", "" if fine else f"{ended.returncode}: {ended.stderr[-200:]!r}")
    for columns in range(40, 201, 20):
        for language in ("zh", "en"):
            yield Check(f"a terminal of {columns} columns, {language}", _too_wide(columns, language))


def offline() -> Iterator[Check]:
    """Run in a network namespace that holds nothing."""
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode
    ):
        yield Check("no network", None)
        return
    ended = subprocess.run(
        ["unshare", "-n", *_program(), *_ASSESS, "--json"], cwd=ROOT, capture_output=True, check=False
    )
    yield Check("no network", "" if ended.returncode == 0 and ended.stdout else f"{ended.returncode}: {ended.stderr!r}")


def pythons() -> Iterator[Check]:
    """Install the wheel for each Python there is."""
    expected = _run([*_ASSESS, "--json"]).stdout
    with _built() as dist:
        for minor in (11, 12, 13, 14):
            python = _python(f"3.{minor}")
            yield Check(f"Python 3.{minor}", _installed(expected, [str(dist.wheel)], python=python) if python else None)


def dependencies() -> Iterator[Check]:
    """Use the lowest releases that pyproject.toml admits, and the newest there are."""
    expected = _run([*_ASSESS, "--json"]).stdout
    with _built() as dist:
        newest = ["--upgrade", "--pre", str(dist.wheel), "pyarrow"]
        yield Check("lowest dependencies", _installed(expected, [str(dist.wheel), *_LOWEST]))
        yield Check("newest dependencies", _installed(expected, newest))
        yield Check("newest dependencies, Typer beyond its cap", _installed(expected, newest, ["--upgrade", "typer"]))


def installs() -> Iterator[Check]:
    """Install in every way that people do."""
    expected = _run([*_ASSESS, "--json"]).stdout
    with _built() as dist:
        yield Check("wheel", _installed(expected, [str(dist.wheel)]))
        yield Check("source archive", _installed(expected, [str(dist.archive)]))
        yield Check("editable", _installed(expected, ["-e", str(ROOT)]))
        for tool, command in (("pipx", ["pipx", "install"]), ("uv", ["uv", "tool", "install"])):
            yield Check(" ".join(command), _with_tool(tool, command, dist.wheel, expected))
        yield Check("zip archive", _zipped(dist.wheel, expected))


def builds() -> Iterator[Check]:
    """Build the same commit twice, at different times and places."""
    with _built() as one, _built() as other:
        for left, right in ((one.wheel, other.wheel), (one.archive, other.archive)):
            yield Check(f"{left.name} built twice", "" if _sha256(left) == _sha256(right) else "differs")


PARTS: dict[str, Callable[[], Iterator[Check]]] = {
    "codes": codes,
    "surroundings": surroundings,
    "offline": offline,
    "pythons": pythons,
    "dependencies": dependencies,
    "installs": installs,
    "builds": builds,
}


def main() -> None:
    """Check all parts, or some; end with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=tuple(PARTS), default=tuple(PARTS))
    failed = 0
    for part in parser.parse_args().only:
        for check in PARTS[part]():
            failed += bool(check.wrong)
            state = "cannot be told here" if check.wrong is None else f"FAILED  {check.wrong}" if check.wrong else "ok"
            print(f"{part:13} {check.name:60} {state}", flush=True)
    print(f"{failed} failed")
    sys.exit(failed > 0)


def _program() -> list[str]:
    return [sys.executable, "-m", "iotcheck"]


def _run(arguments: list[str], environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    plain = {
        name: value
        for name, value in os.environ.items()
        if name not in ("LANG", "LC_ALL", "COLUMNS", "NO_COLOR", "FORCE_COLOR")
    }
    return subprocess.run(
        [*_program(), *arguments],
        cwd=ROOT,
        env={**plain, "LANG": "C.UTF-8", **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def _too_wide(columns: int, language: str) -> str:
    """Return what is wrong with a result on a terminal: lines that do not fit, or text that is cut."""
    child = pexpect.spawn(
        _program()[0],
        [*_program()[1:], *_ASSESS, "--all", "--lang", language],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", "IOTCHECK_PAGER": ""},
        encoding="utf-8",
        timeout=60,
        dimensions=(60, columns),
    )
    text = str(child.read())
    child.close()
    wide = [line for line in text.replace("\r", "").split("\n") if width(line) > columns]
    return f"{wide[0]!r}" if wide else "" if child.exitstatus == 0 else f"exit code {child.exitstatus}"


class _built:  # noqa: N801 - used as a function
    """A wheel and a source archive of this checkout, built anew into a folder of their own."""

    def __enter__(self) -> "_built":
        self._folder = tempfile.TemporaryDirectory()
        stamp = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        environment = {**os.environ, "SOURCE_DATE_EPOCH": stamp.stdout.strip() or "1577836800"}
        command = [sys.executable, "-m", "build", "--outdir", self._folder.name, str(ROOT)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        (self.wheel,) = Path(self._folder.name).glob("*.whl")
        (self.archive,) = Path(self._folder.name).glob("*.tar.gz")
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _installed(expected: bytes, *steps: list[str], python: str = sys.executable) -> str:
    """Install into an empty environment, step by step, and try the program; return what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "env"
        _call(python, "-m", "venv", str(environment))
        own = str(environment / "bin" / "python")
        for step in steps:
            if wrong := _call(own, "-m", "pip", "install", "-q", "--disable-pip-version-check", *step):
                return wrong
        return _tried([str(environment / "bin" / "iotcheck")], expected)


def _with_tool(tool: str, command: list[str], wheel: Path, expected: bytes) -> str | None:
    """Install with a tool that makes its own environment; None where the tool is not to be had."""
    with tempfile.TemporaryDirectory() as folder:
        _call(sys.executable, "-m", "venv", f"{folder}/env")
        if _call(f"{folder}/env/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", tool):
            return None
        places = {
            "PATH": f"{folder}/env/bin:{os.environ['PATH']}",
            **{f"PIPX_{name}": f"{folder}/{path}" for name, path in _PLACES.items()},
            **{f"UV_TOOL_{name}": f"{folder}/{path}" for name, path in _PLACES.items()},
            "UV_TOOL_DIR": f"{folder}/home",
        }
        if wrong := _call(*command, str(wheel), environment=places):
            return wrong
        return _tried([f"{folder}/bin/iotcheck"], expected, places)


def _zipped(wheel: Path, expected: bytes) -> str:
    """Put the package and its dependencies into one file that Python runs."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all"
        if wrong := _call(sys.executable, "-m", "pip", "install", "-q", "--target", str(target), str(wheel)):
            return wrong
        zipapp.create_archive(target, f"{folder}/iotcheck.pyz", main="iotcheck.__main__:main")
        shutil.rmtree(target)
        return _tried([sys.executable, "-I", f"{folder}/iotcheck.pyz"], expected)


def _tried(program: list[str], expected: bytes, environment: Mapping[str, str] | None = None) -> str:
    """Run the installed program far from the checkout; return what went wrong.

    Its JSON must be that of the checkout, its other commands must end as they should, and where it asks for a library,
    the command that it prints must install it.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"LANG": "C.UTF-8"}
    own |= environment or {}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", f"{folder}/examples")

        def call(*words: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run([*program, *words], cwd=folder, env=own, capture_output=True, check=False)

        ended = call(*_ASSESS, "--json")
        if ended.returncode:
            return f"exit code {ended.returncode}: {ended.stderr[-300:]!r}"
        if ended.stdout != expected:
            return "another result"
        commands = dict(_COMMANDS)
        missing = call(*_PARQUET.split())
        if command := re.search(rb"to install it, run: (.*) \[library-missing\]", missing.stderr):
            if wrong := _call("sh", "-c", command[1].decode(), environment=own):
                return wrong
            commands[_PARQUET] = ExitCode.OK
        elif missing.returncode and b"library-not-in-archive" not in missing.stderr:
            return f"{_PARQUET}: exit code {missing.returncode}: {missing.stderr[-300:]!r}"
        for words, code in commands.items():
            ended = call(*words.split())
            if ended.returncode != code:
                return f"{words}: exit code {ended.returncode}: {ended.stderr[-300:]!r}"
    return ""


def _call(*command: str, environment: Mapping[str, str] | None = None) -> str:
    """Run a command; return the end of what it said if it failed."""
    ended = subprocess.run(
        command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    return "" if ended.returncode == 0 else f"{command[:4]}: {(ended.stdout + ended.stderr)[-300:]!r}"


def _python(version: str) -> str | None:
    """Return a Python of that version, on the path or of pyenv."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for python in (*map(str, kept), shutil.which(f"python{version}")):
        if python and not _call(python, "-c", "import venv, ensurepip"):
            return python
    return None


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
