"""The program as its users get it: built, installed into an empty environment, run far from the checkout."""

import json
import re
import subprocess
import sys
import venv
import zipapp
import zipfile
from pathlib import Path
from typing import Any

import pytest

import iotcheck
from iotcheck.screen.readers import missing_library

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and from that alone the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.thorough
def test_the_wheel_holds_the_package_and_every_data_file(wheel: Path) -> None:
    """What lies in data/ ships as iotcheck/data, and the type marker is there."""
    data = {f"iotcheck/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("data/**/*") if path.is_file()}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert ({"iotcheck/py.typed", "iotcheck/cli/__init__.py"} | data) - names == set()


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment; return the folder of its programs."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    run([*pip_of(programs), "install", "-qq", str(wheel)], cwd=folder)
    return programs


def pip_of(programs: Path) -> list[str]:
    return [str(programs / "python"), "-m", "pip", "--disable-pip-version-check"]


@pytest.mark.thorough
def test_the_installed_program_runs_anywhere(environment: Path, tmp_path: Path) -> None:
    """An empty environment, one `pip install`, and `iotcheck` answers outside the checkout, with workbooks too."""
    program = str(environment / "iotcheck")
    assert run([program, "--version"], cwd=tmp_path) == f"iotcheck {iotcheck.__version__}\n"
    run([program, "questions", "--template", "xlsx", "--output", "empty.xlsx"], cwd=tmp_path)
    assert "0 rows" in complaint([program, "screen", "empty.xlsx", "--lang", "en"], cwd=tmp_path, code=0)


@pytest.mark.thorough
def test_the_printed_command_installs_what_is_missing(environment: Path, tmp_path: Path) -> None:
    """Where Parquet cannot be read, the command in the message, run as it is printed, makes that it can."""
    (tmp_path / "empty.parquet").write_bytes(b"")
    screen = [str(environment / "iotcheck"), "screen", "empty.parquet", "--lang", "en"]
    message = complaint(screen, cwd=tmp_path, code=2)
    command = re.search(r"to install it, run: (.*) \[library-missing\]", message)
    assert command, message
    run(["/bin/sh", "-c", command[1]], cwd=tmp_path)
    assert "library-missing" not in complaint(screen, cwd=tmp_path, code=3)
    run([*pip_of(environment), "uninstall", "-qq", "--yes", "pyarrow"], cwd=tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "command"),
    [
        ("pipx_metadata.json", "{}", "pipx inject iotcheck pyarrow"),
        ("pyvenv.cfg", "home = /usr\nuv = 0.9\n", "uv pip install --python {prefix} pyarrow"),
        ("pyvenv.cfg", "home = /usr\n", "{python} -m pip install pyarrow"),
        ("nothing", "", "{python} -m pip install pyarrow"),
    ],
)
def test_the_command_is_that_of_whatever_installed_the_program(
    file: str, text: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pipx and uv leave their traces in the environment; neither has pip in it."""
    prefix = tmp_path / "iotcheck"
    prefix.mkdir()
    (prefix / file).write_text(text)
    monkeypatch.setattr(sys, "prefix", str(prefix))
    (problem,) = missing_library("t.parquet", ModuleNotFoundError(name="pyarrow")).problems
    assert problem.params["command"] == command.format(prefix=prefix, python=sys.executable)


@pytest.mark.thorough
def test_every_command_works_from_one_file(environment: Path, tmp_path: Path) -> None:
    """A zip archive that Python runs holds the policies, their cases and the starter, and can take in no library."""
    packages = next(environment.parent.glob("[Ll]ib/**/site-packages"))
    archive = tmp_path / "iotcheck.pyz"
    zipapp.create_archive(packages, archive, main="iotcheck.__main__:main", filter=lambda path: "pip" not in path.parts)
    program = [str(environment / "python"), str(archive)]
    for words in ("lint", "fresh", "test", "new mine", "lint mine/policies.yaml", "test --policies mine/policies.yaml"):
        ended = subprocess.run([*program, *words.split()], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (words, ended.returncode in (0, 3), ended.stderr) == (words, True, "")
    installed = [str(environment / "iotcheck")]
    for words in ("assess --json --no-input", "lint --json", "test --json", "questions --json"):
        from_archive, from_folder = (
            json.loads(run([*start, *words.split()], cwd=tmp_path)) for start in (program, installed)
        )
        assert without_files(from_archive) == without_files(from_folder)
    (tmp_path / "empty.parquet").write_bytes(b"")
    assert "library-not-in-archive" in complaint([*program, "screen", "empty.parquet"], cwd=tmp_path, code=2)


def without_files(result: Any) -> Any:
    """Return a result without the paths of files, which tell where the program is."""
    if isinstance(result, dict):
        return {name: without_files(value) for name, value in result.items() if name not in ("file", "files")}
    return [without_files(value) for value in result] if isinstance(result, list) else result


def test_the_package_runs_as_a_program(tmp_path: Path) -> None:
    """`python -m iotcheck` is the program too."""
    command = [sys.executable, "-m", "iotcheck", "--version"]
    assert run(command, cwd=tmp_path) == f"iotcheck {iotcheck.__version__}\n"


def run(command: list[str], cwd: Path) -> str:
    """Run the command and return its standard output; fail with all it said."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def complaint(command: list[str], cwd: Path, code: int) -> str:
    """Run the command, which must end with a code, and return its standard error."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stderr
