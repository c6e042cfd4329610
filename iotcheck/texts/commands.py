"""What commands say beside their results."""

SENTENCES: dict[str, tuple[str, str]] = {
    "nothing-asked": (
        "没有提问：标准输入不是终端，其中的内容也没有读取。要给出答案，请用 --answers 文件（--answers - 从标准输入读取）或 --set。",
        "Nothing was asked: standard input is not a terminal, and was not read. "
        "Give answers with --answers FILE (--answers - reads standard input) or with --set.",
    ),
    "same-result": (
        "不再提问、直接得到同样结果的命令：\n  {command}",
        "The same result without questions:\n  {command}",
    ),
    "saved": (
        "答案已存入 {file}。接着回答：\n  {command}",
        "Your answers are saved in {file}. To go on:\n  {command}",
    ),
    "resume": (
        "答案没有丢失。接着回答：\n  {command}",
        "Your answers are not lost. To go on:\n  {command}",
    ),
    "interrupted": ("已中断，没有写出任何文件。", "Interrupted; no file was written."),
    "more-problems": (
        "可能还有更多问题，请先改正以上各处。",
        "There may be more problems; mend these first.",
    ),
    "stdout": ("标准输出", "standard output"),
    "cannot-read-or-write": ("iotcheck：无法读写{place}：{reason}", "iotcheck: cannot read or write {place}: {reason}"),
    "bug": (
        "iotcheck：程序出错了（{kind}：{detail}）。这是程序的缺陷；加 --debug 可看到细节，请据此报告。",
        "iotcheck: something went wrong in the program itself ({kind}: {detail}). This is a bug; --debug shows the details "
        "that a report needs.",
    ),
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
    "head": (
        "{title}：答案文件\n去掉一行开头的 # 并改成您的答案。不知道的写 null，不回答的留着不动。\n"
        "用法：iotcheck assess --answers 本文件",
        "{title}: an answers file\nTo answer, take the # from the front of a line and change the value. null means don't know; "
        "leave alone what you do not want to answer.\nUse: iotcheck assess --answers THIS-FILE",
    ),
}
