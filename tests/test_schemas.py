"""The JSON Schemas: they accept whatever the loader accepts, and see structural faults; the output is as they say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from iotcheck.answers import plain_value
from iotcheck.engine import assess
from iotcheck.loader import load, load_file
from iotcheck.loader.comparisons import COMPARISON_FORMS, COMPARISONS
from iotcheck.loader.format import OPERATORS
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.model import PolicySet
from iotcheck.render.json import assessment
from iotcheck.schemas import NAMES, answers_schema, assessment_schema, policies_schema, schema_text
from tests.refusals import placed
from tests.samples import ROOT, STARTER, as_an_editor_reads, laid_over, problems_of
from tests.small import Document, yaml_text
from tests.strategies import Answers, documents, domain, policy_sets_with_answers

FILES = [ROOT / "data" / "policies.yaml", ROOT / "tests" / "data" / "second" / "policies.yaml", STARTER]


_SIZES = ("micro", "small", "medium", "large")  # of the starter file


def faults(schema: dict[str, Any], document: Any) -> list[str]:
    """Return where a document breaks a schema, and how."""
    found = Draft202012Validator(schema).iter_errors(document)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_a_schema(name: str) -> None:
    """What `iotcheck schema` prints is valid JSON Schema of draft 2020-12."""
    schema = json.loads(schema_text(name, load(STARTER.read_bytes(), "starter.yaml")))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_files_that_ship_are_as_the_schema_says(path: Path) -> None:
    """An editor has nothing to complain of."""
    assert faults(policies_schema(), as_an_editor_reads(path.read_text(encoding="utf-8"))) == []


@given(documents())
def test_whatever_the_loader_accepts_the_schema_accepts(document: Document) -> None:
    """Random valid files, read as an editor reads them."""
    assert faults(policies_schema(), as_an_editor_reads(yaml_text(document))) == []


@given(policy_sets_with_answers())
def test_random_answers_and_their_results_are_as_the_schemas_say(drawn: tuple[PolicySet, Answers]) -> None:
    """Values as results hold them fit the file's own schema of answers, and the results that of assessments."""
    policies, answers = drawn
    document = json.loads(json.dumps(assessment(assess(policies, answers), policies.languages[0], explain=True)))
    assert faults(closed(assessment_schema()), document) == []
    assert faults(answers_schema(policies), document["answers"]) == []


def test_every_operator_comparison_and_form_of_amount_has_an_example_that_both_accept() -> None:
    """The examples of the table of shapes load, in the starter file, and are as the schema says."""
    named = "conditions:\n  sample: {{text: {{zh: 例, en: Sample}}, {}}}\n".format
    sizes = ", ".join(f"{size}: {{zh: {size}, en: {size}}}" for size in _SIZES)
    another = f"    label: {{zh: 去年规模, en: Size before}}\n    choices: {{{sizes}}}\n"
    another = f"facts:\n  size_before:\n    type: choice\n    ask: {{zh: 何, en: Which}}\n{another}"
    samples = [another + named(form.example) for forms in (OPERATORS, COMPARISON_FORMS) for form in forms.values()]
    samples += [f"amounts:\n  sample: {form.example}\n" for name, form in AMOUNT_FORMS.items() if name != "range"]
    texts = [*map(laid_over, samples), placed("edition", f"ceiling: {AMOUNT_FORMS['range'].example}")]
    for sample, text in zip([*samples, "range"], texts, strict=True):
        assert "sample" in text
        assert [(problem.code, sample) for problem in problems_of(text)] == []
        assert faults(policies_schema(), as_an_editor_reads(text)) == []


def test_the_table_of_shapes_names_every_comparison() -> None:
    """No type of fact has a comparison without words, and none is described in vain."""
    assert set(COMPARISON_FORMS) == {name for names in COMPARISONS.values() for name in names}


