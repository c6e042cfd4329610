"""What `iotcheck assess` says beside its result: how to get it again, how to go on."""

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
}
