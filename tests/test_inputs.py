"""Small inputs that once went wrong, as other people's programs wrote them: each is read as it is meant, or refused.

They lie beside the project and do not ship with it: in the folder that IOTCHECK_SHARED names, else in `../shared`.
Without them these tests skip. What each of them once showed is held by tests of its own, with inputs that they make.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.program import ROOT, Run, iotcheck, sampled

INPUTS = Path(os.environ.get("IOTCHECK_SHARED", ROOT.parent / "shared")) / "inputs"
pytestmark = pytest.mark.skipif(not INPUTS.is_dir(), reason="the shared inputs are not here")


class Rows(NamedTuple):
    """What a table holds: answers by applicant, the exit code of screening it, and what stderr tells."""

    answers: dict[str, dict[str, Any]]
    code: int = 0
    told: tuple[str, ...] = ()
    policies: str = "policies.yaml"


USUAL = {"registered": True, "size": "small", "founded": "2019-01-05", "revenue": 20_000_000, "rd_spend": 2_000_000,
         "staff": 25, "growth": 30}  # fmt: skip
READ = {
    "percent_cell.xlsx": Rows({"Alpha Ltd": USUAL, "Beta": USUAL}),
    "unit_above.csv": Rows({"甲": USUAL}, told=("万元",)),
    "yen_in_wan.csv": Rows(
        {"甲": USUAL, "乙": USUAL, "丙": {**USUAL, "revenue": 2000, "rd_spend": 200}, "丁": USUAL},
        told=("万元", "2000元"),
    ),
    "unit_in_format.xlsx": Rows({"甲": USUAL}),
    "label_unit.csv": Rows({"甲": USUAL}, told=("万元",), policies="label_unit.yaml"),
    "unit_row.csv": Rows({"甲": USUAL, "乙": {**USUAL, "revenue": 30_000_000, "rd_spend": 3_000_000}}, told=("万元",)),
    "totals.xlsx": Rows({"Alpha Ltd": USUAL, "Beta": USUAL}, told=("Total",)),
    "merged_data.xlsx": Rows({"Alpha Ltd": USUAL, "Beta": USUAL, "Gamma": USUAL}),
    "hidden_row.xlsx": Rows({"Alpha Ltd": USUAL, "Beta": USUAL}, told=("hidden",)),
    "formula_empty_text.xlsx": Rows(
        {"Alpha Ltd": USUAL, "Beta": {name: value for name, value in USUAL.items() if name != "growth"}}
    ),
    "other_sheet_formula.xlsx": Rows({"Alpha": USUAL, "Beta": USUAL}),
    "strict.xlsx": Rows({"Alpha": USUAL, "Beta": USUAL}),
    "array.jsonl": Rows({}, told=("2 rows",)),  # both are called A
    "title_comma.tsv": Rows({"Alpha": USUAL}),
    "dup_carried.csv": Rows({"Alpha": USUAL}),
    "truncated_byte.csv": Rows({"佛山市丁传感器有限公司": USUAL}, code=3, told=("4",)),
    "computed.xlsx": Rows({"Alpha Ltd": {**USUAL, "growth": 33.3333333333333}, "Beta": {**USUAL, "rd_spend": 0.3}}),
    "exponent.csv": Rows({"Alpha": USUAL}),
    "datetime.csv": Rows({"Alpha": USUAL, "Beta": USUAL}),
    "bool_float.csv": Rows({"Alpha": USUAL, "Beta": {**USUAL, "registered": False}}),
    "fullwidth_percent.csv": Rows({"Alpha": USUAL, "Beta": USUAL}),
    "unknown_capital.csv": Rows({"Alpha": {**USUAL, "registered": None}, "Beta": {**USUAL, "size": None}}),
    "trailing_comma.csv": Rows({"Alpha": USUAL, "Beta": USUAL}),
    "short_rows.csv": Rows({"Alpha": USUAL, "Beta": {name: USUAL[name] for name in list(USUAL)[:-2]}}),
    "stray.xlsx": Rows({"Alpha Ltd": USUAL, "Beta": USUAL}, told=("I3",)),
    "nested_carried.jsonl": Rows({"A": USUAL}),
    "offset.xlsx": Rows({"Alpha": USUAL}),
    "unread_column.csv": Rows({"Alpha": {"registered": True, "revenue": 20_000_000}}, told=("万元",)),
    "spark_decimal.parquet": Rows({}),
    "cover.xlsx": Rows(
        {"Alpha": {name: value for name, value in USUAL.items() if name not in ("revenue", "rd_spend")}}
    ),
}
REFUSED = {  # by what the message must tell
    ("quote_stray.csv",): "2",
    ("map_usd.csv", "--map", "营业收入（万美元）=营业收入"): "--unit",
    ("xw_formula.xlsx",): "formula",
    ("merged_years.xlsx",): "header",
    ("money_as_date.xlsx",): "Revenue",
    ("robust/broken_first_line.jsonl",): "1",
    ("robust/large_string_map.brotli.parquet", "--map", "large_map=registered"): "",
}


def screen(table: str, *options: str, policies: str = "policies.yaml") -> Run:
    """Screen a shared table."""
    return iotcheck("screen", table, "--layout", "wide", "--policies", policies, *options, cwd=INPUTS)


def answers_of(table: str, row: str, policies: str) -> dict[str, Any]:
    """Return the answers that a row of a shared table gives."""
    done = iotcheck(
        "assess", "--table", table, "--row", row, "--policies", policies, "--no-input", "--json", cwd=INPUTS
    )
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)["answers"]
    return found


@pytest.mark.parametrize("table", READ)
def test_a_table_is_read_as_it_is_meant(table: str) -> None:
    """Every applicant's answers are those that a person reads there, and choices of reading are told."""
    wanted = READ[table]
    done = screen(table, policies=wanted.policies)
    assert done.code == wanted.code, done.err
    assert all(part in done.err for part in wanted.told), done.err
    assert "Warning" not in done.err
    for row, answers in wanted.answers.items():
        found = answers_of(table, row, wanted.policies)
        assert {name: found.get(name, "not asked") for name in answers} == answers
        assert (found.keys() & USUAL.keys()) - answers.keys() in (set(), {"revenue", "rd_spend"})


