"""Reports to hand on: every example in both languages and all formats; whatever the data say comes out as text."""

import csv
import json
import os
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from iotcheck.answers import read_answers
from iotcheck.cli.options import FORMATS
from iotcheck.engine import Report, assess
from iotcheck.loader import load, load_file
from iotcheck.model import Text
from iotcheck.render.csv import render_csv
from iotcheck.render.document import (
    Answer,
    Bar,
    Bars,
    Box,
    Cell,
    Decisions,
    Details,
    Document,
    Figures,
    Heading,
    Item,
    Paragraph,
    Row,
    Strong,
    Table,
    Verbatim,
)
from iotcheck.render.html import write_html
from iotcheck.render.html_page import link, prose, tag
from iotcheck.render.json import assessment, dumps
from iotcheck.render.markdown import escaped, write_markdown
from iotcheck.render.report import REPORTS, report_text
from iotcheck.render.terminal import write_terminal
from iotcheck.texts.values import day as day_in_words
from iotcheck.typeset import cell_safe, one_line, term_safe
from tests.program import ROOT, SHIPPED_DAY, iotcheck
from tests.shown import render_html, render_markdown, render_report
from tests.small import document, fact, loaded, yaml_text

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SHIPPED = load_file(str(ROOT / "data" / "policies.yaml"))
WRITTEN = {"markdown": render_markdown, "html": render_html, "csv": render_csv}
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "p", "a"),
    *("span", "strong", "dl", "div", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"),
    *("details", "summary", "figure", "figcaption", "svg", "rect"),
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><iframe src=//evil.example></iframe>",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#60;",
    "[a](https://evil.example) ![b](x) <https://evil.example> www.evil.example",
    "# heading | cell | `code` **bold** ~~gone~~ $x$ :warning: @all",
    "1. one",
    "- item",
    "+ item",
    "===",
    "--- ---",
    "=HYPERLINK(0)",
    "＝cmd|' /C calc'!A0",
    " \t=1+1",
    "@SUM(1)",
    "\x1b[31mred\x1b]8;;https://evil.example\x07",
    "right\u202eleft\u2066",
    "zero\u200bwidth\ufeff",
    "line\nbreak\r\nand\u2028more",
    "\x00nul",
    "a" * 500,
    "深" * 300,
    "😀 é \u0301",
)


def example(path: Path) -> Report:
    """Assess an example on the day that its first lines name, by default the file's own."""
    named = re.search("--as-of ([0-9-]+)", path.read_text(encoding="utf-8"))
    day = date.fromisoformat(named[1]) if named else None
    return assess(SHIPPED, read_answers(path.read_bytes(), path.name, SHIPPED).answers, day)


