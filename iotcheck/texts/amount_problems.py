"""What can be wrong with amounts and tables of a policy file: part of the sentences of problems."""

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown-amount-form": ("不认识的金额写法“{name}”", "unknown form of amount '{name}'"),
    "amount-too-large": ("这个金额可能超过 {limit} 位数", "this amount may have more than {limit} digits"),
    "whole-ceiling-only": (
        "“{name}”只能单独作为整个最高金额",
        "'{name}' can only be used on its own, as the whole maximum",
    ),
    "bad-range": ("range 应写两个金额，小的在前，大的在后", "'range' takes two amounts, the smaller one first"),
    "not-a-numeric-fact": (
        "“{name}”的类型是 {type}，不能当作数使用",
        "'{name}' is of type {type} and cannot be used as a number",
    ),
    "not-a-choice-fact": (
        "查表要用单选（choice）信息项，“{name}”是 {type}",
        "a table lookup needs a choice fact, but '{name}' is of type {type}",
    ),
    "row-without-choice": (
        "表中的“{name}”不是信息项“{fact}”的选项，而这张表按它查找",
        "the row '{name}' is not a choice of '{fact}', which the table is looked up by",
    ),
    "choice-without-row": ("表“{table}”缺少这些选项的行：{choices}", "the table '{table}' has no rows for: {choices}"),
    "dates-not-ascending": (
        "这个值的 from 不晚于前一个值",
        "the 'from' of this value is not later than the one before",
    ),
    "unstated-in-calculation": (
        "unstated 不能参与计算或比较，只能是整个最高金额在某种情形下的结果",
        "'unstated' cannot be calculated or compared with; it can only be the whole maximum of a case",
    ),
    "not-eligible-compared": (
        "not_eligible 不能用于比较、查表或合计限额，只能写在最高金额的某种情形或表中的一行",
        "'not_eligible' cannot be compared, looked up by, or a joint cap; write it in a case or row of a maximum",
    ),
    "rows-not-whole": (
        "表的每一行都须为不小于 0 的整数，才能表示年数、月数或天数",
        "every row must be a whole number from 0 on to be a number of years, months or days",
    ),
    "other-keys": (
        "表“{table}”按 {keys} 项查找，by 要写同样多项",
        "the table '{table}' has {keys} {keys:key|keys}; 'by' must give as many",
    ),
    "key-without-limits": (
        "表“{table}”的 limits 没有列出这个金额或数目的各档，不能按它查找",
        "the table '{table}' has no 'limits' for this amount, so it cannot be looked up by it",
    ),
    "limits-without-key": (
        "表“{table}”有 limits，by 中却没有相应的金额或数目",
        "the table '{table}' has 'limits', but 'by' gives no amount for them",
    ),
    "table-of-amounts": (
        "表“{table}”里是金额，而条件要查 true、false 或选项",
        "the table '{table}' holds amounts; a condition needs 'true' and 'false', or choices",
    ),
    "table-of-conditions": (
        "表“{table}”里不是金额，只能在条件中查找",
        "the table '{table}' does not hold amounts; only conditions can use it",
    ),
    "equals-for-choices": (
        "equals 只能且必须与写明 choices 的表一起使用（表“{table}”）",
        "'equals' is required for tables that hold 'choices', and only for those (table '{table}')",
    ),
    "bad-rounding-unit": ("to 应为大于 0 的数或金额", "'to' must be a number or amount above 0"),
    "not-one-of-keys": ("“{keys}”中应写且只写一个", "exactly one of these is required: {keys}"),
    "step-without-limit": (
        "只有最后一档可以不写上限（up_to 或 below）",
        "only the last step may have no limit ('up_to' or 'below')",
    ),
    "last-step-with-limit": (
        "最后一档不能有上限，否则更高的数没有对应的档",
        "the last step must not have a limit, or higher values would have no step",
    ),
    "steps-not-ascending": (
        "这一档的上限不高于前一档",
        "the limit of this step is not above that of the previous step",
    ),
    "slice-without-rate": (
        "分段累计（marginal: true）时，每一段只能写比例 rate",
        "with 'marginal: true', each step needs a 'rate', because slices are added up",
    ),
    "bad-divisor": ("除数应为不等于 0 的数", "the divisor must be a number other than 0"),
}
