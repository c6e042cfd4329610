"""The head of an empty answers file."""

SENTENCES: dict[str, tuple[str, str]] = {
    "head": (
        "{title}：答案文件\n去掉一行开头的 # 并改成您的答案。不知道的写 null，不回答的留着不动。\n"
        "用法：iotcheck assess --answers 本文件",
        "{title}: an answers file\nTo answer, take the # from the front of a line and change the value. null means don't know; "
        "leave alone what you do not want to answer.\nUse: iotcheck assess --answers THIS-FILE",
    ),
}
