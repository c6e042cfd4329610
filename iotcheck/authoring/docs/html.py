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
    in_line,
)
from iotcheck.texts import say
from iotcheck.typeset import is_https, width

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --quiet: #66707a; --accent: #0a5a73; --ground: #8881 }
@media (prefers-color-scheme: dark) { :root { --quiet: #a3adb7; --accent: #7cc4da } }
body { font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  max-width: 56rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
a { color: var(--accent); text-underline-offset: .15em }
h1, h2, h3, h4 { line-height: 1.3; text-wrap: balance } h2 { margin: 3.5rem 0 1rem; color: var(--accent) }
h3 { margin-top: 2.4rem; padding-top: 1.2rem; border-top: 1px solid var(--line) } h4 { margin: 1.2rem 0 .4rem }
p, ul, ol { margin: .5rem 0 } ul { padding-left: 1.3rem } li { margin: .2rem 0 }
small { color: var(--quiet); font-size: .88rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word }
thead th { color: var(--quiet); font-weight: 500 } td:first-child { width: 33% } td:last-child { width: 26% }
.short { white-space: nowrap }
ol.decisions { background: var(--ground); border-radius: .5rem; padding: .6rem 1rem .6rem 2.6rem }
@media (max-width: 44rem) {
  table, tbody, tr, td, td:first-child, td:last-child { display: block; width: auto }
  thead { position: absolute; left: -999rem }
  tr { border-bottom: 1px solid var(--line); padding: .6rem 0 } td { border: 0; padding: .1rem 0 }
  td[data-label]::before { content: attr(data-label) " "; color: var(--quiet); font-size: .88rem }
}
@media print { body { max-width: none; margin: 0 } a { color: inherit } h3, h4 { break-after: avoid } }
"""
_SHORT = 16  # columns of a cell that stays on one line
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
                yield "<tr>" + "".join(map(_cell, ("", *header[1:]), row)) + "</tr>"
            yield "</table>"
        case Diagram(title=title, boxes=boxes):
            yield f"<p><small>{_text(title)}</small></p>"
            yield '<ol class="decisions">'
            steps = {place: step for step, place in enumerate((n for n, box in enumerate(boxes) if box.answers), 1)}
            for number in steps:
                ways = say(language, "docs.next").join(
                    say(language, "docs.leads", answer=answer.word, step=steps[answer.to])
                    if answer.to in steps
                    else say(language, "docs.ends", answer=answer.word, end=boxes[answer.to].text)
                    for answer in boxes[number].answers
                )
                yield f"<li>{_text(boxes[number].text)}<br><small>{_text(ways)}</small></li>"
            yield "</ol>"


def _cell(label: str, cell: tuple[Inline, ...]) -> str:
    """Return a cell; where there is no room for columns it says what it is about."""
    named = f' data-label="{escape(label)}"' if label else ""
    short = ' class="short"' if sum(width(part) for part in cell if isinstance(part, str)) <= _SHORT else ""
    return f"<td{named}{short if label else ''}>{''.join(map(_inline, cell))}</td>"


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
    if not (part.anchor or is_https(part.url)):
        return _text(part.text)
    target = part.url or f"#{part.anchor}"
    return f'<a href="{escape(target)}">{_text(part.text)}</a>'


def _text(text: str) -> str:
    return escape(in_line(text))
