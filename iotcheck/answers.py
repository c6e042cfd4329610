"""Answers in files and on the command line: text in, typed values by fact out, every value through `Fact.parse`.

A file is a mapping of facts, by id or label, to values in YAML or JSON, or an earlier JSON result. null is *don't
know*, an absent fact was *not asked*.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from iotcheck.errors import DataError, FoundProblems, Location, Problem, UsageError
from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.model.facts import fold
from iotcheck.model.policies import unknown_fact
from iotcheck.reader import Mapping as MappingNode
from iotcheck.reader import Node, Scalar, Sequence, decode, json_value, not_a_mapping, read, read_json
from iotcheck.values import (
    DONT_KNOW_WORDS,
    FALSE_WORDS,
    MAX_DIGITS,
    NOTHING_WORDS,
    TRUE_WORDS,
    BadValueError,
    Number,
    Value,
)

# Numbers that programs compute have up to 17 digits, of which 15 are certain: 33.33333333333333 is a third of 100.
_COMPUTED = re.compile(r"(?<![\d.])\d{1,14}\.\d{2,}(?![\d.])")
_CERTAIN = Context(prec=MAX_DIGITS)
_MAX_COMPUTED = 17
_WITH_NOTHING = (FactType.BOOLEAN, FactType.CHOICES)

Answers = dict[str, Value | None]


class AnswersFile(NamedTuple):
    """What an answers file holds: the answers, problems that were passed over, and the earlier result if it is one."""

    answers: Answers
    problems: tuple[Problem, ...] = ()
    earlier: Mapping[str, Any] | None = None


def read_answers(data: bytes, file: str, policies: PolicySet, *, lenient: bool = False) -> AnswersFile:
    """Read an answers file (YAML or JSON), or an earlier JSON result.

    Raise DataError with every problem. With `lenient`, or for a result made from another version of the policy file,
    facts and choices that no longer exist are passed over and returned as warnings instead.
    """
    text = decode(data, file)
    earlier: Mapping[str, Any] | None = None
    if text.lstrip()[:1] == "{" and (root := read_json(text, file)) is not None:
        node: Node | None = root
        if isinstance(root, MappingNode) and "schema_version" in root.entries:
            earlier = json_value(root)
            node = root.get("answers") or Scalar(root.file, root.line, root.column, "null", False)
            policies_part = earlier.get("policies")
            known = policies_part.get("sha256") if isinstance(policies_part, dict) else None
            lenient = lenient or known != policies.sha256
        problems: list[Problem] = []
    else:
        node, problems = read(text, file)
    answers: Answers = {}
    if node is not None:
        answers, more = answers_from(node, policies)
        problems.extend(more)
    outdated = {"unknown-fact", "unknown-choice"} if lenient else set()
    if any(problem.code not in outdated for problem in problems):
        raise DataError(problems)
    warnings = tuple(problem._replace(severity="warning") for problem in problems)
    return AnswersFile(answers, warnings, earlier)


def answers_from(node: Node, policies: PolicySet) -> tuple[Answers, list[Problem]]:
    """Return the answers that a mapping of facts to values states, in the file's order, and all problems in it."""
    answers: Answers = {}
    problems = FoundProblems()
    if isinstance(node, MappingNode):
        for key, (key_node, value) in node.entries.items():
            _take(answers, problems, policies, key, key_node, value)
    else:
        problems.append(not_a_mapping(node))
    return in_file_order(policies, answers), problems


def parse_answer(policies: PolicySet, assignment: str) -> tuple[str, Value | None]:
    """Parse `fact=value` as `--set` takes it, the fact by its id or a label.

    Raise UsageError if it is no such thing, DataError if it is wrong.
    """
    written, equals, text = assignment.partition("=")
    place = Location(f"--set {assignment}")
    if not equals:
        raise UsageError([Problem(Location("--set"), "not-an-assignment", {"text": assignment})])
    name = policies.find_fact(written)
    if name is None:
        labels = [fact.label for fact in policies.facts.values()]
        raise DataError([unknown_fact(place, written.strip(), policies.fact_names(), labels)])
    try:
        return name, parse_text(policies.facts[name], text, policies.currency)
    except BadValueError as error:
        raise DataError([Problem(place, error.code, error.params)]) from None