class Page(HTMLParser):
    """A page as a browser's parser has it: the elements, their attributes, the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.style = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def packed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


# --- every example ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_its_report_in_every_format(path: Path, language: str) -> None:
    """Titles, what to confirm, the day, the disclaimer and the name are in all of them, text included."""
    report = example(path)
    texts = {form: render(report, language, name="甲 & Co", explain=True) for form, render in WRITTEN.items()}
    plain = {
        "text": render_report(report, language, width=200, name="甲 & Co", explain=True, notes=True),
        "markdown": unescaped(texts["markdown"]),
        "html": Page(texts["html"]).text,
        "csv": texts["csv"],
    }
    assert {*plain, "json"} == set(FORMATS["assess"])
    applicable = [program for program in report.programs if program.applicable]
    assert applicable
    disclaimer = {"zh": "这不是官方决定", "en": "This is not an official decision"}[language]
    day = day_in_words(language, report.as_of)
    for form, text in plain.items():
        wanted = [one.program.title.in_language(language) for one in applicable]
        wanted += [question.in_language(language) for one in applicable for question in one.confirm]
        wanted += [disclaimer, day, "甲 & Co"]
        assert [one for one in wanted if packed(one) not in packed(text)] == [], form


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("show_all", [False, True])
def test_a_page_is_sound_self_contained_and_safe(path: Path, show_all: bool) -> None:
    """Closed elements of a short list, no script, no style but its own, no address but https; landmarks."""
    for language in ("zh", "en"):
        text = render_html(example(path), language, show_all=show_all)
        page = Page(text)
        assert (page.open, set(page.elements) - ELEMENTS) == ([], set())
        assert {"header", "main", "footer", "h1", "h2", "table", "details"} <= set(page.elements)
        assert page.elements.count("h1") == page.elements.count("main") == 1
        addresses = [value for _, name, value in page.attributes if name in ("href", "src", "action", "data", "style")]
        assert [address for address in addresses if not address.startswith(("#", "https://"))] == []
        assert not [name for _, name, _ in page.attributes if name.startswith("on")]
        assert ("html", "lang", {"zh": "zh-Hans", "en": "en"}[language]) in page.attributes
        digest = b64encode(sha256(page.style.encode()).digest()).decode()
        policy = next(value for _, name, value in page.attributes if name == "content" and "default-src" in value)
        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
        assert "url(" not in page.style
        assert "@import" not in page.style
        ids = [value for _, name, value in page.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        labels = {value for _, name, value in page.attributes if name == "aria-labelledby"}
        assert labels <= set(ids)


def test_a_report_of_another_file_names_its_documents_and_the_lack_of_answers() -> None:
    """Number, issuer, day, when someone last looked; the address as a link where it is one."""
    path = ROOT / "tests" / "data" / "second" / "policies.yaml"
    report = assess(load(path.read_bytes(), path.name), {})
    html, markdown = (
        render_html(report, "en", show_all=True),
        render_markdown(report, "en", explain=True, show_all=True),
    )
    for text in (Page(html).text, unescaped(markdown)):
        assert "No answers were given." in text
        assert "HS 12/2024 · City Council of Halvern · 20 November 2023 · checked on 30 June 2025" in text
    assert '<a href="https://halvern.example/statutes/12" rel="noopener noreferrer">' in html
    assert ", in this case" in markdown


def test_a_report_without_programs_to_show_is_a_report() -> None:
    """Nothing applies, nothing rests on a document; the disclaimer stays."""
    report = assess(loaded(yaml_text(document({"a": fact("boolean")}, {"a": True}))), {"a": False})
    for text in (Page(render_html(report, "en")).text, unescaped(render_markdown(report, "en", explain=True))):
        assert "Based on these answers, you cannot apply for this program." in text
        assert "This is not an official decision" in text
        assert "Documents relied on" not in text
    assert len(render_csv(report, "en").splitlines()) == 1


def test_the_computation_of_a_named_ceiling_is_shown() -> None:
    """A name stands for what it is made of, at the top as well as inside."""
    total = {"sum": [{"amount_of": "base"}, {"percent": 50, "of": "cost"}]}
    amounts = {"base": {"least": ["cost", 100]}, "total": total}
    content = document({"cost": fact("money")}, "everyone", ceiling={"amount_of": "total"}, amounts=amounts)
    report = assess(loaded(yaml_text(content)), {"cost": 80})
    text = render_report(report, "en", width=200, explain=True)
    assert "= 80 yuan, at most 100 yuan = 80 yuan" in text
    assert "= 50% of 80 yuan = 40 yuan" in text
    assert "= cost: 80 yuan" in text


def test_explanations_are_closed_unless_asked_for() -> None:
    """They open and close without script: with --explain they are open, and are printed."""
    report = example(EXAMPLES[0])
    closed, opened = (render_html(report, "en", explain=explain) for explain in (False, True))
    assert closed.count("<details>") == opened.count("<details open>") > 0
    assert "<details open>" not in closed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_files_have_the_order_and_columns_of_the_terminal(language: str) -> None:
    """Heading by heading, as far as a terminal shows them in full; the same columns of the same programs."""
    report = example(ROOT / "examples" / "sensor-maker-today.yaml")
    documents = [REPORTS[form](report, language, show_all=True, explain=True) for form in REPORTS]
    documents[0] = report_text(report, language, show_all=True, explain=True, notes=True)
    tables = [next(block for block in document.blocks if isinstance(block, Table)) for document in documents]
    assert tables[0] == tables[1] == tables[2]
    headings = [list(_headings(document)) for document in documents]
    shown = [heading for heading in headings[0] if heading in headings[1]]
    assert len(shown) == len(set(shown)) > 8
    assert headings[1] == headings[2]
    assert shown == [heading for heading in headings[1] if heading in shown]


def _headings(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Details) and not block.below:
            yield re.sub(r"[ （(]+\d+[）)]$", "", block.title)


def test_a_bar_below_an_amount_compares_it_with_the_others() -> None:
    """In a table for a glance, as on a terminal: none for one amount alone, nor in other tables."""
    rows = [Row(str(low), (Cell("Maximum", ("x",), bar=(low, high)),)) for low, high in ((5, 10), (5, None))]
    for shown, dense, ends in ((rows, True, [470, 940]), (rows[:1], True, []), (rows, False, [])):
        document = Document()
        document.table("Program", shown, dense=dense)
        page = write_html(document, "en").partition("<main")[2]
        found = [width for name, width in bar_widths(page) if name != "open"]
        assert found == ([940, 470, 470] if ends else [])


def test_csv_is_a_table_for_spreadsheets() -> None:
    """A byte order mark, a row a program, amounts as plain numbers, nothing where there is no figure."""
    report = example(ROOT / "examples" / "enterprise-standards.yaml")
    text = render_csv(report, "en", explain=True, show_all=True)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    by_id = {row["Program id"]: row for row in rows}
    assert by_id.keys() == SHIPPED.programs.keys()
    assert by_id["standard-international"]["Maximum, at most"] == "2000000"
    assert by_id["industrial-internet-2018"]["Maximum, at most"] == ""
    assert by_id["standard-industry"]["Why not"].startswith("not met: ")
    assert by_id["standard-national"]["Why not"] == ""


def test_the_command_writes_every_format(tmp_path: Path) -> None:
    """`--format` with `--output`, `--name`, `--lang`: what the renderer returns, byte for byte."""
    path = ROOT / "examples" / "enterprise-standards.yaml"
    for form, render in WRITTEN.items():
        output = tmp_path / f"report.{form}"
        arguments = ("--answers", str(path), "--format", form, "--output", str(output), "--name", "甲", "--no-input")
        run = iotcheck("assess", "--lang=zh", *arguments)
        assert (run.code, run.out) == (0, "")
        shipped = load_file(str(ROOT / "data" / "policies.yaml"))
        report = assess(shipped, read_answers(path.read_bytes(), str(path), shipped).answers)
        report = report.replace(today=date.fromisoformat(SHIPPED_DAY))
        assert output.read_bytes() == render(report, "zh", name="甲").encode()


# --- parts of pages ---------------------------------------------------------------------------------------------------


def bar_widths(picture: str) -> list[tuple[str, int]]:
    """Return what each bar of a picture is made of, with how long it is; dots by how far the last one reaches."""
    pattern = r'bar-(possible|certain|open)"(?: x="(\d+)")? width="(\d+)" height'
    return [(name, int(start or 0) + int(long)) for name, start, long in re.findall(pattern, picture)]


def picture_of(bars: list[Bar]) -> str:
    """Return the part of a page that holds one picture."""
    document = Document()
    document.add(Bars(tuple(bars), "", "certain", "possible", "no upper end"))
    return write_html(document, "en").partition("<main")[2]


def test_bars_run_from_what_is_certain_to_what_is_possible() -> None:
    """Exact lengths, a sliver for the least amount, nothing for nothing."""
    bars = [Bar("a", "0", 0, 0), Bar("b", "1", 1, 1), Bar("c", "x", 250_000, 500_000), Bar("d", "1 M", 10**6, 10**6)]
    widths = [width for _, width in bar_widths(picture_of(bars))]
    assert widths == [0, 0, 4, 4, 500, 250, 1000, 1000]


def test_a_bar_without_an_end_looks_no_longer_than_a_known_longer_one() -> None:
    """Dots behind what is certain say that there is more, as long for every amount; the key explains them."""
    bars = [Bar("e", "at least 69", 69, None), Bar("f", "819", 819, 819), Bar("g", "at least 819", 819, None)]
    picture = picture_of(bars)
    found = bar_widths(picture)
    assert found[:4] == [("open", 99), ("open", 119), ("open", 139), ("certain", 79)]
    assert found[4:6] == [("possible", 940), ("certain", 940)]
    assert found[6:] == [("open", 960), ("open", 980), ("open", 1000), ("certain", 940)]
    assert "no upper end</p>" in picture
    assert "possible" not in picture.replace("bar-possible", "")
    assert "bar-certain" in picture_of([Bar("h", "0", 0, None)])


def test_elements_escape_what_is_put_into_them() -> None:
    """Texts, attributes and lists; None is left out, True stands alone."""
    made = tag("p", "<b>", None, ["&", tag("br")], class_='"x"', hidden=True, title=None, open=False, data_x=3)
    assert made == '<p class="&quot;x&quot;" hidden data-x="3">&lt;b&gt;&amp;<br></p>'


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "http://a.example",
        "javascript:alert(1)",
        "https://a b",
        'https://a.example/"x',
        "https://\u202ea",
        "//a",
    ],
)
def test_only_addresses_of_https_become_links(url: str | None) -> None:
    """Everything else is its text alone."""
    assert link(url, "a & b") == "a &amp; b"
    assert link("https://a.example/b?c=d#e", "f") == (
        '<a href="https://a.example/b?c=d#e" rel="noopener noreferrer">f</a>'
    )


def test_figures_stay_with_their_units() -> None:
    """Where lines break is said by spans; the text stays the same."""
    assert prose("最高 60 万元/项 × 1") == ('最高 <span class="nb">60 万元/项</span> <span class="nb">× 1</span>')
    assert prose("no figure, no <span>") == "no figure, no &lt;span&gt;"


def every_block() -> Document:
    """Return a document with a block of every kind, and of some kinds what is seldom there."""
    document = Document("Title", kind="Kind", name="Name", meta=[("Day", Strong("today"))])
    document.preface = ("Preface",)
    document.blank()
    document.items([])
    document.table("title", [])
    document.add(Figures((("Figure", "7"),)))
    document.add(Bars((Bar("Bar", "1", 1, 2),), "Caption", "certain", "possible", "unended"))
    document.heading("Part", anchor="part")
    document.paragraph("Paragraph", "bold")
    document.add(Verbatim("a: 1\n  b: 2"))
    document.fields([("Label", "Value"), ("Empty", "")])
    rows = [
        Row("A", (Cell("x", ("1", "2")),), Cell("y", ("below",)), "group"),
        Row("B", (Cell("x", ()),), group="other"),
    ]
    document.table("title", rows)
    document.items([Item("a", mark="✓"), Item("b", ("said",), mark="✗", depth=1), Item("c", depth=0)])
    boxes = (Box("Question", (Answer("yes", 1), Answer("no", 2))), Box("In", end="yes"), Box("Out", end="no"))
    document.add(Decisions("Tree", boxes))
    inner = Document()
    inner.paragraph("Inside")
    document.add(Details("Folded", "Below", inner))
    document.footer = (Paragraph("Footer"),)
    return document


def test_every_writer_takes_every_block() -> None:
    """No text of a document is lost in a format, but for the words of a picture, and what stands beside a page."""
    document = every_block()
    html, markdown = write_html(document, "en"), write_markdown(document)
    texts = [html, markdown, write_terminal(document, "en", width=60), write_terminal(document, "en", width=200)]
    texts.append(write_terminal(document, "en", width=60, plain=True))
    said = ("Title Preface Figure 7 Part Paragraph Label Value A below group 1 2 B other a b said c Question"
            " yes In no Out Folded Inside Footer")  # fmt: skip
    for text in texts:
        assert [word for word in said.split() if word not in text] == []
        assert "a: 1\n" in text
        assert "Empty" not in text
        assert ("Tree" in text) == (text != markdown)  # where it is a picture
    assert all(word in html for word in ("Kind", "Name", "Day", "today", "Below", "Caption", 'id="part"'))
    assert html.count('class="group"') == 2
    assert '<ul class="tree"><li>' in html
    assert "### group" in markdown
    assert "| **A**<br>below | 1<br>2 |" in markdown
    assert "- ✓ a\n  - ✗ b\\\n    said\n- c" in markdown


# --- hostile texts ----------------------------------------------------------------------------------------------------


def naughty() -> Iterable[str]:
    corpora = os.environ.get("IOTCHECK_CORPORA")
    if corpora is None:
        return ()
    strings: list[str] = json.loads((Path(corpora) / "naughty-strings.json").read_text(encoding="utf-8"))
    return [string for string in strings if string.strip()]


def poisoned(hostile: str) -> Report:
    """Return a report in which every text of the policy file is hostile."""
    content = document({"a": fact("choice", "p q"), "n": fact("count", unit="U")}, {"all": [{"a": "p"}]}, ceiling=7)
    content["agencies"] = {"office": {"name": "N"}}
    content["notes"] = [{"text": "T", "date": "2021-01-01", "source": {"document": "letter"}}]
    (edition,) = content["programs"]["program"]["editions"]
    edition["when"]["all"] += [{"confirm": "C"}]
    content["programs"]["program"] |= {"agency": "office", "next_steps": ["S"], "summary": "S"}
    policies = loaded(yaml_text(content))
    text = Text(by_language={"en": hostile})
    program = policies.programs["program"]
    (terms,) = program.editions
    citation = terms.sources[0].replace(section=hostile, quote=hostile)
    facts = {
        name: one.replace(
            ask=text, label=text, unit=text if one.unit else None, choices=dict.fromkeys(one.choices, text)
        )
        for name, one in policies.facts.items()
    }
    first, confirm = terms.when.children  # type: ignore[union-attr]
    when = terms.when.replace(  # type: ignore[union-attr]
        text=text, sources=(citation,), children=(first.replace(text=text), confirm.replace(question=text))
    )
    edition_now = terms.replace(when=when, sources=(citation,))
    source = policies.sources["letter"].replace(title=text, number=hostile, issuer=hostile, url=hostile)
    changed = policies.replace(
        title=text,
        facts=facts,
        agencies={"office": policies.agencies["office"].replace(name=text)},
        sources={"letter": source},
        programs={"program": program.replace(title=text, next_steps=(text,), editions=(edition_now,))},
        notes=tuple(note.replace(text=text) for note in policies.notes),
    )
    return assess(changed, {"a": "p", "n": 3})


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_come_out_as_text_everywhere(hostile: str) -> None:
    """In every format, from every field of the policy file and from the applicant's name."""
    check(hostile)


