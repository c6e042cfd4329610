"""Write constraints.txt, the releases that `make` installs, pinned by hashes: `python -m bench.constraints`.

uv, installed into an environment of its own, resolves everything for every Python that is supported and every system;
names, versions and hashes are kept, addresses are not. Read the difference before committing it.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "constraints.txt"
_HEAD = """\
# The releases that `make` installs, pinned by their hashes. Made by `python -m bench.constraints`.
# Each part needs those above it: `make assess` installs the first, `make test` two, `make check` all.
"""
# The extras of pyproject.toml that each part holds, and what is needed to build: the project in place, PySpark.
_PARTS = {
    "run": ((), ("editables",)),
    "dev": (("dev",), ("editables", "setuptools", "wheel")),
    "spark": (("dev", "spark"), ("editables", "setuptools", "wheel")),
}


def resolved(uv: Path, part: str, pinned: str = "") -> dict[str, str]:
    """Return the entry of each release, by `name==version`; a release of `pinned` is taken where it has one."""
    with tempfile.TemporaryDirectory() as folder:
        build, known, output = (Path(folder) / name for name in ("build.in", "known.txt", "output.txt"))
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        extras, builders = _PARTS[part]
        build.write_text("\n".join((*project["build-system"]["requires"], *builders)), encoding="utf-8")
        known.write_text(pinned, encoding="utf-8")
        command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
        command += ["--no-annotate", "--no-header", "--constraints", known, "--output-file", output]
        command += [ROOT / "pyproject.toml", build, *(f"--extra={extra}" for extra in extras)]
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
        entries = re.split(r"\n(?=\S)", output.read_text(encoding="utf-8").strip())
    return {entry.split()[0]: entry for entry in entries}


def main() -> None:
    """Resolve everything, then its parts among the same releases, and write the file."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        programs = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([str(programs / "python"), "-m", "pip", "install", "-qq", "uv"], check=True)
        everything = resolved(programs / "uv", "spark")
        pinned = "\n".join(everything.values())
        text, written = _HEAD, set[str]()
        for part in _PARTS:
            entries = resolved(programs / "uv", part, pinned)
            text += "\n".join([f"# part: {part}", *(everything[name] for name in sorted(entries.keys() - written)), ""])
            written |= entries.keys()
    OUTPUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
