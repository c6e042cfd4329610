"""The program as its users get it: built, installed into an empty environment, run far from the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import iotcheck

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and from that alone the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_every_data_file(wheel: Path) -> None:
    """What lies in data/ ships as iotcheck/data, and the type marker is there."""
    data = {f"iotcheck/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("data/**/*") if path.is_file()}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert ({"iotcheck/py.typed", "iotcheck/cli/__init__.py"} | data) - names == set()


@pytest.mark.slow
def test_the_installed_program_runs_anywhere(wheel: Path, tmp_path: Path) -> None:
    """An empty environment, one `pip install`, and `iotcheck --version` answers outside the checkout."""
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    run(
        [str(scripts / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check", str(wheel)],
        cwd=tmp_path,
    )
    assert run([str(scripts / "iotcheck"), "--version"], cwd=tmp_path) == f"iotcheck {iotcheck.__version__}\n"


def test_the_package_runs_as_a_program(tmp_path: Path) -> None:
    """`python -m iotcheck` is the program too."""
    command = [sys.executable, "-m", "iotcheck", "--version"]
    assert run(command, cwd=tmp_path) == f"iotcheck {iotcheck.__version__}\n"


def run(command: list[str], cwd: Path) -> str:
    """Run the command and return its standard output; fail with all it said."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
