"""Lint: every code fires where its sample says and nowhere else; the files at hand are clean; it never falls over."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from iotcheck.authoring.case_files import read_cases
from iotcheck.authoring.lint import SEVERITIES, lint
from iotcheck.loader import load, load_whole, read_file
from iotcheck.model import PolicySet
from iotcheck.reader import read
from iotcheck.texts import LANGUAGES, problem_text, say
from iotcheck.texts.lint import SENTENCES
from tests.samples import ROOT, STARTER, all_problems, laid_over, marked_lines, samples, starter_programs
from tests.small import Document, document, fact, policies
from tests.strategies import policy_sets

PAGE = samples((ROOT / "docs" / "problems.md").read_text(encoding="utf-8"))
SECOND = ROOT / "tests" / "data" / "second" / "policies.yaml"


def doubts(policy_set: PolicySet) -> list[str]:
    """Return the codes that lint finds, but for what small files of tests leave out on purpose."""
    found = [problem.code for problem in lint(policy_set)]
    return [code for code in found if code != "citation-without-place" and not code.startswith("unused")]


@pytest.mark.parametrize("code", SEVERITIES)
def test_every_code_fires_at_the_marked_line_of_its_sample_and_nothing_else_does(code: str) -> None:
    """The page's wrong sample has this problem alone, with its severity, and words for it in both languages."""
    problems = all_problems(PAGE[code].wrong, code)
    marked = marked_lines(laid_over(PAGE[code].wrong))
    assert [(problem.code, problem.severity) for problem in problems] == [(code, SEVERITIES[code])] * len(marked)
    assert [problem.location.line for problem in problems if problem.location] == marked != []
    for language in LANGUAGES:
        said = [
            problem_text(language, problems[0]),
            say(language, f"lint.why.{code}"),
            say(language, f"lint.mend.{code}"),
        ]
        assert all(said)
        assert all("{" not in text or "{amount" in text for text in said)


@pytest.mark.parametrize("code", [code for code in SEVERITIES if code != "program-without-case"])
def test_the_right_sample_of_a_code_has_no_problem_at_all(code: str) -> None:
    """What the page calls right is right."""
    assert all_problems(PAGE[code].right, code) == []


def test_a_case_settles_program_without_case() -> None:
    """The right sample is a file of cases: with it, the wrong one is right."""
    text = laid_over(PAGE["program-without-case"].wrong)
    policy_set = load(text.encode(), "policies.yaml")
    cases = read_cases(PAGE["program-without-case"].right.encode(), "cases.yaml", policy_set)
    tested = {program for case in cases for program in case.programs}
    assert lint(policy_set, tested=tested | starter_programs()) == []


def test_every_code_has_sentences_and_every_sentence_a_code() -> None:
    """No code without words, no words without a code, no section of the page in vain."""
    assert set(SENTENCES) == {f"{kind}{code}" for code in SEVERITIES for kind in ("", "why.", "mend.")}
    assert [code for code in PAGE if code in SEVERITIES] == sorted(SEVERITIES, key=list(PAGE).index)


@pytest.mark.parametrize("path", [ROOT / "data" / "policies.yaml", STARTER], ids=lambda path: path.parent.name)
def test_the_files_that_ship_are_clean(path: Path) -> None:
    """No error, no warning; a notice is no fault."""
    whole = read_file(str(path))
    policy_set = load_whole(whole)
    cases = read_cases(path.with_name("cases.yaml").read_bytes(), "cases.yaml", policy_set)
    tested = {program for case in cases for program in case.programs}
    found = lint(policy_set, whole.root, tested)
    assert [problem for problem in found if problem.severity != "notice"] == []


@settings(max_examples=100)
@given(policy_sets())
def test_lint_survives_every_file_that_loads(policy_set: PolicySet) -> None:
    """Random files have all sorts of problems; each has a place and a sentence in both languages."""
    found = lint(policy_set)
    for problem in found:
        assert problem.location is not None
        assert all(problem_text(language, problem) for language in LANGUAGES)
    assert len({(problem.location, problem.code) for problem in found}) == len(found)


