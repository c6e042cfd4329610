"""Two policy files compared: what was changed, in words, and who gains or loses by it."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iotcheck.authoring.diff import (
    Effect,
    Side,
    changed_programs,
    changes,
    compared,
    results_by_program,
    row_effects,
    row_totals,
)
from iotcheck.batch import Kernel
from iotcheck.engine import Answers, Ceiling, CeilingKind, ProgramReport, Verdict, assess_admitted, total
from iotcheck.loader import load
from iotcheck.model import PolicySet
from iotcheck.render.diff import marked_changes
from tests.program import ROOT, iotcheck
from tests.strategies import answers_for

SECOND = ROOT / "tests" / "data" / "second"
OLD = (SECOND / "policies.yaml").read_text(encoding="utf-8")
CHANGED = {
    "percent: 3, of: revenue": "percent: 4, of: revenue",
    "legal_form: [company, cooperative]": "legal_form: [company]",
    "harbour: 15000 EUR": "harbour: 12000 EUR",
    "ceiling: 500 EUR": "ceiling: 600 EUR",
    "max: 500\n    unit": "max: 400\n    unit",
    "zh: 港区, in": "zh: 港口区, in",
    "{on_or_after: 2022-01-01}": "{on_or_after: 2021-01-01}",
    "until: 2025-06-30\n        status: in_force": "until: 2025-12-31\n        status: announced",
    "corroborated\n        when: {met: registered_organisation}\n": "corroborated\n        when: everyone\n",
    "            - patents: {at_least: 1}\n": "            - patents: {at_least: 1}\n            - has_lab: true\n",
}


def new_text() -> str:
    text = OLD
    for before, after in CHANGED.items():
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


POLICIES = load(OLD.encode(), "old.yaml"), load(new_text().encode(), "new.yaml")


def said(language: str) -> list[tuple[str, str, str | None, str | None]]:
    found = changes(*POLICIES, language)
    return [(f"{one.section}/{one.id}", one.aspect, one.before, one.after) for one in found]


def test_every_change_is_said_once_in_words() -> None:
    """Thresholds, values, amounts, rows, ranges, labels, days, statuses, conditions that came."""
    assert said("en") == [
        ("facts/district", "choice", "港区 (harbour)", "港口区 (harbour)"),
        ("facts/hired_graduates", "range", "0 to 500", "0 to 400"),
        ("tables/seed_money", "row", "Harbour EUR 15,000", "Harbour EUR 12,000"),
        (
            "programs/research-grant",
            "condition",
            "Research spending: at least 3% of Revenue",
            "Research spending: at least 4% of Revenue",
        ),
        ("programs/patent-bonus", "condition", None, "Own laboratory: yes"),
        ("programs/seed-money", "condition", "Legal form: Company or Cooperative", "Legal form: Company"),
        (
            "programs/seed-money",
            "condition",
            "Founded on: on or after 1 January 2022",
            "Founded on: on or after 1 January 2021",
        ),
        ("programs/certificate-bonus", "until", "30 June 2025", "31 December 2025"),
        ("programs/certificate-bonus", "status", "in force", "announced"),
        ("programs/advice-voucher", "ceiling", "EUR 500", "EUR 600"),
        (
            "programs/talent-house",
            "condition",
            "an organisation registered in Halvern, not an individual",
            "open to everyone, no conditions",
        ),
    ]


def test_the_same_rules_have_no_changes_however_they_are_written() -> None:
    """Comments, blank lines and the order of conditions in a group are no changes."""
    first, second = "            - met: good_standing\n", "            - hired_graduates: {at_least: 1}\n"
    other = "# a comment\n\n" + OLD.replace(first + second, second + first)
    assert other.count(second + first) == 2
    assert changes(load(OLD.encode(), "old.yaml"), load(other.encode(), "new.yaml"), "zh") == []


def test_what_came_and_went_is_said() -> None:
    """A program, an edition, a fact, a source that is only in one of the files."""
    start, end = OLD.index("  studio-rent:"), OLD.index("  graduate-hiring:")
    less = OLD[:start] + OLD[end:]
    old, new = load(OLD.encode(), "old.yaml"), load(less.encode(), "new.yaml")
    assert [change[:6] for change in changes(old, new, "en")] == [
        ("programs", "studio-rent", None, "", "Rent of the first studio", None)
    ]
    assert [change[:6] for change in changes(new, old, "zh")] == [
        ("programs", "studio-rent", None, "", None, "首个工作室租金补贴"),
        ("programs", "studio-rent", "", "edition", None, "实施中"),
        (
            "programs",
            "studio-rent",
            "",
            "condition",
            None,
            "在海文登记的组织，不是个人；成立不满五年；所在区为港区或山区；且月租金不超过 EUR 4,000",
        ),
        ("programs", "studio-rent", "", "ceiling", None, "（月租金 × 12）的 50%，不超过 EUR 18,000"),
    ]


def test_a_new_edition_is_compared_with_the_terms_before_it() -> None:
    """What an edition that was added asks for and pays is said against what held until then."""
    place = OLD.index("    notes:\n", OLD.index("  island-pioneers:"))
    edition = (
        "      - {from: 2026-01-01, status: in_force, confidence: official, when: {district: islands},"
        " ceiling: 900 EUR, source: {document: island-call, section: '2'}}\n"
    )
    text = OLD[:place] + edition + OLD[place:]
    found = changes(POLICIES[0], load(text.encode(), "new.yaml"), "en")
    assert [(one.edition, one.aspect, one.after) for one in found] == [
        ("2026-01-01", "edition", "in force; compared with the previous terms:"),
        ("2026-01-01", "condition", "District: Islands"),
        ("2026-01-01", "ceiling", "EUR 900"),
    ]


def result(verdict: Verdict, low: int, high: int | None = -1, top: int | None = -1) -> ProgramReport:
    """Return the result of a program that is open to applicants; without `high` and `top` its ceiling is `low`."""
    program = POLICIES[0].programs["modernisation"]
    edition = program.edition_on(POLICIES[0].as_of)
    assert edition is not None and edition.status.open_to_applicants
    high = low if high == -1 else high
    ceiling = Ceiling(CeilingKind.AMOUNT, low, high, high if top == -1 else top)
    return ProgramReport(program=program, edition=edition, stale=False, verdict=verdict, ceiling=ceiling)


@pytest.mark.parametrize(
    ("before", "after", "side"),
    [
        (result(Verdict.ELIGIBLE, 5), result(Verdict.ELIGIBLE, 6), Side.GAINS),
        (result(Verdict.ELIGIBLE, 5, 9), result(Verdict.ELIGIBLE, 6, 8), Side.BOTH),
        (result(Verdict.ELIGIBLE, 5, None), result(Verdict.ELIGIBLE, 5, 9), Side.LOSES),
        (result(Verdict.ELIGIBLE, 5, 9), result(Verdict.ELIGIBLE, 5, None), Side.GAINS),
        (result(Verdict.INELIGIBLE, 5), result(Verdict.CONDITIONAL, 5), Side.GAINS),
        (result(Verdict.ELIGIBLE, 5), result(Verdict.UNDETERMINED, 9), Side.LOSES),
        (result(Verdict.ELIGIBLE, 5), None, Side.LOSES),
        (result(Verdict.INELIGIBLE, 5), result(Verdict.UNDETERMINED, 5), Side.OTHER),
        (result(Verdict.ELIGIBLE, 5), result(Verdict.CONDITIONAL, 5), Side.OTHER),
    ],
)
def test_who_gains_and_who_loses(before: ProgramReport, after: ProgramReport | None, side: Side) -> None:
    """By what is applicable, and by the ends of its ceiling while it is."""
    assert Effect("a", before, after).side is side


def test_an_applicant_may_gain_here_and_lose_there() -> None:
    """The sums are those of the applicable programs; an applicant for whom nothing changes is left out."""
    five, six = result(Verdict.ELIGIBLE, 5), result(Verdict.ELIGIBLE, 6)
    (found,) = compared([("x", {"a": five, "b": six}, {"a": six, "b": five}), ("y", {"a": five}, {"a": five})])
    assert (found.applicant, found.side) == ("x", Side.BOTH)
    assert found.before == found.after == total([five, six])
    assert (found.before.low, found.before.high, found.before.top) == (11, 11, 11)


def test_the_command_says_who_gains_in_both_languages(tmp_path: Path) -> None:
    """Over the cases beside the old file where the new one has none."""
    (tmp_path / "new.yaml").write_text(new_text(), encoding="utf-8")
    english = iotcheck("diff", str(SECOND / "policies.yaml"), str(tmp_path / "new.yaml"), "--lang", "en")
    chinese = iotcheck("diff", str(SECOND / "policies.yaml"), str(tmp_path / "new.yaml"), "--lang", "zh")
    assert (english.code, chinese.code) == (0, 0)
    assert "  – condition added: Own laboratory: yes" in english.out.splitlines()
    assert "  + Voucher for advice: eligible, EUR 500 once → eligible, EUR 600 once" in english.out.splitlines()
    assert "  – 新增条件：自有实验室：是" in chinese.out.splitlines()
    assert "  + 咨询券：符合，EUR 500（一次性） → 符合，EUR 600（一次性）" in chinese.out.splitlines()


def test_one_applicant_and_a_table_can_be_compared(tmp_path: Path) -> None:
    """The same applicant from answers and from a row; a row that cannot be read is counted, not compared."""
    (tmp_path / "new.yaml").write_text(new_text(), encoding="utf-8")
    (tmp_path / "answers.yaml").write_text("legal_form: cooperative\npatents: 2\n", encoding="utf-8")
    (tmp_path / "table.csv").write_text(
        "name,legal_form,patents\nfirst,cooperative,2\nsecond,Company,many\nthird,cooperative,2\n", encoding="utf-8"
    )
    files = ("diff", str(SECOND / "policies.yaml"), str(tmp_path / "new.yaml"), "--json")
    one = json.loads(iotcheck(*files, "--answers", str(tmp_path / "answers.yaml")).out)
    rows = json.loads(iotcheck(*files, "--table", str(tmp_path / "table.csv"), "--id", "name").out)
    assert (one["kind"], one["applicants"], one["unread"]) == ("diff", 1, 0)
    assert (rows["applicants"], rows["unread"]) == (2, 1)
    assert [effect["applicant"] for effect in rows["effects"]] == ["first", "third"]
    assert rows["effects"][0]["programs"] == one["effects"][0]["programs"]
    assert one["sides"] == {"gains": 1, "loses": 0, "both": 0, "other": 0, "same": 0}


def test_answers_and_a_table_together_are_wrong_usage(tmp_path: Path) -> None:
    """One or the other; the same file twice changes nothing for nobody."""
    shipped = str(ROOT / "data" / "policies.yaml")
    assert iotcheck("diff", shipped, shipped, "--answers", "a", "--table", "b").code == 2
    run = iotcheck("diff", shipped, shipped, "--lang", "en")
    assert (run.code, run.err) == (0, "")
    assert "Both files contain the same rules." in run.out
    assert "No applicant's verdict or maximum changes." in run.out


@settings(max_examples=60)
@given(
    st.lists(answers_for(POLICIES[0]), min_size=1, max_size=6),
    st.dates(date(2023, 6, 1), date(2026, 1, 31)),
    st.booleans(),
)
def test_a_table_is_compared_as_its_applicants_are_one_by_one(rows: list[Answers], day: date, backwards: bool) -> None:
    """The kernel's columns say of every row what two assessments say of it, though only what differs is looked at."""
    sides = (POLICIES[1], POLICIES[0]) if backwards else POLICIES
    one_by_one = compared(
        (
            str(row),
            results_by_program(assess_admitted(sides[0], answers, day)),
            results_by_program(assess_admitted(sides[1], answers, day)),
        )
        for row, answers in enumerate(rows)
    )
    changed = changed_programs(sides, (day, day))
    assert "modernisation" not in changed
    in_columns = [
        kernel.evaluate(kernel.chunk_admitted(rows), marks=False)
        for kernel in (Kernel(only(policies, changed), day) for policies in sides)
    ]
    effects = row_effects(in_columns[0], in_columns[1], len(rows))
    totals = [
        row_totals(kernel.evaluate(kernel.chunk_admitted(rows)), len(rows))
        for kernel in (Kernel(side, day) for side in sides)
    ]
    assert {
        int(one.applicant): ([without_reasons(effect) for effect in one.effects], one.before, one.after)
        for one in one_by_one
    } == {row: (found, totals[0][row], totals[1][row]) for row, found in effects.items()}


