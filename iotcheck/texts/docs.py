"""Sentences of the documents that are made from policy files."""

SENTENCES: dict[str, tuple[str, str]] = {
    "generated": (
        "由 iotcheck docs 根据政策文件生成，请勿直接修改。所述为{day}的规定。",
        "Made from the policy file by iotcheck docs; do not edit. The terms are those of {day}.",
    ),
    "overview": ("概览", "Overview"),
    "facts": ("问题索引", "Index of questions"),
    "facts-why": (
        "判断时可能问到的问题，以及它们影响哪些项目。",
        "What an applicant may be asked, and which programs it concerns.",
    ),
    "sources": ("来源", "Sources"),
    "ceiling": ("资助额度：{ceiling}。", "Maximum: {ceiling}."),
    "met": ("条件满足", "the conditions are met"),
    "not-eligible": ("不符合", "not eligible"),
    "decision": ("{title}：怎样判断", "{title}: how it is decided"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "leads": ("{answer}：到第 {step} 步", "{answer}: go to {step}"),
    "ends": ("{answer}：{end}", "{answer}: {end}"),
    "cited": ("依据", "Source"),
    "next": ("；", "; "),
    "one-of": ("单选", "one of these"),
    "some-of": ("可多选", "any of these"),
    "choice": ("{label}（{id}）", "{label} ({id})"),
    "decides": ("影响能否申请：", "Decides whether one may apply for: "),
    "amounts": ("影响金额：", "Decides the amount of: "),
    "checked": ("{day}查看", "looked at on {day}"),
}
