"""Whether rivals come to the same verdicts as the kernel."""

from typing import Any

from iotcheck.batch import CODES, Chunk, Kernel
from iotcheck.engine import Verdict

_EXPECTED = {CODES[Verdict.ELIGIBLE]: True, CODES[Verdict.INELIGIBLE]: False, CODES[Verdict.UNDETERMINED]: None}


def against_openfisca(kernel: Kernel, chunk: Chunk, rival: list[Any]) -> str:
    """Compare decided verdicts: it has no unknown, and takes a default value instead."""
    compared = differing = 0
    for program, others in zip(kernel.evaluate(chunk, verdicts_only=True), rival, strict=True):
        for code, other in zip(program.verdicts, others, strict=True):
            expected = _EXPECTED[code]
            compared += expected is not None
            differing += expected is not None and expected is not bool(other)
    return _said(compared, differing)


def against_publicodes(kernel: Kernel, chunk: Chunk, rival: list[list[bool | None]]) -> str:
    """Compare all verdicts, undetermined ones too, of the first applicants."""
    compared = differing = 0
    for program, others in zip(kernel.evaluate(chunk, verdicts_only=True), zip(*rival, strict=True), strict=True):
        for code, other in zip(program.verdicts, others, strict=False):
            compared += 1
            differing += _EXPECTED[code] is not other
    return _said(compared, differing)


def _said(compared: int, differing: int) -> str:
    return f"{differing:,} of {compared:,} verdicts differ"
