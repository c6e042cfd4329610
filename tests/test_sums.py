"""What must not be added is not: support that is summed apart, amounts that are paid for different periods."""

import json
from pathlib import Path
from typing import Any

import pytest

from iotcheck.authoring.diff import changes
from iotcheck.batch import Kernel, RowTotals
from iotcheck.engine import Totals, assess
from iotcheck.errors import DataError
from iotcheck.model import MAIN_GROUP, Every, Period, PolicySet, SumGroup
from iotcheck.render.report import report_text
from iotcheck.texts import ceilings, sums
from tests.program import iotcheck
from tests.small import Document, document, fact, loaded, yaml_text

LANGUAGES = ("zh", "en")


def content(**editions: Any) -> Document:
    """Return a file in English of programs that everyone may have, by id: their forms of support, and keys of terms."""
    whole = document({"staff": fact("count", max=10)})
    edition = whole["programs"]["program"]["editions"][0]
    whole["supports"] = {"grant": "Grant", "tax": {"en": "Tax relief", "totals": "apart"}}
    whole["programs"] = {
        name: {"title": name.capitalize(), "support": keys.pop("support", "grant"), "editions": [{**edition, **keys}]}
        for name, keys in editions.items()
    }
    return whole


def file() -> Document:
    return content(
        once={"ceiling": 100},
        more={"ceiling": {"amount": 5, "per": "staff"}},
        yearly={"ceiling": 10, "period": {"every": "year", "at_most": 3}},
        relief={"ceiling": 7, "support": "tax"},
        reliefs={"ceiling": "unstated", "support": "tax", "period": "year"},
    )


def policies() -> PolicySet:
    return loaded(yaml_text(file()))


def test_every_sum_adds_what_may_be_added() -> None:
    """The main sum is of what is paid once and not apart; the others stand beside it, and counts are of all."""
    totals = assess(policies(), {"staff": 2}).totals
    assert (totals.low, totals.high, totals.applicable, totals.unstated) == (110, 110, 5, 1)
    assert [(one.group, one.low, one.stated, one.unstated) for one in totals.groups] == [
        (MAIN_GROUP, 110, 2, 0),
        (SumGroup(None, Every.YEAR), 10, 1, 0),
        (SumGroup("tax", Every.ONCE), 7, 1, 0),
        (SumGroup("tax", Every.YEAR), 0, 0, 1),
    ]


def test_both_evaluators_have_the_same_sums() -> None:
    """Row by row, open facts included."""
    kernel = Kernel(policies())
    rows: list[dict[str, object]] = [{"staff": 3}, {}, {"staff": None}]
    chunk = kernel.chunk(rows)
    totals = RowTotals(len(rows))
    for program in kernel.evaluate(chunk):
        totals.add(program)
    assert totals.totals() == [assess(policies(), row).totals for row in rows]
    assert totals.low(SumGroup("tax", Every.PROJECT)) == totals.upper("high", SumGroup("tax", Every.TERM)) == [0, 0, 0]


def test_a_file_in_one_language_names_it_beside_totals() -> None:
    """A text in several languages may say how its amounts are summed beside them."""
    english = policies()
    assert english.supports["tax"].in_language("en") == "Tax relief"
    assert {name: program.apart for name, program in english.programs.items()} == {
        "once": False,
        "more": False,
        "yearly": False,
        "relief": True,
        "reliefs": True,
    }


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        (None, "5 元", "5 yuan"),
        (Period(Every.ONCE), "5 元（一次性）", "5 yuan once"),
        (Period(Every.YEAR), "5 元（每年）", "5 yuan a year"),
        (Period(Every.YEAR, 1), "5 元（每年，最多 1 年）", "5 yuan a year, for at most 1 year"),
        (
            Period(Every.PROJECT, 2),
            "5 元（每个申报项目，最多 2 个）",
            "5 yuan for each project, for at most 2 projects",
        ),
        (
            Period(Every.TERM, 2),
            "5 元（每个支持期，最多 2 期）",
            "5 yuan for each term of support, for at most 2 terms",
        ),
    ],
)
def test_an_amount_says_how_often_it_is_paid(period: Period | None, chinese: str, english: str) -> None:
    """In both languages, with the limit where there is one."""
    amounts = {"zh": "5 元", "en": "5 yuan"}
    assert [sums.with_period(language, amounts[language], period) for language in LANGUAGES] == [chinese, english]


