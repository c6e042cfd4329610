"""Only the installed program is ever imported: never what lies in the current folder, by no command and in no process.

Each command runs in a folder with a hostile module of every name that Python or a library here is known by, and of
every other name that some command looks for. Each module leaves a mark when it is run.
"""

import os
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.program import ROOT, iotcheck

HOSTILE = "import os\nos.close(os.open({mark!r}, os.O_CREAT | os.O_WRONLY))\nraise SystemExit('hostile code runs')\n"
# Libraries look for these too, which need not be installed.
OPTIONAL = {"IPython", "PIL", "attr", "attrs", "cffi", "defusedxml", "fsspec", "gnureadline", "ipywidgets", "lxml"}
OPTIONAL |= {"numpy", "pandas", "pyreadline3", "usercustomize", "sitecustomize", "dateutil", "pytz", "tzdata", "uvloop"}
OPTIONAL |= {"cloudpickle", "scipy", "sparse", "polars", "org", "jnius", "java", "vms_lib", "winreg", "_winapi"}
# Says which names a command looks for, and is itself no part of it.
RECORDER = """import sys
class Recorder:
    def find_spec(self, name, path=None, target=None):
        if path is None:
            with open({names!r}, "a", encoding="utf-8") as file:
                file.write(name + "\\n")
sys.meta_path.insert(0, Recorder())
"""
TABLE = "id,registered,size\nA,yes,small\nB,perhaps,small\n"
COMMANDS = [
    "--help",
    "--version",
    "assess --policies p.yaml --set registered=yes --no-input --explain",
    "assess --policies p.yaml --set registered=yes --no-input --format html",
    "assess --policies p.yaml --table t.csv --row A --no-input --json",
    "assess --policies p.yaml --answers a.json --no-input --format csv --save o.yaml",
    "whatif --policies p.yaml --answers a.json",
    "programs --policies p.yaml",
    "show rd-grant --policies p.yaml",
    "questions --policies p.yaml --template xlsx --output o.xlsx",
    "screen t.csv --policies p.yaml --jobs 2 --output o.csv",
    "screen t.csv --policies p.yaml --layout wide --output o.xlsx",
    "screen t.csv --policies p.yaml --layout wide --output o.parquet",
    "screen t.xlsx --policies p.yaml --layout summary",
    "screen t.xlsx --policies p.yaml --jobs 2 --output o.jsonl",
    "screen t.parquet --policies p.yaml --jobs 2 --output o.arrow",
    "screen t.csv --policies p.yaml --layout summary --format html",
    "screen t.csv --policies p.yaml --check",
    "test policies.yaml --coverage",
    "diff p.yaml p.yaml --table t.csv",
    "docs p.yaml --format html",
    "new o.made",
    "lint p.yaml",
    "fresh p.yaml",
    "schema policies",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder."""
    folder = tmp_path_factory.mktemp("hostile")
    fill(folder)
    return folder


def fill(folder: Path) -> None:
    """Write hostile modules to a folder, and what commands read."""
    shutil.copytree(ROOT / "data" / "starter", folder, dirs_exist_ok=True)
    shutil.copy(folder / "policies.yaml", folder / "p.yaml")
    (folder / "t.csv").write_text(TABLE, encoding="utf-8")
    (folder / "a.json").write_text('{"registered": true}', encoding="utf-8")
    for output in ("t.xlsx", "t.parquet"):
        iotcheck("screen", "t.csv", "--policies", "p.yaml", "--output", output, "--layout", "wide", cwd=folder)
    names = {*sys.stdlib_module_names, *packages_distributions(), *OPTIONAL} - {"iotcheck", "tests", "bench"}
    for name in names:
        if name.isidentifier():
            write_module(folder, name)


def write_module(folder: Path, name: str) -> None:
    """Write a hostile module."""
    (folder / f"{name}.py").write_text(HOSTILE.format(mark=str(folder / f"{name}.mark")), encoding="utf-8")


@pytest.mark.parametrize("words", COMMANDS)
def test_nothing_of_the_current_folder_is_run(hostile: Path, words: str, tmp_path: Path) -> None:
    """Started by its script, whatever it looks for."""
    assert_nothing_is_run(hostile, words, tmp_path)


def assert_nothing_is_run(hostile: Path, words: str, tmp_path: Path) -> None:
    """Run a command, and again as long as it looks for names that have no hostile module yet."""
    (tmp_path / "sitecustomize.py").write_text(RECORDER.format(names=str(tmp_path / "names")), encoding="utf-8")
    while True:
        said = run(hostile, [str(Path(sys.executable).with_name("iotcheck")), *words.split()], tmp_path)
        assert "hostile" not in said
        assert not list(hostile.glob("*.mark"))
        looked_for = (tmp_path / "names").read_text(encoding="utf-8").split()
        new = {name for name in looked_for if not (hostile / f"{name}.py").exists()} - {"iotcheck", "__main__"}
        if not new:
            break
        for name in new:
            write_module(hostile, name)


@pytest.mark.parametrize("words", [words for words in COMMANDS if "--jobs" in words or "--help" in words])
def test_nothing_is_run_by_python_m(hostile: Path, words: str, tmp_path: Path) -> None:
    """As before with `python -m iotcheck`, save what Python itself imports before it gives way to the program."""
    probe = "import sys; print(*sys.modules)"
    (tmp_path / "probe.py").write_text(probe, encoding="utf-8")
    before = run(tmp_path, [sys.executable, "-m", "probe"], tmp_path).split()
    hidden = [module for module in hostile.glob("*.py") if module.stem in before]
    for module in hidden:
        module.rename(module.with_suffix(".hidden"))
    try:
        run(hostile, [sys.executable, "-m", "iotcheck", *words.split()], ROOT)
        assert not list(hostile.glob("*.mark"))
    finally:
        for module in hidden:
            module.with_suffix(".hidden").rename(module)


def run(folder: Path, command: list[str], path: Path) -> str:
    """Run a command in a folder; return what it says, and check that it ends as it should."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}
    environment |= {"PYTHONPATH": str(path), "TERM": "xterm"}
    for made in folder.glob("o.*"):
        shutil.rmtree(made) if made.is_dir() else made.unlink()
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 3, 10, 11), (done.stdout, done.stderr)
    return done.stdout + done.stderr
