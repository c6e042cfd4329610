"""Why not, for whole tables: what `reasons` says of a pair is what the explanation of that applicant says."""

import csv
import io
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotcheck.answers import written_value
from iotcheck.batch import Kernel, Outcomes
from iotcheck.engine import Verdict, assess, blockers
from iotcheck.model import PolicySet
from iotcheck.render.screening import summary_text
from iotcheck.render.terminal import write_terminal
from iotcheck.screen.layouts import Layout
from iotcheck.screen.obstacles import Obstacle
from iotcheck.screen.reasons import Reasons
from iotcheck.screen.row_values import RowValues
from iotcheck.screen.run import Request
from iotcheck.screen.summary import summary
from iotcheck.texts import refusals
from iotcheck.texts.rules import Rules
from tests.program import ROOT, SHIPPED_DAY, iotcheck
from tests.small import fact, policies
from tests.strategies import days, policy_sets
from tests.test_batch import Answers, random_rows
from tests.test_screen import SHIPPED, rows_of, run

NEAR = policies(
    {"staff": fact("count"), "revenue": fact("money"), "costs": fact("money"), "local": fact("boolean")},
    when={
        "all": [
            {"staff": {"at_least": 100}},
            {"any": [{"revenue": {"more_than": "200万元"}}, {"costs": {"at_least": "50万元"}}]},
            {"not": {"local": False}},
        ]
    },
)
TABLE = (
    "name,staff,revenue,costs,local\n"
    "far,50,300万元,0,yes\n"
    "near,95,300万元,0,yes\n"
    "either,100,190万元,10万元,yes\n"
    "edge,100,200万元,0,yes\n"
    "two,95,190万元,0,yes\n"
    "no,100,300万元,0,no\n"
    "open,,300万元,0,yes\n"
    "in,100,300万元,0,yes\n"
)


def reasons(folder: Path, output: str = "out.csv", **keys: Any) -> list[dict[str, str]]:
    """Screen the table with reasons, and return the rows of CSV."""
    (folder / "in.csv").write_text(TABLE, encoding="utf-8")
    run(folder, Request(input="in.csv", output=output, layout=Layout.REASONS, force=True, **keys), NEAR)
    return rows_of(folder / output) if output.endswith(".csv") else []


def known(rows: list[Answers]) -> list[Answers]:
    """Return answers without *don't know*, which words tell apart from *not asked*, and a table's values do not."""
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def differences(policy_set: PolicySet, rows: list[Answers], day: date) -> tuple[int, list[str]]:
    """Return how many pairs were compared with their explanations, and what differs."""
    found, compared = [], 0
    finder, rules = Reasons(policy_set, day, "en"), Rules(policy_set, "en", day)
    numbers = range(len(rows))
    values = {name: Outcomes([row.get(name) for row in rows], numbers) for name in finder.facts}
    finder.begin(RowValues(len(rows), values))
    kernel = Kernel(policy_set, day)
    reports = [assess(policy_set, row, day) for row in rows]
    for program in kernel.evaluate(kernel.chunk(rows)):
        said = dict(finder.of(program))
        for number, report in enumerate(reports):
            result = report.program(program.program.id)
            if (result.verdict is Verdict.INELIGIBLE) != (number in said):
                found.append(f"{result.program.id} {rows[number]}: {number in said}")
            if result.verdict is Verdict.INELIGIBLE and result.trace is not None:
                compared += 1
                sets = blockers(result.trace)
                expected = [
                    (path, refusals.reason(report, "en", rules, result.trace, path)) for path in (sets or [()])[0]
                ]
                actual = [(one.path, one.required, one.said.answer, one.said.gap) for one in said[number].blockers]
                alike = len(actual) == len(expected) and all(
                    path == place and all(part in text for part in parts)
                    for (path, text), (place, *parts) in zip(expected, actual, strict=True)
                )
                if not alike or said[number].alternatives != max(0, len(sets) - 1):
                    found.append(f"{result.program.id} {rows[number]}: {actual} instead of {expected}")
    return compared, found