def test_sums_in_one_line() -> None:
    """Those with a figure; a result without any comes to nothing."""
    found = policies()
    totals = assess(found, {"staff": 2}).totals
    assert sums.in_line(found, "en", totals) == "110 yuan; 10 yuan a year; Tax relief: 7 yuan"
    assert sums.in_line(found, "zh", totals) == "110 元；10 元（每年）；Tax relief：7 元"
    nothing = Totals(low=0, high=0, top=0, applicable=0, conditional=0, undetermined=0, unstated=0, groups=())
    assert sums.in_line(found, "en", nothing) == "0 yuan"
    assert [label for label, _ in sums.sentences(found, "en", totals)] == [
        "Total",
        "Total, a year",
        "Tax relief, separate total",
        "Tax relief, separate total, a year",
    ]


def test_a_total_that_stands_apart_is_named_where_it_is_the_only_one() -> None:
    """Tax relief is not money that is paid out: the headline says what it is."""
    relief = loaded(yaml_text(content(relief={"ceiling": 7, "support": "tax"})))
    (headline, *_) = report_text(assess(relief, {}), "en").headline
    assert headline.text == "You can apply for 1 program. Maximums: Tax relief: 7 yuan."


@pytest.fixture
def path(tmp_path: Path) -> str:
    place = tmp_path / "policies.yaml"
    place.write_text(yaml_text(file()), encoding="utf-8")
    return str(place)


def test_every_format_keeps_sums_apart(path: str) -> None:
    """The terminal, Markdown, HTML and JSON; a file that uses none of it has no such key."""
    answers = ("--policies", path, "--set", "staff=2", "--no-input", "--lang", "en")
    for form in ("text", "markdown", "html"):
        shown = iotcheck("assess", *answers, "--format", form).out
        assert "110 yuan" in shown, form
        assert "10 yuan a year, for at most 3 years" in shown, form
        assert "Tax relief: 7 yuan" in shown, form
        assert "127 yuan" not in shown, form
    found = json.loads(iotcheck("assess", *answers, "--json").out)
    assert found["totals"]["min"] == found["totals"]["max"] == 110
    assert found["totals"]["groups"][1] == {
        "apart": None, "period": "year", "min": 10, "max": 10, "stated": 1, "unstated": 0, "ranges": 0
    }  # fmt: skip
    assert [one["ceiling"].get("period") for one in found["programs"][1:3]] == [None, {"every": "year", "at_most": 3}]


def test_tables_have_columns_for_each_sum(path: str, tmp_path: Path) -> None:
    """Wide results have a pair of columns for each sum, matches the period, the summary sums apart."""
    table = tmp_path / "in.csv"
    table.write_text("name,staff\na,2\nb,\n", encoding="utf-8")
    command = ("screen", str(table), "--policies", path, "--lang", "en")
    header, *rows = iotcheck(*command, "--layout", "wide", "--output", "-").out.splitlines()
    named = [dict(zip(header.split(","), row.split(","), strict=True)) for row in rows]
    assert [(one["total_min"], one["total_max"], one["total_min:year"], one["total_max:tax"]) for one in named] == [
        ("110", "110", "10", "7"),
        ("100", "150", "10", "7"),
    ]
    assert header.split(",")[-1] == "next_question"
    assert (
        "Total, a year: Maximum in total, at least (yuan)"
        in iotcheck(*command, "--layout", "wide", "--words", "--output", "-").out
    )
    header, *rows = iotcheck(*command, "--layout", "matches", "--output", "-").out.splitlines()
    assert header.endswith(",period")
    assert [row.rpartition(",")[2] for row in rows[:3]] == ["once", "once", "year"]
    summary = json.loads(iotcheck(*command, "--layout", "summary", "--json").out)
    assert (summary["totals"]["min"], summary["totals"]["max"]) == (210, 260)
    assert [(one["apart"], one["period"], one["min"]) for one in summary["totals"]["groups"]] == [
        (None, "year", 20),
        ("tax", "once", 14),
        ("tax", "year", 0),
    ]
    assert "Total, a year: 20 yuan" in iotcheck(*command, "--layout", "summary").out


def test_a_change_of_period_or_group_is_said() -> None:
    """A diff says how often an amount was paid and is paid now."""
    other = file()
    other["programs"]["yearly"]["editions"][0]["period"] = "year"
    other["supports"]["tax"] = "Tax relief"
    found = [(one.id, one.aspect, one.before, one.after) for one in changes(policies(), loaded(yaml_text(other)), "en")]
    assert found == [
        ("yearly", "period", "a year, for at most 3 years", "a year"),
        ("relief", "apart", "yes", "no"),
        ("reliefs", "apart", "yes", "no"),
    ]


