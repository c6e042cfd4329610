"""How the program writes: habits that no sentence has, and words that are not used because another one means the same.

A pattern stands with its reason, which a failing test shows. `ceiling` and `fact` stay as keys and ids of the formats.
"""

import re
from typing import NamedTuple

CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


class Habit(NamedTuple):
    """A pattern that no sentence may match, what to write instead, and a sentence that it would find."""

    pattern: re.Pattern[str]
    instead: str
    example: str


def _habit(pattern: str, instead: str, example: str) -> Habit:
    return Habit(re.compile(pattern, re.IGNORECASE), instead, example)


HABITS: dict[str, tuple[Habit, ...]] = {
    "en": (
        _habit(r"(?<!not )\b(says?|said)\b", "show, explain, state, report", "the file says which"),
        _habit(r"\b(tells?|told)\b(?! (\w+ ){0,3}apart)", "show, report", "duplicate ids are told"),
        _habit(r"\bmend(s|ed|ing)?\b", "fix", "mend these first"),
        _habit(r"\bcom(e|es|ing) (to|of)\b", "reach, result in", "no program comes to it"),
        _habit(
            r"\bst(ands?|anding|ood) (in|at|on|under|for|there|here|alone|below|beside)\b", "be", "it stands in row 3"
        ),
        _habit(r"(?<!there )\b(is|are) no (?!longer\b|more\b)", "is not a", "this is no policy file"),
        _habit(r"\b(whom|wherever one|whoever)\b", "name the person", "those whom it concerns"),
        _habit(r"\bbesides?\b(?! 'text')", "also, next to, as well as", "changed besides"),
        _habit(r"\bin all\b(?! (other |of )?(cases|columns|languages|the)\b)", "total", "10 yuan in all"),
        _habit(r"\bcarr(y|ies|ied) along\b", "pass through unchanged", "it is carried along"),
        _habit(r"\bday of assessment\b|\bof the day\b(?! before)", "date", "the day of assessment"),
        _habit(r"\bunasked\b|\bto hand on\b|\bif need be\b", "plain words", "nothing stored unasked"),
        _habit(r"\banew\b|\bof effect\b", "again", "type it anew"),
        _habit(r"(?<!['`.])\bceilings?\b(?!['`:])", "maximum", "the ceiling is above 0"),
        _habit(r"\b(the|no|an?) reject\b|\brows? left out\b", "rejected row", "3 rows left out"),
        _habit(r"\bto be confirmed\b", "to confirm", "still to be confirmed"),
    ),
    "zh": (
        _habit("事实", "信息项", "不认识的事实"),
        _habit("申请人|申请单位", "申报单位，提问时用贵单位", "申请人类型"),
        _habit("最高额(?!度)", "最高金额", "最高额合计"),
        _habit("剔除|读不懂", "未筛查、无法识别", "剔除该行"),
        _habit("没有问到|没有询问", "未提问", "没有问到就空着"),
        _habit("可靠程度|可信度", "可信程度", "可靠程度"),
        _habit("判断之日", "判断日期", "判断之日的当年"),
        _habit("并非：", "直接写出相反的条件", "并非：满5年"),
        _habit("带到结果", "原样保留", "原样带到结果里"),
        _habit("谁得谁失|表格进", "书面语", "谁得谁失"),
        _habit("多半|原意", "可能、本意", "多半是笔误"),
        _habit("§", "第…部分", "§ 四"),
        _habit("答案没有丢失", "答案尚未存盘", "答案没有丢失"),
    ),
}


def habits(language: str, text: str) -> list[tuple[str, str]]:
    """Return what a text has of the habits: the words, and what to write instead; names in braces are no words."""
    text = re.sub(r"\{\w+\}", "…", text)
    return [(found[0], habit.instead) for habit in HABITS[language] if (found := habit.pattern.search(text))]
