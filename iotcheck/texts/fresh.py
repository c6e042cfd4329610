"""What `iotcheck fresh` says: for every code the sentence, why it matters, and what to do."""

SENTENCES: dict[str, tuple[str, str]] = {
    "edition-ended": ("“{program}”已于 {until} 结束", "'{program}' ended on {until}"),
    "why.edition-ended": ("此后的结果会显示没有这个项目。", "Results after that date show no such program."),
    "mend.edition-ended": ("查找新的规定，补一个版本。", "Look for the new terms and add an edition."),
    "ends-soon": (
        "“{program}”将于 {until} 结束（还有 {days} 天）",
        "'{program}' ends on {until}, in {days} {days:day|days}",
    ),
    "why.ends-soon": ("之后没有别的版本。", "No other edition follows."),
    "mend.ends-soon": ("查明是否延续或另有新规定。", "Find out whether it is extended or replaced."),
    "window-ended": (
        "“{program}”最近一次申报已于 {until} 截止，下次时间未知",
        "the last known application window of '{program}' closed on {until}",
    ),
    "why.window-ended": ("结果只能显示下次时间未公布。", "Results can only show that the next dates are unknown."),
    "mend.window-ended": ("查找新的申报通知，补上申报时间。", "Look for the next call and add its window."),
    "window-ends-soon": (
        "“{program}”将于 {until} 截止申报（还有 {days} 天）",
        "applications for '{program}' close on {until}, in {days} {days:day|days}",
    ),
    "why.window-ends-soon": ("之后没有下一次申报时间。", "No later window is known."),
    "mend.window-ends-soon": (
        "查明是否延期或另有下一次。",
        "Find out whether it is extended, or when the next one opens.",
    ),
    "terms-stale": (
        "“{program}”的规定只确认到 {known_to}",
        "the terms of '{program}' are confirmed only up to {known_to}",
    ),
    "why.terms-stale": ("此后不会列为可申请。", "After that date it is not shown as applicable."),
    "mend.terms-stale": (
        "核对来源：没有变化就更新 known_to，有变化就补一个版本。",
        "Check the source: if nothing has changed, update 'known_to'; otherwise add an edition.",
    ),
    "announced-begun": (
        "“{program}”仍标为即将发布，但 {start} 已过",
        "'{program}' is still marked as announced, but {start} has passed",
    ),
    "why.announced-begun": ("它可能已经实施，也可能没有实施。", "It may be in force by now, or have been dropped."),
    "mend.announced-begun": ("核实后改正 status。", "Find out and correct its 'status'."),
    "never-reviewed": ("“{program}”没有核对日期", "'{program}' has no review date"),
    "why.never-reviewed": ("无法知道它是否过时。", "Its age is unknown."),
    "mend.never-reviewed": ("核对来源，写上 reviewed。", "Check it against its source and add 'reviewed'."),
    "review-due": (
        "“{program}”上次核对是 {reviewed}（{days} 天前）",
        "'{program}' was last reviewed on {reviewed}, {days} {days:day|days} ago",
    ),
    "why.review-due": ("规定可能已经变化。", "Its terms may have changed."),
    "mend.review-due": ("重新核对来源，更新 reviewed。", "Check it against its source again and update 'reviewed'."),
    "low-confidence": ("“{program}”的可信程度只是 {confidence}", "the confidence of '{program}' is only {confidence}"),
    "why.low-confidence": ("低于要求的程度。", "That is below the required minimum."),
    "mend.low-confidence": ("找到官方文件，改正 confidence。", "Find the official document and correct 'confidence'."),
    "source-never-checked": ("来源“{name}”没有查阅日期", "the source '{name}' has no date of last check"),
    "why.source-never-checked": ("文件可能已修订或废止。", "The document may have been revised or repealed."),
    "mend.source-never-checked": ("查阅后写上 checked。", "Check it and add 'checked'."),
    "source-unchecked": (
        "来源“{name}”上次查阅是 {checked}（{days} 天前）",
        "the source '{name}' was last checked on {checked}, {days} {days:day|days} ago",
    ),
    "why.source-unchecked": ("文件可能已修订或废止。", "The document may have been revised or repealed."),
    "source-changed": (
        "来源“{name}”的文本（{file}）在核对之后有变化；以它为依据的项目：{programs}",
        "the text of source '{name}' ({file}) has changed since it was compared; programs based on it: {programs}",
    ),
    "why.source-changed": ("条件和金额可能已与原文不符。", "Conditions and amounts may no longer match the text."),
    "mend.source-changed": (
        "运行 iotcheck lint，逐条核对后更新 sha256。",
        "Run 'iotcheck lint', compare these programs with the text, then update 'sha256'.",
    ),
    "text-without-hash": (
        "来源“{name}”的文本（{file}）没有记下核对时的 SHA-256；现为 {sha256}",
        "no hash is recorded for the text of source '{name}' ({file}); it is now {sha256}",
    ),
    "why.text-without-hash": ("以后文本有变化也无从发现。", "Later changes to the text will go unnoticed."),
    "mend.text-without-hash": (
        "核对之后，把上面的数写入 sha256。",
        "Compare the rules with the text, then record that value as 'sha256'.",
    ),
    "mend.source-unchecked": ("重新查阅，更新 checked。", "Check it again and update 'checked'."),
}
