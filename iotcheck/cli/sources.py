"""Local texts of sources, read for the commands of authors: a policy file names them, or a folder holds them by id."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from iotcheck.authoring.passages import SourceText
from iotcheck.errors import DataError, Location, Problem, ReadWriteError, UsageError
from iotcheck.files import is_file, read_bytes
from iotcheck.model import PolicySet
from iotcheck.reader import decode

Texts = dict[str, SourceText]


def read_texts(policies: PolicySet, folder: str | None = None) -> tuple[Texts, list[Problem]]:
    """Return the texts of a file's sources by their ids, and what hinders the reading of others.

    A text `ID.txt` in `folder` goes before the one that the file names. Raise UsageError if there is no such folder,
    or none of the sources' texts in it.
    """
    texts: Texts = {}
    problems: list[Problem] = []
    for name, place, path in _paths(policies, folder):
        try:
            data = read_bytes(str(path))
            texts[name] = SourceText(str(path), decode(data, str(path)), hashlib.sha256(data).hexdigest())
        except ReadWriteError as error:
            params = {"file": str(path), **error.problems[0].params}
            problems.append(Problem(place, "text-not-read", params))
        except DataError as error:
            problems += error.problems
    return texts, problems


def _paths(policies: PolicySet, folder: str | None) -> Iterator[tuple[str, Location, Path]]:
    """Yield the sources that have texts, with the places to blame and the paths of the texts."""
    beside = Path(policies.location.file).parent
    given = {name: Path(folder or "") / f"{name}.txt" for name in policies.sources}
    if folder is not None and not any(is_file(str(path)) for path in given.values()):
        params = {"folder": folder, "names": [path.name for path in given.values()]}
        raise UsageError([Problem(Location("--sources"), "no-source-texts", params)])
    for name, source in policies.sources.items():
        if folder is not None and is_file(str(given[name])):
            yield name, source.location, given[name]
        elif source.text is not None:
            path = beside / source.text
            if path.resolve().is_relative_to(beside.resolve()):  # the file may be a link
                yield name, source.location, path
            else:
                raise DataError([Problem(source.location, "path-outside", {"text": source.text})])
