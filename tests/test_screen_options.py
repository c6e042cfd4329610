"""Options of `screen` together: the same verdicts and ceilings whatever they are, or a refusal; none is ignored.

A pairwise selection: each two values of different options that may stand together meet in some run, each two that may
not are refused. What a run must give is computed from the answers by the engine, not by `screen`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyarrow import feather, parquet

from iotcheck.cli import main
from iotcheck.engine import ProgramReport, assess
from iotcheck.texts import result, say
from iotcheck.values import Value
from tests.desk import policy_file
from tests.test_desk import POLICIES

TABLE = """2025年度企业情况汇总表,,,,,,
企业名称,企业类型,是否高新技术企业,成立日期,营业收入,营业收入增速,在册人数
,,,,万元,%,人
甲公司,企业,是,2019-01-05,2000,30%,25
乙公司,社会组织,否,2012-03-04,35.5,-5%,不详
丙公司,有限公司,是,2020-02-29,100,12.5%,3
丁公司,事业单位,不详,2018/7/1,不详,0%,0
合计,,,,2135.5,,28
"""
BAD = "有限公司"
OPTIONS: dict[str, tuple[str, ...]] = {
    "output": ("", "--json", "csv", "jsonl", "xlsx", "parquet", "arrow", "txt", "json"),
    "--layout": ("", "matches", "wide", "summary"),
    "--check": ("", "yes"),
    "--rejects": ("", "rejects.csv"),
    "--bad-cells": ("", "reject", "open"),
    "--jobs": ("", "2"),
    "--map": ("", "在册人数=职工人数"),
    "--unit": ("", "营业收入=万元", "营业收入=千元"),
    "--value": ("", f"企业类型: {BAD}=企业"),
    "--words": ("", "yes"),
    "--keep-going": ("", "yes"),
    "--lang": ("zh", "en"),
}
Setting = tuple[str, str]  # an option and its value, empty where it is not given
Combination = dict[str, str]


def contradict(one: Setting, other: Setting) -> bool:
    """Whether two settings may not stand together: a check is a text or JSON, results are tables, words for people."""
    given = dict((one, other))
    output = given.get("output")
    if given.get("--check"):
        return bool(given.get("--layout") or given.get("--words")) or output not in (None, "", "--json", "txt", "json")
    if output in ("txt", "json"):
        return "--check" in given or bool(given.get("--layout") or given.get("--words"))
    return bool(given.get("--words")) and output in ("--json", "jsonl", "parquet", "arrow")


def pairwise() -> Iterator[Combination]:
    """Yield combinations in which each two settings that may stand together meet; the same ones each time."""
    missing = {
        frozenset((one, other)): (one, other)
        for (name, values), (second, others) in combinations(OPTIONS.items(), 2)
        for one, other in product(((name, value) for value in values), ((second, value) for value in others))
        if not contradict(one, other)
    }
    while missing:
        chosen = list(next(iter(missing.values())))
        for name, values in OPTIONS.items():
            if name not in dict(chosen):
                possible = [(name, value) for value in values if not any(contradict(s, (name, value)) for s in chosen)]
                chosen.append(max(possible, key=lambda new: sum(frozenset((old, new)) in missing for old in chosen)))
        for one, other in combinations(chosen, 2):
            missing.pop(frozenset((one, other)), None)
        yield dict(chosen)


def arguments(folder: Path, given: Combination) -> list[str]:
    """Return the command line of a combination, whose files are in a folder."""
    (folder / "in.csv").write_text(TABLE, encoding="utf-8")
    (folder / "desk.yaml").write_text(policy_file(), encoding="utf-8")
    line = ["screen", str(folder / "in.csv"), "--policies", str(folder / "desk.yaml")]
    for name, value in given.items():
        if name == "output":
            line += [value] if value.startswith("-") else ["--output", str(folder / f"out.{value}")] if value else []
        elif value == "yes":
            line.append(name)
        elif value:
            line += [name, str(folder / value) if name == "--rejects" else value]
    return line


def reports(given: Combination) -> dict[str, list[ProgramReport]]:
    """Return what the engine says of each applicant that a combination of options screens."""
    unit = 1000 if "千" in given["--unit"] else 10_000
    rows: dict[str, tuple[Value | None, ...]] = {
        "甲公司": ("enterprise", True, date(2019, 1, 5), 2000 * unit, 30, 25),
        "乙公司": ("association", False, date(2012, 3, 4), 355 * unit // 10, -5, None),
        "丁公司": ("institution", None, date(2018, 7, 1), None, 0, 0),
    }
    if given["--value"] or given["--bad-cells"] == "open":
        rows["丙公司"] = (
            "enterprise" if given["--value"] else None,
            True,
            date(2020, 2, 29),
            100 * unit,
            Fraction(25, 2),
            3,
        )
    facts = ("kind", "high_tech", "founded", "revenue", "growth", "staff")[: 6 if given["--map"] else 5]
    return {
        name: list(assess(POLICIES, dict(zip(facts, cells, strict=False))).programs) for name, cells in rows.items()
    }


def written(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of results."""
    if path.suffix == ".xlsx":
        header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        return [dict(zip(map(str, header), row, strict=True)) for row in rows]
    if path.suffix in (".parquet", ".arrow"):
        read = parquet.read_table if path.suffix == ".parquet" else feather.read_table
        return [*read(path).to_pylist()]
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()][:-1]
    return [*csv.DictReader(text.splitlines())]


def shown(*cells: object) -> tuple[str, ...]:
    """Return cells as texts, so that all formats are alike."""
    return tuple("" if cell is None else str(cell) for cell in cells)


