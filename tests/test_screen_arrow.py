"""Parquet and Arrow, and the same work inside other engines; needs pyarrow (`iotcheck[arrow]`)."""

import json
import pickle
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.answers import written_value
from iotcheck.batch import Remembered, Sums
from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from iotcheck.values import Number
from tests.program import sampled
from tests.test_batch import random_rows
from tests.test_screen import SHIPPED, SMALL, rows_of, run

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
feather = pytest.importorskip("pyarrow.feather")

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
        "kind": "row",
    }


def test_small_batches_give_what_one_large_one_gives() -> None:
    """Values that come later, or come again, are numbered rightly; rows with bad cells are left out."""
    from iotcheck.screen.arrow import ArrowScreen

    random = Random(3)
    rows = [
        {name: written_value(answers[name]).replace(",", ";") if name in answers else None for name in SHIPPED.facts}
        for answers in random_rows(SHIPPED, 400, random)
    ]
    for number, row in enumerate(rows):
        row["id"] = str(number)
        if random.random() < 0.1:
            row[random.choice(list(SHIPPED.facts))] = "soup"
    table = pa.Table.from_pylist(rows)
    for layout in ("wide", "matches"):
        screen = ArrowScreen(SHIPPED, table.schema, layout=layout)
        (whole,) = screen(table.combine_chunks().to_batches())
        parts = pa.Table.from_batches(list(screen(table.to_batches(max_chunksize=30))))
        assert parts.to_pylist() == whole.to_pylist()


def random_batches(random: Random, count: int) -> list[Any]:
    """Return batches of random applicants of the shipped file; a tenth has a cell that cannot be read."""
    batches = []
    for _ in range(count):
        rows = [
            {name: written_value(row[name]).replace(",", ";") if name in row else None for name in SHIPPED.facts}
            for row in random_rows(SHIPPED, 60, random)
        ]
        for number, row in enumerate(rows):
            row["id"] = str(number)
            if random.random() < 0.1:
                row[random.choice(list(SHIPPED.facts))] = f"soup {random.random()}"
        batches.append(pa.RecordBatch.from_pylist(rows, pa.schema([(name, pa.string()) for name in rows[0]])))
    return batches


@pytest.mark.parametrize("options", sampled([{"layout": "wide"}, {"layout": "matches"}, {"rejects": True}], 3), ids=str)
def test_threads_share_a_screen(options: dict[str, Any]) -> None:
    """Many batches in a pool of threads that change places all the time: each gives what it gives in one thread."""
    from iotcheck.screen.arrow import ArrowScreen

    batches = random_batches(Random(5), 32)

    def screened(screen: Any) -> Callable[[Any], list[Any]]:
        return lambda batch: [result.to_pylist() for result in screen([batch])]

    expected = list(map(screened(ArrowScreen(SHIPPED, batches[0].schema, **options)), batches))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3):
            shared = ArrowScreen(SHIPPED, batches[0].schema, **options)
            with ThreadPoolExecutor(8) as pool:
                assert list(pool.map(screened(shared), batches)) == expected
    finally:
        sys.setswitchinterval(before)


@given(
    st.lists(st.integers(-5, 2**63) | st.fractions(0, 9, max_denominator=10), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=9),
)
def test_sums_in_arrays_are_exact(amounts: list[Number], rows: list[tuple[int, bool]]) -> None:
    """Those that are not whole or do not fit 64 bits as well."""
    from iotcheck.screen.arrow_numbers import ArrowNumbers, ArrowSums

    numbers = [number % len(amounts) for number, _ in rows]
    marks = bytes(128 * marked for _, marked in rows)
    columns = ArrowNumbers(pa.array(numbers, pa.int32()))
    by_number: Remembered[Number] = Remembered(amounts)
    added: list[tuple[Remembered[Number], Sequence[int], bytes | None]] = [
        (Remembered([3, *amounts]), bytes(len(rows)), None),
        (by_number, numbers, marks),
        (by_number, columns, marks),
    ]
    plain, arrays = Sums(len(rows)), ArrowSums(len(rows))
    for one in added:
        few, many = Sums.amounts(*one), ArrowSums.amounts(*one)
        assert many.total() == few.total()
        plain.add(few)
        arrays.add(many)
    assert list(arrays.values()) == plain.values()
    other = ArrowSums(len(rows))
    assert list(arrays.plus(other, {0})) == plain.plus(Sums(len(rows)), {0})
    assert list(arrays.plus(other, set())) == plain.values()


