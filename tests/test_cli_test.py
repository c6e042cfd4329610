"""`iotcheck test` from the outside: what it prints, its JSON, its exit codes."""

import json
import re
from pathlib import Path

import pytest

from tests.program import ROOT, iotcheck

SECOND = "tests/data/second/policies.yaml"
WRONG = """\
format: 1
cases:
  - id: wrong
    title: {en: Wrong on purpose, zh: 故意写错}
    answers: {patents: 1}
    expect:
      programs:
        patent-bonus: {verdict: eligible, ceiling: [0, open], missing: [patents], stale: true}
        talent-house: null
      totals: {min: 1, applicable: 2}
"""


def test_the_shipped_cases_pass_without_naming_them() -> None:
    """The cases beside the policy file are the default, for the shipped file too."""
    run = iotcheck("test", "--lang", "en")
    assert (run.code, run.err) == (0, "")
    assert run.out.endswith("cases, all as expected.\n")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "1 case failed.",
                "wrong: Wrong on purpose",
                "✗ Bonus for patents (patent-bonus), verdict: expected eligible, got undetermined",
                "✗ Bonus for patents (patent-bonus), maximum: expected EUR 0 or more, got EUR 2,000",
                "✗ Bonus for patents (patent-bonus), stale: expected yes, got no",
                "✗ House of talents (talent-house), verdict: expected no verdict, got undetermined",
                "✗ total, lowest total: expected EUR 1, got EUR 0",
                "✗ total, applicable programs: expected 2, got 1",
            ],
        ),
        (
            "zh",
            [
                "1 个用例，不符合预期。",
                "wrong：故意写错",
                "✗ 专利奖励（patent-bonus），结论：预期为符合，实际为信息不足",
                "✗ 专利奖励（patent-bonus），缺少的信息：预期为专利数（patents），"
                "实际为组织形式（legal_form）、在海文登记（registered_in_halvern）",
                "✗ 合计，可申请的项目数：预期为2，实际为1",
            ],
        ),
    ],
)
def test_differences_are_said_in_words_and_with_their_lines(tmp_path: Path, language: str, lines: list[str]) -> None:
    """Each names program, aspect, what was expected and what came, and where it is expected; the exit code is 3."""
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    arguments = ("test", "--policies", SECOND, str(tmp_path / "wrong.yaml"), "--lang", language)
    run = iotcheck(*arguments, environment={"COLUMNS": "200"})
    assert run.code == 3
    for line in lines:
        assert line in run.out.splitlines()
    assert f"{tmp_path / 'wrong.yaml'}:8:24" in run.out


def test_the_json_has_differences_coverage_and_suggestions(tmp_path: Path) -> None:
    """One document, with what was expected and came in the words of the contract."""
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    run = iotcheck("test", "--policies", SECOND, str(tmp_path / "wrong.yaml"), "--coverage", "--json", "--lang", "en")
    document = json.loads(run.out)
    assert run.code == 3
    assert (document["kind"], document["cases"], document["failed"]) == ("test", 1, 1)
    assert document["differences"][:2] == [
        {
            "case": "wrong",
            "file": str(tmp_path / "wrong.yaml"),
            "line": 8,
            "program": "patent-bonus",
            "aspect": "verdict",
            "expected": "eligible",
            "actual": "undetermined",
        },
        {
            "case": "wrong",
            "file": str(tmp_path / "wrong.yaml"),
            "line": 8,
            "program": "patent-bonus",
            "aspect": "ceiling",
            "expected": [0, None],
            "actual": [2000, 2000],
        },
    ]
    total = document["coverage"]["total"]
    assert total["to_show"] == total["shown"] + sum(
        one["reach"] != "unreachable" for one in document["coverage"]["not_shown"]
    )
    assert document["suggestions"][0]["yaml"].startswith("  - id: ")


def test_coverage_says_what_is_shown_and_what_cannot_be() -> None:
    """Both files are covered completely; what no case can show is listed with its line."""
    run = iotcheck("test", "--coverage", "--lang", "en", environment={"COLUMNS": "100"})
    assert run.code == 0
    assert "Everything that can be covered is covered: every condition, threshold and edition." in run.out
    assert "Proven impossible to cover (80)" in run.out


