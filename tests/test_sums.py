"""What must not be added is not: support that is summed apart, amounts that are paid for different periods."""

import json
from pathlib import Path
from typing import Any

import pytest

from iotcheck.authoring.diff import changes
from iotcheck.batch import Kernel, RowTotals
from iotcheck.engine import Totals, assess
from iotcheck.model import MAIN_GROUP, Every, Period, PolicySet, SumGroup
from iotcheck.texts import sums
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
    assert sums.in_line(found, "zh", totals) == "110 元；10 元（每年）；Tax relief 7 元"
    nothing = Totals(low=0, high=0, top=0, applicable=0, conditional=0, undetermined=0, unstated=0, groups=())
    assert sums.in_line(found, "en", nothing) == "0 yuan"
    assert [label for label, _ in sums.sentences(found, "en", totals)] == [
        "Total",
        "Total, a year",
        "Tax relief, summed apart",
        "Tax relief, summed apart, a year",
    ]


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
        assert "Tax relief, summed apart" in shown, form
        assert "127 yuan" not in shown, form
    found = json.loads(iotcheck("assess", *answers, "--json").out)
    assert found["totals"]["min"] == found["totals"]["max"] == 110
    assert found["totals"]["groups"][1] == {
        "apart": None, "period": "year", "min": 10, "max": 10, "stated": 1, "unstated": 0
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
        "Total, a year: Maximums in all, at least (yuan)"
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
