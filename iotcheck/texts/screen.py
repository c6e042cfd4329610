"""What screening says: progress, counts, rejects and how to mend them."""

SENTENCES: dict[str, tuple[str, str]] = {
    "progress": ("已读 {rows:,} 行，每秒 {rate:,} 行", "{rows:,} rows read, {rate:,} a second"),
    "progress-left": (
        "已读 {rows:,} 行（{percent}%），每秒 {rate:,} 行，约剩 {left}",
        "{rows:,} rows read ({percent}%), {rate:,} a second, about {left} left",
    ),
    "done": (
        "读入 {read:,} 行：已筛查 {screened:,} 行，剔除 {rejected:,} 行；写出 {records:,} 条结果。",
        "{read:,} rows read: {screened:,} screened, {rejected:,} rejected; {records:,} results written.",
    ),
    "checked": (
        "读入 {read:,} 行：{screened:,} 行可用，{rejected:,} 行有误。",
        "{read:,} rows read: {screened:,} can be used, {rejected:,} cannot.",
    ),
    "rejects-file": ("剔除的行及原因见 {path}", "the rejected rows and their reasons are in {path}"),
    "more-rejects": ("……另有 {count:,} 行有误", "… and {count:,} more rows"),
    "mend-row": ("请改正这一行，再次筛查", "mend this row and screen it again"),
    "mend-id": ("请填写编号", "give the applicant an id"),
    # what cells may hold
    "accepts-boolean": ("写“是”或“否”（true、false）", "write yes or no (true, false)"),
    "accepts-choice": ("写其中一项：{choices}", "write one of: {choices}"),
    "accepts-choices": (
        "写其中若干项，用分号隔开；没有则写“无”：{choices}",
        "write any of these with ; between, or none: {choices}",
    ),
    "accepts-count": ("写整数", "write a whole number"),
    "accepts-number": ("写数字，如 5 或 0.5", "write a number such as 5 or 0.5"),
    "accepts-money": ("写金额，如 3000000、300万元", "write an amount of money such as 3000000 or 300万元"),
    "accepts-date": ("写日期，如 2019-05-31", "write a date such as 2019-05-31"),
    "at-least": ("，不小于 {limit}", ", at least {limit}"),
    "at-most": ("，不大于 {limit}", ", at most {limit}"),
    "or-unknown": ("；空着表示未问，写“不知道”表示不知道", "; leave it empty if not asked, write ? if nobody knows"),
    # the summary by program
    "summary-title": ("{rows:,} 个申请人", "{rows:,} applicants"),
    "column-program": ("项目", "Program"),
    "column-status": ("状态", "Status"),
    "column-applicable": ("可申请", "Applicable"),
    "column-conditional": ("其中待核实", "of them to confirm"),
    "column-undetermined": ("信息不足", "Undetermined"),
    "column-ineligible": ("不符合", "Ruled out"),
    "column-ceilings": ("最高金额合计", "Sum of ceilings, up to"),
}
