"""The lane kernel: a whole table of applicants at once, one byte each, instead of one applicant with reasons.

It says of every row what `engine.assess` says of it; the tests hold both to the same answers.

`plans` compiles: conditions become one graph (`nodes`), each fact's values codes of a byte (`coding`), what depends on
values themselves `combinations`. The `kernel` evaluates a `chunk` of rows: `truths` from the leaves up, `marks` of what
is missing from the root down; `results` hold what it says of them, `totals` and `questions` what follows for each row.
"""

from iotcheck.lanes.chunk import Chunk
from iotcheck.lanes.coding import DONT_KNOW, NOT_ASKED, UNREADABLE, Coding
from iotcheck.lanes.kernel import Kernel
from iotcheck.lanes.outcomes import Numbers, Outcomes, Remembered, spread
from iotcheck.lanes.questions import Questions
from iotcheck.lanes.results import CODES, VERDICTS, Figures, Marks, ProgramRows
from iotcheck.lanes.sums import Amounts, Sums
from iotcheck.lanes.totals import RowTotals

__all__ = [
    "CODES", "DONT_KNOW", "NOT_ASKED", "UNREADABLE", "VERDICTS", "Amounts", "Chunk", "Coding", "Figures", "Kernel",
    "Marks", "Numbers", "Outcomes", "ProgramRows", "Questions", "Remembered", "RowTotals", "Sums", "spread",
]  # fmt: skip
