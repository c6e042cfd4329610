"""Arrow and Parquet files of a few kilobytes that unpack to very much; honest files of any size are read."""

from pathlib import Path
from typing import Any, cast

import pytest

from iotcheck.errors import DataError
from iotcheck.screen.arrow_input import ArrowTable, refuse_ipc_bombs
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from tests.test_screen import run

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

LONG = "x" * 80_000_000


def write_arrow(path: Path, table: Any, compression: str | None, *, stream: bool = False) -> None:
    begin = pa.ipc.new_stream if stream else pa.ipc.new_file
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with begin(path, table.schema, options=options) as writer:
        writer.write_table(table)


@pytest.mark.parametrize("compression", ["zstd", "lz4"])
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("in_dictionary", [False, True])
def test_a_batch_of_arrow_that_unpacks_to_very_much_is_refused(
    compression: str, stream: bool, in_dictionary: bool, tmp_path: Path
) -> None:
    note = pa.array([LONG])
    table = pa.table({"name": ["A"], "form": ["company"], "note": note.dictionary_encode() if in_dictionary else note})
    write_arrow(tmp_path / "in.arrow", table, compression, stream=stream)
    with pytest.raises(DataError) as refused:
        run(tmp_path, Request(input="in.arrow", output="out.csv"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["number"], problem.params["size"]) == ("unpacks-too-large", 1, 76)
    assert [path.name for path in tmp_path.iterdir()] == ["in.arrow"]


@pytest.mark.parametrize(
    "note",
    [pa.array([LONG]), pa.array([[LONG]]), pa.array([{"a": LONG}]), pa.array([LONG.encode()])],
    ids=lambda array: str(array.type),
)
def test_a_row_group_of_parquet_that_unpacks_to_very_much_is_refused(note: Any, tmp_path: Path) -> None:
    table = pa.table({"name": ["A"], "form": ["company"], "note": note})
    parquet.write_table(table, tmp_path / "in.parquet", compression="zstd")
    with pytest.raises(DataError) as refused:
        run(tmp_path, Request(input="in.parquet", output="out.csv"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["number"], problem.params["size"]) == ("unpacks-too-large", 1, 76)


def test_a_long_text_that_is_in_every_row_is_read_a_few_rows_at_a_time(tmp_path: Path) -> None:
    """In Parquet it is there once: the rows of a whole batch would unpack to 2 GB."""
    count, length = 2_000, 1_000_000
    note = pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array(["x" * length]))
    table = pa.table({"name": list(map(str, range(count))), "form": ["company"] * count, "note": note})
    parquet.write_table(table, tmp_path / "in.parquet", store_schema=False)
    with (tmp_path / "in.parquet").open("rb") as file:
        batches = ArrowTable(file, "in.parquet", parquet=True).batches({0, 2})
        assert [batch.rows for batch in batches] == [268, 268, 268, 268, 268, 268, 268, 124]


def test_large_columns_that_are_hardly_packed_are_read(tmp_path: Path) -> None:
    """What is refused is not size."""
    table = pa.table({"form": ["company"], "note": [LONG]})
    write_arrow(tmp_path / "in.arrow", table, None)
    parquet.write_table(table, tmp_path / "in.parquet", compression="none")
    for name in ("in.arrow", "in.parquet"):
        result, _ = run(tmp_path, Request(input=name, output="out.parquet", layout=Layout.WIDE, force=True))
        assert result.portfolio.screened == 1


def test_every_damaged_file_is_left_to_the_reader(tmp_path: Path) -> None:
    """Sizes are looked at before anything is checked: nothing there may end in an error of Python's."""
    path = tmp_path / "in.arrow"
    write_arrow(path, pa.table({"form": ["company"] * 50, "staff": list(range(50))}), "zstd")
    whole = path.read_bytes()
    for place in range(8, len(whole)):
        for value in (0, 0x7F, 0xFF):
            source = pa.BufferReader(whole[:place] + bytes([value]) + whole[place + 1 :])
            try:
                refuse_ipc_bombs(source, cast(Any, None))
            except DataError as error:
                assert error.problems[0].code == "unpacks-too-large"


def test_arrow_opens_files_by_itself(tmp_path: Path) -> None:
    """Its threads never wait for Python, which is gone when the last of them end: one start in fifteen was aborted."""

    class Named:
        """Has a name, and nothing that could be read through Python."""

        name = str(tmp_path / "in.arrow")

    write_arrow(tmp_path / "in.arrow", pa.table({"form": ["company", "person"]}), None)
    table = ArrowTable(cast(Any, Named()), "in.arrow", parquet=False)
    assert [list(batch.columns[0]) for batch in table.batches(())] == [["company", "person"]]
