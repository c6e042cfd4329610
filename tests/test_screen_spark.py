"""The same table in one process, in two and in Spark gives the same bytes. Needs pyspark and a Java runtime."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from iotcheck.answers import written_value
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from tests.test_batch import random_rows
from tests.test_screen import SHIPPED, run

ROOT = Path(__file__).parents[1]
pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pyspark")
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime, and there is none here"),
]


@pytest.fixture(scope="module")
def applicants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random applicants of the shipped file as a Parquet table; some rows cannot be read."""
    rows = []
    for number, answers in enumerate(random_rows(SHIPPED, 3_000, Random(5))):
        row: dict[str, str | None] = {"id": f"{number:05}"}
        for name in SHIPPED.facts:
            row[name] = written_value(answers[name]).replace(",", ";") if name in answers else None
        if number % 100 == 7:
            row["legal_form"] = "soup"
        rows.append(row)
    path = tmp_path_factory.mktemp("spark") / "applicants.parquet"
    parquet.write_table(pa.Table.from_pylist(rows), path, row_group_size=500)
    return path


def test_two_processes_and_spark_give_the_same_bytes(applicants: Path, tmp_path: Path) -> None:
    """Sorted by id, results and rejects of all three are one; every row is in one of them."""
    spark = _in_spark(applicants, tmp_path, "parquet")
    rejected = {cell["id"] for cell in spark["rejects"].to_pylist() if cell["kind"] == "row"}
    for jobs in (1, 2):
        output, rejects = f"jobs{jobs}.parquet", f"rejects{jobs}.csv"
        request = Request(
            input=str(applicants),
            output=output,
            rejects=rejects,
            layout=Layout.WIDE,
            reading=Reading(id_column="id"),
            jobs=jobs,
        )
        result, _ = run(tmp_path, request, SHIPPED)
        assert _sorted_bytes(parquet.read_table(tmp_path / output)) == _sorted_bytes(spark["results"])
        assert result.portfolio.rejected == len(rejected) == 30
    assert spark["results"].num_rows + len(rejected) == 3_000


def test_spark_reads_csv_as_we_do(applicants: Path, tmp_path: Path) -> None:
    """Cells stay texts, and so mean the same."""
    table = parquet.read_table(applicants)
    lines = [",".join(table.column_names)]
    lines += [",".join(f'"{cell}"' if cell else "" for cell in row.values()) for row in table.to_pylist()]
    source = tmp_path / "applicants.csv"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    request = Request(input="applicants.csv", output="local.parquet", rejects="r.csv", layout=Layout.WIDE)
    run(tmp_path, request.replace(reading=Reading(id_column="id")), SHIPPED)
    spark = _in_spark(source, tmp_path, "csv")
    assert _sorted_bytes(parquet.read_table(tmp_path / "local.parquet")) == _sorted_bytes(spark["results"])


def _in_spark(source: Path, folder: Path, name: str) -> dict[str, Any]:
    """Run the example job; return the tables that it wrote."""
    targets = {kind: folder / f"{name}-{kind}.parquet" for kind in ("results", "rejects")}
    job = [sys.executable, str(ROOT / "examples" / "screen_spark.py"), str(ROOT / "data" / "policies.yaml")]
    job += [str(source), str(targets["results"]), "--rejects", str(targets["rejects"]), "--id", "id"]
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "TZ": "UTC"}
    environment["PYSPARK_SUBMIT_ARGS"] = "--master local[2] --conf spark.ui.enabled=false pyspark-shell"
    done = subprocess.run(job, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr[-3000:]
    return {kind: parquet.read_table(path) for kind, path in targets.items()}


def _sorted_bytes(table: Any) -> bytes:
    """Return a table as CSV, sorted by id."""
    from pyarrow import csv

    plain = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    sink = pa.BufferOutputStream()
    csv.write_csv(pa.table(plain, names=table.column_names).sort_by("id"), sink)
    found: bytes = sink.getvalue().to_pybytes()
    return found
