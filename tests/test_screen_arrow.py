"""Parquet and Arrow, and the same work inside other engines; needs pyarrow (`iotcheck[arrow]`)."""

import pickle
from pathlib import Path

import pytest

from iotcheck.errors import DataError
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from tests.test_screen import SMALL, rows_of, run

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

TABLE = {
    "name": ["Anna", "Bob", "Eva", "Kim"],
    "form": ["company", "person", None, "soup"],
    "revenue": pa.array([2_000_000, 1, None, 5], pa.int64()),
    "staff": pa.array([3, None, 2, 1], pa.int32()),
    "fields": [["a", "b"], [], None, ["a"]],
    "green": [True, None, False, True],
}


def test_parquet_gives_what_csv_gives(tmp_path: Path) -> None:
    """The same rows, totals and rejects, whichever kind goes in or out."""
    parquet.write_table(pa.table(TABLE), tmp_path / "in.parquet")
    for output in ("out.csv", "out.parquet"):
        rejects = f"{output}.rejects.csv"
        run(tmp_path, Request(input="in.parquet", output=output, layout=Layout.WIDE, rejects=rejects))
    found = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [(row["name"], row["program"], row["total_max"], row["next_question"]) for row in found] == [
        ("Anna", "eligible", 60000, None),
        ("Bob", "ineligible", 0, None),
        ("Eva", "undetermined", 0, "form"),
    ]
    written = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in found]
    assert rows_of(tmp_path / "out.csv") == written
    assert [row["code"] for row in rows_of(tmp_path / "out.csv.rejects.csv")] == ["unknown-choice"]


def test_batches_are_mapped_to_batches_on_another_machine() -> None:
    """An ArrowScreen travels; its results have the schema that it promised, and rejects can be asked for."""
    from iotcheck.screen.arrow import ArrowScreen

    table = pa.table(TABLE)
    screen = pickle.loads(pickle.dumps(ArrowScreen(SMALL, table.schema)))
    (batch,) = screen(table.to_batches())
    assert batch.schema == screen.schema
    assert batch.column("program").to_pylist() == ["eligible", "ineligible", "undetermined"]
    (rejects,) = ArrowScreen(SMALL, table.schema, rejects=True)(table.to_batches())
    assert rejects.to_pylist()[0] | {"reason": "", "mend": ""} == {
        "name": "Kim",
        "column": "form",
        "text": "soup",
        "code": "unknown-choice",
        "reason": "",
        "mend": "",
    }


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    """With a reason, not a crash."""
    (tmp_path / "in.parquet").write_bytes(b"PAR1 not really PAR1")
    with pytest.raises(DataError, match="bad-table-file"):
        run(tmp_path, Request(input="in.parquet", output="out.csv"))