@pytest.mark.parametrize("command", REFUSED, ids=lambda command: command[0])
def test_what_nobody_can_read_for_certain_is_refused(command: tuple[str, ...]) -> None:
    """Nothing is written, the exit code says that the data is wrong, and the message where or how to settle it."""
    done = screen(*command)
    assert done.code in (2, 3), done.err
    assert REFUSED[command] in done.err
    assert "Warning" not in done.err and "Traceback" not in done.err


def test_a_decimal_comma_is_never_a_point() -> None:
    """Where commas are decimal, 20.000 is not 20: it is twenty thousand, or refused."""
    done = screen("semi_decimal.csv")
    assert done.code == 3, done.err
    assert "Beta" in done.err or "3" in done.err


def test_styles_that_openpyxl_dislikes_do_not_close_a_workbook() -> None:
    """It is read with its days, or refused with what to do."""
    done = screen("style_empty_fill.xlsx")
    if done.code == 0:
        assert answers_of("style_empty_fill.xlsx", "Alpha", "policies.yaml")["founded"] == "2019-01-05"
    else:
        assert done.code == 3 and "TypeError" not in done.err


@pytest.mark.parametrize("table", sampled(["month_interval.arrow", "run_end_encoded.arrow", "a.arrow", "ok.arrow"], 4))
def test_every_type_of_arrow_ends_in_a_result_or_a_message(tmp_path: Path, table: str) -> None:
    """A type is read, or its column refused by name; never a traceback."""
    column = {"month_interval.arrow": "f5", "ok.arrow": "zzz"}.get(table, "run")
    for options in (
        (),
        ("--output", str(tmp_path / "out.parquet"), "--force"),
        ("--map", f"{column}=legal_form", "--check"),
    ):
        done = iotcheck("screen", f"robust/{table}", *options, cwd=INPUTS)
        assert done.code in (0, 2, 3), done.err
        assert "Traceback" not in done.err


def test_deep_answers_are_refused_with_their_place() -> None:
    """Answers that are nested too deeply are no bug of the program."""
    done = iotcheck("assess", "--answers", "robust/deep.json", "--no-input", cwd=INPUTS)
    assert done.code == 3 and "deep.json:1:" in done.err, done.err


def test_control_characters_do_not_reach_a_diagram_or_json() -> None:
    """A directive in a text does not act on its diagram, and C1 controls come out escaped."""
    done = iotcheck("docs", "--policies", "robust/mermaid.yaml", "--format", "markdown", cwd=INPUTS)
    if done.code == 2:
        done = iotcheck("docs", "robust/mermaid.yaml", cwd=INPUTS)
    assert done.code == 0, done.err
    assert "%%{init" not in done.out


def test_the_least_change_is_named() -> None:
    """One more is enough where two facts are compared; an answer that moves a limit is seen."""
    done = iotcheck(
        "whatif", "p", "--policies", "robust/whatif_least.yaml", "--answers", "robust/whatif_least.json", "--json",
        cwd=INPUTS,
    )  # fmt: skip
    assert done.code == 0, done.err
    changes = [{name: change["after"] for name, change in named.items()} for named in _changes(json.loads(done.out))]
    assert {"limit": 4, "have": 4} in changes, done.out
    done = iotcheck(
        "whatif",
        "care",
        "--policies",
        "whatif_threshold_by_answer.yaml",
        "--answers",
        "whatif_answers.json",
        cwd=INPUTS,
    )
    assert done.code == 0 and "22,520" in done.out, done.out + done.err


def _changes(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the changes of answers in a what-if document, by fact."""
    found: list[dict[str, Any]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("changes"), list):
                found.append({change["fact"]: change for change in node["changes"] if "fact" in change})
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(document)
    return found


def test_a_grant_of_nothing_is_not_offered() -> None:
    """A program that pays 0 on these answers is not among those to apply for."""
    done = iotcheck("assess", "--policies", "zero.yaml", "--set", "revenue=5万", "--no-input", cwd=INPUTS)
    assert done.code == 0 and "up to 0" not in done.out, done.out


def test_named_amounts_are_counted_once(tmp_path: Path) -> None:
    """Used many times, they make no small file too large, and no long formula."""
    made = subprocess.run(
        [sys.executable, "shared_amounts.py", "14", "amounts"], cwd=INPUTS, capture_output=True, check=True
    ).stdout
    (tmp_path / "file.yaml").write_bytes(made)
    for command in (
        "lint file.yaml",
        "show p --policies file.yaml",
        "assess --no-input --explain --policies file.yaml",
    ):
        done = iotcheck(*command.split(), cwd=tmp_path)
        assert done.code == 0, done.err
        assert len(done.out) < 20_000


def test_modules_in_the_current_folder_are_not_run(tmp_path: Path) -> None:
    """A `multiprocessing.py` that lies there stays a file."""
    done = iotcheck(
        "screen", str(ROOT / "examples" / "applicants.csv"), "--jobs", "2", "--output", str(tmp_path / "out.csv"),
        cwd=INPUTS / "jobs_hijack",
    )  # fmt: skip
    assert done.code == 0, done.err