@pytest.mark.parametrize(
    "fragment",
    [
        "title: 1\nlanguages: [en]\n",
        "sources:\n  s: {title: {zh: 1, en: no}, number: 52, date: 2019-05-31, checked: '2024-01-01'}\n",
        "facts:\n  f: {type: choice, ask: {zh: a, en: b}, label: {zh: a, en: b},\n"
        "    choices: {1: {zh: 一, en: one}, no: {zh: 否, en: nay}}}\n"
        "conditions:\n  c: {text: {zh: c, en: d}, any: [{f: 1}, {f: [no, 1]}, {registered: true}]}\n",
        "facts:\n  f: {type: money, ask: {zh: a, en: b}, label: {zh: a, en: b},\n"
        "    min: 100万元, max: 5亿元, changeable: false}\n"
        "conditions:\n  c: {text: {zh: c, en: d}, any: [{f: '3,000,000元'}, {f: 3000000}, {f: {less_than: ¥300万}}]}\n",
        "facts:\n  f: {type: choices, ask: {zh: a, en: b}, label: {zh: a, en: b},\n"
        "    choices: {a: {zh: a, en: a}}, min: 0, max: 1}\n",
        "facts:\n  f: {type: date, ask: {zh: a, en: b}, label: {zh: a, en: b}, min: 1990-01-01}\n"
        "conditions:\n  c: {text: {zh: c, en: d}, any: [{f: 2019-05-31}, {f: [2019-05-31]}]}\n",
        "amounts:\n  a: {quotient: [{difference: [revenue, 0.5]}, -2]}\n  b: {quotient: [1, 0.5]}\n  c: -1\n",
        "programs:\n  p:\n    title: {zh: 题, en: t}\n    agency: [science]\n    support: grant\n    editions:\n"
        "      - {status: plan, confidence: official, when: everyone, ceiling: none, source: {document: s}}\n"
        "sources:\n  s: {title: {zh: 题, en: t}}\n",
    ],
)
def test_scalars_may_come_as_any_type_of_yaml(fragment: str) -> None:
    """What the loader types by its place, the schema takes as an editor's parser types it by its looks."""
    text = laid_over(fragment)
    if "languages" not in fragment:
        assert problems_of(text) == []
    assert faults(policies_schema(), as_an_editor_reads(text)) == []


def test_the_answers_schema_takes_every_value_of_a_fact_and_no_other() -> None:
    """For each type: what results and saved answers hold is fine, and a typical slip is seen."""
    policies = load(STARTER.read_bytes(), "starter.yaml")
    schema = answers_schema(policies)
    good: dict[str, list[Any]] = {
        "registered": [True, False, "yes", "是", None, "?", "不知道"],
        "size": ["micro", "large", "Micro", "微型", None],
        "fields": [[], ["sensors"], ["sensors", "software"], "sensors", ["传感器"], None],
        "founded": ["2019-05-31", "2019年5月31日", "2019/5/1", None],
        "revenue": [0, 3000000, 0.5, "300万元", None],
        "staff": [1, 300, "20人", None],
        "growth": [-100, 20.5, "-3", None],
    }
    bad: dict[str, list[Any]] = {
        "registered": ["perhaps", 3],
        "size": ["tiny", ["micro"], 1],
        "fields": [["sensors", "sensors"], ["radar"], {"sensors": True}],
        "founded": ["yesterday", 2019.5],
        "revenue": [-1, "much", True],
        "staff": [0, 1.5, "many"],
        "growth": [-101, [1]],
        "unheard_of": [1],
    }
    for fact, values in good.items():
        assert [(value, found) for value in values if (found := faults(schema, {fact: value}))] == []
    for fact, values in bad.items():
        assert [value for value in values if not faults(schema, {fact: value})] == []


def test_the_answers_schema_knows_a_facts_own_bounds() -> None:
    """How many may be chosen, which days and which numbers."""
    text = laid_over(
        "facts:\n"
        "  some: {type: choices, ask: {zh: a, en: b}, label: {zh: a, en: b}, min: 2, max: 2, choices: "
        "{a: {zh: a, en: a}, b: {zh: b, en: b}, c: {zh: c, en: c}}}\n"
        "  day: {type: date, ask: {zh: 日, en: day}, label: {zh: 日, en: day}, min: 2000-01-01, max: 2020-12-31}\n"
        "  share: {type: number, ask: {zh: 份, en: share}, label: {zh: 份, en: share}, min: 0.5, max: 99.5}\n"
        "  odd: {type: choice, ask: {zh: 怪, en: odd}, label: {zh: 怪, en: odd},\n"
        "    choices: {1: {zh: 一, en: one}, true: {zh: 真, en: sure}}}\n"
    )
    schema = answers_schema(load(text.encode(), "sample.yaml"))
    assert faults(schema, {"some": ["a", "b"], "day": "2001-02-03", "share": 0.5, "odd": 1}) == []
    assert faults(schema, {"odd": True}) == []
    for broken in ({"some": ["a"]}, {"some": "a"}, {"some": ["a", "b", "c"]}, {"share": 99.6}, {"share": 0.4}):
        assert faults(schema, broken) != [], broken
    assert "2020-12-31" in json.dumps(schema["properties"]["day"])


