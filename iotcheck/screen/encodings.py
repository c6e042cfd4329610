"""Which encoding a table of text has: byte order marks, else UTF-8 if all of it is, else GB18030 if that fits."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from iotcheck.errors import DataError, Location, Problem

_BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_TEXT = {b"PK\x03\x04": ".xlsx", b"PAR1": ".parquet", b"ARRO": ".arrow", b"\xd0\xcf\x11\xe0": ".xls"}
# Big5 and damaged files read as GB18030 without an error, as characters of private use or beyond common Chinese.
_UNLIKELY = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def find_encoding(file: BinaryIO, name: str) -> str:
    """Return the encoding of a seekable file, and leave it at its beginning.

    Raise DataError where it is neither UTF-8 nor plausibly GB18030: the user must say `--encoding`.
    """
    start = file.read(4)
    if start in _NO_TEXT:
        raise DataError([Problem(Location(name), "no-text-table", {"suffix": _NO_TEXT[start]})])
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            file.seek(0)
            return encoding
    for encoding in ("utf-8", "gb18030"):
        file.seek(0)
        if _fits(file, encoding):
            file.seek(0)
            return encoding
    raise DataError([Problem(Location(name), "unclear-encoding")])


def _fits(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(_BLOCK):
            text = decoder.decode(block)
            if encoding != "utf-8" and _UNLIKELY.search(text):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
