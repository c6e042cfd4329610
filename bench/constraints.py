"""Write constraints.txt, what CI may install, each release pinned by hashes: `python -m bench.constraints [PYTHON…]`.

For each Python named (default: this one), pip resolves `iotcheck[dev]` and says what it would install on this system;
names, versions and hashes are kept, addresses are not. `make CONSTRAINTS=constraints.txt check` installs just these.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "constraints.txt"
_HEAD = """\
# What CI may install: every release that `iotcheck[dev]` needs, pinned by its hashes, for CI's Pythons and system.
# Made by `python -m bench.constraints`; `make CONSTRAINTS=constraints.txt check` installs just these.
"""


def requirements() -> list[str]:
    """Return what the project, its tests and its build need, without the project itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    wanted = [
        *project["project"]["dependencies"],
        *(one for extra in ("dev", "arrow", "xlsx") for one in extras[extra]),
        *project["build-system"]["requires"],
        "editables",  # hatchling asks for it where it installs in place, as `make` does
    ]
    return [one for one in wanted if not one.startswith("iotcheck")]


def resolved(python: str) -> dict[str, tuple[str, str]]:
    """Return version and hash by name, as pip would install them for a Python."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            python,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--dry-run",
            "--ignore-installed",
            "-qq",
        ]
        subprocess.run([*command, "--report", str(report), *requirements()], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        one["metadata"]["name"].lower().replace("_", "-"): (
            one["metadata"]["version"],
            one["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for one in found
    }


def main() -> None:
    """Resolve for every Python and write the file."""
    pins: dict[tuple[str, str], set[str]] = defaultdict(set)
    for python in sys.argv[1:] or [sys.executable]:
        for name, (version, digest) in resolved(python).items():
            pins[name, version].add(digest)
    lines = [
        " \\\n    ".join((f"{name}=={version}", *(f"--hash=sha256:{one}" for one in sorted(digests))))
        for (name, version), digests in sorted(pins.items())
    ]
    OUTPUT.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
