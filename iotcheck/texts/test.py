"""What `iotcheck test` says: what cases expected and what came of them."""

SENTENCES: dict[str, tuple[str, str]] = {
    # cases
    "no-cases": ("还没有用例。", "There are no cases yet."),
    "all-passed": ("{n} 个用例，全部符合预期。", "{n} cases: all come out as expected."),
    "some-failed": (
        "{n} 个用例，其中 {failed} 个不符合预期。",
        "{n} cases, {failed} of them not as expected.",
    ),
    "one-passed": ("1 个用例，符合预期。", "1 case: it comes out as expected."),
    "one-failed": ("1 个用例，不符合预期。", "1 case, and it does not come out as expected."),
    "case": ("{id}：{title}", "{id}: {title}"),
    "difference": ("{what}：预期{expected}，实际{actual}", "{what}: expected {expected}, is {actual}"),
    "difference-of-lists": ("{what}：{differing}", "{what}: {differing}"),
    "expected-only": ("预期有、实际没有{facts}", "expected and not there: {facts}"),
    "actual-only": ("实际有、预期没有{facts}", "there and not expected: {facts}"),
    "of-program": ("{title}（{id}）的{aspect}", "{title} ({id}), {aspect}"),
    "of-total": ("合计的{aspect}", "all together, {aspect}"),
    # aspects
    "verdict": ("结论", "verdict"),
    "status": ("状态", "status"),
    "stale": ("条款是否只知道截至较早日期", "stale"),
    "applicable": ("是否可申请", "applicable"),
    "missing": ("还缺的信息", "facts missing"),
    "ceiling": ("最高额", "maximum"),
    "ceiling_missing": ("最高额还缺的信息", "facts the maximum waits for"),
    "confirm": ("待核实事项数", "things to confirm"),
    "min": ("最高额之和的下限", "least sum of maximums"),
    "max": ("最高额之和的上限", "greatest sum of maximums"),
    "conditional": ("待核实的项目数", "programs to be confirmed"),
    "undetermined": ("未能判断的项目数", "programs undetermined"),
    "unstated": ("未写明金额的项目数", "programs without a stated amount"),
    "ruled_out": ("不会问到的问题", "questions that do not arise"),
    "accepted": (
        "{label}（{id}）：预期不接受 {value}，实际接受了",
        "{label} ({id}): {value} should be refused, and is accepted",
    ),
    "questions": ("还可能问到的问题", "questions left"),
    "applicable-count": ("可申请的项目数", "programs applicable"),
    # values
    "no-verdict": ("没有结论", "no verdict"),
    "no-status": ("没有状态", "no status"),
    "nothing": ("无", "none"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "no-end": ("没有上限", "no upper end"),
    "fact": ("{label}（{id}）", "{label} ({id})"),
}
