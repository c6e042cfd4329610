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
    "or-unknown": (
        "；空着表示未问，写“不知道”表示不知道",
        "; leave it empty if not asked, write unknown if nobody knows",
    ),
    # an empty table
    "applicant": ("申请人", "Applicant"),
    "applicants": ("申请人", "Applicants"),
    "hint-row": ("（填写说明：这一行筛查时跳过）", "(how to fill in: screening passes over this line)"),
    "guide": ("填写说明", "How to fill in"),
    "guide-column": ("列", "Column"),
    "guide-question": ("问题", "Question"),
    "guide-accepts": ("怎样填写", "What to write"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "nobody-knows": ("不知道", "unknown"),
    # the summary by program
    "kind": ("批量筛查", "Screening of many applicants"),
    "count-screened": ("已筛查的申请人", "Applicants screened"),
    "count-rejected": ("读不懂而剔除的行", "Rows that could not be read"),
    "count-money": ("写明的最高额合计", "Stated maximums in all"),
    "picture": (
        "各项目的最高金额，全部可申请者合计",
        "The maximum of each program, all applicants who may apply together",
    ),
    "programs": ("各项目", "Programs"),
    "sum-note": (
        "合计只是相加，不是承诺；现有规定没有说明各项目能否同时享受。",
        "The sums are sums, no promise; the rules do not say whether programs can be combined.",
    ),
    "summary-title": ("{rows:,} 个申请人", "{rows:,} applicants"),
    "column-program": ("项目", "Program"),
    "column-status": ("状态", "Status"),
    "column-applicable": ("可申请", "Applicable"),
    "column-conditional": ("其中待核实", "of them to confirm"),
    "column-undetermined": ("信息不足", "Undetermined"),
    "column-ineligible": ("不符合", "Ruled out"),
    "column-ceilings": ("最高金额合计", "Sum of ceilings, up to"),
}
