"""The policy officer's commands, as a shell runs them: output, exit codes, languages, files."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from iotcheck.loader import load
from iotcheck.schemas import NAMES
from tests.program import iotcheck
from tests.samples import ROOT, STARTER, laid_over, samples
from tests.words import CHINESE

PAGE = samples((ROOT / "docs" / "problems.md").read_text(encoding="utf-8"))


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A file with one error and one warning."""
    path = tmp_path / "policies.yaml"
    path.write_text(laid_over(PAGE["never-applicable"].wrong + "\n" + PAGE["unused-source"].wrong), encoding="utf-8")
    return path


def test_lint_prints_place_sentence_code_and_advice_and_ends_with_3(doubtful: Path) -> None:
    """Errors on stdout, one to a line, what to do below each; nothing on stderr."""
    run = iotcheck("lint", str(doubtful), "--lang", "en")
    lines = run.out.splitlines()
    assert run.code == 3
    assert run.err == ""
    assert lines[0].startswith(f"{doubtful}:13:3: warning: nothing cites the source 'circular-2024' [unused-source]")
    assert any("error: no applicant can ever meet" in line and line.endswith("[never-applicable]") for line in lines)
    assert lines[-1] == "1 error, 1 warning, 0 notices."


def test_lint_speaks_chinese(doubtful: Path) -> None:
    """Sentence, reason and mend."""
    run = iotcheck("lint", str(doubtful), "--lang", "zh")
    assert "错误: 没有申报单位能满足这个版本的条件 [never-applicable]" in run.out
    assert "其中的条件自相矛盾" in run.out


def test_warnings_count_only_when_asked_to(doubtful: Path) -> None:
    """Without the error the exit code is 0, and 3 with --strict; passed over, the warning is gone."""
    arguments = ("lint", str(doubtful), "--ignore", "never-applicable")
    assert iotcheck(*arguments).code == 0
    assert iotcheck(*arguments, "--strict").code == 3
    assert iotcheck(*arguments, "--ignore", "unused-source", "--strict").code == 0
    assert iotcheck("lint", str(doubtful), "--ignore", "never-heard-of").code == 2


def test_lint_in_json_holds_what_the_lines_say(doubtful: Path) -> None:
    """One document for all files, those included that do not load."""
    broken = doubtful.with_name("broken.yaml")
    broken.write_text(laid_over("programs:\n  p: {title: 1}\n"), encoding="utf-8")
    run = iotcheck("lint", str(doubtful), str(broken), "--json", "--lang", "en")
    document = json.loads(run.out)
    assert run.code == 3
    assert document["kind"] == "lint"
    assert [one["policies"] is None for one in document["files"]] == [False, True]
    problems = [problem for one in document["files"] for problem in one["problems"]]
    assert document["errors"] == sum(problem["severity"] == "error" for problem in problems)
    assert problems[0] == {
        "severity": "warning",
        "code": "unused-source",
        "file": str(doubtful),
        "line": 13,
        "column": 3,
        "message": "nothing cites the source 'circular-2024'",
        "reason": "Nothing uses it. It may be left over, or something is missing.",
        "mend": "Use it, or delete it.",
    }


def test_the_cases_beside_a_file_are_looked_at(doubtful: Path) -> None:
    """Programs without a case are pointed at once there are cases; broken cases are errors."""
    cases = doubtful.with_name("cases.yaml")
    cases.write_text("format: 1\ncases:\n  - {id: a, answers: {}, expect: {programs: {rd-grant: undetermined}}}\n")
    assert "'start-up-grant' [program-without-case]" in iotcheck("lint", str(doubtful), "--lang", "en").out
    cases.write_text("format: 1\ncases:\n  - {id: a, answers: {}, expect: {programs: {no-such: eligible}}}\n")
    assert f"{cases}:3:" in iotcheck("lint", str(doubtful), "--lang", "en").out
    elsewhere = STARTER.with_name("cases.yaml")
    assert "program-without-case" in iotcheck("lint", str(doubtful), "--cases", str(elsewhere)).out


def test_the_shipped_files_pass() -> None:
    """Without a file the one that ships is checked; the starter has nothing to mend."""
    assert iotcheck("lint", "--strict").code == 0
    run = iotcheck("lint", str(STARTER), "--strict", "--lang", "en")
    assert (run.code, run.out) == (0, f"{STARTER}: no problems found.\n")


def test_a_file_that_is_not_there_is_4(tmp_path: Path) -> None:
    """It cannot be read."""
    assert iotcheck("lint", str(tmp_path / "none.yaml")).code == 4


@pytest.mark.parametrize("name", NAMES)
def test_schema_prints_and_writes(name: str, tmp_path: Path) -> None:
    """Valid JSON Schema on stdout, and the same in a file."""
    output = tmp_path / "schema.json"
    options = ("--policies", str(STARTER)) if name == "answers" else ()
    run = iotcheck("schema", name, *options)
    Draft202012Validator.check_schema(json.loads(run.out))
    assert iotcheck("schema", name, *options, "--output", str(output)).out == ""
    assert output.read_text(encoding="utf-8") == run.out


def test_an_unknown_schema_is_wrong_usage() -> None:
    """The known ones are named."""
    run = iotcheck("schema", "answer", "--lang", "en")
    assert run.code == 2
    assert "did you mean 'answers'" in run.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_policy_file_passes_lint_and_test(language: str, tmp_path: Path) -> None:
    """What `iotcheck new` writes is correct as it is, in one language only, with the schema for editors next to it."""
    run = iotcheck("new", str(tmp_path / "mine"), "--lang", language)
    file = str(tmp_path / "mine" / "policies.yaml")
    assert (run.code, run.err) == (0, "")
    assert f"iotcheck lint {file}" in run.out
    assert iotcheck("lint", file, "--strict").code == 0
    assert iotcheck("test", file, "--fail-under", "100").code == 0
    written = [Path(file).with_name(name).read_text(encoding="utf-8") for name in ("policies.yaml", "cases.yaml")]
    assert "$schema=policies.schema.json" in written[0].splitlines()[0]
    assert load(written[0].encode(), "policies.yaml").languages == (language,)
    assert [bool(CHINESE.search(text)) for text in written] == [language == "zh"] * 2
    assert json.loads(Path(file).with_name("policies.schema.json").read_text(encoding="utf-8"))["title"]


def test_a_new_policy_file_overwrites_nothing_unasked(tmp_path: Path) -> None:
    """Where one of its files stands, none is written; --force writes them all."""
    (tmp_path / "cases.yaml").write_text("mine", encoding="utf-8")
    run = iotcheck("new", str(tmp_path), "--lang", "en")
    assert run.code == 4
    assert "cases.yaml: error: the file already exists" in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.yaml"]
    assert iotcheck("new", str(tmp_path), "--force").code == 0
