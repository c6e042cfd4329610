"""The random policy files themselves: valid, and varied enough for the laws that rest on them to mean something."""

import json
import re

import pytest
from hypothesis import given, settings

from iotcheck.engine import Verdict, assess
from iotcheck.loader.comparisons import COMPARISONS
from iotcheck.loader.format import OPERATORS, RECORDS
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.model import FactType, PolicySet, Status
from tests.small import Document, fact, loaded, policies, yaml_text
from tests.strategies import Answers, completions, documents, domain, policy_sets_with_answers


@pytest.mark.thorough
def test_random_files_use_the_whole_format() -> None:
    """Every operator, comparison, form of amount, type, status and optional key turns up in some hundred files."""
    seen: list[str] = []

    @settings(max_examples=500, derandomize=True, database=None)
    @given(documents())
    def look(document: Document) -> None:
        loaded(yaml_text(document))
        seen.append(yaml_text(document))

    look()
    words = set(re.findall(r"[a-z_]+", "\n".join(seen)))
    comparisons = {name for names in COMPARISONS.values() for name in names}
    forms = {key for form in AMOUNT_FORMS.values() for key in form.keys}
    rare = {
        "topic",
        "url",
        "issuer",
        "checked",
        "next_steps",
        "sha256",
        "reviewed",
        "reading",
    }  # texts and dates that nothing depends on
    rare.add("include")  # tests/test_pieces.py cuts whole files
    keys = {key for name, record in RECORDS.items() for key in record} - rare
    wanted = (
        comparisons | forms | keys | set(OPERATORS) | set(FactType) | set(Status) | {"everyone", "unstated", "none"}
    )
    assert wanted - words == set()


@pytest.mark.thorough
def test_random_answers_reach_every_verdict() -> None:
    """Eligible, conditional, undetermined, ineligible, and none at all."""
    seen: set[Verdict | None] = set()

    @settings(max_examples=200, derandomize=True, database=None)
    @given(policy_sets_with_answers())
    def look(drawn: tuple[PolicySet, Answers]) -> None:
        seen.update(report.verdict for report in assess(*drawn).programs)

    look()
    assert seen == {*Verdict, None}


@given(documents())
def test_a_file_means_the_same_in_flow_style(document: Document) -> None:
    """JSON is YAML too: places and checksum aside, the same policy set comes of it."""
    block, flow = loaded(yaml_text(document)), loaded(json.dumps(document, ensure_ascii=False))
    assert flow == block.replace(sha256=flow.sha256)


@given(policy_sets_with_answers())
def test_completions_answer_every_fact_and_change_no_answer(drawn: tuple[PolicySet, Answers]) -> None:
    """A completion keeps what is known, knows the rest, and stays within every fact's bounds."""
    policies, answers = drawn
    known = {name: value for name, value in answers.items() if value is not None}
    found = completions(policies, answers)
    distinct = {tuple(sorted(one.items(), key=lambda item: item[0])) for one in found}
    assert len(distinct) == len(found) > 0
    for one in found:
        assert one.keys() == policies.facts.keys()
        assert {name: one[name] for name in known} == known
        assert all(policies.facts[name].check(value) == value for name, value in one.items() if value is not None)


def test_domains_of_small_facts_are_complete() -> None:
    """A bounded count is all its numbers, a choices fact all the subsets that its bounds admit."""
    facts = policies({"number": fact("count", min=1, max=3), "some": fact("choices", "a b c", min=1, max=2)}).facts
    assert domain(facts["number"]) == (1, 2, 3)
    assert domain(facts["some"]) == (("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c"))
