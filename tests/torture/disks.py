"""Full disks, files in the way, links, forbidden places: the exit code is 4, and what was there is there still."""

import os
import resource
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.torture.hostile import ROOT, STARTER

_OLD = b"what was there before\n"
_LIMIT = 2000  # bytes that a file may have on a disk that is nearly full
# Commands that write a file, by what follows `--output`'s place.
WRITERS: tuple[tuple[str, ...], ...] = (
    *(
        ("assess", "--policies", "p.yaml", "--no-input", "--all", "--format", kind, "--output")
        for kind in ("text", "html", "csv")
    ),
    ("assess", "--policies", "p.yaml", "--no-input", "--set", "registered=true", "--save"),
    ("docs", "p.yaml", "--output"),
    ("questions", "--policies", "p.yaml", "--template", "yaml", "--output"),
    ("schema", "assessment", "--output"),
    ("screen", "t.csv", "--policies", "p.yaml", "--output"),
)
_PRINTERS: tuple[tuple[str, ...], ...] = (
    *(writer[:-1] for writer in WRITERS if writer[-1] == "--output"),
    ("programs", "--policies", "p.yaml"),
    ("lint", "p.yaml"),
    ("--help",),
    ("--version",),
)


def full() -> Iterator[str]:
    """Yield what is wrong when disks are full and files are in the way."""
    for writer in WRITERS:
        yield from _nearly_full(writer)
        yield from _small_disk(writer)
        yield from _in_the_way(writer)
    if Path("/dev/full").exists():
        for printer in _PRINTERS:
            with _folder() as folder, Path("/dev/full").open("wb") as device:
                ended = _run(printer, folder, stdout=device)
                yield from _judged(printer, "to /dev/full", ended, folder)


def _nearly_full(writer: tuple[str, ...]) -> Iterator[str]:
    """Limit the size of files, which every system can."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LIMIT, _LIMIT))

    for target in ("new", "old"):
        with _folder() as folder:
            force = () if target == "new" or writer[-1] == "--save" else ("--force",)
            if target == "old" and writer[-1] == "--save":
                continue
            reference = _run((*writer, "reference"), folder)
            size = (folder / "reference").stat().st_size
            (folder / "reference").unlink()
            if reference.returncode or size <= _LIMIT:
                continue
            ended = _run((*writer, target, *force), folder, before=limited)
            yield from _judged(writer, f"{target} with too little room", ended, folder)


def _small_disk(writer: tuple[str, ...]) -> Iterator[str]:
    """Write to a file system of a few pages, where one may be mounted."""
    with _folder() as folder:
        small = folder / "small"
        small.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(small)], capture_output=True, check=False
        )
        if mounted.returncode:
            small.rmdir()
            return
        try:
            (small / "full").write_bytes(b"x" * 4096)
            ended = _run((*writer, "small/out"), folder)
            if ended.returncode != 4 or [path.name for path in small.iterdir()] != ["full"]:
                yield f"{' '.join(writer)}: on a full disk exit code {ended.returncode}, {list(small.iterdir())}"
        finally:
            subprocess.run(["umount", str(small)], check=True)
            small.rmdir()
        yield from _judged(writer, "a full disk", ended, folder)


def _in_the_way(writer: tuple[str, ...]) -> Iterator[str]:
    """Name outputs that must be refused; without an ending, which would have to be that of the format."""
    wanted = ["old", "link", "dangling", "folder", "missing/out", "p.yaml/out", "/proc/out"]
    forced = [("link", "--force"), ("dangling", "--force"), ("folder", "--force")]
    for target in [(one,) for one in wanted] + (forced if writer[-1] != "--save" else []):
        with _folder() as folder:
            (folder / "link").symlink_to("old")
            (folder / "dangling").symlink_to("nowhere")
            (folder / "folder").mkdir()
            ended = _run((*writer, *target), folder)
            yield from _judged(writer, " ".join(target), ended, folder)


def _judged(
    writer: tuple[str, ...], what: str, ended: subprocess.CompletedProcess[bytes], folder: Path
) -> Iterator[str]:
    name = f"{' '.join(writer)}: {what}"
    if ended.returncode != 4:
        yield f"{name}: exit code {ended.returncode}"
    if b"Traceback" in ended.stderr or not ended.stderr.strip():
        yield f"{name}: says {ended.stderr[-200:]!r}"
    if (folder / "old").read_bytes() != _OLD:
        yield f"{name}: the old file is no longer what it was"
    known = {"p.yaml", "t.csv", "old", "link", "dangling", "folder"}
    if left := sorted(path.name for path in folder.iterdir() if path.name not in known):
        yield f"{name}: left {left}"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = "".join(f"A{number},true,{number % 90 + 1}\n" for number in range(300))
        (folder / "p.yaml").write_bytes(STARTER)
        (folder / "t.csv").write_text(f"id,registered,staff\n{rows}", encoding="utf-8")
        (folder / "old").write_bytes(_OLD)
        (folder / "old").chmod(stat.S_IRUSR | stat.S_IWUSR)
        yield folder


def _run(
    arguments: tuple[str, ...],
    folder: Path,
    *,
    stdout: IO[bytes] | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "iotcheck", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=stdout if stdout is not None else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=before,
        timeout=60,
        check=False,
    )
