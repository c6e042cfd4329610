"""Figures: read from texts as a reader would, or left alone; and held against what policy files state."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from iotcheck.authoring.figures import numerals
from iotcheck.authoring.figures.directions import Direction, directions
from iotcheck.authoring.figures.numerals import plain
from iotcheck.authoring.figures.reading import Days, figures
from tests.figure_changes import FILES, changes, noticed, unnoticed

_LINES = (Path(__file__).parent / "data" / "figures.txt").read_text(encoding="utf-8").strip()

SENTENCES = re.split(r"\n(?! )", _LINES)


def told(text: str) -> list[str]:
    """Return the figures of a text as `data/figures.txt` writes them: kind, value, unit, side."""
    text = plain(text)
    found = figures(text)
    return [
        " ".join(part for part in (figure.kind, _value(figure.value), figure.unit, _side(side)) if part)
        for figure, side in zip(found, directions(text, found), strict=True)
    ]


def _value(value: object) -> str:
    if isinstance(value, Days):
        return str(value.first) if value.first == value.last else f"{value.first}..{value.last}"
    return str(value)


def _side(direction: Direction | None) -> str:
    if direction is None:
        return ""
    return ("<" if direction.upper else ">") + {True: "", False: "=", None: "?"}[direction.strict]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_figures_of_a_sentence_are_read_rightly_and_what_only_looks_like_one_is_left_alone(sentence: str) -> None:
    """In Chinese and English: money, percentages, periods, days, with the side that the words beside them ask for."""
    text, *expected = [line.strip() for line in sentence.splitlines()]
    assert told(text) == expected


def test_there_are_sentences_enough() -> None:
    """More than sixty, some of them without any figure at all."""
    assert len(SENTENCES) >= 60
    assert sum("\n" not in sentence for sentence in SENTENCES) >= 7


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三百万", 3_000_000), ("一百二十", 120),
        ("十五", 15), ("二十", 20), ("一千零五", 1005), ("两千万", 20_000_000),
        ("一亿五千万", 150_000_000), ("三万亿", 3 * 10**12),
        ("二零二七", 2027), ("十五点五", Fraction(31, 2)), ("零", 0),
        ("三四", None), ("百", None), ("万", None), ("三四十", None),
    ],
)  # fmt: skip
def test_chinese_numerals(written: str, value: object) -> None:
    """Positional and multiplicative ones; phrases that count nothing are none."""
    assert numerals.chinese(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("twelve", 12), ("twenty-five", 25), ("two hundred and fifty", 250), ("one million", 10**6),
        ("Ten thousand", 10**4),
        ("three hundred thousand", 300_000), ("one million two hundred thousand", 1_200_000), ("two three", None),
        ("twenty eleven", None),
    ],
)  # fmt: skip
def test_english_numerals(written: str, value: object) -> None:
    """Tens and units, hundreds, thousands and millions."""
    assert numerals.words(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [("300万", 3_000_000), ("1亿5000万", 150_000_000), ("1.5亿", 150_000_000), ("1,200", 1200), ("3 千", 3000)],
)
def test_digits_with_chinese_multiples(written: str, value: object) -> None:
    """One after the other they add up."""
    assert numerals.mixed(written) == value


def test_no_such_day_is_no_figure() -> None:
    """30 February stands in no calendar; 29 February without a year may."""
    assert told("2023年2月30日") == []
    assert told("每年2月29日") == ["day 0004-02-29"]
    assert figures(plain("2023年1月31日至2月29日"))[0].value == Days(date(2023, 1, 31), date(2023, 1, 31))


@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.thorough), 9])
@pytest.mark.parametrize("path", FILES, ids=["shipped", "second"])
def test_lint_notices_a_changed_figure(path: Path, every: int) -> None:
    """Ten times as much, one more, another unit, another operator: each change of each figure in both files.

    What it cannot notice is a figure that the same quote says of something else; nine of ten in any sample, and of all
    changes 98 of 100, are noticed.
    """
    made = list(changes(path))
    assert {change.kind for change in made} == {"x10", "+1", "unit", "operator"}
    sample = made[::every]
    missed = unnoticed(path, sample)
    assert len(missed) <= (0.02 if every == 1 else 0.1) * len(sample), [change[:4] for change in missed]


@pytest.mark.thorough
@pytest.mark.parametrize("path", FILES, ids=["shipped", "second"])
def test_a_figure_changed_among_others_is_noticed_as_by_itself(path: Path) -> None:
    """What is noticed where a whole file's figures are changed at once is noticed where it is the only change."""
    made = list(changes(path))[::25]
    missed = unnoticed(path, made)
    assert [change for change in made if not noticed(path, change)] == missed