@pytest.mark.parametrize(("share", "code"), [("99", 3), ("1", 0)])
def test_a_build_can_ask_for_a_share(tmp_path: Path, share: str, code: int) -> None:
    """With `--fail-under` the exit code is 3 if less is shown, though every case comes out as expected."""
    starter, few = ROOT / "data" / "starter", tmp_path / "few.yaml"
    few.write_text((starter / "cases.yaml").read_text(encoding="utf-8").split("  - id: large-company")[0], "utf-8")
    options = ("--policies", str(starter / "policies.yaml"), "--suggest", "0", "--lang", "en")
    run = iotcheck("test", str(few), "--fail-under", share, *options)
    assert (run.code, run.err) == (code, "")
    assert "The cheapest missing case" not in run.out


def test_what_is_wrong_with_cases_is_said_for_all_files_at_once(tmp_path: Path) -> None:
    """Faults of several files together, on stderr; a file that is not there is another exit code."""
    (tmp_path / "a.yaml").write_text("format: 1\ncases: [{id: a}]\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("case,whatever\na,1\n", encoding="utf-8")
    run = iotcheck("test", str(tmp_path / "a.yaml"), str(tmp_path / "b.csv"), "--lang", "en")
    assert (run.code, run.out) == (3, "")
    assert [line.rpartition("[")[2] for line in run.err.splitlines()] == [
        "expects-nothing]",
        "unknown-column]",
        "expects-nothing]",
    ]
    assert iotcheck("test", str(tmp_path / "none.yaml")).code == 4
    assert iotcheck("test", "--suggest", "1000").code == 2


def test_a_policy_file_can_be_named_as_for_every_other_command() -> None:
    """Its cases are those beside it; a second policy file is too much."""
    run = iotcheck("test", SECOND, "--lang", "en")
    count = len(re.findall(r"^  - id:", Path("tests/data/second/cases.yaml").read_text(encoding="utf-8"), re.MULTILINE))
    assert (run.code, run.out) == (0, f"{count} cases, all as expected.\n")
    assert iotcheck("test", SECOND, "tests/data/second/cases.yaml", "--lang", "en").out == run.out
    assert iotcheck("test", SECOND, "data/policies.yaml").code == 2
    assert iotcheck("test", SECOND, "--policies", SECOND).code == 2


def test_documents_that_differ_are_named(tmp_path: Path) -> None:
    """By their titles: those that were expected and are not needed, and the other way round."""
    cases = tmp_path / "cases.yaml"
    documents = "{documents: [register_extract, audit_report]}"
    cases.write_text(
        f"format: 1\ncases: [{{id: a, expect: {{programs: {{research-bonus: {documents}}}}}}}]\n", encoding="utf-8"
    )
    said = " ".join(iotcheck("test", "--policies", SECOND, str(cases), "--lang", "en").out.split())
    assert (
        "✗ Bonus for intensive research (research-bonus), documents needed: expected but missing: Audited accounts"
        " (audit_report), not expected: Tax clearance certificate (tax_clearance)"
    ) in said


def test_several_missing_cases_can_be_copied_in_one_go(tmp_path: Path) -> None:
    """One heading, then cases alone, which pass where they are pasted."""
    (tmp_path / "few.yaml").write_text(
        WRONG.split("    expect:", maxsplit=1)[0] + "    expect:\n      ruled_out: []\n", encoding="utf-8"
    )
    command = ("test", "--policies", SECOND, str(tmp_path / "few.yaml"), "--lang", "en")
    said = iotcheck(*command, "--coverage", "--suggest", "3").out
    pasted = said[said.index("  - id: ") :]
    assert pasted.count("  - id: ") == 3
    (tmp_path / "few.yaml").write_text((tmp_path / "few.yaml").read_text(encoding="utf-8") + pasted, encoding="utf-8")
    assert iotcheck(*command).out == "4 cases, all as expected.\n"


def test_of_two_lists_only_what_differs_is_said(tmp_path: Path) -> None:
    """Facts that stand in both are not repeated."""
    expected = WRONG.split("    expect:", maxsplit=1)[0] + (
        "    expect: {programs: {patent-bonus: {missing: [legal_form, patents, registered_in_halvern]},"
        " talent-house: {missing: [registered_in_halvern]}}}\n"
    )
    (tmp_path / "wrong.yaml").write_text(expected, encoding="utf-8")
    lines = iotcheck("test", "--policies", SECOND, str(tmp_path / "wrong.yaml"), "--lang", "en").out.splitlines()
    assert "✗ Bonus for patents (patent-bonus), missing answers: expected but missing: Patents (patents)" in lines
    assert "✗ House of talents (talent-house), missing answers: not expected: Legal form (legal_form)" in lines
