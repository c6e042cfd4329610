"""What differs from an earlier result, and why."""

SENTENCES: dict[str, tuple[str, str]] = {
    "same": ("与先前的结果一致（{day}，{generator}）。", "The same as the earlier result ({day}, {generator})."),
    "heading": ("与先前的结果（{day}，{generator}）相比：", "Compared with the earlier result ({day}, {generator}):"),
    "of-unknown-day": ("日期不明", "of an unknown day"),
    "by-unknown": ("版本不明", "by an unknown version"),
    # what was changed
    "file": ("政策文件不同：{before} → {after}", "the policy file is another: {before} → {after}"),
    "version": ("程序版本不同：{before} → {after}", "the program's version is another: {before} → {after}"),
    "day": ("判断之日不同：{before} → {after}", "the day is another: {before} → {after}"),
    "answers": ("回答不同：{facts}", "the answers differ: {facts}"),
    "nothing-changed": (
        "版本、政策文件、日期和回答都相同，结果却不同：先前的文件可能被改动过。",
        "version, policy file, day and answers are the same, and the result is not: the earlier file may have been edited.",
    ),
    "no-effect": ("结论和金额没有变化。", "No verdict and no amount has changed."),
    # what came of it
    "program": ("{title}：{changes}", "{title}: {changes}"),
    "because": ("{changes}（{causes}）", "{changes} ({causes})"),
    "new": ("先前没有这个项目", "not in the earlier result"),
    "gone": ("{id}：现在没有这个项目（因政策文件）", "{id}: no longer there (because of the policy file)"),
    "left-out": ("另有 {programs}，先前的结果没有看", "{programs} that the earlier result did not look at"),
    "verdict": ("结论 {before} → {after}", "verdict {before} → {after}"),
    "status": ("状态 {before} → {after}", "status {before} → {after}"),
    "stale": ("条款 {before} → {after}", "terms {before} → {after}"),
    "ceiling": ("最高金额 {before} → {after}", "maximum {before} → {after}"),
    "confirmed": ("已确认", "confirmed"),
    "unconfirmed": ("未经确认", "not confirmed since"),
    "none": ("无", "none"),
    "next": ("；", "; "),
    "because-rules": ("因政策文件或程序版本", "because of the policy file or the version"),
    "because-day": ("因日期", "because of the day"),
    "because-answers": ("因回答", "because of the answers"),
    "and": ("、", ", "),
}