def without_reasons(effect: Effect) -> Effect:
    """Return an effect as the batch evaluator has it: without traces, and what is missing."""
    sides = [
        side and side.replace(trace=None, missing=(), confirm=(), ceiling=side.ceiling._replace(trace=None))
        for side in (effect.before, effect.after)
    ]
    return Effect(effect.program, *sides)


def only(policies: PolicySet, names: list[str]) -> PolicySet:
    return policies.replace(programs={name: one for name, one in policies.programs.items() if name in names})


def test_an_upper_end_that_only_the_greatest_answer_sets_is_no_money() -> None:
    """Before and after: what a question accepts is said to nobody as money."""
    held = result(Verdict.ELIGIBLE, 5, 99, None)
    (found,) = compared([("x", {"a": result(Verdict.ELIGIBLE, 5)}, {"a": held})])
    assert (found.before.top, found.after.top) == (5, None)
    assert found.after.high == 99


def test_what_is_closed_before_and_after_changes_nothing() -> None:
    """Another ceiling of a program that is out of the question is no news; neither is a new one that is."""
    five, six = (result(Verdict.INELIGIBLE, amount) for amount in (5, 6))
    assert list(compared([("x", {"a": five}, {"a": six, "b": six})])) == []


@given(
    st.lists(
        st.sampled_from(["33%", "of", "revenue", ",", "but", "no", "more", "than", "EUR", "50,000", "最高", "不超过"]),
        min_size=8,
        max_size=14,
    ),
    st.integers(0, 13),
    st.sampled_from(["30%", "sales", ""]),
)
def test_a_changed_formula_is_shown_once_with_its_change_marked(words: list[str], place: int, other: str) -> None:
    """Both texts can be read out of it, but for the white space beside a mark."""
    before = " ".join(words)
    after = " ".join(filter(None, [*words[: place % len(words)], other, *words[place % len(words) + 1 :]]))
    marked = marked_changes("en", before, after)
    old = re.sub(r"\[(?:removed: )?([^\[\]]*?)(?: → [^\[\]]*)?\]", r"\1", re.sub(r"\[added: [^\]]*\]", "", marked))
    new = re.sub(r"\[(?:added: |[^\[\]]* → )([^\[\]]*)\]", r"\1", re.sub(r"\[removed: [^\]]*\]", "", marked))
    if marked:
        assert (old.split(), new.split()) == (before.split(), after.split())