def named(given: Combination, *names: str) -> list[str]:
    """Return the names of columns of results; in words, `max`, `total_max` and `program` are called otherwise."""
    if not given["--words"]:
        return [*names]
    words = {"program": "id", "ceiling_min": "min", "ceiling_max": "max"}
    yuan = say(given["--lang"], "screen.yuan")
    keys = [words.get(name, name.replace("_", "-")) for name in names]
    return [say(given["--lang"], f"screen.word-{key}", currency=yuan) for key in keys]


def expected(given: Combination) -> list[tuple[str, ...]]:
    """Return what the rows of results must hold, in the columns that `columns` names."""
    found = reports(given)
    words = bool(given["--words"])

    def verdict(report: ProgramReport) -> str:
        assert report.verdict is not None
        return result.heading(given["--lang"], report.verdict) if words else report.verdict.value

    if given["--layout"] == "wide":
        return sorted(
            shown(name, *map(verdict, programs), sum(program.ceiling.low or 0 for program in programs))
            for name, programs in found.items()
        )
    if given["--layout"] == "summary":
        by_program = zip(*found.values(), strict=True)
        return [
            shown(all_of[0].program.id, len(found), sum(one.ceiling.low or 0 for one in all_of))
            for all_of in by_program
        ]
    return sorted(
        shown(
            name,
            program.program.id,
            verdict(program),
            program.ceiling.low,
            program.ceiling.top if words else program.ceiling.high,
        )
        for name, programs in found.items()
        for program in programs
    )


def columns(given: Combination) -> list[str]:
    """Return the names of the columns of results that are looked at."""
    if given["--layout"] == "wide":
        titles = [program.title.in_language(given["--lang"]) for program in POLICIES.programs.values()]
        return ["企业名称", *(titles if given["--words"] else POLICIES.programs), *named(given, "total_min")]
    if given["--layout"] == "summary":
        return named(given, "program", "applicable", "ceiling_min")
    return ["企业名称", *named(given, "program", "verdict", "ceiling_min", "ceiling_max")]


def check_counts(given: Combination, out: str, screened: int) -> None:
    """Judge what stands in place of results: a check, or a summary on standard output."""
    if given["output"] in ("--json", "json"):
        document = json.loads(out)
        rows = document["rows"]
        assert (rows["read"], rows["rejected"]) == (4, 4 - screened)
        assert [group["text"] for group in document["rejects"]] == ([] if given["--value"] else [BAD])
    elif given["--check"]:
        assert (BAD in out) is not bool(given["--value"])
    else:
        assert re.search(rf"^\s*{screened}\b|\b{screened} ", out), out
        assert all(program in out for program in POLICIES.programs)


def label(given: Combination) -> str:
    """Return a short name of a combination, in ASCII."""
    return " ".join(value if value.isascii() else name for name, value in given.items() if value)


@pytest.mark.parametrize("given", [*pairwise()], ids=label)
def test_options_together_change_no_verdict(
    given: Combination, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Verdicts and ceilings are the engine's in every format and layout; each file that was asked for is there."""
    code = main(arguments(tmp_path, given))
    out, err = capsys.readouterr()
    screened = len(reports(given))
    assert code == (3 if screened < 4 and not given["--keep-going"] else 0), err
    target = tmp_path / f"out.{given['output']}"
    if given["output"] not in ("", "--json"):
        assert out == ""
        out = "" if target.suffix[1:] in ("xlsx", "parquet", "arrow") else target.read_text(encoding="utf-8-sig")
    elif not given["--check"] and given["--layout"] != "summary":
        target = tmp_path / ("stdout.jsonl" if given["output"] else "stdout.csv")
        target.write_text(out, encoding="utf-8")
    if target.exists() and not given["--check"]:
        rows = [shown(*(row[name] for name in columns(given))) for row in written(target)]
        assert (rows if given["--layout"] == "summary" else sorted(rows)) == expected(given)
    else:
        check_counts(given, out, screened)
    rejects = tmp_path / (given["--rejects"] or f"{target.name}.rejects.csv")
    if given["--rejects"] or (given["output"] and rejects.exists()):
        header = say(given["--lang"], "screen.reject-line") if given["--words"] else "line"
        assert rejects.read_text(encoding="utf-8-sig").startswith(f"{header},")
        assert sum(BAD in row.values() for row in written(rejects)) == (0 if given["--value"] else 1)


@pytest.mark.parametrize("settings", [
    pytest.param((one, other), id=" ".join((*one, *other)))
    for one, other in combinations(((name, value) for name, values in OPTIONS.items() for value in values if value), 2)
    if one[0] != other[0] and contradict(one, other)
])  # fmt: skip
def test_options_that_contradict_are_refused(
    settings: tuple[Setting, Setting], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a sentence, and nothing is written."""
    assert main(arguments(tmp_path, {**dict.fromkeys(OPTIONS, ""), "--lang": "en", **dict(settings)})) == 2
    out, err = capsys.readouterr()
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["problems"] * (("output", "--json") in settings)
    assert err.count(" ") > 2
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "desk.yaml"}


@pytest.mark.parametrize("ending", ["xlsx", "json", "yaml", "tsv", "txt", "parquet"])
@pytest.mark.parametrize(("option", "command"), [("--rejects", ["screen", "in.csv"]), ("--save", ["assess"])])
def test_files_beside_the_result_have_the_format_of_their_name(
    option: str, command: list[str], ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rejects are CSV, saved answers YAML: under any other name they would be something else than it says."""
    if (option, ending) == ("--save", "yaml"):
        ending = "csv"
    path = tmp_path / f"file.{ending}"
    assert main([*command, option, str(path), "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"{option} {path}") and f"this command cannot write .{ending} files (known: ." in err, err
    assert not path.exists()
