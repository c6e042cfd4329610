"""Worked cases: those of the shipped and of the second file come out as written, and what is wrong is said."""

from pathlib import Path

import pytest

from iotcheck.authoring.case_files import read_cases
from iotcheck.authoring.cases import Case, differences
from iotcheck.authoring.expectations import Aspect, Best, Interview, Refusal, Span, Total
from iotcheck.engine import CeilingKind, Verdict
from iotcheck.errors import DataError
from iotcheck.loader import load_file
from iotcheck.model import PolicySet
from iotcheck.render.testing import difference_words

ROOT = Path(__file__).parents[1]
FOLDERS = {"shipped": ROOT / "data", "second": ROOT / "tests" / "data" / "second"}
HEAD = "format: 1\ncases:\n"


def policies_of(name: str) -> PolicySet:
    return load_file(str(FOLDERS[name] / "policies.yaml"))


def cases_of(name: str, text: str | None = None, file: str = "cases.yaml") -> tuple[Case, ...]:
    data = (FOLDERS[name] / "cases.yaml").read_bytes() if text is None else text.encode()
    return read_cases(data, file, policies_of(name))


def problems_of(text: str, file: str = "cases.yaml") -> list[str]:
    with pytest.raises(DataError) as raised:
        cases_of("second", text, file)
    return [f"{problem.location} {problem.code}" for problem in raised.value.problems]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_case_comes_out_as_written(name: str) -> None:
    """What the cases beside a policy file expect is what the engine says."""
    assert [(found.case.id, found.expectation) for found in differences(policies_of(name), cases_of(name))] == []


def test_a_difference_names_place_expectation_and_result() -> None:
    """Each expectation that fails is reported by itself, at the line that states it."""
    text = HEAD + (
        "  - id: wrong\n    answers: {patents: 1}\n    expect:\n      programs:\n"
        "        patent-bonus: {verdict: eligible, ceiling: 3000 EUR, missing: [patents]}\n"
        "        talent-house: null\n"
        "      totals: {max: open, applicable: 2}\n"
        "      ruled_out: [rent]\n      refused: {patents: 500}\n"
    )
    found = differences(policies_of("second"), cases_of("second", text))
    assert [(str(one.expectation.location), *one.expectation[:3], one.actual) for one in found] == [
        ("cases.yaml:7:24", "patent-bonus", Aspect.VERDICT, Verdict.ELIGIBLE, Verdict.UNDETERMINED),
        ("cases.yaml:7:43", "patent-bonus", Aspect.CEILING, Span(3000, 3000), Span(2000, 2000)),
        ("cases.yaml:7:62", "patent-bonus", Aspect.MISSING, ("patents",), ("legal_form", "registered_in_halvern")),
        ("cases.yaml:8:9", "talent-house", Aspect.VERDICT, None, Verdict.UNDETERMINED),
        ("cases.yaml:9:16", "", Total.MAX, None, 0),
        ("cases.yaml:9:27", "", Total.APPLICABLE, 2, 1),
        ("cases.yaml:10:7", "", Interview.RULED_OUT, ("rent",), ()),
        ("cases.yaml:11:16", "", Interview.REFUSED, Refusal("patents", 500), None),
    ]


def test_an_interview_can_be_expected() -> None:
    """Which questions are left, which do not arise, which answers are out of range."""
    text = HEAD + (
        "  - id: a\n    answers: {legal_form: individual, district: islands, apprentices: 0}\n    expect:\n"
        "      ruled_out: [registered_in_halvern, rent, training_hours, lease_signed]\n"
        "      questions: [founded, certificates, equipment_cost, energy_saving]\n"
        "      refused: {patents: 501, sectors: [], founded: 1899-12-31, energy_saving: -1}\n"
    )
    assert list(differences(policies_of("second"), cases_of("second", text))) == []


def test_documents_can_be_expected() -> None:
    """Those that are certainly needed, in the file's order; an id that the file has not is a problem."""
    text = HEAD + (
        "  - {id: a, answers: {rd_spend: 1000000},"
        " expect: {programs: {research-bonus: {documents: [audit_report, tax_clearance, register_extract]}}}}\n"
        "  - {id: b,"
        " expect: {programs: {research-bonus: {documents: [register_extract]}, seed-money: {documents: []}}}}\n"
    )
    cases = cases_of("second", text)
    (difference,) = differences(policies_of("second"), cases)
    assert (difference.case.id, difference.actual) == ("b", ("register_extract", "tax_clearance"))
    wrong = HEAD + "  - {id: a, expect: {programs: {seed-money: {documents: [audit]}}}}\n"
    assert problems_of(wrong) == ["cases.yaml:3:57 unknown-document"]


def test_the_best_set_can_be_expected() -> None:
    """What it comes to, its programs, what it leaves out, and whether it is settled; the same from a table."""
    answers = "legal_form: company, registered_in_halvern: true, settled_on: 2024-12-31, district: hills"
    text = HEAD + "".join(
        f"  - id: {name}\n    answers: {{{answers}, lease_signed: false}}\n    expect:\n      best_set: {expected}\n"
        for name, expected in (
            ("right", "{total: 0, programs: [], left_out: [site-bonus], settled: true}"),
            ("wrong", "{total: [1 EUR, open], programs: [site-bonus], left_out: [], settled: false}"),
        )
    )
    found = list(differences(policies_of("second"), cases_of("second", text)))
    assert [(str(one.expectation.location), one.expectation.aspect, one.actual) for one in found] == [
        ("cases.yaml:10:18", Best.TOTAL, Span(0, 0)),
        ("cases.yaml:10:40", Best.PROGRAMS, ()),
        ("cases.yaml:10:64", Best.LEFT_OUT, ("site-bonus",)),
        ("cases.yaml:10:78", Best.SETTLED, True),
    ]
    said = [difference_words(policies_of("second"), "en", one) for one in found]
    assert said[0] == "best combination, total: expected EUR 1 or more, got EUR 0"
    assert "programs left out: expected none, got Bonus for remote sites (site-bonus)" in said[2]
    table = "case,best_set.left_out,best_set.total\na,none,1 EUR..\n"
    assert [one.value for one in cases_of("second", table, "cases.csv")[0].expectations] == [(), Span(1, None)]
    wrong = HEAD + "  - {id: a, expect: {best_set: {left_out: [nobody], sum: 1}}}\n"
    assert problems_of(wrong) == ["cases.yaml:3:43 unknown-program", "cases.yaml:3:53 unknown-key"]


