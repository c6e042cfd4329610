"""The writer of Markdown: headings, tables and lists of CommonMark, with the tables of GitHub.

Every text from data is escaped, so that no mark in it becomes a heading, a link, a picture or HTML.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import assert_never
from urllib.parse import quote

from iotcheck.render import document as doc
from iotcheck.render.document import BOLD, BULLET, Document
from iotcheck.typeset import is_https, markdown_safe, one_line

_IN_URLS = "/:?#[]@!$&'*+,;=%-._~"  # what a link may hold as it is: no brackets that end it, nothing of HTML


def write_markdown(document: Document) -> str:
    """Return a document as Markdown. Pictures are left out: words say the same."""
    blocks = [f"# {escaped(document.title)}"] if document.title else []
    blocks += [escaped(line) for line in document.preface]
    blocks += _blocks(document)
    if document.footer:
        blocks += ["---", *(_paragraph(paragraph) for paragraph in document.footer)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    r"""Return a text that Markdown shows as it is, in one line; hidden characters come out as `\\u{…}`."""
    return markdown_safe(one_line(text))


def _blocks(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from _block(block)


def _block(block: doc.Block) -> Iterator[str]:
    match block:
        case doc.Heading(text=text, level=level, anchor=anchor):
            if anchor:
                yield f'<a id="{anchor}"></a>'  # before the heading, since it is what links lead to
            yield f"{'#' * level} {escaped(text)}"
        case doc.Paragraph():
            yield _paragraph(block)
        case doc.Items(items=items):
            yield "\n".join(map(_item, items))
        case doc.Verbatim(text=text):
            yield "\n".join(f"    {line}" for line in text.splitlines())
        case doc.Fields(fields=fields, style=style):
            yield "\n".join(f"- {escaped(label)}: {_styled(value, style)}" for label, value in fields)
        case doc.Figures(figures=figures):
            yield "\n".join(f"- {escaped(label)}: {_styled(value, BOLD)}" for label, value in figures)
        case doc.Table():
            yield from _table(block)
        case doc.Decisions():
            yield _diagram(block)
        case doc.Details(title=title, content=content):
            yield f"### {escaped(title)}"
            yield from _blocks(content)
        case doc.Blank() | doc.Bars():
            pass
        case never:
            assert_never(never)


def _paragraph(paragraph: doc.Paragraph) -> str:
    text = paragraph.text
    return _styled(text, paragraph.style) if isinstance(text, str) else _linked(text)


def _item(item: doc.Item) -> str:
    indent = "  " * item.depth
    mark = "" if item.mark == BULLET else f"{escaped(item.mark)} "
    anchor = f'<a id="{item.anchor}"></a>' if item.anchor else ""
    said = [f"{anchor}{mark}{_linked(item.text)}", *[_linked(line) for line in item.below if line]]
    return f"{indent}- " + f"\\\n{indent}  ".join(said)


def _table(table: doc.Table) -> Iterator[str]:
    """Yield a table, or one for each group of rows."""
    for group, members in groupby(table.rows, key=lambda row: row.group):
        if group:
            yield f"### {escaped(group)}"
        cells = table.rows[0].cells
        head = [escaped(table.label), *[escaped(cell.label) for cell in cells]]
        rules = ["---", *("--:" if cell.number else "---" for cell in cells)]
        rows = [[_title(row), *map(_lines, row.cells)] for row in members]
        yield "\n".join(f"| {' | '.join(line)} |" for line in [head, rules, *rows])


def _diagram(decisions: doc.Decisions) -> str:
    """Return a decision tree as a diagram of Mermaid."""
    lines = ["```mermaid", "flowchart TD"]
    for place, box in enumerate(decisions.boxes):
        left, right = ('(["', '"])') if box.end else ('["', '"]')
        lines.append(f"  b{place}{left}{_mermaid(box.text)}{right}")
    for place, box in enumerate(decisions.boxes):
        lines += [f"  b{place} -- {_mermaid(answer.word)} --> b{answer.to}" for answer in box.answers]
    return "\n".join([*lines, "```"])


def _linked(text: doc.Prose) -> str:
    """Return a text with its links: to places of the page, and to https."""
    if isinstance(text, str):
        return escaped(text)
    parts = []
    for part in text:
        words = part if isinstance(part, str) else part.text
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]  # beside a link
        said = f"{before and ' '}{escaped(words)}{after and ' '}"
        if isinstance(part, doc.Link) and (part.anchor or is_https(part.url)):
            said = f"[{said}]({f'#{part.anchor}' if part.anchor else quote(part.url, safe=_IN_URLS)})"
        parts.append(said)
    return "".join(parts)


def _mermaid(text: str) -> str:
    """Return a text as Mermaid takes it between double quotes: signs of its own and of HTML as codes."""
    return re.sub(r'[#"<>&`;%{}]', lambda match: f"#{ord(match[0])};", one_line(text))


def _styled(text: str, style: str) -> str:
    return f"**{escaped(text)}**" if style == BOLD and text.strip() else escaped(text)


def _title(row: doc.Row) -> str:
    below = f"<br>{_lines(row.below)}" if row.below else ""
    return f"**{_linked(row.title)}**{below}"


def _lines(cell: doc.Cell) -> str:
    return "<br>".join(_linked(line) for line in cell.lines if line) or "—"
