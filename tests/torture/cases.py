"""What a case of the torture is, and what came of it. Data alone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

DATA = frozenset({0, 3})  # exit codes where only data can be wrong
ANY = frozenset({0, 2, 3, 4})  # and where files and options can be wrong too


class Case(NamedTuple):
    """One run of the program: the files of its folder, its command line, and which exit codes are right.

    `shape` is what stdout must be: text, json, csv, html, markdown, or data (a table of the user's own cells).
    `output` is the file that the run may make, which then has the shape that its name's end says.
    """

    door: str
    number: int
    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = MappingProxyType({})
    stdin: bytes = b""
    environment: Mapping[str, str] = MappingProxyType({})
    typed: bytes | None = None  # on a pseudo-terminal, where it is one
    shape: str = "text"
    output: str = ""
    codes: frozenset[int] = DATA


class Outcome(NamedTuple):
    """How a run ended: exit code or signal, what it wrote, what it took, and the folder's files afterwards."""

    code: int
    signal: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float
    files: Mapping[str, bytes]
