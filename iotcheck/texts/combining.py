"""The sentences on combining programs: the best combination by amount, and what it leaves out by which rule."""

SENTENCES: dict[str, tuple[str, str]] = {
    "best": ("金额最高的组合", "Best combination by amount"),
    "and-others": ("{programs}，以及其他 {n} 个项目", "{programs}, and the {n} other {n:program|programs}"),
    "all": ("以上全部项目", "all of these programs"),
    "none": ("相互限制的项目中暂无可计入的", "none of the programs that rules join"),
    "without": ("未含：{program}（{rule}）", "without {program}: {rule}"),
    "adds": ("{program}计 {amount}（{rule}）", "{program} adds {amount}: {rule}"),
    "not-compared": (
        "{program}未写明金额，无法比较（{rule}）",
        "{program} states no amount and is not compared: {rule}",
    ),
    "rule": ("“{text}”", "“{text}”"),
    "open": ("组合尚未确定，取决于：{facts}", "not settled yet: it depends on {facts}"),
    "open-otherwise": ("组合尚未确定，取决于须核实的事项", "not settled yet: it depends on what is left to confirm"),
    "may-change": ("{programs}如果也符合条件，组合可能改变", "{programs} may change it, if eligible"),
    "not-exact": (
        "可能的组合太多，没有逐一比较，合计以范围表示",
        "there are too many combinations to compare them all: the sum is given as a range",
    ),
    "next": ("；", "; "),
    "in-best": ("金额最高的组合：{said}。", "Best combination by amount: {said}."),
    # of one program
    "in": ("计入", "part of it"),
    "out": ("未含", "left out"),
    "uncompared": ("无法比较", "not compared"),
    "perhaps": ("尚未确定", "not settled yet"),
}
