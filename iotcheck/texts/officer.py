"""What the policy officer's commands say around their findings."""

SENTENCES: dict[str, tuple[str, str]] = {
    "clean": ("{file}：没有发现问题。", "{file}: nothing to mend."),
    "counts": (
        "错误 {errors} 个，警告 {warnings} 个，提示 {notices} 个。",
        "Errors: {errors}, warnings: {warnings}, notices: {notices}.",
    ),
    "new": (
        "已在 {folder} 写好 policies.yaml、cases.yaml 和供编辑器使用的 policies.schema.json。接下来：\n"
        "iotcheck lint {file}\niotcheck test {file} --coverage\niotcheck assess --policies {file}",
        "Wrote policies.yaml, cases.yaml and, for editors, policies.schema.json in {folder}. Now try:\n"
        "iotcheck lint {file}\niotcheck test {file} --coverage\niotcheck assess --policies {file}",
    ),
    "why-and-mend": ("{why}{mend}", "{why} {mend}"),
}
