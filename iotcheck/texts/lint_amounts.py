"""What lint says of amounts and ceilings."""

from iotcheck.texts.lint_sources import Saying

SAYINGS: dict[str, Saying] = {
    "unreachable-case": Saying(
        ("这种情形永远不会用到", "this case is never reached"),
        (
            "前面的情形已包含它，或它的条件不会成立。",
            "Earlier cases already cover it, or its condition cannot be true.",
        ),
        ("调整次序，先写范围窄的情形；或删除。", "Put narrower cases first, or delete this one."),
    ),
    "unreachable-otherwise": Saying(
        ("otherwise 永远不会用到", "'otherwise' is never reached"),
        ("前面的情形或各行已包含全部可能。", "The cases or rows before it cover everything."),
        (
            "情形：把最后一种改成 otherwise；表：删除 otherwise。",
            "In cases, make the last one 'otherwise'; in a table, delete it.",
        ),
    ),
    "case-never-paid": Saying(
        ("符合条件的申报单位都用不到这种情形", "no eligible applicant ever reaches this case"),
        ("项目的条件排除了它，写了也不会支付。", "The program's own condition rules it out, so it is never paid."),
        ("删除这种情形，或检查项目的条件。", "Delete the case, or check the program's condition."),
    ),
    "row-never-paid": Saying(
        ("符合条件的申报单位都用不到表中这一行", "no eligible applicant ever reaches this row"),
        ("用到这张表的项目，其条件都排除了它。", "The conditions of the programs that use the table rule it out."),
        (
            "删除这一行（由 otherwise 代替），或检查项目的条件。",
            "Delete the row ('otherwise' covers it), or check the program's condition.",
        ),
    ),
    "negative-ceiling": Saying(
        ("最高金额可能小于 0，例如 {example}", "the maximum can be less than 0, for example with {example}"),
        ("这时按 0 计，可能不是本意。", "It then counts as 0, which was probably not intended."),
        (
            "用 difference（不会小于 0）、greatest，或给信息项加上 min。",
            "Use 'difference' (never below 0) or 'greatest', or give the fact a 'min'.",
        ),
    ),
    "zero-ceiling": Saying(
        ("最高金额总是 0", "the maximum is never above 0"),
        ("0 与“没有资金”“未写明”含义不同。", "Zero means neither 'no money' nor 'not stated'."),
        (
            "没有资金写 none，来源未写明写 unstated。",
            "Write 'none' if it pays no money, 'unstated' if the source does not state an amount.",
        ),
    ),
    "eligible-for-nothing": Saying(
        ("符合条件的申报单位在这里可能得到 0", "an eligible applicant can get 0 here"),
        (
            "结果会把它单列为“条件相符，但金额为 0”，不算可以申请。",
            "Results list such a program separately, as conditions met but nothing paid.",
        ),
        (
            "把得到 0 的情形写进 when，使其不符合；或写出金额。",
            "Exclude in 'when' those who get nothing, or give the amount.",
        ),
    ),
    "divisor-may-be-zero": Saying(
        ("除数可能为 0，例如 {example}", "this divisor can be 0, for example with {example}"),
        (
            "除以 0 按 0 计，可能不是规定的本意。",
            "A division by 0 counts as 0, which is probably not what the rules mean.",
        ),
        (
            "用条件或前面的情形排除 0，或给信息项写 min: 1。",
            "Exclude 0 with a condition or an earlier case, or give the fact 'min: 1'.",
        ),
    ),
    "less-above-limit": Saying(
        (
            "超过{limit}后整笔按 {rate}% 计，反而少于按 {before}% 计的",
            "above {limit} the whole is paid at {rate} %, less than at {before} % below it",
        ),
        (
            "多一点反而少得很多，规定的本意可能是分段计算。",
            "A little more then brings much less; perhaps each slice was meant to have its own rate.",
        ),
        (
            "分段计算的写 marginal: true；确是如此则不必改。",
            "For slices write 'marginal: true'; otherwise leave it as it is.",
        ),
    ),
    "mixed-units": Saying(
        ("这里把金额与别的数相加或比较", "money is added to or compared with something that is not money"),
        (
            "金额与人数、百分比不能相加，也不能比较大小。",
            "Money and, for example, a head count cannot be added or compared.",
        ),
        (
            "检查是否用错了信息项；每人若干金额写 {{amount: …, per: …}}。",
            "Check for a wrong fact; for money per head, write {{amount: …, per: …}}.",
        ),
    ),
    "ceiling-loses-cents": Saying(
        ("最高金额只算到整数单位，这里的零头会舍去", "maximums are rounded down, so this one loses its cents"),
        (
            "最高金额最后一次性向下取整，默认取整到 1 个货币单位。",
            "Each maximum is rounded down once at the end, by default to a whole unit of the currency.",
        ),
        ("在文件开头写 smallest_unit: 0.01。", "Write 'smallest_unit: 0.01' at the top of the file."),
    ),
    "ceiling-not-money": Saying(
        ("最高金额不是金额", "the maximum is not an amount of money"),
        ("它是人数之类的数，或两笔金额的乘积。", "It counts something else, or multiplies money by money."),
        (
            "乘以每单位金额：{{amount: 10万元, per: …}}。",
            "Multiply by the money per unit: {{amount: EUR 100, per: …}}.",
        ),
    ),
}