def test_what_follows_from_a_problem_is_not_said_again() -> None:
    """Of a condition that is never true because of one leaf, the leaf is named, and the program that never applies."""
    when: Document = {"all": [{"flag": True}, {"any": [{"all": [{"staff": {"between": [9, 5]}}, {"flag": True}]}]}]}
    policy_set = policies({"flag": fact("boolean"), "staff": fact("count")}, when)
    assert sorted(doubts(policy_set)) == ["never-applicable", "never-true"]


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        ({"kind": ["x", "y", "z"]}, {"never-false"}),  # a choice in the list of all its choices
        ({"kind": {"none_of": ["x", "y", "z"]}}, {"never-applicable"}),
        ({"some": ["a", "b", "c"]}, set()),  # nothing chosen is possible
        ({"most": {"includes_all": ["a", "b"]}}, {"never-applicable"}),  # one at most
        ({"most": ["a", "b", "c"]}, {"never-false"}),  # one at least
        ({"day": {"before": "1999-12-31"}}, {"threshold-out-of-range", "never-applicable"}),
        ({"day": {"on_or_after": "2000-01-01"}}, {"never-false"}),  # the first possible day
        ({"day": {"years_before": 200}}, {"never-applicable"}),
        ({"day": {"years_before": 60}}, set()),  # not today, but one day
        ({"share": [5, 200]}, {"threshold-out-of-range"}),
        ({"share": {"between": [0, 100]}}, {"never-false"}),
        ({"compare": {"amount": 101, "less_than": "share"}}, {"threshold-out-of-range", "never-applicable"}),
    ],
)
def test_leaves_that_are_decided_while_their_fact_is_open(leaf: Document, expected: set[str]) -> None:
    """Each type of fact, at its ends."""
    facts = {
        "kind": fact("choice", "x y z"),
        "some": fact("choices", "a b c"),
        "most": fact("choices", "a b c", min=1, max=1),
        "day": fact("date", min="2000-01-01", max="2030-12-31"),
        "share": fact("number", min=0, max=100),
    }
    assert set(doubts(policies(facts, leaf))) == expected


def test_programs_that_are_never_open_ask_nothing() -> None:
    """A fact that only a plan looks at is pointed at, one that guards another fact of an open program is not."""
    facts = {
        "gate": fact("boolean"),
        "inner": fact("boolean", asked_if={"gate": True}),
    }
    assert doubts(policies(facts, {"all": [{"gate": True}, {"inner": True}]})) == []
    assert doubts(policies(facts, {"inner": True})) == ["forgotten-guard"]
    assert doubts(policies({"gate": fact("boolean")}, None)) == ["open-without-condition"]


def test_a_table_that_a_condition_looks_up_is_no_row_in_vain() -> None:
    """Rows may serve a threshold although no ceiling comes to them."""
    facts = {"kind": fact("choice", "x y z"), "staff": fact("count")}
    tables = {"limits": {"x": 10, "y": 20, "otherwise": 30}}
    when = {"staff": {"at_least": {"table": "limits", "by": "kind"}}}
    assert doubts(policies(facts, when, tables=tables)) == []


def test_periods_are_looked_at_as_results_choose_editions() -> None:
    """Three editions, one of them hidden for a while, with a gap before the last."""
    text = laid_over(
        "programs:\n  p:\n    title: {zh: 题, en: t}\n    support: grant\n    editions:\n"
        + "".join(
            f"      - {{from: {start}, until: {until}, status: in_force, confidence: official, when: everyone,"
            " ceiling: none, source: {document: measures-2024, section: 附则}}\n"
            for start, until in (
                ("2020-01-01", "2020-12-31"),
                ("2020-03-01", "2020-06-30"),
                ("2022-01-01", "2022-12-31"),
            )
        )
    )
    found = lint(load(text.encode(), "sample.yaml"))
    assert [problem.code for problem in found] == ["editions-overlap", "editions-gap"]
    assert re.search("2021-01-01.*2021-12-31", problem_text("en", found[1]))


