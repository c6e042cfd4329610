"""What lint says: for every code the sentence, why it matters, and how to fix it."""

from iotcheck.texts.lint_amounts import SAYINGS as AMOUNTS
from iotcheck.texts.lint_programs import PROGRAMS
from iotcheck.texts.lint_sources import SAYINGS, Saying

_UNUSED_WHY = (
    "没有任何项目用到它，可能是遗漏或已过时。",
    "Nothing uses it. It may be left over, or something is missing.",
)
_UNUSED_MEND = ("在规则中使用它，或删除。", "Use it, or delete it.")

_SAYINGS: dict[str, Saying] = {
    # conditions
    "never-true": Saying(
        ("这个条件永远不成立", "this condition can never be true"),
        ("无论怎样回答都不成立，不会是本意。", "No combination of answers makes it true."),
        ("检查其中的数值、选项和 not，或删除这个条件。", "Check its values, choices and any 'not', or delete it."),
    ),
    "never-false": Saying(
        ("这个条件总是成立", "this condition is always true"),
        ("无论怎样回答都成立，等于没有限制。", "Every combination of answers makes it true, so it restricts nothing."),
        (
            "删除它；如对所有申报单位开放，整个条件写 when: everyone。",
            "Delete it. If the program is open to all, write 'when: everyone'.",
        ),
    ),
    "never-applicable": Saying(
        ("没有申报单位能满足这个版本的条件", "no applicant can ever meet this edition's condition"),
        (
            "其中的条件自相矛盾，这个项目永远不能申请。",
            "Its parts contradict each other, so the program will never apply.",
        ),
        (
            "找出互相矛盾的条件；符合其一即可的，写在 any 之下。",
            "Find the parts that exclude each other; if either is enough, use 'any'.",
        ),
    ),
    "threshold-out-of-range": Saying(
        (
            "“{fact}”的范围是 {low} 到 {high}，{value} 超出范围",
            "'{fact}' ranges from {low} to {high}; {value} is outside",
        ),
        (
            "与不可能出现的数比较，结果总是一样。",
            "Comparing with a value that cannot occur always has the same outcome.",
        ),
        ("改正这个数，或放宽该信息项的 min、max。", "Correct the value, or widen the 'min' or 'max' of the fact."),
    ),
    "redundant-condition": Saying(
        (
            "去掉这个条件，结果不变，因为已有 {places} 处的条件",
            "removing this condition changes nothing, given {places}",
        ),
        (
            "在 all 之下，该处（行:列）的条件已包含它；在 any 之下，它已包含在该处的条件中。",
            "The condition at that line:column already implies it (under 'all') or follows from it (under 'any').",
        ),
        ("删除它；如本意更严或更宽，请改正。", "Delete it, or correct it if it was meant to be stricter or wider."),
    ),
    "duplicate-value": Saying(
        ("“{value}”在这里写了两次", "'{value}' is listed twice here"),
        ("第二次没有作用，可能本来要写另一个值。", "The second has no effect; another value may have been intended."),
        ("删除一个，或改成本来要写的值。", "Delete one, or replace it with the value you meant."),
    ),
    "not-decided": Saying(
        ("无法判定这里的条件或金额是否总是一样", "could not determine whether this is the same for all answers"),
        (
            "两个未知数相乘，或组合太多，无法证明。",
            "It multiplies two unknown amounts, or has too many combinations to prove.",
        ),
        ("不必修改；请用用例覆盖它。", "Nothing to fix. Cover it with test cases."),
    ),
    **AMOUNTS,
    # editions
    "dated-from-later": Saying(
        (
            "第一个值自{day}起，早于此日也用到它（{program}）",
            "its first value begins on {day}; {program} uses it before",
        ),
        (
            "在此之前没有写明的值，只能按第一个值计算。",
            "Nothing is stated for the days before: the first value is used.",
        ),
        ("补上更早的值，或写明版本的 from。", "Add the earlier value, or give the edition its 'from'."),
    ),
    "editions-overlap": Saying(
        ("自 {start} 起，“{program}”由另一个版本取代", "from {start} another edition of '{program}' replaces this one"),
        (
            "两个版本的有效期重叠，以开始较晚的为准，容易看错。",
            "Both are in force on the same dates. The later one applies, which is easy to misread.",
        ),
        (
            "给较早的版本写上 until：新版本生效的前一天。",
            "Give the earlier one an 'until': the day before the later one starts.",
        ),
    ),
    "editions-gap": Saying(
        ("{first} 至 {last} 之间“{program}”没有版本", "'{program}' has no edition from {first} to {last}"),
        ("这期间的结果会显示没有这个项目。", "Results for those dates will show no such program."),
        (
            "把日期接上；如确已停办，补一个 status: ended 的版本。",
            "Close the gap. If the program was suspended, add an edition with 'status: ended'.",
        ),
    ),
    "known-before-start": Saying(
        ("known_to {known_to} 早于开始日 {start}", "'known_to' {known_to} is before the edition's first day, {start}"),
        ("这样的版本从第一天起就视为过时。", "Such an edition is stale from its first day."),
        ("改正 known_to，或删除它（默认为开始日）。", "Correct 'known_to' or remove it (default: the first day)."),
    ),
    "open-without-condition": Saying(
        ("“{program}”可以申请，却没有 when", "'{program}' is open for applications but has no 'when'"),
        (
            "没有 when 的版本是背景资料，永远不会列为可申请。",
            "An edition without 'when' is background and never applicable.",
        ),
        ("写上条件；对所有申报单位开放的，写 when: everyone。", "Add the condition, or 'when: everyone'."),
    ),
    # what nothing uses
    "unused-fact": Saying(("没有规则用到信息项“{name}”", "no rule uses the fact '{name}'"), _UNUSED_WHY, _UNUSED_MEND),
    "unused-condition": Saying(
        ("没有项目用到条件“{name}”", "no program uses the condition '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    "unused-amount": Saying(
        ("没有项目用到金额“{name}”", "no program uses the amount '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    "unused-table": Saying(("没有项目用到表“{name}”", "no program uses the table '{name}'"), _UNUSED_WHY, _UNUSED_MEND),
    "unused-source": Saying(("没有引用来源“{name}”", "nothing cites the source '{name}'"), _UNUSED_WHY, _UNUSED_MEND),
    "unused-agency": Saying(
        ("没有项目由部门“{name}”负责", "no program uses the agency '{name}'"),
        ("它不会出现在任何结果里。", "It does not appear in any result."),
        ("写进相应的项目；不需要就删除。", "Add it where it belongs, or delete it."),
    ),
    "unused-support": Saying(
        ("没有项目采用支持方式“{name}”", "no program uses the kind of support '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    "unused-document": Saying(
        ("没有项目需要材料“{name}”", "no program needs the document '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    **PROGRAMS,
    "fact-never-asked": Saying(
        (
            "没有可申请的项目用到“{name}”，不会提问",
            "'{name}' is never asked; no program open for applications needs it",
        ),
        (
            "用到它的项目都不能申请，回答与否不影响结果。",
            "Only programs that are not open use it, so it decides nothing.",
        ),
        (
            "不需要就删除；否则检查项目的 status。",
            "Delete it if it is not needed, or check the 'status' of its programs.",
        ),
    ),
    # what is asked
    "forgotten-guard": Saying(
        (
            "“{program}”用到“{fact}”，但没有重复其 asked_if 条件，例如 {example}",
            "'{program}' uses '{fact}' without repeating its 'asked_if' condition, for example with {example}",
        ),
        (
            "这时不会提问该信息项，结果会一直停在“信息不足”。",
            "The question is then not asked, so the result stays undetermined.",
        ),
        (
            "在规则中重复 asked_if 的条件，或去掉该信息项的 asked_if。",
            "Repeat the condition of 'asked_if' in the rule, or remove the 'asked_if'.",
        ),
    ),
    **SAYINGS,
    # texts
    "same-translation": Saying(
        ("中文和英文相同", "the Chinese and English texts are the same"),
        ("可能忘了翻译。", "One of them was probably not translated."),
        ("补上译文。", "Translate it."),
    ),
    "wrong-language": Saying(
        ("{language} 文本似乎是另一种语言", "this {language} text seems to be in another language"),
        ("可能写错了位置，或忘了翻译。", "It may be in the wrong place, or not translated."),
        ("检查 zh 和 en 是否写反。", "Check whether 'zh' and 'en' were swapped."),
    ),
    "odd-character": Saying(
        ("这里有容易混淆的字符“{character}”（{name}）", "look-alike character '{character}' ({name})"),
        (
            "它看起来像常用字、字母或空格，其实不是，会使搜索和比对失败。",
            "It looks like a common character, letter or space but is a different one, so searches and comparisons fail.",
        ),
        ("删除后重新输入。", "Delete it and retype it."),
    ),
    "same-title": Saying(
        ("“{name}”与“{other}”名称相同", "'{name}' and '{other}' have the same title"),
        ("读者无法区分这两个项目。", "Readers cannot tell the two programs apart."),
        ("在名称里写明区别，如年份或对象。", "Add what differs, such as the year or the target group."),
    ),
    # cases
    "program-without-case": Saying(
        ("没有用例检验“{name}”", "no test case checks '{name}'"),
        ("规则改错了也不会被发现。", "A mistake in its rules would go unnoticed."),
        (
            "在用例文件中至少写一个符合和一个不符合的用例。",
            "Add at least one case that is eligible and one that is not.",
        ),
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {
    **{code: saying.sentence for code, saying in _SAYINGS.items()},
    **{f"why.{code}": saying.why for code, saying in _SAYINGS.items()},
    **{f"mend.{code}": saying.mend for code, saying in _SAYINGS.items()},
}