def parse_text(fact: Fact, text: str, currency: str, scale: Number = 1) -> Value | None:
    """Parse what someone wrote for a fact, None for *don't know*; raise BadValueError.

    A number without a unit is multiplied by `scale`.
    """
    word = _word(text)
    is_open = word in DONT_KNOW_WORDS or (word in NOTHING_WORDS and fact.type not in _WITH_NOTHING)
    if is_open and fact.find_choice(text) is None:  # a choice may be called 不适用
        return None
    if fact.type is FactType.BOOLEAN:
        text = word if word in TRUE_WORDS | FALSE_WORDS else text
    if fact.type.numeric:
        text = _COMPUTED.sub(_rounded, text)
    return fact.parse(text, currency, scale)


def _word(text: str) -> str:
    """Return a text as words are compared: (不 详) is 不详, and N / A is n/a."""
    word = fold(text).strip("()[]。 \ufe0f")  # the last asks for a sign as a picture: ✔️
    return word if re.search(r"[a-z] [a-z]", word) else word.replace(" ", "")


def late_days(policies: PolicySet, answers: Mapping[str, Value | None], as_of: date) -> list[Problem]:
    """Return a notice for each answer that is a day after the day of assessment, though nothing says that it may be.

    Where the policy file says that it may not (`max: today`) it is an error; so is an earlier day with `min: today`.
    """
    problems = []
    for name, value in answers.items():
        fact = policies.facts[name]
        params = {"name": fact.label, "day": value, "as_of": as_of}
        try:
            if fact.check_day(value, as_of):
                problems.append(Problem(Location(name), "day-later", params, "notice"))
        except BadValueError as error:
            problems.append(Problem(Location(name), error.code, error.params))
    return problems


def in_file_order(policies: PolicySet, answers: Mapping[str, Value | None]) -> Answers:
    """Return the answers in the order of the policy file's facts."""
    return {name: answers[name] for name in policies.facts if name in answers}


def write_answers(policies: PolicySet, answers: Mapping[str, Value | None], language: str) -> str:
    """Return an answers file in YAML that `read_answers` reads back, each line with its question's label."""
    lines = [f"# {policies.title.in_language(language)} ({policies.id}, {policies.as_of})".replace("\n", " ")]
    for name, value in in_file_order(policies, answers).items():
        label = " ".join(policies.facts[name].label.in_language(language).split())
        lines.append(f"{name}: {_yaml_value(value)}  # {label}")
    return "\n".join(lines) + "\n"


def plain_value(value: Value | None) -> Any:
    """Return a value as JSON has it: choices as a list, days as ISO text, decimals as numbers of the same digits."""
    match value:
        case tuple():
            return list(value)
        case date():
            return value.isoformat()
        case Fraction():
            # An answer has at most 15 digits, and the shortest float the same ones; amounts are rounded to 17.
            return value.numerator if value.denominator == 1 else float(value)
        case _:
            return value


def written_value(value: Value | None) -> str:
    """Return a value as `--set` takes it."""
    match value:
        case None:
            return "?"
        case ():
            return "none"
        case bool():
            return str(value).lower()
        case tuple():
            return ",".join(value)
        case Fraction():
            return json.dumps(float(value))
        case _:
            return str(value)


def _take(
    answers: Answers, problems: list[Problem], policies: PolicySet, key: str, key_node: Scalar, value: Node
) -> None:
    name = policies.find_fact(key)
    if name is None:
        labels = [fact.label for fact in policies.facts.values()]
        problems.append(unknown_fact(key_node.location, key, policies.fact_names(), labels))
        return
    if name in answers:
        problems.append(Problem(key_node.location, "answered-twice", {"name": key}))
        return
    fact = policies.facts[name]
    try:
        if isinstance(value, Sequence) and fact.type is FactType.CHOICES:
            answers[name] = fact.check(tuple(_choice(fact, item) for item in value.items))
        elif isinstance(value, Scalar):
            answers[name] = None if value.null else parse_text(fact, value.text, policies.currency)
        else:
            problems.append(Problem(value.location, "expected-text"))
    except BadValueError as error:
        problems.append(Problem(value.location, error.code, error.params))


def _choice(fact: Fact, node: Node) -> str:
    text = node.text if isinstance(node, Scalar) else ""
    choice = fact.find_choice(text)
    if choice is None:
        raise BadValueError("unknown-choice", name=text.strip(), known=tuple(fact.choices.values()))
    return choice


def _rounded(match: re.Match[str]) -> str:
    """Return a computed number with its certain digits; any other as it is."""
    digits = match[0].replace(".", "").strip("0")
    return format(_CERTAIN.plus(Decimal(match[0])), "f") if MAX_DIGITS < len(digits) <= _MAX_COMPUTED else match[0]


def _yaml_value(value: Value | None) -> str:
    if value is None:
        return "null"
    return "[" + ", ".join(value) + "]" if isinstance(value, tuple) else written_value(value)