@settings(max_examples=40)
@given(policy_sets(), days(), st.integers(0, 2**32))
def test_reasons_are_the_blockers_of_random_files(policy_set: PolicySet, day: date, seed: int) -> None:
    """For every applicant that a program rules out: the same conditions in the same words, and as many other ways."""
    assert differences(policy_set, known(random_rows(policy_set, 30, Random(seed))), day)[1] == []


def test_reasons_are_the_blockers_of_the_shipped_file() -> None:
    """For more than 500 pairs."""
    compared, found = differences(SHIPPED, known(random_rows(SHIPPED, 60, Random(5))), date(2026, 11, 28))
    assert found == []
    assert compared > 500


def test_a_pair_points_to_what_assess_explains(tmp_path: Path) -> None:
    """`blockers` of a row are the first of those of `assess --row --explain --json`."""
    rows = random_rows(SHIPPED, 3, Random(2))
    with (tmp_path / "in.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", *SHIPPED.facts])
        for number, row in enumerate(rows):
            texts = ("" if name not in row or row[name] is None else written_value(row[name]) for name in SHIPPED.facts)
            table.writerow([f"A{number}", *texts])
    options = ("--as-of", SHIPPED_DAY, "--bad-cells", "open")
    screened = iotcheck("screen", "in.csv", *options, "--layout", "reasons", "--output", "-", cwd=tmp_path)
    explained = iotcheck(
        "assess", "--table", "in.csv", "--row", "A1", *options, "--explain", "--json", "--no-input", cwd=tmp_path
    )
    programs = {program["id"]: program for program in json.loads(explained.out)["programs"]}
    found = [row for row in csv.DictReader(io.StringIO(screened.out)) if row["name"] == "A1"]
    assert [(row["verdict"], row["blockers"]) for row in found] == [
        (program["verdict"], ";".join(next(iter(program["blockers"]), [])))
        for program in programs.values()
        if program["verdict"] in ("ineligible", "undetermined")
    ]


def test_a_row_says_what_is_required_what_was_answered_and_the_gap(tmp_path: Path) -> None:
    """Numbers stand beside the words where one figure is all that is missed; who may apply has no row."""
    rows = {row["name"]: row for row in reasons(tmp_path)}
    assert list(rows) == ["far", "near", "either", "edge", "two", "no", "open"]
    names = ("answer_number", "required_number", "gap", "gap_share", "alternatives")
    assert [rows["near"][name] for name in names] == ["95", "100", "5", "0.05", "0"]
    assert [rows["either"][name] for name in names] == ["1900000", "2000000", "100000", "0.05", "1"]
    assert [rows["two"][name] for name in names] == ["", "", "", "", "1"]
    assert rows["two"]["condition"].count("; ") == rows["two"]["answer"].count("; ") == 1
    assert [rows["open"][name] for name in ("verdict", "condition", "missing")] == ["undetermined", "", "staff"]
    assert rows["no"]["blockers"] == "/children/2/children/0"


def test_near_lists_those_that_miss_one_figure_by_little(tmp_path: Path) -> None:
    """Of several conditions each of which would do, that of the smallest gap; a bound to be passed is missed by 0."""
    rows = reasons(tmp_path, near=Fraction(1, 10))
    assert [(row["name"], row["gap_share"]) for row in rows] == [("near", "0.05"), ("either", "0.05"), ("edge", "0.0")]
    assert [row["name"] for row in reasons(tmp_path, near=Fraction(1, 2))] == ["far", "near", "either", "edge"]


