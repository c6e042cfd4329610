"""A document as one HTML page that needs nothing else: no script, no address but links, styles in the page itself.

A decision tree is a list that says where each answer leads, for drawing it would take a script.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

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
)
from iotcheck.texts import say
from iotcheck.typeset import one_line

_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3 { line-height: 1.25 } h2 { margin-top: 3rem } h3 { margin-top: 2.2rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8886 }
small { opacity: .75 } ul { padding-left: 1.3rem }
ol.decisions { border-left: 3px solid #8886; padding-left: 2.2rem }
@media print { body { max-width: none; margin: 0 } a { color: inherit } h3 { break-after: avoid } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(document: Document) -> str:
    """Return a document as an HTML page."""
    language = "zh-CN" if document.language == "zh" else document.language
    body = "\n".join(line for block in document.blocks for line in _block(block, document.language))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block, language: str) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text, anchor=anchor):
            place = f' id="{escape(anchor)}"' if anchor else ""
            yield f"<h{level}{place}>{_text(text)}</h{level}>"
        case Paragraph(parts=parts, small=small):
            said = "".join(map(_inline, parts))
            yield f"<p><small>{said}</small></p>" if small else f"<p>{said}</p>"
        case Points(leaves=leaves):
            yield from _points(leaves)
        case Grid(header=header, rows=rows):
            yield "<table>"
            yield "<thead><tr>" + "".join(f"<th>{_text(name)}</th>" for name in header) + "</tr></thead>"
            for row in rows:
                yield "<tr>" + "".join(f"<td>{''.join(map(_inline, cell))}</td>" for cell in row) + "</tr>"
            yield "</table>"
        case Diagram(title=title, boxes=boxes):
            yield f"<p><small>{_text(title)}</small></p>"
            yield '<ol class="decisions">'
            for box in boxes:
                ways = [say(language, "docs.leads", answer=answer.word, step=answer.to + 1) for answer in box.answers]
                below = f"<br><small>{_text(say(language, 'docs.next').join(ways))}</small>" if ways else ""
                yield f"<li>{_text(box.text)}{below}</li>"
            yield "</ol>"


def _points(leaves: tuple[Leaf, ...]) -> Iterator[str]:
    """Yield nested lists: one deeper list for each step of depth."""
    if not leaves:
        return
    yield "<ul>" * (leaves[0].depth + 1)
    for leaf, following in zip(leaves, (*leaves[1:], None), strict=True):
        below = "".join(f"<br><small>{_text(line)}</small>" for line in leaf.below)
        item = f"<li>{''.join(map(_inline, leaf.parts))}{below}"
        depth = following.depth if following else 0
        if following and depth > leaf.depth:
            yield item + "<ul>" * (depth - leaf.depth)
        else:
            yield item + "</li>" + "</ul></li>" * (leaf.depth - depth)
    yield "</ul>"


def _inline(part: Inline) -> str:
    if not isinstance(part, Link):
        return _text(part)
    target = part.url if part.url.startswith(("https://", "http://")) else f"#{part.anchor}"
    return f'<a href="{escape(target)}">{_text(part.text)}</a>'


def _text(text: str) -> str:
    return escape(one_line(text))
