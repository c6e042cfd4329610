"""What reading and writing alone costs: `python -m bench.floors csv|duckdb INPUT OUTPUT`; seconds are printed for csv.

csv: read the input with Python's `csv`, and write the rows of the output (which are read beforehand, uncounted).
duckdb: copy the Parquet input, with one thread, as a screening has one.
"""

import csv
import io
import sys
from itertools import islice
from pathlib import Path
from time import process_time

_ROWS = 1 << 16


def csv_floor(source: Path, results: Path) -> float:
    """Return the processor seconds for reading one file and writing the rows of another."""
    begun = process_time()
    with source.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        while list(islice(reader, _ROWS)):
            pass
    spent = process_time() - begun
    with results.open(encoding="utf-8-sig", newline="") as file, results.with_suffix(".copy").open("wb") as copy:
        reader = csv.reader(file)
        while rows := list(islice(reader, _ROWS)):
            begun = process_time()
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            copy.write(text.getvalue().encode())
            spent += process_time() - begun
    return spent


def duckdb_copy(source: Path, target: Path) -> None:
    """Copy a Parquet file."""
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    connection.execute(f"copy (select * from read_parquet('{source}')) to '{target}' (format parquet)")


if __name__ == "__main__":
    kind, source, target = sys.argv[1:]
    if kind == "csv":
        print(csv_floor(Path(source), Path(target)))
    else:
        duckdb_copy(Path(source), Path(target))
