"""What the policy officer's commands say around their findings."""

SENTENCES: dict[str, tuple[str, str]] = {
    "clean": ("{file}：没有发现问题。", "{file}: nothing to mend."),
    "counts": (
        "错误 {errors} 个，警告 {warnings} 个，提示 {notices} 个。",
        "Errors: {errors}, warnings: {warnings}, notices: {notices}.",
    ),
    "why-and-mend": ("{why}{mend}", "{why} {mend}"),
}
