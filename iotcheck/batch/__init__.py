"""The batch evaluator: a whole table of applicants at once, one byte each, instead of one applicant with reasons.

It says of every row what `engine.assess` says of it; the tests hold both to the same answers.

The `compiler` works once: conditions become one graph (`graph`), the values of each fact codes of a byte (`coding`).
Then it evaluates rows `chunk` by chunk: `truths` from the leaves up, what is `missing` from the root down, amounts once
for each distinct combination of values where these are few (`chunk`, `exact`), and else by columns, for all rows of one
shape together (`column_amounts`, `shapes`, `residues`, `spans`, `by_shape`). `results` hold what it says of the rows,
and their totals.
"""

from iotcheck.batch.chunk import Chunk
from iotcheck.batch.coding import DONT_KNOW, NOT_ASKED, UNREADABLE, Coding
from iotcheck.batch.dictionary import Amounts, Numbers, Outcomes, Remembered, Sums, spread
from iotcheck.batch.kernel import Kernel
from iotcheck.batch.missing import Questions
from iotcheck.batch.results import CODES, VERDICTS, Marks, ProgramRows, UpperEnd
from iotcheck.batch.totals import COUNTS, RowTotals

__all__ = [
    "CODES", "COUNTS", "DONT_KNOW", "NOT_ASKED", "UNREADABLE", "VERDICTS", "Amounts", "Chunk", "Coding", "Kernel",
    "Marks", "Numbers", "Outcomes", "ProgramRows", "Questions", "Remembered", "RowTotals", "Sums", "UpperEnd", "spread",
]  # fmt: skip
