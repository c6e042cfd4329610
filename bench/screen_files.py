"""Whole processes: a table from file to file, its processor time and peak memory, beside what copying files costs."""

import csv
import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.generated import table_texts
from iotcheck.model import FactType, PolicySet

_BLOCK = 1 << 16


class Spent(NamedTuple):
    """What a process took: processor seconds, and the most memory in MB."""

    seconds: float
    memory: float


def write_tables(policies: PolicySet, rows: int, folder: Path) -> dict[str, Path]:
    """Write a table of random applicants as CSV, and as Parquet with typed columns where pyarrow is installed."""
    paths = {"csv": folder / f"{policies.id}-{rows}.csv"}
    header = ["id", *policies.facts]
    with paths["csv"].open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for block in _blocks(policies, rows):
            writer.writerows(block)
    if importlib.util.find_spec("pyarrow"):
        paths["parquet"] = paths["csv"].with_suffix(".parquet")
        _write_parquet(policies, rows, header, paths["parquet"])
    return paths


def screened(policy_file: Path, source: Path, target: Path, layout: str = "wide") -> Spent:
    """Screen a table in a process of its own."""
    target.unlink(missing_ok=True)
    command = ["-m", "iotcheck", "screen", str(source), "--policies", str(policy_file), "--layout", layout]
    return _timed([*command, "--id", "id", "--output", str(target)])


def copied(source: Path, target: Path) -> Spent:
    """Copy a Parquet table with DuckDB."""
    return _timed(["-m", "bench.floors", "duckdb", str(source), str(target)])


def read_and_written(source: Path, results: Path) -> float:
    """Return the seconds for reading a CSV file and writing the results' rows, with `csv` alone."""
    command = [sys.executable, "-m", "bench.floors", "csv", str(source), str(results)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _timed(arguments: Sequence[str]) -> Spent:
    command = [sys.executable, "-m", "bench.timed", sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds, memory = map(float, done.stdout.splitlines()[-1].split())
    return Spent(seconds, memory)


def _blocks(policies: PolicySet, rows: int) -> Iterator[list[list[str]]]:
    """Yield the rows in blocks: the same answers again and again, each with an id of its own."""
    texts = list(table_texts(policies, min(rows, _BLOCK)))
    for start in range(0, rows, _BLOCK):
        numbers = range(start, min(start + _BLOCK, rows))
        yield [[f"a{number:08}", *cells] for number, cells in zip(numbers, texts, strict=False)]


def _write_parquet(policies: PolicySet, rows: int, header: list[str], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet

    kinds: list[Any] = [None, *(fact.type for fact in policies.facts.values())]
    writer: Any = None
    for block in _blocks(policies, rows):
        columns = [_typed(kind, column) for kind, column in zip(kinds, zip(*block, strict=True), strict=True)]
        batch = pa.record_batch(columns, names=header)
        writer = writer or pa.parquet.ParquetWriter(path, batch.schema)
        writer.write_batch(batch)
    writer.close()


def _typed(kind: FactType | None, column: Sequence[str]) -> Any:
    import pyarrow as pa

    match kind:
        case FactType.MONEY | FactType.COUNT:
            return pa.array([int(text) if text else None for text in column], pa.int64())
        case FactType.BOOLEAN:
            return pa.array([text == "true" if text else None for text in column], pa.bool_())
        case FactType.DATE:
            return pa.array([text or None for text in column]).cast(pa.date32())
        case _:
            return pa.array([text or None for text in column], pa.string())