def test_naughty_strings_come_out_as_text_everywhere() -> None:
    """The big list of naughty strings, where it is at hand."""
    strings = list(naughty())
    if not strings:
        pytest.skip("IOTCHECK_CORPORA is not set")
    for string in strings:
        check(string)


def check(hostile: str) -> None:
    report = poisoned(hostile)
    shown = packed(term_safe(hostile))
    page = Page(render_html(report, "en", name=hostile, explain=True, show_all=True))
    assert (page.open, set(page.elements) - ELEMENTS) == ([], set())
    assert packed(page.text).count(shown) > 5
    assert not [
        value for _, name, value in page.attributes if name == "href" and not value.startswith(("#", "https://"))
    ]
    tokens = MARKDOWN.parse(render_markdown(report, "en", name=hostile, explain=True, show_all=True))
    inline = [child for token in tokens for child in token.children or []]
    kinds = {token.type for token in tokens} | {child.type for child in inline}
    assert (
        kinds & {"link_open", "image", "html_block", "code_inline", "fence", "code_block", "s_open", "em_open"} == set()
    )
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    assert packed("".join(child.content for child in inline)).count(packed(one_line(hostile))) > 5
    rows = list(csv.reader(StringIO(render_csv(report, "en", name=hostile, explain=True).removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert packed(rows[1][0]).removeprefix("'") == packed(one_line(hostile)).removeprefix("'")
    assert not [cell for cell in rows[1] if cell != cell_safe(cell)]
    written = dumps(assessment(report, "en", explain=True))
    assert json.loads(written)["programs"][0]["title"] == hostile
    text = render_report(report, "en", width=10_000, name=hostile, explain=True)
    assert "\x1b" not in text
    assert packed(one_line(hostile)) in packed(text)


CELLS = {
    "=1": "'=1",
    "＋1": "'＋1",
    " =1": "' =1",
    "\tx": "'\tx",
    "-x": "'-x",
    "-5": "-5",
    "+1.5": "+1.5",
    "a=b": "a=b",
    "": "",
    " a": " a",
}


@pytest.mark.parametrize(("text", "cell"), CELLS.items())
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    """Signs at the start, full-width ones and such behind white space; plain numbers stay numbers."""
    assert cell_safe(text) == cell


def test_escaped_text_reads_as_it_was() -> None:
    """What Markdown makes of it is the text itself."""
    for text in (*HOSTILE, "2. b", "a 1. b", "x :smile: y", "https://a.example", "*a*_b_", "-"):
        (token,) = MARKDOWN.parseInline(escaped(text))
        assert "".join(child.content for child in token.children or []) == one_line(text)


MARKDOWN = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])


def unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