def sample_answers(policies: PolicySet) -> Iterator[Answers]:
    """Yield nothing asked, nothing known, and every fact at its first and at its last value."""
    yield {}
    yield dict.fromkeys(policies.facts)
    for place in (0, -1):
        yield {name: domain(fact)[place] for name, fact in policies.facts.items()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_assessments_are_as_the_schema_says_and_have_no_key_that_it_does_not_name(path: Path, language: str) -> None:
    """Output and answers agree with their schemas, the former even when no further key is allowed."""
    policies = load_file(str(path))
    schema = closed(assessment_schema())
    for answers in sample_answers(policies):
        document = json.loads(json.dumps(assessment(assess(policies, answers), language, explain=True)))
        assert faults(schema, document) == []
        assert faults(answers_schema(policies), {name: plain_value(value) for name, value in answers.items()}) == []


def closed(schema: Any) -> Any:
    """Return a schema that admits no property without a name in it."""
    if isinstance(schema, dict):
        tight = {key: closed(value) for key, value in schema.items()}
        return {"additionalProperties": False, **tight} if schema.get("type") == "object" else tight
    return [closed(one) for one in schema] if isinstance(schema, list) else schema


CONDITION = "conditions:\n  sample: {{text: {{zh: 例, en: Sample}}, {}}}\n".format


@pytest.mark.parametrize(
    ("fragment", "code"),
    [
        ("agency: science\n", "unknown-key"),
        ("as_of: yesterday\n", "not-a-date"),
        ("sources:\n  s: {title: {zh: 题}}\n", "missing-language"),
        ("sources:\n  s: {title: {zh: 题, en: t}, url: example.org}\n", "not-a-url"),
        ("supports:\n  none: {zh: 无偿, en: Free}\n", "reserved-id"),
        ("supports:\n  Big: {zh: 大, en: Big}\n", "bad-id"),
        ("facts:\n  f: {type: choice, ask: {zh: 问, en: ask}}\n", "missing-key"),
        (
            "facts:\n  f: {type: boolean, ask: {zh: 问, en: ask}, label: {zh: 问, en: ask}, min: 1}\n",
            "key-for-other-types",
        ),
        ("facts:\n  f: {type: text, ask: {zh: 问, en: ask}}\n", "unknown-word"),
        (CONDITION("met: small, registered: true"), "not-one-operator"),
        (CONDITION("all: []"), "empty-list"),
        (CONDITION("staff: {around: 5}"), "not-for-this-type"),
        (CONDITION("staff: {between: [1]}"), "wrong-length"),
        ("amounts:\n  a: {product: [1, 2]}\n", "unknown-amount-form"),
        ("amounts:\n  a: unstated\n", "whole-ceiling-only"),
        ("amounts:\n  a: {quotient: [1, 0]}\n", "bad-divisor"),
        ("amounts:\n  a: {cases: [{when: {registered: true}, then: 1}]}\n", "otherwise-missing"),
    ],
)
def test_structural_faults_are_seen_by_both(fragment: str, code: str) -> None:
    """The loader names the fault, and the schema refuses the document."""
    text = laid_over(fragment)
    assert code in {problem.code for problem in problems_of(text)}
    assert faults(policies_schema(), as_an_editor_reads(text)) != []


@pytest.mark.parametrize(
    ("fragment", "code"),
    [
        (CONDITION("regstered: true"), "unknown-fact"),
        (CONDITION("met: large"), "unknown-condition"),
        (CONDITION("size: tiny"), "unknown-choice"),
        (CONDITION("not: {confirm: {zh: 问, en: ask}}"), "confirm-under-not"),
        ("amounts:\n  a: {amount_of: a}\n", "circle"),
        ("amounts:\n  a: registered\n", "not-a-numeric-fact"),
        (
            "facts:\n  f: {type: count, ask: {zh: 问, en: ask}, label: {zh: 问, en: ask}, min: 5, max: 4}\n",
            "min-above-max",
        ),
    ],
)
def test_references_circles_and_ranges_are_the_loaders_alone(fragment: str, code: str) -> None:
    """A schema cannot see them: it accepts the document, the loader does not."""
    text = laid_over(fragment)
    assert code in {problem.code for problem in problems_of(text)}
    assert faults(policies_schema(), as_an_editor_reads(text)) == []