def test_a_summary_counts_what_one_condition_alone_rules_out(tmp_path: Path) -> None:
    """The counts are those of the rows that have no other way; with `near` of those that are listed."""
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    request = Request(input="in.csv", layout=Layout.SUMMARY, obstacles=True)
    counted = run(tmp_path, request.replace(write=False), NEAR)[0].portfolio
    found = summary(counted, (), NEAR, NEAR.as_of, "en")
    first, second = found["programs"][0]["ruled_out_alone"]
    assert (first["blocker"], first["count"], first["median_gap"]) == ("/children/0", 2, 27.5)
    assert (second["blocker"], second["count"], second["median_gap"]) == ("/children/2/children/0", 1, None)
    alone = [row["blockers"] for row in reasons(tmp_path) if row["alternatives"] == "0" and ";" not in row["blockers"]]
    assert sorted(filter(None, alone)) == ["/children/0"] * 2 + ["/children/2/children/0"]
    text = write_terminal(summary_text(found, NEAR, NEAR.as_of, "en"), "en", width=100)
    assert "Ruled out by one condition alone" in text
    assert "27.5" in text
    run(tmp_path, request.replace(output="sum.csv"), NEAR)
    (row,) = rows_of(tmp_path / "sum.csv")
    assert (row["alone_count"], row["alone_gap"]) == ("2", "27.5")
    assert "ruled_out_alone" not in summary(counted.replace(obstacles=None), (), NEAR, NEAR.as_of, "en")["programs"][0]


@pytest.mark.parametrize("output", ["out.jsonl", "out.xlsx", "out.parquet"])
def test_every_kind_of_file_has_the_same_rows(tmp_path: Path, output: str) -> None:
    """Numbers as numbers; texts that begin like formulas stay texts."""
    expected = reasons(tmp_path)
    reasons(tmp_path, output)
    if output.endswith("jsonl"):
        rows = [json.loads(line) for line in (tmp_path / output).read_text(encoding="utf-8").splitlines()[:-1]]
    elif output.endswith("xlsx"):
        openpyxl = pytest.importorskip("openpyxl")
        header, *cells = openpyxl.load_workbook(tmp_path / output)["iotcheck"].iter_rows(values_only=True)
        rows = [dict(zip(header, row, strict=True)) for row in cells]
    else:
        rows = pytest.importorskip("pyarrow.parquet").read_table(tmp_path / output).to_pylist()
    assert [row["name"] for row in rows] == [row["name"] for row in expected]
    assert [row["gap"] for row in rows[:3]] == [50, 5, 100000]


def test_words_are_for_people(tmp_path: Path) -> None:
    """With the gap in the unit of its question."""
    row = reasons(tmp_path, words=True)[1]
    assert [row[name] for name in ("Verdict", "Gap")] == ["not eligible", "5 short"]


def test_processes_say_the_same(tmp_path: Path) -> None:
    """In the same order, with the same counts."""
    assert reasons(tmp_path) == reasons(tmp_path, jobs=2)


def test_gaps_beyond_a_limit_are_counted_to_three_digits() -> None:
    """So that memory does not grow with the table; merging counts all."""
    obstacle, other = Obstacle("x", None), Obstacle("x", None)
    for gap in range(20_001):
        (obstacle if gap % 2 else other).add(gap)
    obstacle.merge(other)
    assert obstacle.count == 20_001
    assert obstacle.median_gap == pytest.approx(10_000, rel=0.01)


@pytest.mark.parametrize(
    "options", [("--near", "10"), ("--near", "-1%"), ("--near", "much%"), ("--near", "10%", "--layout", "wide"),
                ("--reasons",)]
)  # fmt: skip
def test_options_that_do_not_fit_are_refused(options: tuple[str, ...], tmp_path: Path) -> None:
    """A share is written in percent; each option belongs to one layout."""
    layout = () if "--layout" in options or "--reasons" in options else ("--layout", "reasons")
    done = iotcheck("screen", str(ROOT / "README.md"), *layout, *options, cwd=tmp_path)
    assert done.code == 2
    assert "Traceback" not in done.err