def test_a_ceiling_is_exact_or_open_or_has_no_figure() -> None:
    """One amount, two ends of which the upper may be open, or the words for no figure."""
    text = HEAD + "".join(
        f"  - {{id: c{place}, expect: {{programs: {{research-grant: {{ceiling: {written}}}}}}}}}\n"
        for place, written in enumerate(("2 million EUR", "[100, 200]", "[100, open]", "unstated", "none"))
    )
    assert [case.expectations[0].value for case in cases_of("second", text)] == [
        Span(2_000_000, 2_000_000),
        Span(100, 200),
        Span(100, None),
        CeilingKind.UNSTATED,
        CeilingKind.NONE,
    ]


def test_everything_wrong_in_a_file_of_cases_is_said_at_once() -> None:
    """Unknown names, values that are none, keys that do not belong, cases that expect nothing or are there twice."""
    text = HEAD + (
        "  - id: one\n    answers: {patent: 1, employees: many}\n"
        "    expect: {programs: {seedmoney: eligible, seed-money: {verdict: maybe, ceiling: [1], stale: no}}}\n"
        "  - {id: two, answers: {}}\n"
        "  - {id: two, as_of: yesterday, wishes: 1, expect: {totals: {min: much, sum: 1}}}\n"
        "  - {title: {en: nameless}}\n"
        "  - {id: two, expect: {programs: {research-grant: {missing: revenue, confirm: one}}}}\n"
    )
    assert problems_of(text) == [
        "cases.yaml:4:15 unknown-fact",
        "cases.yaml:4:37 not-a-number",
        "cases.yaml:5:25 unknown-program",
        "cases.yaml:5:68 unknown-word",
        "cases.yaml:5:84 wrong-length",
        "cases.yaml:5:96 not-true-or-false",
        "cases.yaml:6:5 expects-nothing",
        "cases.yaml:7:5 duplicate-case",
        "cases.yaml:7:22 not-a-date",
        "cases.yaml:7:33 unknown-key",
        "cases.yaml:7:67 not-money",
        "cases.yaml:7:73 unknown-key",
        "cases.yaml:8:5 missing-key",
        "cases.yaml:9:5 duplicate-case",
        "cases.yaml:9:61 expected-list",
        "cases.yaml:9:79 not-a-number",
    ]


def test_a_table_says_the_same_as_yaml() -> None:
    """A row of a spreadsheet, with ids or labels in its header and choices by label, is a case like any other."""
    yaml = HEAD + (
        "  - id: a\n    as_of: 2025-05-01\n"
        "    answers: {legal_form: company, patents: null, sectors: [digital, energy]}\n"
        "    expect:\n      programs:\n"
        "        patent-bonus:\n          verdict: undetermined\n          ceiling: [0, 1250000 EUR]\n"
        "          missing: [registered_in_halvern, patents]\n"
        "        talent-house: {missing: [registered_in_halvern]}\n"
        "        seed-money: {ceiling: [10000, open], confirm: 0}\n"
        "      totals: {min: 500}\n      refused: {patents: 501}\n      ruled_out: []\n"
    )
    table = (
        "case,as_of,Legal form,专利数,sectors,patent-bonus,patent-bonus.ceiling,patent-bonus.missing,"
        "talent-house.missing,seed-money.ceiling,seed-money.confirm,totals.min,refused.patents,ruled_out,\n"
        "a,2025-05-01,Company,?,数字服务;energy,undetermined,0..1250000,registered_in_halvern;patents,"
        "registered_in_halvern,10000..,0,500,501,none\n,,,,,,,,,,,\n"
    )
    (from_yaml,), (from_table,) = cases_of("second", yaml), cases_of("second", table, "cases.csv")
    assert [expectation[:3] for expectation in from_table.expectations] == [
        expectation[:3] for expectation in from_yaml.expectations
    ]
    assert from_table.replace(expectations=from_yaml.expectations) == from_yaml
    (from_excel,) = read_cases(table.encode("gb18030"), "cases.csv", policies_of("second"))
    assert from_excel == from_table


def test_what_is_wrong_in_a_table_is_said_by_line_and_column() -> None:
    """A header that names nothing known, or the same twice; a cell that cannot be read."""
    assert problems_of("case,patent,patents,Patents,seed-money.sum\na,,many,,\n", "cases.csv") == [
        "cases.csv:1:2 unknown-column",
        "cases.csv:1:4 duplicate-column",
        "cases.csv:1:5 unknown-column",
        "cases.csv:2:1 expects-nothing",
        "cases.csv:2:3 not-a-number",
    ]
    assert problems_of("title,patents\n", "cases.csv") == ["cases.csv:1 missing-key"]
    assert problems_of("") == ["cases.yaml empty-file"]
