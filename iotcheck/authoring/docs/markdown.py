"""A document as Markdown (the kind that GitHub and GitLab show), decision trees as Mermaid diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from iotcheck.authoring.docs.blocks import (
    Block,
    Diagram,
    Document,
    Grid,
    Heading,
    Inline,
    Leaf,
    Link,
    Paragraph,
    Points,
    in_line,
)
from iotcheck.typeset import is_https, markdown_safe

_IN_URLS = "/:?#[]@!$&'*+,;=%-._~"  # what a link may hold as it is: no brackets that end it, nothing of HTML


def to_markdown(document: Document) -> str:
    """Return a document as Markdown text."""
    return "\n\n".join("\n".join(_block(block)) for block in document.blocks) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text, anchor=anchor):
            if anchor:
                yield f'<a id="{anchor}"></a>'
                yield ""
            yield f"{'#' * level} {_escaped(text)}"
        case Paragraph(parts=parts, small=small):
            said = "".join(_inline(part) for part in parts)
            yield f"<sub>{said}</sub>" if small else said
        case Points(leaves=leaves):
            for leaf in leaves:
                yield from _leaf(leaf)
        case Grid(header=header, rows=rows):
            yield f"| {' | '.join(map(_escaped, header))} |"
            yield f"|{' --- |' * len(header)}"
            for row in rows:
                yield f"| {' | '.join(''.join(map(_inline, cell)) for cell in row)} |"
        case Diagram():
            yield from _mermaid(block)


def _leaf(leaf: Leaf) -> Iterator[str]:
    indent = "  " * leaf.depth
    below = "".join(f"<br>{indent}  <sub>{_escaped(line)}</sub>" for line in leaf.below)
    yield f"{indent}- {''.join(map(_inline, leaf.parts))}" + below.replace(f"<br>{indent}  ", f"<br>\n{indent}  ")


def _inline(part: Inline) -> str:
    if isinstance(part, Link):
        if part.anchor or is_https(part.url):
            return f"[{_escaped(part.text)}]({quote(part.url, safe=_IN_URLS) if part.url else '#' + part.anchor})"
        return _escaped(part.text)
    return _escaped(part)


def _escaped(text: str) -> str:
    return markdown_safe(in_line(text))


def _mermaid(diagram: Diagram) -> Iterator[str]:
    yield "```mermaid"
    yield "flowchart TD"
    for place, box in enumerate(diagram.boxes):
        left, right = ('(["', '"])') if box.end else ('["', '"]')
        yield f"  b{place}{left}{_label(box.text)}{right}"
    for place, box in enumerate(diagram.boxes):
        for word, to in box.answers:
            yield f"  b{place} -- {_label(word)} --> b{to}"
    yield "```"


def _label(text: str) -> str:
    """Return a text as Mermaid takes it between double quotes: signs of its own and of HTML as codes."""
    return re.sub(r'[#"<>&`;%{}]', lambda found: f"#{ord(found[0])};", in_line(text))
