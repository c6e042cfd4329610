"""What `iotcheck fresh` says: for every code the sentence, why it matters, and what to do."""

SENTENCES: dict[str, tuple[str, str]] = {
    "edition-ended": ("“{program}”已于 {until} 结束", "'{program}' ended on {until}"),
    "why.edition-ended": (
        "结果会说那天以后没有这个项目。",
        "Results say that there is no such program after that day.",
    ),
    "mend.edition-ended": ("查找新的规定，补一个版本。", "Look for the terms that follow, and add an edition."),
    "ends-soon": (
        "“{program}”将于 {until} 结束（还有 {days} 天）",
        "'{program}' ends on {until}, in {days} {days:day|days}",
    ),
    "why.ends-soon": ("之后还没有别的版本。", "No other edition follows."),
    "mend.ends-soon": ("查找是否延续或有新规定。", "Find out whether it is prolonged, or what replaces it."),
    "window-ended": (
        "“{program}”最近一次申报已于 {until} 截止，没有下一次的时间",
        "the last window known of '{program}' closed on {until}",
    ),
    "why.window-ended": (
        "结果只能说下次时间未公布。",
        "Results can only say that the next dates are not known.",
    ),
    "mend.window-ended": ("查找新的申报通知，补上申报时间。", "Look for the next call, and add its window."),
    "window-ends-soon": (
        "“{program}”的申报 {until} 截止（还有 {days} 天）",
        "the window of '{program}' closes on {until}, in {days} {days:day|days}",
    ),
    "why.window-ends-soon": ("之后还没有下一次的时间。", "No other window is known after it."),
    "mend.window-ends-soon": ("查找是否延期或有下一次。", "Find out whether it is prolonged, or when the next one is."),
    "terms-stale": ("“{program}”的规定只了解到 {known_to}", "the terms of '{program}' are known up to {known_to} only"),
    "why.terms-stale": ("之后的日子不会列为可申请。", "After that day it does not count as applicable."),
    "mend.terms-stale": (
        "核对来源：没有变化就更新 known_to，有变化就补一个版本。",
        "Compare with the source: move 'known_to' if nothing changed, add an edition if something did.",
    ),
    "announced-begun": (
        "“{program}”仍写着即将开始，但 {start} 已过",
        "'{program}' is still announced, though {start} has come",
    ),
    "why.announced-begun": ("它可能已经开始，也可能没有实施。", "It may be in force by now, or have come to nothing."),
    "mend.announced-begun": ("核实后改正 status。", "Find out, and correct its 'status'."),
    "never-reviewed": (
        "没有写明何时核对过“{program}”",
        "no day says when '{program}' was last compared with its source",
    ),
    "why.never-reviewed": ("不知道它有多旧。", "Nobody knows how old it is."),
    "mend.never-reviewed": ("核对来源，写上 reviewed。", "Compare it with its source, and write 'reviewed'."),
    "review-due": (
        "“{program}”上次核对是 {reviewed}（{days} 天前）",
        "'{program}' was last reviewed on {reviewed}, {days} {days:day|days} ago",
    ),
    "why.review-due": ("规定可能已经变了。", "Its terms may have changed."),
    "mend.review-due": ("再核对一次来源，更新 reviewed。", "Compare it with its source again, and renew 'reviewed'."),
    "low-confidence": (
        "“{program}”的可信程度只是 {confidence}",
        "'{program}' rests on sources that are no better than {confidence}",
    ),
    "why.low-confidence": ("它低于要求的程度。", "That is below what was asked for."),
    "mend.low-confidence": ("找到官方文件，改正 confidence。", "Find the official document, and correct 'confidence'."),
    "source-never-checked": (
        "没有写明何时查看过来源“{name}”",
        "no day says when the source '{name}' was last looked at",
    ),
    "why.source-never-checked": (
        "文件可能已修订或废止。",
        "The document may have been revised or repealed.",
    ),
    "mend.source-never-checked": ("查看后写上 checked。", "Look at it, and write 'checked'."),
    "source-unchecked": (
        "来源“{name}”上次查看是 {checked}（{days} 天前）",
        "the source '{name}' was last looked at on {checked}, {days} {days:day|days} ago",
    ),
    "why.source-unchecked": ("文件可能已修订或废止。", "The document may have been revised or repealed."),
    "source-changed": (
        "来源“{name}”的文本（{file}）在核对之后变了；以它为依据的项目：{programs}",
        "the text of the source '{name}' ({file}) is not the one that was compared; programs that rest on it: {programs}",
    ),
    "why.source-changed": (
        "条件和金额可能已与原文不符。",
        "Conditions and amounts may no longer be what the text says.",
    ),
    "mend.source-changed": (
        "运行 iotcheck lint，逐条核对后更新 sha256。",
        "Run 'iotcheck lint', compare these programs with the text, and renew 'sha256'.",
    ),
    "text-without-hash": (
        "没有记下来源“{name}”的文本（{file}）核对时的 SHA-256：{sha256}",
        "no hash says which text of the source '{name}' ({file}) was compared; it is now {sha256}",
    ),
    "why.text-without-hash": (
        "以后文本变了，无从得知。",
        "Nobody will see when the text changes.",
    ),
    "mend.text-without-hash": (
        "核对之后，照上面的数写上 sha256。",
        "Compare the rules with it, and write that number as the source's 'sha256'.",
    ),
    "mend.source-unchecked": ("再查看一次，更新 checked。", "Look at it again, and renew 'checked'."),
}
