"""Every type that pyarrow reads: as a fact it is read or its cells are rejected, carried along it does not matter."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from tests.test_screen import SMALL, rows_of, run

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
feather = pytest.importorskip("pyarrow.feather")


def arrays() -> dict[str, Any]:
    """Return two rows of each type, the second null where the type has nulls."""
    one = [1, None]
    return {
        "null": pa.nulls(2),
        "half float": pa.array([1.0, None]).cast(pa.float32()).cast(pa.float16()),
        "decimal256": pa.array([Decimal("1.50"), None], pa.decimal256(40, 2)),
        "duration": pa.array([timedelta(1), None], pa.duration("ns")),
        "nanoseconds": pa.array([1, None], pa.int64()).cast(pa.duration("ns")),
        "time": pa.array(one, pa.time64("ns")),
        "timestamp": pa.array([1, None], pa.timestamp("ns", "UTC")),
        "date64": pa.array([date(2020, 1, 1), None], pa.date64()),
        "month_day_nano": pa.array([(1, 2, 3), None], pa.month_day_nano_interval()),
        "map": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int8())),
        "struct": pa.array([{"a": 1}, None]),
        "list": pa.array([["a", "b"], None]),
        "fixed list": pa.array([[1, 2], None], pa.list_(pa.int8(), 2)),
        "list view": pa.array([[1], None], pa.list_view(pa.int8())),
        "string view": pa.array(["a", None], pa.string_view()),
        "binary view": pa.array([b"\xff", None], pa.binary_view()),
        "fixed binary": pa.array([b"ab", None], pa.binary(2)),
        "large string": pa.array(["a", None], pa.large_string()),
        "dictionary of days": pa.array([date(2020, 1, 1), None]).dictionary_encode(),
        "runs": pa.RunEndEncodedArray.from_arrays(pa.array([2], pa.int32()), pa.array(["a"])),
        "union": pa.UnionArray.from_dense(
            pa.array([0, 1], pa.int8()), pa.array([0, 0], pa.int32()), [pa.array(["a"]), pa.array([1])]
        ),
        "sparse union": pa.UnionArray.from_sparse(
            pa.array([0, 1], pa.int8()), [pa.array(["a", "b"]), pa.array([1, 2])]
        ),
        "decimal of thousands": pa.array([Decimal("1E+5"), None], pa.decimal128(5, -5)),
        "unsigned": pa.array([2**64 - 1, None], pa.uint64()),
        "large binary": pa.array([b"ab", None], pa.large_binary()),
        "large list": pa.array([["a", "b"], None], pa.large_list(pa.string())),
        "large list view": pa.array([["a"], None], pa.large_list_view(pa.string())),
        "list of views": pa.array([["a"], None], pa.list_(pa.string_view())),
        "struct of nothing": pa.array([{}, None], pa.struct([])),
        "dictionary of bytes": pa.array([b"ab", None]).dictionary_encode(),
        "runs of a dictionary": pa.RunEndEncodedArray.from_arrays(
            pa.array([2], pa.int16()), pa.array(["a"]).dictionary_encode()
        ),
        "list of runs": pa.ListArray.from_arrays(
            pa.array([0, 1, 2], pa.int32()), pa.RunEndEncodedArray.from_arrays(pa.array([2], pa.int32()), pa.array([1]))
        ),
        "bool8": pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1, None], pa.int8())),
        "opaque": pa.ExtensionArray.from_storage(pa.opaque(pa.int8(), "a", "b"), pa.array([1, None], pa.int8())),
        "tensor": pa.ExtensionArray.from_storage(
            pa.fixed_shape_tensor(pa.int8(), [2]), pa.array([[1, 2], None], pa.list_(pa.int8(), 2))
        ),
        "extension": pa.ExtensionArray.from_storage(pa.uuid(), pa.array([b"a" * 16, None], pa.binary(16))),
    }


ARRAYS = arrays()
if hasattr(pa, "decimal32"):
    ARRAYS["decimal32"] = pa.array([Decimal("1.50"), None], pa.decimal32(5, 2))
    ARRAYS["decimal64"] = pa.array([Decimal("1.50"), None], pa.decimal64(15, 2))
if hasattr(pa, "json_"):
    ARRAYS["json"] = pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a": 1}', None]))


@pytest.mark.parametrize("kind", ARRAYS)
@pytest.mark.parametrize("output", ["out.csv", "out.parquet", "out.arrow"])
def test_a_column_of_any_type_is_carried(kind: str, output: str, tmp_path: Path) -> None:
    table = pa.table({"name": ["A", "B"], "odd": ARRAYS[kind], "staff": [3, 4], "form": ["company", "soup"]})
    with pa.ipc.new_file(tmp_path / "in.arrow", table.schema) as writer:
        writer.write_table(table)
    result = run(tmp_path, Request(input="in.arrow", output=output, layout=Layout.WIDE))[0]
    assert (result.portfolio.screened, result.portfolio.rejected) == (1, 1)


@pytest.mark.parametrize("kind", ARRAYS)
@pytest.mark.parametrize("fact", ["staff", "form", "fields", "founded", "green"])
def test_a_fact_of_any_type_is_read_or_rejected(kind: str, fact: str, tmp_path: Path) -> None:
    if fact not in SMALL.facts:
        pytest.skip("no such fact")
    table = pa.table({"name": ["A", "B"], fact: ARRAYS[kind]})
    with pa.ipc.new_file(tmp_path / "in.arrow", table.schema) as writer:
        writer.write_table(table)
    result = run(tmp_path, Request(input="in.arrow", output="out.parquet", layout=Layout.WIDE))[0]
    assert result.portfolio.screened + result.portfolio.rejected == 2


NESTED: list[tuple[Any, str]] = [
    (pa.array([{"a": 1, "b": 'x, "y"', "c": [1.5, None]}]), '{"a": 1, "b": "x, \\"y\\"", "c": [1.5, null]}'),
    (pa.array([[1, 2]]), "[1, 2]"),
    (pa.array([["a", None]]), '["a", null]'),
    (pa.array([["a", "b"]]), "a;b"),
    (pa.array([[]], pa.list_(pa.int8())), "none"),
    (pa.array([[("钥匙", 1)]], pa.map_(pa.string(), pa.int8())), '{"钥匙": 1}'),
    (pa.array([[(1, {"a": True})]], pa.map_(pa.int8(), pa.struct([("a", pa.bool_())]))), '{"1": {"a": true}}'),
    (
        pa.array([[{"day": date(2020, 1, 2), "rate": Decimal("1.50"), "sign": b"ab", "odd": float("nan")}]]),
        '[{"day": "2020-01-02", "rate": 1.5, "sign": "ab", "odd": "NaN"}]',
    ),
]


@pytest.mark.parametrize(("array", "text"), NESTED, ids=[text for _, text in NESTED])
@pytest.mark.parametrize("output", ["out.csv", "out.jsonl", "out.xlsx", "out.parquet", "out.arrow"])
def test_nested_values_are_carried_as_json(array: Any, text: str, output: str, tmp_path: Path) -> None:
    """As text where a format has no such values; Parquet and Arrow keep them."""
    parquet.write_table(pa.table({"name": ["A"], "odd": array, "form": ["company"]}), tmp_path / "in.parquet")
    run(tmp_path, Request(input="in.parquet", output=output, layout=Layout.WIDE))
    path = tmp_path / output
    match path.suffix:
        case ".csv":
            assert rows_of(path)[0]["odd"] == text
        case ".jsonl":
            assert json.loads(path.read_text("utf-8").splitlines()[0])["odd"] == text
        case ".xlsx":
            assert openpyxl.load_workbook(path).worksheets[0]["B2"].value == text
        case _:
            read = parquet.read_table if path.suffix == ".parquet" else feather.read_table
            found = read(path).column("odd")
            assert str(found.to_pylist()) == str(array.to_pylist())
