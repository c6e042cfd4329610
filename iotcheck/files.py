"""Files read whole and written whole: nothing half-written, nothing overwritten unasked, no link followed."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import iotcheck
from iotcheck.errors import Location, Problem, ReadWriteError, UsageError

MOST_BYTES = 50_000_000  # more is no text that a person wrote, and /dev/zero never ends


def read_bytes(path: str) -> bytes:
    """Return a file's bytes, MOST_BYTES at most; raise ReadWriteError with the system's reason.

    What reads them refuses far smaller files than those that are cut off here.
    """
    _refuse_empty(path)
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES)
    except NotADirectoryError:
        if (shipped := _from_archive(path)) is not None:
            return shipped
        raise ReadWriteError([Problem(Location(path), "cannot-read", {"reason": os.strerror(errno.ENOTDIR)})]) from None
    except (OSError, ValueError) as error:
        raise ReadWriteError([Problem(Location(path), "cannot-read", {"reason": reason(error)})]) from None


def is_file(path: str) -> bool:
    """Whether `read_bytes` would find a file there."""
    return Path(path).is_file() or _from_archive(path) is not None


def write_text(path: str, text: str, *, force: bool = False) -> None:
    """Write a UTF-8 text file, all of it or nothing; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8", "surrogateescape"), force=force)


def write_bytes(path: str, data: bytes, *, force: bool = False) -> None:
    """Write a file, all of it or nothing; with `force` an existing file is replaced, its permissions kept.

    The bytes go to a temporary file in the same folder, reach the disk, and only then take the name. Pipes and devices
    are simply written to. Raise ReadWriteError where the file exists (without `force`), is a symbolic link, or cannot
    be written.
    """
    with writing(path, force=force) as file:
        file.write(data)


@contextmanager
def writing(path: str, *, force: bool = False) -> Iterator[BinaryIO]:
    """Open a file for writing: what is written arrives if the block ends well, else nothing does; see `write_bytes`."""
    _refuse_empty(path)
    target = Path(path)
    try:
        if target.exists() and not target.is_symlink() and not stat.S_ISREG(target.stat().st_mode):
            with target.open("wb") as file:
                yield file
            return
        check_writable(path, force=force)
        with _replacing(target, force=force) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ReadWriteError([Problem(Location(path), "cannot-write", {"reason": reason(error)})]) from None


def check_writable(path: str, *, force: bool) -> None:
    """Raise ReadWriteError if `write_bytes` would refuse the path because of what is there now."""
    _refuse_empty(path)
    target = Path(path)
    if target.is_symlink():
        raise ReadWriteError([Problem(Location(path), "is-a-link")])
    if target.is_dir():
        problem = Problem(Location(path), "cannot-write", {"reason": os.strerror(errno.EISDIR)})
        raise ReadWriteError([problem])
    if target.exists() and not force:
        raise ReadWriteError([Problem(Location(path), "file-exists")])


def is_same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file, which need not be there yet: by links, `..`, or another case of letters."""
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        pass
    try:
        first, second = Path(one).resolve(), Path(other).resolve()
    except (OSError, ValueError, RuntimeError):  # a circle of links, which nothing can write to
        return Path(one).absolute() == Path(other).absolute()
    return first == second or (str(first).casefold() == str(second).casefold() and _ignores_case(first.parent))


def settle(file: BinaryIO) -> None:
    """Have all that was written reach the disk; raise OSError where there is no room for it."""
    file.flush()
    os.fsync(file.fileno())


def _ignores_case(folder: Path) -> bool:
    """Whether a folder is found by its name in other letters, too."""
    other = Path(str(folder).swapcase())
    try:
        return other != folder and folder.samefile(other)
    except OSError:
        return False


def reason(error: Exception) -> str:
    """Return the system's words for an error, without path or number."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


@contextmanager
def _replacing(target: Path, *, force: bool) -> Iterator[BinaryIO]:
    import tempfile

    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            settle(file)
        temporary.chmod(mode)
        if force:
            temporary.replace(target)
        else:
            _link(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _from_archive(path: str) -> bytes | None:
    """Return a file that ships in the archive which the program runs from; None for any other."""
    package = Path(iotcheck.__file__).parent
    if package.is_dir() or not Path(path).is_relative_to(package):
        return None
    loader: Any = iotcheck.__loader__
    try:
        return bytes(loader.get_data(path))
    except OSError:
        return None


def _refuse_empty(path: str) -> None:
    if not path:
        raise UsageError([Problem(Location("''"), "empty-path")])


def _link(temporary: Path, target: Path) -> None:
    """Give the file its name unless that name has been taken meanwhile; without links it can only be looked at."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise ReadWriteError([Problem(Location(str(target)), "file-exists")]) from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK):
            raise
        check_writable(str(target), force=False)
        temporary.replace(target)  # a file system without links


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
