"""The documents made from policy files: current, whole, their links and decision trees right."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest

from iotcheck.engine import Evaluation, Verdict, assess
from iotcheck.logic import Truth
from iotcheck.model import All, AtLeast, Condition, Confirm, Everyone, PolicySet
from iotcheck.model.walk import walk
from iotcheck.render.decisions import decision_tree
from iotcheck.render.document import Decisions
from iotcheck.texts.rules import Rules
from tests.program import ROOT, iotcheck
from tests.rule_changes import FOLDERS, read_folder
from tests.shown import docs_html, docs_markdown
from tests.small import document, fact, loaded, yaml_text

SHIPPED, SECOND = FOLDERS
VOID = {"meta", "br"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_of_the_shipped_file_are_current(language: str) -> None:
    """docs/programs is what `iotcheck docs --lang zh --output docs/programs/zh.md --force` writes, and en likewise."""
    page = (ROOT / "docs" / "programs" / f"{language}.md").read_text(encoding="utf-8")
    run = iotcheck("docs", "--lang", language)
    assert (run.code, run.err) == (0, "")
    assert page == run.out


@pytest.mark.parametrize("folder", FOLDERS, ids=["shipped", "second"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_link_leads_somewhere_and_every_program_and_fact_is_there(folder: object, language: str) -> None:
    """Anchors are unique, links within the page have theirs, and nothing of the file is left out."""
    policies, _ = read_folder(folder)  # type: ignore[arg-type]
    page = docs_markdown(policies, language)
    anchors = re.findall(r'<a id="([^"]+)"></a>', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(anchors)
    assert {*policies.programs, *(f"fact-{name}" for name in policies.facts)} <= set(anchors)


def test_a_decision_tree_ends_where_the_engine_ends() -> None:
    """Walked by the answers of every case, each program's tree leads to its end exactly if it is not ineligible."""
    walked = 0
    for folder in FOLDERS:
        policies, cases = read_folder(folder)
        rules = Rules(policies, "en")
        for case in cases:
            for result in assess(policies, case.answers, case.as_of).programs:
                when = result.edition.when if result.edition else None
                if when is None or isinstance(when, Everyone) or result.verdict is Verdict.UNDETERMINED:
                    continue
                tree = decision_tree(rules, when, "", "yes")
                if tree is None:
                    assert not isinstance(when, All | AtLeast), result.program.id
                    continue
                truths = {
                    rules.phrase(one): truth for one, truth in truths_of(policies, when, case.answers, case.as_of)
                }
                end = walked_to(tree, truths)
                if end:
                    walked += 1
                    assert end == ("no" if result.verdict is Verdict.INELIGIBLE else "yes"), (
                        result.program.id,
                        case.id,
                    )
    assert walked > 1000


def truths_of(policies: PolicySet, when: Condition, answers: object, day: object) -> Iterator[tuple[Condition, Truth]]:
    evaluation = Evaluation(policies, answers, day)  # type: ignore[arg-type]
    for node in walk(policies, when):
        if isinstance(node, Condition):
            yield node, Truth.TRUE if isinstance(node, Confirm) else evaluation.condition(node).high


def walked_to(tree: Decisions, truths: dict[str, Truth]) -> str:
    """Return the end that the answers lead to; empty where an answer is not known."""
    place = 0
    while tree.boxes[place].answers:
        truth = truths[tree.boxes[place].text]
        if truth is Truth.UNKNOWN:
            return ""
        place = tree.boxes[place].answers[0 if truth is Truth.TRUE else 1].to
    return tree.boxes[place].end


@pytest.mark.parametrize("truths", list(product((Truth.TRUE, Truth.FALSE), repeat=3)))
def test_at_least_two_of_three_is_a_tree_of_questions(truths: tuple[Truth, ...]) -> None:
    """Whatever the answers, the tree counts as the condition does, and asks no more than it must."""
    three = {"at_least": {"count": 2, "of": [{"a": "true"}, {"b": "true"}, {"c": "true"}]}}
    policies = loaded(yaml_text(document({name: fact("boolean") for name in "abc"}, three)))
    when = policies.programs["program"].editions[0].when
    assert isinstance(when, AtLeast)
    rules = Rules(policies, "en")
    tree = decision_tree(rules, when, "", "met")
    assert tree is not None
    assert len(tree.boxes) == 6  # a; b twice; c once, for both ways to it are alike; two ends
    by_phrase = {rules.phrase(child): truth for child, truth in zip(when.children, truths, strict=True)}
    assert walked_to(tree, by_phrase) == ("yes" if truths.count(Truth.TRUE) >= 2 else "no")


