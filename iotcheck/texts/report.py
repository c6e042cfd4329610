"""Reports to hand on: what stands in them besides the result."""

from iotcheck.model import PolicySet, Source
from iotcheck.texts import say
from iotcheck.texts import values as words

SENTENCES: dict[str, tuple[str, str]] = {
    "kind": ("申请资格评估", "Eligibility assessment"),
    "skip": ("跳到结果", "Skip to the result"),
    "applicant": ("申报单位", "Applicant"),
    "rules": ("规则版本", "Rules"),
    "certain": ("按目前的回答", "with these answers"),
    "unended": ("上限未定", "no upper limit yet"),
    "possible": ("视未知信息而定，至多", "at most, depending on missing answers"),
    "answers": ("申报单位的回答", "Your answers"),
    "no-answers": ("没有任何回答。", "No answers were given."),
    "documents": ("依据文件", "Sources"),
    "checked": ("{day}查阅", "checked on {day}"),
    # columns of a table
    "column-applicant": ("申报单位", "Applicant"),
    "column-as-of": ("判断日期", "Assessed as of"),
    "column-id": ("项目标识", "Program id"),
    "column-program": ("项目", "Program"),
    "column-agency": ("主管部门", "Agency"),
    "column-status": ("状态", "Status"),
    "column-verdict": ("结论", "Verdict"),
    "column-min": ("最高金额（下限）", "Maximum, at least"),
    "column-max": ("最高金额（上限）", "Maximum, at most"),
    "column-currency": ("币种", "Currency"),
    "column-ceiling": ("最高金额说明", "Maximum in words"),
    "column-combination": ("金额最高的组合", "Best combination"),
    "column-combination-rule": ("组合说明", "Best combination: why"),
    "column-window": ("申报时间", "When to apply"),
    "column-apply-from": ("申报开始", "Apply from"),
    "column-apply-until": ("申报截止", "Apply until"),
    "column-days-left": ("剩余天数", "Days left"),
    "column-apply-at": ("申报途径", "Where to apply"),
    "column-page": ("项目网页", "Program page"),
    "column-phone": ("电话", "Phone"),
    "column-address": ("地址", "Address"),
    "column-documents": ("申报材料", "Documents"),
    "column-waits-for": ("还需知道", "Still needed"),
    "column-confirm": ("待核实", "To confirm"),
    "column-source": ("依据", "Source"),
    "column-why": ("不符合的原因", "Why not"),
    "column-remark": ("说明", "Remark"),
    # at the end
    "made": ("由 {generator} 生成；规则文件 {id}（{sha}）", "Made by {generator}; rules {id} ({sha})"),
}


def made(language: str, policies: PolicySet, generator: str) -> str:
    """Return what made a report, from which rules."""
    return say(language, "report.made", generator=generator, id=policies.id, sha=policies.sha256[:12])


def source_facts(language: str, source: Source) -> list[str]:
    """Return what is known of a document besides its title: number, issuer, day, when someone last looked."""
    said = [source.number, source.issuer]
    if source.date is not None:
        said.append(words.day(language, source.date))
    if source.checked is not None:
        said.append(say(language, "report.checked", day=words.day(language, source.checked)))
    return [one for one in said if one]
