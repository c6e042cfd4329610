"""Passages: quotes found in the texts of their sources, the section they stand in, what comes nearest to them."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from iotcheck.authoring.passages import SourceText
from tests.program import iotcheck
from tests.samples import ROOT

LETTER = ROOT / "tests" / "data" / "letter-2019-52.txt"
SECOND = ROOT / "tests" / "data" / "second"

NOTICE = """湖滨市科学技术局文件
第一章 总则
第一条 本办法依据《条例》制定。
第二章 资助
第五条 企业研发费用占营业收入 5％ 以上的，
按“规模”给予资助：
（一）小型企业50%；
（二）其他企业30%。
第六条 最高 300 万元（含
奖励），不重复享受。
附件1 申报表
"""


def notice() -> SourceText:
    return SourceText("notice.txt", NOTICE)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("企业研发费用占营业收入5%以上的，按「规模」给予资助", True),  # width, breaks, kinds of quotation marks
        ("最高300万元(含奖励)", True),
        ("按'规模'给予资助：（一）小型企业５０％", True),
        ("研发费用…给予资助", True),  # words left out
        ("企业研发费用……最高 300 万元", True),
        ("给予资助…研发费用", False),  # in this order alone
        ("最高300万元，不重复享受", False),
        ("最高500万元", False),
        ("…", False),
    ],
)
def test_what_does_not_count_in_quotes(quote: str, found: bool) -> None:
    """White space, width and quotation marks do not; every other character does."""
    assert bool(notice().find(quote)) is found


@pytest.mark.parametrize(
    ("quote", "section", "within"),
    [
        ("最高300万元", "第六条", True),
        ("最高300万元", "第二章第六条", True),
        ("最高300万元", "第二章", True),
        ("最高300万元", "第五条", False),
        ("最高300万元", "第一章第六条", False),
        ("小型企业50%", "第五条（一）", True),
        ("小型企业50%", "第五条（二）", False),
        ("其他企业30%", "第五条", True),
        ("申报表", "附件1", True),
        ("最高300万元", "Schedule A", None),  # marks that this text does not have
    ],
)
def test_a_section_is_told_by_the_marks_of_the_text(quote: str, section: str, within: bool | None) -> None:
    """Of several marks each must be around the quote; marks that the text does not use tell nothing."""
    text = notice()
    assert text.within(text.find(quote)[0], section) is within


@pytest.mark.parametrize(
    ("mark", "section", "within"),
    [
        ("四、", "四", True),
        ("四、", "4", True),
        ("四、", "第四部分", True),
        ("四、", "3", False),
        ("四、", "六", False),
    ],
)
def test_sections_whose_numerals_change_go_on(mark: str, section: str, within: bool) -> None:
    """The letter counts 1、 2、 3、 and then 四、 五、 六、: 四 stands beside 3, not below it."""
    text = SourceText("letter.txt", LETTER.read_text(encoding="utf-8"))
    assert [heading.number for heading in text.headings] == ["1", "2", "3", "4", "5", "6"]
    place = text.text.index(mark) + len(mark)
    assert text.within(place, section) is within


def test_english_sections() -> None:
    """Marks as statutes have them."""
    text = SourceText("act.txt", "§ 1 Aim\nGrow.\n§ 2 Amount\nHalf.\nSection 3 Time\nOne year.\n4.2 More\nNothing.\n")
    assert [heading.mark for heading in text.headings] == ["§ 1", "§ 2", "Section 3", "4.2"]
    assert text.within(text.find("Half")[0], "§ 2") is True
    assert text.within(text.find("Grow")[0], "§ 2") is False


def test_the_nearest_passage_is_shown_with_its_line() -> None:
    """The one that shares most characters, on one line; nothing where nothing is alike."""
    text = SourceText("letter.txt", LETTER.read_text(encoding="utf-8"))
    near = text.nearest("产业服务体系建设项目支持行业协会举办展会，最高给予500万元资助")
    assert near is not None
    assert near.words == "产业服务体系建设项目支持行业协会等举办高端展会，最高可给予300万元资助"
    assert text.text.splitlines()[near.line - 1].count("300万元") == 1
    assert text.nearest("A grant of up to two million pounds") is None
    assert SourceText("x", "资助按季度发放").nearest("资助按季") is not None
    assert SourceText("x", "").nearest("资助") is None


def test_lint_of_the_shipped_rules_holds_them_to_the_letter(tmp_path: Path) -> None:
    """Every quote stands in the letter and in its section, every figure of the letter's programs in a quote."""
    shutil.copy(LETTER, tmp_path / LETTER.name)
    document = json.loads(iotcheck("lint", "--sources", str(tmp_path), "--json").out)
    assert [one["code"] for one in document["files"][0]["problems"] if one["code"] != "unused-agency"] == []
    for file in (ROOT / "data").glob("*.yaml"):
        wrong = file.read_text(encoding="utf-8").replace("最高可给予300万元资助", "最高可给予30万元资助")
        (tmp_path / file.name).write_text(wrong, encoding="utf-8")
    run = iotcheck("lint", str(tmp_path / "policies.yaml"), "--sources", str(tmp_path), "--lang", "en")
    assert run.code == 3
    assert "[quote-not-in-text]" in run.out
    assert "[figure-not-in-quote]" in run.out


def test_texts_that_cannot_be_read(tmp_path: Path) -> None:
    """A text that is gone, is no text, or lies elsewhere behind a link is reported at its source."""
    shutil.copytree(SECOND, tmp_path / "second")
    file, text = tmp_path / "second" / "policies.yaml", tmp_path / "second" / "texts" / "hiring-order.txt"
    assert iotcheck("lint", str(file), "--strict").code == 0
    text.write_bytes("资助".encode("gbk"))
    assert "not-utf8" in iotcheck("lint", str(file)).out
    text.unlink()
    assert "text-not-read" in iotcheck("lint", str(file)).out
    assert "text-not-read" in iotcheck("fresh", str(file), "--as-of", "2025-06-30").out
    (tmp_path / "elsewhere.txt").write_text("elsewhere", encoding="utf-8")
    text.symlink_to(tmp_path / "elsewhere.txt")
    run = iotcheck("lint", str(file))
    assert (run.code, "path-outside" in run.out) == (3, True)
    assert iotcheck("lint", str(file), "--sources", str(tmp_path)).code == 2  # none of the texts is there


def test_fresh_names_the_programs_whose_source_changed(tmp_path: Path) -> None:
    """The text is held to the hash that was written down when it was compared; without one, it is asked for."""
    shutil.copytree(SECOND, tmp_path / "second")
    file, text = tmp_path / "second" / "policies.yaml", tmp_path / "second" / "texts" / "hiring-order.txt"
    before = hashlib.sha256(text.read_bytes()).hexdigest()
    run = iotcheck("fresh", str(file), "--as-of", "2025-06-30", "--lang", "en")
    assert "source-changed" not in run.out
    assert "text-without-hash" not in run.out
    text.write_text(text.read_text(encoding="utf-8").replace("45,000", "60,000"), encoding="utf-8")
    run = iotcheck("fresh", str(file), "--as-of", "2025-06-30", "--lang", "en")
    assert (
        "graduate-hiring, doctor-hiring, inclusive-hiring, apprentice-places, downturn-wages [source-changed]"
        in run.out
    )
    file.write_text(file.read_text(encoding="utf-8").replace(f"    sha256: {before}\n", ""), encoding="utf-8")
    run = iotcheck("fresh", str(file), "--as-of", "2025-06-30", "--lang", "en")
    assert hashlib.sha256(text.read_bytes()).hexdigest() in run.out
    assert "[text-without-hash]" in run.out