class Tags(HTMLParser):
    """Checks that tags are closed in order, and collects their names and targets."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("folder", FOLDERS, ids=["shipped", "second"])
def test_the_html_page_stands_alone(folder: object) -> None:
    """Every tag is closed, no script, no address but links; every heading of the document is on it."""
    policies, _ = read_folder(folder)  # type: ignore[arg-type]
    page, tags = docs_html(policies, "zh"), Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.names & {"script", "link", "img", "iframe", "object"}
    assert all(link.startswith(("#", "https://")) for link in tags.links)
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    headings = re.findall(r"^#+ ", docs_markdown(policies, "zh"), re.MULTILINE)
    assert len(re.findall(r"<h\d", page)) == len(headings)


def test_what_a_policy_file_says_cannot_become_markup() -> None:
    """Signs of Markdown, HTML and Mermaid in texts are shown as they are."""
    hostile = 'a"] --> b <script>alert(1)</script> | **bold** [x](http://y) `code` #1; \\'
    facts = {"a": fact("boolean")}
    letter = {"title": "Letter", "url": f"https://a.example/{hostile.replace(' ', '_')}"}  # an address has no blanks
    rules = {"all": [{"a": "true", "text": hostile}, {"a": "true", "text": "b"}]}
    text = yaml_text(document(facts, rules, sources={"letter": letter}))
    policies = loaded(text)
    markdown, html = docs_markdown(policies, "en"), docs_html(policies, "en")
    assert "<script>" not in markdown + html
    assert "**bold**" not in markdown.split("```mermaid")[0]
    assert 'b0["a#34;] --#62; b #60;script#62;' in markdown
    assert "[x](http" not in markdown.split("```mermaid")[0]


def test_the_command_writes_a_file_once_unless_forced(tmp_path: object) -> None:
    """Another format, another file; an existing one is kept without --force, an unknown format is wrong usage."""
    target = str(tmp_path) + "/second.html"
    policies = str(SECOND / "policies.yaml")
    assert iotcheck("docs", policies, "--format", "html", "--output", target).code == 0
    assert iotcheck("docs", policies, "--format", "html", "--output", target).code == 4
    assert iotcheck("docs", policies, "--format", "html", "--output", target, "--force").code == 0
    assert iotcheck("docs", policies, "--format", "pdf").code == 2


def test_each_figure_is_listed_with_the_words_that_say_it(tmp_path: Path) -> None:
    """With a link to its source, the line of a local text, and what was worked out; a figure without words says so."""
    shutil.copytree(SECOND, tmp_path / "second")
    file = tmp_path / "second" / "policies.yaml"
    page = iotcheck("docs", str(file), "--lang", "en").out
    said = "- EUR 45,000: [HO 7/2022 § 3](#source-hiring-order)\\: “limited to 45,000”"
    assert rf"{said} \(texts/hiring-order.txt, line 11\)" in page
    assert (
        "- 12: [HS 12/2024 § 17](#source-research-statute-2024) \\(derived: A year's rent is that of 12 months.\\)"
        in page
    )
    assert "Interpretation: A year's rent is that of 12 months." in page
    assert "no quote" not in page.partition("Subsidy for hiring doctors")[2].partition("Subsidy for inclusive")[0]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(', quote: "12,000 euros for each doctor, at most five"', ""), encoding="utf-8")
    assert "- EUR 12,000: no quote" in iotcheck("docs", str(file), "--lang", "en").out
    (tmp_path / "second" / "texts" / "hiring-order.txt").unlink()
    run = iotcheck("docs", str(file), "--lang", "en")
    assert (run.code, "[text-not-read]" in run.err) == (0, True)
