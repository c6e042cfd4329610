"""What lint says of when one can apply for programs, and of rules on combining them."""

from iotcheck.texts.lint_sources import Saying

PROGRAMS: dict[str, Saying] = {
    "window-outside-edition": Saying(
        ("申报时间超出了版本的有效期", "this application window extends beyond its edition"),
        ("超出的日期适用另一个版本，那里没有这次申报时间。", "On those dates another edition, or none, is in force."),
        ("改正日期，或移到相应的版本。", "Correct the dates, or move the window to the right edition."),
    ),
    "windows-overlap": Saying(
        ("与第 {line} 行的申报时间重叠", "this application window overlaps with the one on line {line}"),
        ("重叠期间以较晚的截止日期为准。", "While both are open, the later deadline applies."),
        ("改正日期，或合并为一次。", "Correct the dates, or merge the two."),
    ),
    "combines-too-few": Saying(
        (
            "这条规定只涉及 {n} 个项目，不会限制什么",
            "this rule is about {n} {n:program|programs} only and limits nothing",
        ),
        ("可能漏写了项目，或个数写大了。", "A program is probably missing, or the number is too large."),
        ("补上项目，或改正个数；不需要就删除。", "Add the program or correct the number, or delete the rule."),
    ),
    "combination-never-limits": Saying(
        ("这条关于同时享受的规定永远不起作用", "this rule on combining programs can never limit anything"),
        (
            "没有申报单位能同时符合这些项目，或限额高于各项目最高金额之和。",
            "No applicant can be eligible for these programs together, or the limit exceeds the sum of their maximums.",
        ),
        (
            "检查项目、条件和限额；不需要就删除。",
            "Check the programs, their conditions and the limit, or delete the rule.",
        ),
    ),
}
