"""Typesetting: widths, line breaks in Chinese and English, and characters that must not reach a terminal."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.typeset import one_line, pieces, term_safe, width, with_known_signs, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("物联网", 6), ("（１）", 6), ("e\u0301", 1), ("最高 100 万元", 13), ("“企业”", 6), ("", 0)],
)
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    """Chinese and full-width characters take two columns, combining marks none."""
    assert width(text) == columns


def test_chinese_breaks_anywhere_but_beside_its_punctuation() -> None:
    """No line begins with closing punctuation or ends with an opening bracket."""
    assert wrap("持营业执照的公司选“企业”；持证书的选（事业单位）。", 20) == [
        "持营业执照的公司选",
        "“企业”；持证书的选",
        "（事业单位）。",
    ]


def test_a_number_keeps_its_unit() -> None:
    """An amount of money is not torn apart at the end of a line."""
    assert wrap("每个项目最高100万元", 14) == ["每个项目最高", "100万元"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("最高 100 万元/项 × 2 = 200 万元", ["100 万元/项", "× 2", "= 200 万元"]),
        ("以2019年5月31日的规定为准", ["2019年5月31日"]),
        ("深工信〔2019〕52号 § 四", ["〔2019〕", "52号", "§ 四"]),
        ("on 31 May 2019, up to = 2,000 yuan", ["31 May 2019,", "= 2,000"]),
        ("in standard-group_of_two", ["standard-group_of_two"]),
    ],
)
def test_what_belongs_together_stays_in_one_line(text: str, kept: list[str]) -> None:
    """Days, rates, operators with their operand and section signs are no place to break, and neither is an id."""
    found = [piece.strip() for piece in pieces(text)]
    assert [part for part in kept if part not in found] == []


def test_english_breaks_at_spaces() -> None:
    """Words stay whole where they fit, and are cut where they do not."""
    assert wrap("The Internet of Things connects", 12) == ["The Internet", "of Things", "connects"]
    assert wrap("a incomprehensibilities", 10) == ["a", "incomprehe", "nsibilitie", "s"]


def test_paragraphs_stay_apart() -> None:
    """A line break in the text is one on the screen, an empty line too."""
    assert wrap("一\n\n二", 20) == ["一", "", "二"]


@given(st.text(alphabet="物联网，。（）“”abc 1万元,.-\n", max_size=60), st.integers(2, 30))
def test_wrapping_loses_nothing_and_fits(text: str, columns: int) -> None:
    """All but spaces comes out again in order, and no line is too wide."""
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(width, lines)) <= columns


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("a\x1b[2Jb", "a\\u{1b}[2Jb"),
        ("名\u202e称", "名\\u{202e}称"),
        ("\x9b31m", "\\u{9b}31m"),
        ("a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"),
        ("\ud800", "\\u{d800}"),
        ("一\t二\r\n三", "一    二\n三"),
    ],
)
def test_what_could_redraw_or_lie_is_spelt_out(hostile: str, safe: str) -> None:
    """Control, invisible and direction-turning characters become visible; tabs and line breaks stay harmless."""
    assert term_safe(hostile) == safe


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "✓ 符合 ✗ “a” 5 − 3 ─"),
        ("gbk", "√ 符合 × “a” 5 - 3 ─"),
        ("cp1252", "+ 符合 × “a” 5 - 3 -"),
        ("ascii", '+ 符合 x "a" 5 - 3 -'),
    ],
)
def test_signs_are_those_that_the_terminal_has(encoding: str, said: str) -> None:
    """A sign that an encoding lacks is replaced by one as wide; letters stay, for the stream to spell out."""
    assert with_known_signs("✓ 符合 ✗ “a” 5 − 3 ─", encoding) == said


def test_no_invisible_character_gets_through() -> None:
    """Of Unicode's control, format, surrogate and separator characters, the line break alone stays."""
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    every = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in hidden]
    assert [character for character in every if term_safe(character) == character] == ["\n"]


def test_a_text_in_one_line_cannot_forge_another() -> None:
    """Line breaks of every kind become spaces, as do tabs and the full-width space."""
    assert one_line(" a\r\nb\x85c\u2028d\te\u3000f\x0bg\n") == "a b c d e f g"
