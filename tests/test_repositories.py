"""What tools around a repository read: annotations of GitHub, SARIF, JUnit, hooks of pre-commit."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from iotcheck.authoring import CheckedFile
from iotcheck.errors import Location, Problem
from iotcheck.reader import read
from iotcheck.render.annotations import github_lines, sarif_json
from tests.program import iotcheck
from tests.samples import ROOT, STARTER

BROKEN = STARTER.read_text(encoding="utf-8").replace("at_least: 20", "at_leas: 20")
ODD = CheckedFile(
    "a,b.yaml",
    None,
    [
        Problem(Location("a,b: 100%.yaml", 3, 7), "unknown-word", {"name": "x\ny", "known": ()}, "warning"),
        Problem(None, "empty-file", {}, "notice"),
    ],
)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


@pytest.fixture
def problems(broken: Path) -> list[tuple[str, int, int]]:
    """Return code, line and column of each problem of the broken file, as the JSON has them."""
    found = json.loads(iotcheck("lint", str(broken), "--json").out)["files"][0]["problems"]
    assert found
    return [(one["code"], one["line"], one["column"]) for one in found]


def test_github_marks_each_problem_at_its_place(broken: Path, problems: list[tuple[str, int, int]]) -> None:
    run = iotcheck("lint", str(broken), "--format", "github", "--lang", "en")
    assert run.code == 3
    heads = [line.partition("::")[2].partition("::")[0] for line in run.out.splitlines()]
    assert heads == [
        f"error file={broken},title=iotcheck {code},line={line},col={column}" for code, line, column in problems
    ]


def test_what_would_end_an_annotation_is_escaped() -> None:
    first, second = github_lines([ODD], "en").splitlines()
    assert first.startswith("::warning file=a%2Cb%3A 100%25.yaml,title=iotcheck unknown-word,line=3,col=7::")
    assert second.startswith("::notice file=a%2Cb.yaml,title=iotcheck empty-file::")


def test_sarif_names_each_problem_with_its_rule_and_place(broken: Path, problems: list[tuple[str, int, int]]) -> None:
    output = broken.with_suffix(".sarif")
    assert iotcheck("lint", str(broken), "--output", str(output)).code == 3
    log = json.loads(output.read_text(encoding="utf-8"))
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [code for code, _, _ in problems]
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
    assert [(one["startLine"], one["startColumn"]) for one in regions] == [place[1:] for place in problems]
    assert {result["level"] for result in run["results"]} == {"error"}


def test_sarif_writes_paths_as_references_and_leaves_out_places_there_are_not() -> None:
    first, second = sarif_json([ODD], "en")["runs"][0]["results"]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%2Cb%3A%20100%25.yaml"
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert (first["level"], second["level"]) == ("warning", "note")


def test_fresh_takes_the_same_formats() -> None:
    run = iotcheck("fresh", str(STARTER), "--as-of", "2099-01-01", "--format", "github", "--lang", "en")
    assert run.code == 3
    assert run.out.startswith("::")


def test_junit_has_a_test_for_each_case_and_says_what_differs(tmp_path: Path) -> None:
    cases = STARTER.with_name("cases.yaml").read_text(encoding="utf-8")
    path = tmp_path / "cases.yaml"
    path.write_text(cases.replace(": ineligible", ": eligible", 1), encoding="utf-8")
    expected = json.loads(iotcheck("test", "--policies", str(STARTER), str(path), "--json").out)
    run = iotcheck("test", "--policies", str(STARTER), str(path), "--format", "junit", "--lang", "en")
    assert run.code == 3
    root = ElementTree.fromstring(run.out)
    tests = root.findall("testsuite/testcase")
    assert [root.get("tests"), root.get("failures")] == [str(len(tests)), "1"]
    assert len(tests) == expected["cases"]
    [failed] = [test for test in tests if test.find("failure") is not None]
    assert str(path) in (failed.find("failure").text or "")  # type: ignore[union-attr]  # it is there


def test_the_hooks_run_commands_that_there_are() -> None:
    """pre-commit passes the files on: what the hooks name takes files."""
    root, problems = read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), "hooks")
    assert problems == []
    entries = [hook.get("entry").text for hook in root.items]  # type: ignore[union-attr]
    assert entries == ["iotcheck lint --strict", "iotcheck test"]
    for entry in entries:
        assert iotcheck(*entry.split()[1:], str(STARTER)).code == 0