def test_texts_with_little_in_common_are_shown_whole() -> None:
    assert marked_changes("en", "33% of revenue", "30% of revenue") == ""
    assert marked_changes("en", "a third of the eligible cost of equipment", "EUR 50,000 for each new position") == ""


def test_figures_that_lost_the_words_that_said_them(tmp_path: Path) -> None:
    """A figure changed and not its quote, a quote left out, a text that no longer contains the quote; nothing else."""
    old = tmp_path / "old" / "policies.yaml"
    new = tmp_path / "new" / "policies.yaml"
    for file in (old, new):
        shutil.copytree(SECOND, file.parent)
    assert json.loads(iotcheck("diff", str(old), str(new), "--json").out)["lost_support"] == []
    text = new.read_text(encoding="utf-8")
    text = text.replace("60000 EUR]}", "80000 EUR]}")
    text = text.replace(', quote: "12,000 euros for each doctor, at most five"', "")
    new.write_text(text, encoding="utf-8")
    notice = new.parent / "texts" / "hiring-order.txt"
    notice.write_text(notice.read_text(encoding="utf-8").replace("not exceeding", "up to"), encoding="utf-8")
    lost = json.loads(iotcheck("diff", str(old), str(new), "--json").out)["lost_support"]
    assert [(one["programs"], one["value"]) for one in lost] == [
        (["graduate-hiring"], 80000),
        (["doctor-hiring"], 12000),
        (["doctor-hiring"], 5),
        (["downturn-wages"], 900),
        (["downturn-wages"], 90000),
    ]
    said = iotcheck("diff", str(old), str(new), "--lang", "en", "--plain").out
    assert "Subsidy for hiring doctors: EUR 12,000" in said
    assert "its quote was removed" in said
    assert "no longer contains" in said
    assert json.loads(iotcheck("diff", str(new), str(old), "--json").out)["lost_support"] == []
