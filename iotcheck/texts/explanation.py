"""Why: truths in words, what was answered against what is asked, what blocks a program."""

import re
from collections.abc import Iterator

from iotcheck.engine import AmountTrace, Evaluation, Report, Trace
from iotcheck.logic import Truth
from iotcheck.model import (
    Cases,
    Compares,
    ComparesDate,
    Constant,
    FactAmount,
    GrantOf,
    PolicySet,
    Selects,
    TableLookup,
)
from iotcheck.model.guards import IfAsked
from iotcheck.model.lookups import ChoiceKey, DaysCompared, Key, LengthInTable, Lookup, SameAs, TableCondition
from iotcheck.texts import lookups, say
from iotcheck.texts import values as words
from iotcheck.texts.formulas import Formulas
from iotcheck.texts.refusals import facts_in
from iotcheck.texts.rules import Rules

SENTENCES: dict[str, tuple[str, str]] = {
    "above": ("见上文", "as above"),
    "heading": ("逐项说明", "Why"),
    "file": ("行号指 {file}", "Lines are those of {file}"),
    "folder": ("以上各文件在文件夹 {folder}", "These files are in the folder {folder}"),
    "line": ("第 {n} 行", "line {n}"),
    "line-of-piece": ("{file} 第 {n} 行", "{file} line {n}"),
    "true": ("满足", "met"),
    "false": ("不满足", "not met"),
    "unknown": ("未知", "not known"),
    "confirm": ("待核实", "needs confirmation"),
    "holds": ("{word}：{phrase}", "{word}: {phrase}"),
    "not-asked": ("未提问，按“{value}”计", "not asked, counts as: {value}"),
    "answered": ("回答：{value}", "answered: {value}"),
    "is": ("{label}：{value}", "{label}: {value}"),
    "computed": ("{formula} = {value}", "{formula} = {value}"),
    "by-grant": ("“{title}”的资助 = {value}", "the grant of “{title}” = {value}"),
    "by-case": ("{value}（按以下情形）", "{value}, in this case"),
    "by-table": ("{value}（按{label}：{answer}）", "{value}, by {label}: {answer}"),
    "by-keys": ("{value}（按{keys}）", "{value}, by {keys}"),
    "key": ("{label}：{answer}", "{label}: {answer}"),
    # the short answer
    "blocked-by": ("不符合，未满足：{phrase}", "not eligible, not met: {phrase}"),
    "blocked-by-one": (
        "不符合；满足下列任意一组，即可排除该障碍：",
        "not eligible; one of these would have to change:",
    ),
    "together": ("同时满足：{phrases}", "all of these: {phrases}"),
    "waits-for": ("信息不足，取决于：{facts}", "undetermined: depends on {facts}"),
    "to-confirm": ("符合，但需核实：{questions}", "eligible if this is confirmed: {questions}"),
    "eligible": ("符合：所有条件都已满足", "eligible: all conditions are met"),
    "background": ("背景资料，没有需要判断的条件", "background: no conditions to check"),
    "ceiling": ("资助额度：{amount}", "maximum: {amount}"),
    "ceiling-if": ("如符合条件，资助额度：{amount}", "maximum if eligible: {amount}"),
    "next": ("；", "; "),
}


def lines_of(language: str, policies: PolicySet, *, whole: bool) -> str:
    """Return which file the numbers of lines are those of: with its whole path, or by name for others to read.

    Where a file has pieces, each line is named with its own: what is left to say is the folder, if that is shown at all.
    """
    path = policies.location.file
    if not policies.pieces:
        return say(language, "explanation.file", file=path if whole else file_name(path))
    folder = path[: -len(file_name(path))]
    return say(language, "explanation.folder", folder=folder) if whole and folder else ""


def file_name(path: str) -> str:
    """Return a file's name without its folder."""
    return re.split(r"[/\\]", path)[-1]


def observations(report: Report, language: str, trace: Trace) -> Iterator[str]:
    """Yield what was answered to the facts of a leaf, and what its amounts come to; nothing for groups."""
    match trace.condition:
        case (
            LengthInTable(fact=fact, date=other) | SameAs(fact=fact, other=other) | DaysCompared(fact=fact, other=other)
        ):
            for name in (fact, other):
                label = report.policies.facts[name].label.in_language(language)
                value = say(language, "explanation.is", label=label, value=_answer(report, language, name))
                yield say(language, "explanation.answered", value=value)
        case Selects(fact=fact) | ComparesDate(fact=fact) | TableCondition(fact=fact):
            yield say(language, "explanation.answered", value=_answer(report, language, fact))
        case IfAsked(fact=fact, guard=guard):
            evaluated = Evaluation(report.policies, report.answers, report.as_of).condition(guard)
            if evaluated.truth is Truth.FALSE:
                asked = report.policies.facts[fact]
                value = words.fact_value(language, asked, asked.otherwise, report.policies.currency)
                yield say(language, "explanation.not-asked", value=value)
            else:
                yield say(language, "explanation.answered", value=_answer(report, language, fact))
        case Compares():
            used = {fact for operand in trace.operands for fact in facts_in(operand)}
            for fact in (one for one in report.policies.facts if one in used):
                value = _answer(report, language, fact)
                if len(used) > 1:
                    label = report.policies.facts[fact].label.in_language(language)
                    value = say(language, "explanation.is", label=label, value=value)
                yield say(language, "explanation.answered", value=value)
            for operand in trace.operands:
                if not isinstance(operand.amount, Constant | FactAmount):
                    yield _computed(report, language, operand)
        case _:
            return


def step(report: Report, language: str, trace: AmountTrace) -> str:
    """Return one step of a computation: a fact with its answer, or a form with what it comes to."""
    formulas = Rules(report.policies, language).formulas
    value = formulas.interval(trace, money=formulas.is_money(trace.amount))
    match trace.amount:
        case FactAmount(fact=fact) | TableLookup(fact=fact):
            label, answer = report.policies.facts[fact].label.in_language(language), _answer(report, language, fact)
            if isinstance(trace.amount, FactAmount):
                return say(language, "explanation.is", label=label, value=answer)
            return say(language, "explanation.by-table", label=label, answer=answer, value=value)
        case Lookup(keys=keys):
            said = [_key(report, language, formulas, key) for key in keys]
            return say(language, "explanation.by-keys", keys=words.listing(language, said), value=value)
        case GrantOf(program=program):
            title = report.policies.programs[program].title.in_language(language)
            return say(language, "explanation.by-grant", title=title, value=value)
        case Cases():
            return say(language, "explanation.by-case", value=value)
        case _:
            return _computed(report, language, trace)


def _key(report: Report, language: str, formulas: Formulas, key: Key) -> str:
    label = lookups.label(formulas, language, key)
    if isinstance(key, ChoiceKey):
        return say(language, "explanation.key", label=label, answer=_answer(report, language, key.fact))
    return label


def _answer(report: Report, language: str, fact: str) -> str:
    return words.answer(language, report.policies.facts[fact], report.answers, report.policies.currency)


def _computed(report: Report, language: str, trace: AmountTrace) -> str:
    formulas = Rules(report.policies, language).formulas
    money = formulas.is_money(trace.amount)
    formula, value = formulas.computation(trace, money=money), formulas.interval(trace, money=money)
    return say(language, "explanation.computed", formula=formula, value=value)
