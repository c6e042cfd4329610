"""What can be wrong with amounts and tables of a policy file: part of the sentences of problems."""

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown-amount-form": ("不认识的金额写法“{name}”", "unknown form of amount '{name}'"),
    "amount-too-large": (
        "这个金额可能超过 {limit} 位数",
        "this amount may come to more than {limit} figures",
    ),
    "whole-ceiling-only": ("“{name}”只能单独作为整个上限", "'{name}' stands alone, as a whole ceiling"),
    "bad-range": (
        "range 要写两个金额，小的在前，大的在后",
        "range takes two amounts, the smaller one first",
    ),
    "not-a-numeric-fact": (
        "“{name}”的类型是 {type}，不能当作数用",
        "'{name}' is a {type} fact and cannot be used as a number",
    ),
    "not-a-choice-fact": (
        "查表要用单选（choice）事实，“{name}”是 {type}",
        "a table is looked up by a choice fact; '{name}' is {type}",
    ),
    "row-without-choice": (
        "表中的“{name}”不是事实“{fact}”的选项，而这张表按它查找",
        "the table's row '{name}' is no choice of '{fact}', by which the table is looked up",
    ),
    "choice-without-row": ("表“{table}”缺少这些选项的行：{choices}", "the table '{table}' lacks rows for: {choices}"),
    "dates-not-ascending": (
        "这个值的 from 不晚于前一个值",
        "the 'from' of this value is not later than that of the value before",
    ),
    "unstated-in-calculation": (
        "unstated 不能参与计算或比较，只能是整个上限在某种情况下的结果",
        "nothing can be calculated or compared with 'unstated': it stands for a whole ceiling in one of its cases",
    ),
    "other-keys": (
        "表“{table}”按 {keys} 项查找，by 要写同样多项",
        "the table '{table}' is looked up by {keys} {keys:key|keys}, and 'by' must give as many",
    ),
    "key-without-limits": (
        "表“{table}”没有 limits，不能按金额或数目查找",
        "the table '{table}' has no 'limits', by which an amount could be looked up",
    ),
    "limits-without-key": (
        "表“{table}”有 limits，by 中却没有相应的金额或数目",
        "the table '{table}' has 'limits', and 'by' gives no amount that they are for",
    ),
    "table-of-amounts": (
        "表“{table}”里是金额，条件要查的是 true、false 或选项",
        "the table '{table}' holds amounts; a condition looks up 'true' and 'false', or choices",
    ),
    "table-of-conditions": (
        "表“{table}”里不是金额，只能在条件中查找",
        "the table '{table}' does not hold amounts: only conditions can look it up",
    ),
    "equals-for-choices": (
        "equals 与写明 choices 的表一起用，并且只与它们一起用（表“{table}”）",
        "'equals' goes with tables that hold 'choices', and with those alone (the table '{table}')",
    ),
    "bad-rounding-unit": ("to 必须是大于 0 的数或金额", "'to' must be a number or money above 0"),
    "not-one-of-keys": ("“{keys}”中必须写一个，而且只写一个", "exactly one of these must be here: {keys}"),
    "step-without-limit": (
        "只有最后一档可以不写上限（up_to 或 below）",
        "only the last step may be without a limit ('up_to' or 'below')",
    ),
    "last-step-with-limit": (
        "最后一档不能有上限，否则再高的数就没有对应的档",
        "the last step must not have a limit: nothing would hold above it",
    ),
    "steps-not-ascending": ("这一档的上限不高于前一档", "the limit of this step is not above that of the step before"),
    "slice-without-rate": (
        "分段累计（marginal: true）时每一段只能写比例 rate",
        "with 'marginal: true' a step has a 'rate': slices are added up",
    ),
    "bad-divisor": ("除数必须是不为 0 的数", "the divisor must be a number other than 0"),
}
