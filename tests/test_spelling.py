"""Suggestions: a slip of typing is recognised, and another word is not."""

import pytest

from iotcheck.spelling import likely_slip

NAMES = (
    "revenue",
    "rd_spend",
    "国际标准",
    "国家标准",
    "工业互联网",
    "智慧城市",
    "standard-2019",
    "legal_form",
    "Company",
)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("revenu", "revenue"),
        ("revenuee", "revenue"),
        ("revneue", "revenue"),
        ("Revanue", "revenue"),
        ("legalform", "legal_form"),
        ("leagl_from", "legal_form"),
        ("Compnay", "Company"),
        ("国际标", "国际标准"),
        ("工业互网", "工业互联网"),
        ("国标", ""),  # two characters are too few to tell
        ("国内标准", ""),  # one character is another word
        ("智慧城市/工业互联网", ""),
        ("standard-2018", ""),  # another year
        ("rev", ""),
        ("rd", ""),
        ("", ""),
    ],
)
def test_only_likely_slips_are_suggested(name: str, meant: str) -> None:
    """Missing, doubled, wrong or swapped letters; never another digit or Chinese character."""
    assert likely_slip(name, NAMES) == meant


def test_two_names_that_are_equally_near_are_none() -> None:
    """Nothing says which of them was meant."""
    assert likely_slip("grant-d", ("grant-a", "grant-b")) == ""
    assert likely_slip("grant-ab", ("grant-a", "grant-b")) in ("grant-a", "grant-b", "")
