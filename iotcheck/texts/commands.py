"""What commands say beside their results."""

SENTENCES: dict[str, tuple[str, str]] = {
    "nothing-asked": (
        "没有提问：标准输入不是终端，也没有读取其中的内容。请用 --answers 文件（--answers - 从标准输入读取）或 --set 给出答案。",
        "No questions were asked because standard input is not a terminal. Give answers with --answers FILE (--answers - reads standard input) or --set.",
    ),
    "same-result": (
        "下次直接查看此结果，请运行：\n  {command}",
        "To get this result again without the questions:\n  {command}",
    ),
    "saved": (
        "答案已存入 {file}。要继续，请运行：\n  {command}",
        "Your answers are saved in {file}. To continue, run:\n  {command}",
    ),
    "resume": (
        "答案尚未存盘。要从这里继续，请运行：\n  {command}",
        "Your answers are not lost. To continue, run:\n  {command}",
    ),
    "interrupted": ("已中断，没有写入任何文件。", "Interrupted. No file was written."),
    "more-problems": ("改正以上问题后，可能还会发现其他问题。", "Fix these first; there may be more problems."),
    "stdout": ("标准输出", "standard output"),
    "cannot-read-or-write": ("iotcheck：无法读写{place}：{reason}", "iotcheck: cannot read or write {place}: {reason}"),
    "bug": (
        "iotcheck：程序内部错误（{kind}：{detail}）。这是程序的缺陷。加 --debug 可显示技术细节，请附在报告中。",
        "iotcheck: internal error ({kind}: {detail}). This is a bug. Run again with --debug and include the details in your report.",
    ),
    "clean": ("{file}：没有发现问题。", "{file}: no problems found."),
    "counts": (
        "错误 {errors} 个，警告 {warnings} 个，提示 {notices} 个。",
        "{errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, {notices} {notices:notice|notices}.",
    ),
    "new": (
        "已在 {folder} 写入 policies.yaml、cases.yaml 和供编辑器使用的 policies.schema.json。接下来可以运行：\niotcheck lint {file}\niotcheck test {file} --coverage\niotcheck assess --policies {file}",
        "Created policies.yaml, cases.yaml and, for editors, policies.schema.json in {folder}. Next, try:\niotcheck lint {file}\niotcheck test {file} --coverage\niotcheck assess --policies {file}",
    ),
    "why-and-mend": ("{why}{mend}", "{why} {mend}"),
    "head": (
        "{title}：答案文件\n去掉行首的 #，把值改成您的答案。不知道写 null，不回答的不用改。\n用法：iotcheck assess --answers 本文件",
        "{title}: answers file\nTo answer a question, remove the # and change the value. Write null for don't know. Leave the others as they are.\nThen run: iotcheck assess --answers THIS-FILE",
    ),
}