def test_places_are_those_of_declarations_where_the_nodes_are_at_hand() -> None:
    """With nodes a name's own line, without them that of what it names."""
    text = laid_over(PAGE["unused-fact"].wrong)
    policy_set = load(text.encode(), "sample.yaml")
    (with_nodes,) = lint(policy_set, read(text, "sample.yaml")[0])
    (without,) = lint(policy_set)
    assert with_nodes.location is not None
    assert without.location is not None
    assert without.location.line == with_nodes.location.line + 1


def test_rules_on_combining_that_can_limit_nobody() -> None:
    """No two of the programs have an applicant in common, or what must come first always does; with a proof."""
    one = {"status": "in_force", "confidence": "official", "ceiling": 10, "source": {"document": "letter"}}
    conditions = {"many": {"at_least": 10}, "few": {"less_than": 5}, "some": {"at_least": 3}}
    programs = {
        name: {"title": name, "support": "grant", "editions": [{**one, "when": {"staff": condition}}]}
        for name, condition in conditions.items()
    }
    programs["all"] = {"title": "all", "support": "grant", "editions": [{**one, "when": "everyone"}]}
    rest = {"text": "A rule", "source": {"document": "letter"}}

    def limits(**keys: object) -> bool:
        found = doubts(policies({"staff": fact("count")}, programs=programs, combine=[{**keys, **rest}]))
        assert found in ([], ["combination-never-limits"])
        return not found

    assert not limits(one_of=["many", "few"])
    assert limits(one_of=["many", "some"])
    assert limits(one_of=["few", "all"])
    assert not limits(at_most=2, of=["many", "few", "some"])
    assert limits(at_most=2, of=["many", "few", "all", "some"])
    assert not limits(less="many", by="few")
    assert not limits(before="some", then="many")
    assert limits(before="many", then="some")
    assert limits(before="many", then="all")
    assert not limits(before="all", then="many")
    assert not limits(one_of=["few", "some"], when={"staff": {"at_least": 6}})
    assert not limits(cap=20, of=["all", "few"])
    assert limits(cap=19, of=["all", "few"])


def test_what_only_a_rule_on_combining_uses_is_used() -> None:
    """A fact of its limit, and the source that it cites."""
    programs = {"combine": [{"cap": "spent", "of": ["program"], "text": "A", "source": {"document": "order"}}]}
    sources = {"letter": {"title": "Letter"}, "order": {"title": "Order"}}
    rules = policies({"spent": fact("money")}, ceiling=10, sources=sources, **programs)
    assert [one.code for one in lint(rules) if one.code.startswith(("unused", "fact"))] == []


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (["letter"], ["condition-without-source"]),  # one program: the condition can cite its document
        (["letter", "letter"], ["condition-without-source"]),
        (["letter", "order"], []),  # any document that it cited would be wrong for one of the two
        ([], ["condition-without-source"]),  # used by no edition
    ],
)
def test_a_condition_of_programs_with_different_documents_needs_no_source(
    cited: list[str], expected: list[str]
) -> None:
    """The source of each edition is that of the condition."""
    edition = {"status": "in_force", "confidence": "official", "when": {"any": [{"met": "small"}, {"flag": True}]}}
    programs = {
        f"program-{place}": {
            "title": f"Program {place}",
            "support": "grant",
            "editions": [{**edition, "ceiling": 10, "source": {"document": name, "section": "1"}}],
        }
        for place, name in enumerate(cited)
    }
    rules = policies(
        {"flag": fact("boolean"), "staff": fact("count")},
        sources={"letter": {"title": "Letter"}, "order": {"title": "Order"}},
        conditions={"small": {"text": "Small", "staff": {"less_than": 10}}},
        programs=programs or document({})["programs"],
    )
    assert [one.code for one in lint(rules) if one.code == "condition-without-source"] == expected