@pytest.mark.parametrize("name", ["out.parquet", "out.arrow"])
def test_a_summary_in_columns_is_what_json_says(name: str, tmp_path: Path) -> None:
    """Counts are numbers there, and stale is true or false."""
    parquet.write_table(pa.table(TABLE), tmp_path / "in.parquet")
    run(tmp_path, Request(input="in.parquet", output="out.jsonl", layout=Layout.SUMMARY))
    run(tmp_path, Request(input="in.parquet", output=name, layout=Layout.SUMMARY))
    found = parquet.read_table(tmp_path / name) if name.endswith("parquet") else feather.read_table(tmp_path / name)
    summary = json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[-1])
    assert found.to_pylist() == summary["programs"]


@pytest.mark.thorough
def test_texts_are_read_alike_however_a_file_keeps_them(tmp_path: Path) -> None:
    """Dictionaries with nulls, doubles and values of no row, in small row groups or with very many values."""
    forms = ["company", "person", None, "", "soup"] * 9_000
    revenues = [str(100_000 + number) for number in range(len(forms))]
    ids = list(map(str, range(len(forms))))
    odd = pa.array(["person", "company", "", None, "soup", "person", *map(str, range(60_000))])
    places = pa.array([1, 5, 3, 2, 4] * 9_000, pa.int32())
    few = pa.DictionaryArray.from_arrays(pa.array([1, 0, None, 2, 3] * 9_000), odd.take([0, 1, 2, 4]))
    tables = {
        "plain": pa.array(forms),
        "few": few,
        "many": pa.DictionaryArray.from_arrays(places, odd),
    }
    written = []
    for name, column in tables.items():
        source = "in.parquet" if name == "plain" else "in.arrow"  # Parquet cannot hold such dictionaries
        for rows in (1_000, 1 << 20):
            table = pa.table({"id": ids, "form": column, "revenue": revenues})
            if name == "plain":
                parquet.write_table(table, tmp_path / source, row_group_size=rows)
            else:
                feather.write_feather(table, tmp_path / source, compression="uncompressed", chunksize=rows)
            asked = Request(input=source, output="out.csv", rejects="bad.csv", layout=Layout.WIDE, force=True)
            run(tmp_path, asked)
            written.append((name, (tmp_path / "out.csv").read_bytes(), (tmp_path / "bad.csv").read_bytes()))
    assert written[0][1].count(b"\n") == 36_001
    assert all(one[1:] == written[0][1:] for one in written)


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["company", None, "person", ""]).dictionary_encode(),
        pa.array([{"a": 1}, None, None, None]),
        pa.array([1.5, None, 2.0, float("nan")], pa.float16()),
        pa.array([None, None, None, None], pa.null()),
        pa.array([b"company", None, b"\xff", b""]),
        pa.array([b"company", None, b"\xff", b""], pa.binary_view()),
        pa.array(["company", None, "x", ""], pa.large_string()),
        pa.array(["company", None, "x", ""], pa.string_view()),
        pa.array([1, None, 2, 3], pa.timestamp("us", "UTC")),
        pa.array([1, None, 2**60, 3], pa.timestamp("s")),
        pa.array([1, None, 2, 3], pa.timestamp("ns")),
        pa.array([1, None, 2**30, 3], pa.date32()),
        pa.array([1, None, 2, 3], pa.duration("ns")),
        pa.array([b"company", None, b"\xff", b""]).view(pa.string()),
        pa.DictionaryArray.from_arrays(
            pa.array([0, None, 1, 2], pa.int8()), pa.array([b"company", b"\xff", b""]).view(pa.string())
        ),
        pa.array([1, None, 2, 3], pa.time32("s")),
        pa.array(["1.50", None, "2", "3"]).cast(pa.decimal128(5, 2)),
        pa.array(["1.50", None, "2", "3"]).cast(pa.decimal256(50, 2)),
        pa.array([[("a", 1)], None, [], None], pa.map_(pa.string(), pa.int64())),
    ],
    ids=lambda column: str(column.type),
)
def test_a_column_of_any_type_is_read_or_rejected(column: Any) -> None:
    """No type of Arrow's ends in a crash, and no row is lost."""
    from iotcheck.screen.arrow import ArrowScreen

    for fact in SMALL.facts:
        table = pa.table({"id": [1, 2, 3, 4], fact: column})
        kept = [batch.num_rows for batch in ArrowScreen(SMALL, table.schema, id_column="id")(table.to_batches())]
        bad = ArrowScreen(SMALL, table.schema, id_column="id", rejects=True)(table.to_batches())
        assert sum(kept) + sum(batch.column("kind").to_pylist().count("row") for batch in bad) == 4
    carried = pa.table({"name": column, "form": ["company"] * 4})
    named = list(ArrowScreen(SMALL, carried.schema, id_column="name")(carried.to_batches()))
    assert all(batch.schema.names[0] == "name" for batch in named)


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    """With a reason, not a crash."""
    (tmp_path / "in.parquet").write_bytes(b"PAR1 not really PAR1")
    with pytest.raises(DataError, match="bad-table-file"):
        run(tmp_path, Request(input="in.parquet", output="out.csv"))


