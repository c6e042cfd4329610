"""What the entry point says: how a run ended, and what was wrong with the command line."""

SENTENCES: dict[str, tuple[str, str]] = {
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
}