def ranged() -> PolicySet:
    """Return a file with a range, and beside it an amount that waits for an answer."""
    given = {"ceiling": {"range": ["2万元", "200万元"]}}
    return loaded(yaml_text(content(given=given, more={"ceiling": {"least": [{"amount": 5, "per": "staff"}, 40]}})))


def test_a_range_is_all_that_the_source_says() -> None:
    """Its ends are the ceiling's, no answer settles it, and sums say so."""
    found = ranged()
    known, unknown = assess(found, {"staff": 2}), assess(found, {})
    ceiling = known.program("given").ceiling
    assert (ceiling.low, ceiling.high, ceiling.top, ceiling.missing) == (20_000, 2_000_000, 2_000_000, ())
    assert ceiling.ranged
    assert [(one.low, one.high, one.waiting, one.ranges) for one in known.totals.groups] == [(20_010, 2_000_010, 0, 1)]
    assert [(one.low, one.high, one.waiting, one.ranges) for one in unknown.totals.groups] == [
        (20_000, 2_000_040, 1, 1)
    ]
    said = [next(sums.sentences(found, "en", report.totals))[1] for report in (known, unknown)]
    assert said == [
        "20,010 to 2,000,010 yuan in total (2 programs), including amounts that the source gives as ranges.",
        "20,000 to 2,000,040 yuan in total (2 programs), depending on missing answers, including amounts that the "
        "source gives as ranges.",
    ]
    assert ceilings.ceiling(found, "en", ceiling) == "up to 20,000 to 2,000,000 yuan: the source gives only a range"
    assert ceilings.ceiling(found, "zh", ceiling) == "最高 2 万至 200 万元，依据文件只给出范围"
    edition = found.programs["given"].editions[0]
    assert ceilings.ceiling_rule(found, "zh", edition) == "最高 2 万至 200 万元，依据文件只给出范围"


def test_both_evaluators_take_both_ends_of_a_range() -> None:
    """A ceiling that is the same for everyone has a lower and an upper end all the same; a table's sum has both."""
    kernel = Kernel(ranged())
    rows: list[dict[str, object]] = [{"staff": 3}, {}]
    totals = RowTotals(len(rows))
    for program in kernel.evaluate(kernel.chunk(rows)):
        totals.add(program)
    assert totals.totals() == [assess(ranged(), row).totals for row in rows]


def test_a_table_sums_both_ends_of_a_range(tmp_path: Path) -> None:
    """Of two applicants, each end twice."""
    (tmp_path / "policies.yaml").write_text(yaml_text(content(given={"ceiling": {"range": [5, 9]}})), encoding="utf-8")
    (tmp_path / "in.csv").write_text("name,staff\na,2\nb,3\n", encoding="utf-8")
    command = ("screen", str(tmp_path / "in.csv"), "--policies", str(tmp_path / "policies.yaml"))
    summary = json.loads(iotcheck(*command, "--layout", "summary", "--json").out)
    assert (summary["totals"]["min"], summary["totals"]["max"]) == (10, 18)


@pytest.mark.parametrize(
    ("ceiling", "code"),
    [
        ({"range": [5, 2]}, "bad-range"),
        ({"range": [5, 5]}, "bad-range"),
        ({"range": ["staff", 5]}, "bad-range"),
        ({"range": ["no such fact", 5]}, "not-money"),
        ({"range": [1, 2, 3]}, "wrong-length"),
        ({"range": [1, 2], "of": 3}, "unknown-key"),
        ({"least": [{"range": [1, 2]}, 5]}, "whole-ceiling-only"),
    ],
)
def test_a_range_is_two_amounts_and_stands_alone(ceiling: Any, code: str) -> None:
    """Nothing is computed from it: from which of its amounts would that be."""
    with pytest.raises(DataError) as caught:
        loaded(yaml_text(content(given={"ceiling": ceiling})))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_nothing_is_computed_from_the_range_of_another_program() -> None:
    """Its amount is not known, as that of a program without a stated amount."""
    programs = {"given": {"ceiling": {"range": [1, 2]}}, "other": {"ceiling": {"grant_of": "given"}}}
    with pytest.raises(DataError) as caught:
        loaded(yaml_text(content(**programs)))
    assert [problem.code for problem in caught.value.problems] == ["grant-unstated"]