def test_a_bad_cell_costs_the_row_or_the_cell_as_in_files(tmp_path: Path) -> None:
    """The same results and the same problems as `--bad-cells` gives for a file."""
    from iotcheck.screen.arrow import ArrowScreen

    table = pa.table(TABLE | {"staff": ["3", "many", None, "1"]})
    parquet.write_table(table, tmp_path / "in.parquet")
    for open_cells, names in ((False, ["Anna", "Eva"]), (True, ["Anna", "Bob", "Eva", "Kim"])):
        request = Request(input="in.parquet", output="out.parquet", rejects="bad.csv", layout=Layout.WIDE, force=True)
        run(tmp_path, request.replace(reading=Reading(open_cells=open_cells)))
        results = list(ArrowScreen(SMALL, table.schema, open_cells=open_cells)(table.to_batches()))
        assert pa.Table.from_batches(results).to_pylist() == parquet.read_table(tmp_path / "out.parquet").to_pylist()
        assert results[0].column("name").to_pylist() == names
        (rejects,) = ArrowScreen(SMALL, table.schema, open_cells=open_cells, rejects=True)(table.to_batches())
        listed = [(row["applicant"], row["column"], row["text"], row["kind"]) for row in rows_of(tmp_path / "bad.csv")]
        assert [(row["name"], row["column"], row["text"], row["kind"]) for row in rejects.to_pylist()] == listed
        assert {row["kind"] for row in rejects.to_pylist()} == {"cell" if open_cells else "row"}


@pytest.mark.parametrize("kind", [pa.decimal128(38, 18), pa.decimal256(60, 18)], ids=str)
@pytest.mark.parametrize("name", ["in.parquet", "in.arrow"])
def test_a_decimal_is_the_number_that_it_shows(kind: Any, name: str, tmp_path: Path) -> None:
    """Zeros at its end say nothing; more digits than a number can have are refused with their cell."""
    from iotcheck.screen.arrow import ArrowScreen

    whole = pa.table(TABLE)
    fine = whole.set_column(2, "revenue", pa.array([2_000_000, 1, None, 5]).cast(pa.decimal256(40, 0)).cast(kind))
    for table in (whole, fine):
        results = [row for batch in ArrowScreen(SMALL, table.schema)(table.to_batches()) for row in batch.to_pylist()]
        if name == "in.parquet":
            parquet.write_table(table, tmp_path / name)
        else:
            feather.write_feather(table, tmp_path / name)
        run(tmp_path, Request(input=name, output="out.parquet", layout=Layout.WIDE, force=True))
        assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == results
        assert (results[0]["program"], results[0]["total_max"]) == ("eligible", 60000)
    exact = Decimal("2000000.000000000000000001")
    table = whole.set_column(2, "revenue", pa.array([exact, None, None, None], kind))
    (rejects,) = ArrowScreen(SMALL, table.schema, rejects=True)(table.to_batches())
    assert rejects.to_pylist()[0]["code"] == "too-many-digits"
    assert rejects.to_pylist()[0]["column"] == "revenue"
