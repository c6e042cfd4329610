"""Which encoding a table of text has: byte order marks, else UTF-8 if all of it is, else GB18030 if that fits."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, NamedTuple

from iotcheck.errors import DataError, Location, Problem

_BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_TEXT = {b"PK\x03\x04": ".xlsx", b"PAR1": ".parquet", b"ARRO": ".arrow", b"\xd0\xcf\x11\xe0": ".xls"}
# Big5 and damaged files read as GB18030 without an error, as characters of private use or beyond common Chinese.
_FEW = 20  # whole characters for each broken byte
_BROKEN = re.compile("[\udc80-\udcff]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_UNLIKELY = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# So does Müller in Latin-1, as M黮ler: Chinese characters mostly single and within words of Latin letters.
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_WITHIN_WORD = re.compile(r"(?<=[A-Za-z])[\u3400-\u9fff](?=[a-z])")


class FoundEncoding(NamedTuple):
    """An encoding by its name, and whether all bytes of the file are of it."""

    name: str
    clean: bool


def find_encoding(file: BinaryIO, name: str) -> FoundEncoding:
    """Return the encoding of a seekable file, and leave it at its beginning.

    A few broken bytes do not hide it. Raise DataError where it is neither UTF-8 nor plausibly GB18030: the user must
    say `--encoding`.
    """
    start = file.read(4)
    if start in _NO_TEXT:
        raise DataError([Problem(Location(name), "no-text-table", {"suffix": _NO_TEXT[start]})])
    encoding = _by_mark(start) or next((one for one in ("utf-8", "gb18030") if _fits(file, one)), None)
    if encoding is not None:
        file.seek(0)
        return FoundEncoding(encoding, clean=True)
    for encoding in ("utf-8", "gb18030"):
        if _almost_fits(file, encoding):
            file.seek(0)
            return FoundEncoding(encoding, clean=False)
    raise DataError([Problem(Location(name), "unclear-encoding")])


def _by_mark(start: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)


def _fits(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(_BLOCK):
            text = decoder.decode(block)
            if encoding != "utf-8" and (_UNLIKELY.search(text) or _looks_like_latin(text)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_like_latin(text: str) -> bool:
    return 2 * len(_WITHIN_WORD.findall(text)) >= len(_CHINESE.findall(text)) > 0


def _almost_fits(file: BinaryIO, encoding: str) -> bool:
    """Whether few of a file's characters beyond ASCII are broken: one cut name among twenty whole ones, say."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    broken = whole = 0
    while block := file.read(_BLOCK):
        text = decoder.decode(block)
        odd = len(_BROKEN.findall(text))
        if encoding != "utf-8":
            odd += len(_UNLIKELY.findall(text)) + len(_WITHIN_WORD.findall(text))
        broken += odd
        whole += len(_BEYOND_ASCII.findall(_BROKEN.sub("", text)))
    return broken * _FEW <= whole
