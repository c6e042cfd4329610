"""What lint says: for every code the sentence, why it matters, and how to mend it."""

from iotcheck.texts.lint_sources import SAYINGS, Saying

_UNUSED_WHY = (
    "没有任何项目用到它，多半是漏用或已过时。",
    "No program comes to it: something was forgotten, or is left over.",
)
_UNUSED_MEND = ("在规则中使用它，或删除。", "Use it, or delete it.")

_SAYINGS: dict[str, Saying] = {
    # conditions
    "never-true": Saying(
        ("这个条件永远不会成立", "this condition can never be true"),
        ("不论怎么回答它都不成立，写的人不会是这个意思。", "No answers make it true. Nobody means that."),
        ("检查其中的数值、选项和 not；或删除这个条件。", "Check its values, its choices and any 'not', or delete it."),
    ),
    "never-false": Saying(
        ("这个条件总是成立", "this condition is always true"),
        ("不论怎么回答它都成立，等于没有限制。", "All answers make it true, so it asks for nothing."),
        (
            "删除它；若面向所有申请人，整个条件写 when: everyone。",
            "Delete it. If a program is open to all, write 'when: everyone'.",
        ),
    ),
    "never-applicable": Saying(
        ("没有申请人能满足这个版本的条件", "no applicant can ever meet this edition's condition"),
        (
            "其中的条件互相矛盾，这个项目永远不会出现在结果里。",
            "Its parts contradict one another: the program will never apply.",
        ),
        (
            "找出互相矛盾的条件；二者满足其一即可的，写在 any 之下。",
            "Find the parts that exclude each other; if either will do, use 'any'.",
        ),
    ),
    "threshold-out-of-range": Saying(
        (
            "“{fact}”的范围是 {low} 到 {high}，{value} 在范围之外",
            "'{fact}' lies between {low} and {high}; {value} is outside",
        ),
        ("与不可能出现的数比较，结果总是一样。", "A comparison with what can never occur has one outcome only."),
        ("改正这个数，或放宽该事实的 min、max。", "Correct the value, or widen the fact's 'min' or 'max'."),
    ),
    "redundant-condition": Saying(
        (
            "去掉这个条件，结果不变，因为已有 {places} 处的条件",
            "leaving this condition out changes nothing, given {places}",
        ),
        (
            "那里的条件（行:列）已经包含了它（all 之下），或它已包含在那里的条件里（any 之下）。",
            "The condition at that line:column already implies it (under 'all'), or follows from it (under 'any').",
        ),
        ("删除它；若本意更严或更宽，请改正。", "Delete it, or correct what should have been stricter or wider."),
    ),
    "duplicate-value": Saying(
        ("“{value}”在这里写了两次", "'{value}' stands here twice"),
        ("第二次没有作用，可能本来要写另一个值。", "The second does nothing; another value may have been meant."),
        ("删除一个，或改成本来要写的值。", "Delete one, or write the value that was meant."),
    ),
    "not-decided": Saying(
        ("无法判定这里的条件或金额是否总是一样", "not decided: whether this is the same for all answers"),
        (
            "两个未知数相乘，或组合太多，超出能够证明的范围。",
            "Two unknown amounts are multiplied, or there are too many combinations to prove it.",
        ),
        ("不必修改；请用用例覆盖它。", "Nothing needs mending. Cover it with cases."),
    ),
    # amounts
    "unreachable-case": Saying(
        ("永远不会用到这种情形", "this case is never reached"),
        ("前面的情形已包含它，或它的条件不会成立。", "The cases before it cover it, or its condition cannot be true."),
        ("调整情形的次序：先写范围窄的；或删除。", "Put narrower cases first, or delete this one."),
    ),
    "unreachable-otherwise": Saying(
        ("永远不会用到 otherwise", "'otherwise' is never reached"),
        ("前面的情形或各行已包含全部可能。", "The cases or rows before it cover everything."),
        (
            "情形：把最后一种改成 otherwise；表：删除 otherwise。",
            "Of cases, make the last one 'otherwise'; of a table, delete it.",
        ),
    ),
    "case-never-paid": Saying(
        ("符合条件的申请人都用不到这种情形", "no eligible applicant comes to this case"),
        ("项目的条件排除了它，写着也不会支付。", "The program's own condition rules it out, so that it is never paid."),
        ("删除这种情形，或检查项目的条件。", "Delete the case, or check the program's condition."),
    ),
    "row-never-paid": Saying(
        ("符合条件的申请人都用不到表中这一行", "no eligible applicant comes to this row"),
        ("用到这张表的项目，其条件都排除了它。", "The conditions of the programs that use the table rule it out."),
        (
            "删除这一行（otherwise 会代替它），或检查项目的条件。",
            "Delete the row ('otherwise' will do), or check the condition.",
        ),
    ),
    "negative-ceiling": Saying(
        ("算出的上限可能小于 0，例如 {example}", "the ceiling can come to less than 0, for example with {example}"),
        ("那时按 0 计，多半不是原意。", "It then counts as 0, which was probably not meant."),
        (
            "用 difference（不会小于 0）、greatest，或给事实加上 min。",
            "Use 'difference' (never below 0) or 'greatest', or give the fact a 'min'.",
        ),
    ),
    "zero-ceiling": Saying(
        ("上限总是 0", "the ceiling is never above 0"),
        ("0 与“不给钱”“没有写明”是不同的意思。", "Zero is neither 'no money' nor 'not stated'."),
        (
            "不给钱写 none，来源没有写明写 unstated。",
            "Write 'none' if it pays no money, 'unstated' if the source is silent.",
        ),
    ),
    "eligible-for-nothing": Saying(
        ("符合条件的单位在这里得到 0", "an eligible applicant can get 0 here"),
        (
            "结果会把它单列为“条件相符，但不给钱”，而不是可以申请的项目。",
            "Results list such a program apart, as one whose conditions are met and that pays nothing.",
        ),
        (
            "把得到 0 的情形写进 when，使其不符合；或写出它的金额。",
            "State in 'when' who gets nothing, so that they are not eligible; or give the amount.",
        ),
    ),
    "divisor-may-be-zero": Saying(
        ("除数可能为 0，例如 {example}", "this divisor can be 0, for example with {example}"),
        (
            "除以 0 的商按 0 计，多半不是规定的意思。",
            "What is divided by 0 counts as 0, which is hardly what the rules mean.",
        ),
        (
            "在条件或情形中先排除 0，或给信息项写 min: 1。",
            "Rule 0 out by a condition or a case before it, or give the fact a 'min: 1'.",
        ),
    ),
    "mixed-units": Saying(
        ("这里把钱与别的数相加或比较", "money is added to, or compared with, something that is no money"),
        (
            "钱与人数、百分比不能相加，也比不出大小。",
            "A sum of money and a head count, or which is larger, means nothing.",
        ),
        (
            "检查用错的事实；每人多少钱写 {{amount: …, per: …}}。",
            "Look for a wrong fact; money per head is {{amount: …, per: …}}.",
        ),
    ),
    "ceiling-loses-cents": Saying(
        ("上限只算到整数单位，这里的零头会舍去", "ceilings are rounded down: this one loses its cents"),
        (
            "最高金额最后一次性向下取整，默认取整到 1 个货币单位。",
            "Each is rounded down once, at the end, and to a whole unit of the currency unless the file says otherwise.",
        ),
        ("在文件开头写 smallest_unit: 0.01。", "Write 'smallest_unit: 0.01' at the head of the file."),
    ),
    "ceiling-not-money": Saying(
        ("上限不是金额", "the ceiling is not an amount of money"),
        ("它是人数之类的数，或两笔钱的乘积。", "It is a number of something else, or money times money."),
        ("乘以单位金额：{{amount: 10万元, per: …}}。", "Multiply by the money for one: {{amount: 10万元, per: …}}."),
    ),
    # editions
    "editions-overlap": Saying(
        (
            "自 {start} 起，“{program}”的另一个版本取代了它",
            "from {start} on another edition of '{program}' takes its place",
        ),
        (
            "两个版本都说自己有效，以开始更晚的为准，容易看错。",
            "Both claim those days. The later one holds, which is easily misread.",
        ),
        (
            "给较早的版本写上 until，即新版本生效的前一天。",
            "Give the earlier one its 'until': the day before the later one begins.",
        ),
    ),
    "editions-gap": Saying(
        ("{first} 至 {last} 之间“{program}”没有版本", "from {first} to {last} there is no edition of '{program}'"),
        ("那些天的结果会说没有这个项目。", "On those days results will say that there is no such program."),
        (
            "把日期接上；若确实停办，补一个 status: ended 的版本。",
            "Join the dates. If it was closed, add an edition with 'status: ended'.",
        ),
    ),
    "known-before-start": Saying(
        ("known_to {known_to} 早于开始日 {start}", "'known_to' {known_to} lies before its first day {start}"),
        ("这样的版本从第一天起就已过时。", "Such an edition is stale from its first day."),
        ("改正 known_to，或删除它（默认为开始日）。", "Correct 'known_to', or leave it out: it is then the first day."),
    ),
    "open-without-condition": Saying(
        ("“{program}”可以申请，却没有 when", "'{program}' is open to applicants, and has no 'when'"),
        (
            "没有 when 的版本是背景资料，永远不会列为可申请。",
            "An edition without 'when' is background, and never applicable.",
        ),
        ("写上条件；面向所有人的，写 when: everyone。", "State the condition, or 'when: everyone'."),
    ),
    # what nothing uses
    "unused-fact": Saying(("没有规则用到事实“{name}”", "no rule uses the fact '{name}'"), _UNUSED_WHY, _UNUSED_MEND),
    "unused-condition": Saying(
        ("没有项目用到条件“{name}”", "no program uses the condition '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    "unused-amount": Saying(
        ("没有项目用到金额“{name}”", "no program uses the amount '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    "unused-table": Saying(("没有项目用到表“{name}”", "no program uses the table '{name}'"), _UNUSED_WHY, _UNUSED_MEND),
    "unused-source": Saying(("没有引用来源“{name}”", "nothing cites the source '{name}'"), _UNUSED_WHY, _UNUSED_MEND),
    "unused-agency": Saying(
        ("没有项目由部门“{name}”负责", "no program names the agency '{name}'"),
        ("它不会显示在任何结果里。", "It appears in no result."),
        ("写进相应的项目；不需要就删除。", "Name it where it belongs, or delete it if it is not needed."),
    ),
    "unused-support": Saying(
        ("没有项目采用支持方式“{name}”", "no program gives the support '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    "unused-document": Saying(
        ("没有项目需要材料“{name}”", "no program needs the document '{name}'"), _UNUSED_WHY, _UNUSED_MEND
    ),
    "window-outside-edition": Saying(
        ("申报时间超出了版本的有效期", "this window reaches beyond its edition's first or last day"),
        ("超出的日子用的是另一个版本，那里没有这次申报时间。", "On those days another edition holds, or none."),
        ("改正日期，或写进相应的版本。", "Correct a day, or move the window to the edition of its days."),
    ),
    "windows-overlap": Saying(
        ("与第 {line} 行的申报时间重叠", "this window overlaps with the one in line {line}"),
        ("重叠的日子按最晚的截止日期计算。", "On days of both, the later deadline counts."),
        ("改正日期，或合并为一次。", "Correct a day, or make them one window."),
    ),
    "fact-never-asked": Saying(
        ("没有可申请的项目用到“{name}”，不会询问它", "'{name}' is never asked: no program open to applicants needs it"),
        ("用到它的项目都不能申请，问了也不影响结果。", "Only programs that are closed use it, so it decides nothing."),
        (
            "不需要就删除；否则检查项目的 status。",
            "Delete it if it is not needed, or check the status of its programs.",
        ),
    ),
    # what is asked
    "forgotten-guard": Saying(
        (
            "“{program}”用到“{fact}”，却没有它的 asked_if 条件，例如 {example}",
            "'{program}' uses '{fact}' without what it is asked if, for example with {example}",
        ),
        (
            "那时不会询问这个事实，结果只能一直停在“信息不足”。",
            "It is not asked then, and the result waits for an answer that nobody asks for.",
        ),
        (
            "在规则中重复 asked_if 的条件，或去掉该事实的 asked_if。",
            "Repeat the condition of its 'asked_if' in the rule, or remove the 'asked_if'.",
        ),
    ),
    **SAYINGS,
    # texts
    "same-translation": Saying(
        ("中文和英文写得一样", "the Chinese and the English text are the same"),
        ("多半是忘了翻译。", "One of them was probably not translated."),
        ("写上译文。", "Translate it."),
    ),
    "wrong-language": Saying(
        ("{language} 文本看起来是另一种语言", "this {language} text seems to be in another language"),
        ("可能写错了位置，或忘了翻译。", "It stands in the wrong place, or was not translated."),
        ("检查 zh 和 en 是否写反。", "Check whether 'zh' and 'en' were swapped."),
    ),
    "odd-character": Saying(
        ("这里有容易混淆的字符“{character}”（{name}）", "there is a look-alike character '{character}' here ({name})"),
        (
            "它看起来像常用字、字母或空格，其实不是，搜索和核对都会落空。",
            "It looks like a common character, letter or space, and is another: searching and comparing fail.",
        ),
        ("删除后用键盘重新输入。", "Delete it and type it anew."),
    ),
    "same-title": Saying(
        ("“{name}”与“{other}”名称相同", "'{name}' has the same title as '{other}'"),
        ("读者分不清两个项目。", "Readers cannot tell the two programs apart."),
        ("在名称里写明区别，例如年份或对象。", "Say in the titles what differs, such as the year or for whom it is."),
    ),
    # cases
    "program-without-case": Saying(
        ("没有用例检验“{name}”", "no case looks at '{name}'"),
        ("改错了规则也不会有人发现。", "A mistake in its rules would go unnoticed."),
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
