"""Who gains and loses by groups of a table's applicants, each with its weight: counts and money add up to the whole."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from iotcheck.authoring.diff import Side
from iotcheck.errors import DataError
from iotcheck.screen.columns import Reading
from iotcheck.screen.two_policies import Grouping, TableEffects, compare_table
from tests.program import iotcheck
from tests.small import document, fact, loaded, yaml_text

FACTS = {"staff": fact("count", max=1000)}
OLD = document(FACTS, {"staff": {"at_least": 10}}, {"amount": "1万元", "per": "staff"})
NEW = document(FACTS, {"staff": {"at_least": 20}}, {"amount": "2万元", "per": "staff"})
TABLE = (
    "name,staff,District,Number\n"
    "a,10,North,2\n"  # loses 100,000, twice
    "b,30,North,1.5\n"  # gains 300,000
    "c,5,South,4\n"
    "d,20,South,0\n"
    "e,15,,1\n"
    "f,many,South,1\n"
)


def compared(folder: Path, table: str = TABLE, **columns: str) -> TableEffects:
    """Compare both files over a table."""
    (folder / "in.csv").write_text(table, encoding="utf-8")
    sides = loaded(yaml_text(OLD)), loaded(yaml_text(NEW))
    days = sides[0].as_of, sides[1].as_of
    return compare_table(sides, days, str(folder / "in.csv"), Reading(), None, "en", Grouping(**columns))


def shown(folder: Path, *options: str) -> Any:
    """Run `diff` over the table and return its JSON."""
    (folder / "in.csv").write_text(TABLE, encoding="utf-8")
    for name, content in (("old.yaml", OLD), ("new.yaml", NEW)):
        (folder / name).write_text(yaml_text(content), encoding="utf-8")
    return iotcheck("diff", "old.yaml", "new.yaml", "--table", "in.csv", *options, cwd=folder)


def test_every_effect_has_the_group_and_weight_of_its_row(tmp_path: Path) -> None:
    """Rows that cannot be read have none."""
    found = compared(tmp_path, by="District", weight="Number")
    assert found.weights == {"North": Fraction(7, 2), "South": 4, "": 1}
    assert [(one.applicant, one.side, one.group, one.weight) for one in found.effects] == [
        ("a", Side.LOSES, "North", 2),
        ("b", Side.GAINS, "North", Fraction(3, 2)),
        ("d", Side.GAINS, "South", 0),
        ("e", Side.LOSES, "", 1),
    ]
    assert compared(tmp_path).weights == {"": 5}


def test_groups_say_how_many_and_how_much(tmp_path: Path) -> None:
    """The greatest first; as JSON, in words, and as a page with bars."""
    groups = json.loads(shown(tmp_path, "--by", "District", "--weight", "Number", "--json").out)["groups"]
    assert (groups["by"], groups["weight"]) == ("District", "Number")
    south, north, other = groups["rows"]
    names = ("group", "applicants", "gains", "loses", "both", "other", "same")
    assert [south[name] for name in names] == ["South", 4, 0, 0, 0, 0, 4]
    assert [north[name] for name in names] == ["North", 3.5, 1.5, 2, 0, 0, 0]
    assert north["money"] == [{"apart": None, "period": "once", "gained": 450000, "lost": 200000}]
    assert (other["group"], other["money"][0]["lost"]) == ("", 150000)
    (whole,) = json.loads(shown(tmp_path, "--weight", "Number", "--json").out)["groups"]["rows"]
    assert [whole[name] for name in names] == ["", 8.5, 1.5, 3, 0, 0, 4]
    assert whole["money"][0] == {"apart": None, "period": "once", "gained": 450000, "lost": 350000}
    assert "groups" not in json.loads(shown(tmp_path, "--json").out)
    text = shown(tmp_path, "--by", "District").out
    assert "By District" in text
    assert "300,000 yuan" in text
    done = shown(tmp_path, "--by", "District", "--weight", "Number", "--output", "page.html")
    assert (done.code, done.out) == (0, "")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<h1>Small</h1>" in page
    assert "Changes of the maximums" in page
    assert "<rect" in page


@pytest.mark.parametrize(
    ("table", "columns", "codes"),
    [
        (TABLE, {"by": "district", "weight": "number"}, ["no-such-column"] * 2),
        (TABLE.replace("1.5", "much"), {"weight": "Number"}, ["not-a-number"]),
        (TABLE.replace("1.5", "-1"), {"weight": "Number"}, ["too-low"]),
        (TABLE.replace("1.5", ""), {"weight": "Number"}, ["not-a-number"]),
    ],
)
def test_a_column_that_is_not_there_or_no_weight_is_refused(
    tmp_path: Path, table: str, columns: dict[str, str], codes: list[str]
) -> None:
    """No row counts as often as somebody guesses."""
    with pytest.raises(DataError) as refused:
        compared(tmp_path, table, **columns)
    assert [problem.code for problem in refused.value.problems] == codes


def test_groups_are_of_tables(tmp_path: Path) -> None:
    """Without one the options have no effect."""
    assert iotcheck("diff", "a.yaml", "b.yaml", "--by", "District", cwd=tmp_path).code == 2
