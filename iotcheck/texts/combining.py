"""The sentences on combining programs: the rules, the best combination by amount, what it leaves out by which rule."""

from __future__ import annotations

from collections.abc import Iterable

from iotcheck.model.combining import AtMostOf, CombineRule, JointCap, LessBy
from iotcheck.texts import say
from iotcheck.texts.rules import Rules
from iotcheck.texts.values import listing

SENTENCES: dict[str, tuple[str, str]] = {
    "best": ("金额最高的组合", "Best combination by amount"),
    "and-others": ("{programs}，以及其他 {n} 个项目", "{programs}, and the {n} other {n:program|programs}"),
    "all": ("以上全部项目", "all of these programs"),
    "none": ("相互限制的项目中暂无可计入的", "none of the programs that rules join"),
    "without": ("未含：{program}（{rule}）", "leaves out {program}: {rule}"),
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
    # what a rule says
    "rules": ("同时享受的规定", "Combining with other programs"),
    "one-of": ("{programs}，只能享受其中一项", "only one of {programs}"),
    "at-most": ("{programs}，最多享受其中 {n} 项", "at most {n} of {programs}"),
    "cap": ("{programs}，合计不超过{amount}", "{programs}: {amount} at most in total"),
    "less": ("{first}的金额须扣除{second}的金额", "the amount of {second} is taken off that of {first}"),
    "before": ("享受{second}须同时享受{first}", "{second} only together with {first}"),
    "only-for": ("{rule}（仅限：{condition}）", "{rule} (only if: {condition})"),
}


def heading(language: str) -> str:
    """Return the heading of the rules on combining that are about a program."""
    return say(language, "combining.rules")


def in_words(rules: Rules, rule: CombineRule) -> str:
    """Return what a rule says of its programs, by their titles, and of whom it holds."""
    language = rules.language
    titles = [rules.policies.programs[name].title.in_language(language) for name in rule.programs]
    one_of = isinstance(rule, AtMostOf) and rule.count == 1
    named = listing(language, titles, "or" if one_of and language != "zh" else "and")
    match rule:
        case AtMostOf(count=count):
            said = say(language, "combining.one-of" if one_of else "combining.at-most", programs=named, n=count)
        case JointCap(amount=amount):
            words = rules.formulas.amount(amount, money=True)
            said = say(language, "combining.cap", programs=named, amount=words)
        case _:
            key = "less" if isinstance(rule, LessBy) else "before"
            said = say(language, f"combining.{key}", first=titles[0], second=titles[1])
    if rule.when is None:
        return said
    return say(language, "combining.only-for", rule=said, condition=rules.phrase(rule.when))


def naming(rules: Iterable[CombineRule], program: str) -> list[CombineRule]:
    """Return the rules that name a program, in the file's order."""
    return [rule for rule in rules if program in rule.programs]
