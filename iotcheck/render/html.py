"""The writer of HTML: one page that holds everything, needs nothing else, runs no script and can be printed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import assert_never
from urllib.parse import quote

from iotcheck.render import document as doc
from iotcheck.render.document import BOLD, BULLET, DISCLAIMER, QUIET, SMALL, Document, bar_scale, decision_steps, plain
from iotcheck.render.html_page import Html, html_page, joined, link, prose, tag
from iotcheck.texts import say
from iotcheck.values import Number

_CLASSES = {QUIET: "quiet", BOLD: "strong", SMALL: "quiet small", DISCLAIMER: "disclaimer"}
_WIDTH, _HEIGHT = 1000, 20  # units of a bar's picture; a page stretches it
_LEAST = 4  # a bar that is there can be seen
_TAIL, _DOTS = 60, 3  # of a bar without an upper end


def write_html(document: Document, language: str) -> str:
    """Return a document as a page, with a link past the header for those who cannot see it."""
    body = [
        tag("a", say(language, "report.skip"), href="#result", class_="skip"),
        _header(document),
        tag("main", _sections(document, language), id="result"),
        _footer(document),
    ]
    return html_page(language, " · ".join(filter(None, [document.name, document.title, document.kind])), body)


def _header(document: Document) -> Html:
    meta = [_meta(part) for part in document.meta]
    return tag(
        "header",
        tag("p", document.kind, class_="eyebrow") if document.kind else None,
        tag("h1", document.title),
        tag("p", meta, class_="meta") if meta else None,
        [tag("p", line, class_="quiet") for line in document.preface],
    )


def _meta(part: doc.Strong | tuple[str | doc.Strong, ...]) -> Html:
    if isinstance(part, doc.Strong):
        return tag("strong", part.text)
    return tag("span", [tag("strong", word.text) if isinstance(word, doc.Strong) else word for word in part])


def _footer(document: Document) -> Html | None:
    if not document.footer:
        return None
    paragraphs = [
        tag("p", plain(paragraph.text), class_=_CLASSES.get(paragraph.style)) for paragraph in document.footer
    ]
    return tag("footer", tag("div", paragraphs))


def _sections(document: Document, language: str) -> Html:
    """Return the blocks in sections, of which each begins with a heading of level 2, but perhaps the first."""
    sections: list[tuple[doc.Heading | None, list[Html]]] = [(None, [])]
    for block in document.blocks:
        if isinstance(block, doc.Heading) and block.level == 2:
            sections.append((block, []))
        else:
            sections[-1][1].append(_block(block, language))
    shown = [(heading, parts) for heading, parts in sections if heading or any(parts)]
    return joined(_section(heading, parts, place) for place, (heading, parts) in enumerate(shown, 1))


def _block(block: doc.Block, language: str) -> Html:
    """Return one block."""
    match block:
        case doc.Blank():  # left to the style sheet
            return Html()
        case doc.Heading(text=text, level=level, anchor=anchor):
            return tag(f"h{level}", text, id=anchor or None)
        case doc.Paragraph(text=text, style=style):
            return tag("p", _linked(text), class_=_CLASSES.get(style))
        case doc.Verbatim(text=text):
            return tag("pre", text)
        case doc.Items(items=items):
            return _items(items)
        case doc.Fields(fields=fields, style=style):
            shown = _CLASSES.get(style)
            pairs = [(tag("dt", label), tag("dd", prose(value), class_=shown)) for label, value in fields]
            return tag("dl", pairs, class_="fields")
        case doc.Table():
            return _table(block)
        case doc.Figures():
            return _figures(block)
        case doc.Bars():
            return _bars(block)
        case doc.Decisions():
            return _decisions(block, language)
        case doc.Details(title=title, below=below, content=content, opened=opened):
            summary = tag("summary", prose(title), tag("span", below, class_="below"))
            inner = tag("div", [_block(part, language) for part in content.blocks], class_="why")
            return tag("details", summary, inner, open=opened)
        case never:
            assert_never(never)


def _decisions(decisions: doc.Decisions, language: str) -> Html:
    """Return a decision tree as steps that say where each answer leads: drawing it would take a script."""
    steps = decision_steps(decisions, language)
    lines = [tag("li", prose(text), tag("span", prose(ways), class_="said")) for text, ways in steps]
    title = tag("p", prose(decisions.title), class_=_CLASSES[QUIET])
    return joined([title, tag("ol", lines, class_="decisions")])


def _section(heading: doc.Heading | None, parts: Sequence[Html], place: int) -> Html:
    if heading is None:
        return tag("section", parts)
    name = heading.anchor or f"part-{place}"
    return tag("section", tag("h2", heading.text, id=name), parts, aria_labelledby=name)


def _items(items: Sequence[doc.Item]) -> Html:
    """Return a list, or where items have marks of their own, a tree."""
    if all(item.mark == BULLET and item.depth == 0 for item in items):
        return tag(
            "ul",
            [tag("li", _linked(item.text), _below(item), id=item.anchor or None) for item in items],
            class_="items",
        )
    return _tree(items)


def _tree(items: Sequence[doc.Item]) -> Html:
    """Return items as a list, those set in below each as a list in it."""
    rows = [
        tag("li", _mark(item), _linked(item.text), _below(item), _tree(inner) if inner else None)
        for item, inner in _branches(items)
    ]
    return tag("ul", rows, class_="tree")


def _branches(items: Sequence[doc.Item]) -> Iterator[tuple[doc.Item, Sequence[doc.Item]]]:
    """Yield the outermost items, each with those that follow it deeper in."""
    starts = [place for place, item in enumerate(items) if item.depth <= items[0].depth]
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        yield items[start], items[start + 1 : end]


def _mark(item: doc.Item) -> Html:
    return tag("span", item.mark, class_=f"mark {item.style}", aria_hidden="true")


def _below(item: doc.Item) -> list[Html]:
    return [tag("span", _linked(line), class_="said") for line in item.below if line]


def _table(table: doc.Table) -> Html:
    """Return a table. Roles are written out: they stay where a narrow page shows rows as cards."""
    cells = table.rows[0].cells
    columns = [(table.label, None), *((cell.label, "number" if cell.number else None) for cell in cells)]
    head = tag(
        "tr", [tag("th", label, scope="col", role="columnheader", class_=style) for label, style in columns], role="row"
    )
    scale = bar_scale(table.rows) if table.dense else 0
    room = _room(cell.bar for row in table.rows for cell in row.cells if cell.bar)
    rows: list[Html] = []
    for group, members in groupby(table.rows, key=lambda row: row.group):
        if group:
            spanning = tag("th", group, scope="colgroup", colspan=len(columns), role="rowheader")
            rows.append(tag("tr", spanning, role="row", class_="group"))
        rows += [
            tag("tr", _title(row), [_cell(cell, scale, room) for cell in row.cells], role="row") for row in members
        ]
    body = tag("tbody", rows, role="rowgroup")
    return tag("table", tag("thead", head, role="rowgroup"), body, role="table")


def _title(row: doc.Row) -> Html:
    below = [tag("span", _linked(line), class_="below") for line in row.below.lines] if row.below else None
    return tag("th", _linked(row.title), below, scope="row", role="rowheader")


def _cell(cell: doc.Cell, scale: Number, room: int) -> Html:
    """Return a cell, with a bar below its value where `scale`, the amount of the longest one, is above 0."""
    lines = [line for line in cell.lines if line]
    names = ["badge" if cell.badge and place == 0 else "line" for place in range(len(lines))]
    shown = [tag("span", _linked(line), class_=name) for name, line in zip(names, lines, strict=True)]
    flags = {"with-badge": cell.badge, "number": cell.number, "empty": not lines}
    classes = " ".join(filter(None, [cell.style, *(name for name, flag in flags.items() if flag)]))
    if cell.bar is not None and scale > 0:
        shown.append(_bar(doc.Bar("", "", *cell.bar), scale, room))
    return tag("td", shown or "—", class_=classes or None, data_label=cell.label, role="cell")


def _linked(text: doc.Prose) -> Html:
    if isinstance(text, str):
        return prose(text)
    return joined(_link(part) if isinstance(part, doc.Link) else prose(part) for part in text)


def _link(part: doc.Link) -> Html:
    if part.page:
        return tag("a", prose(part.text), href=quote(part.page, safe=""))
    return tag("a", prose(part.text), href=f"#{part.anchor}") if part.anchor else link(part.url, part.text)


def _figures(block: doc.Figures) -> Html:
    boxes = [tag("div", tag("dt", label), tag("dd", prose(value))) for label, value in block.figures]
    return tag("dl", boxes, class_="figures")


def _bars(block: doc.Bars) -> Html:
    """Return a picture with one bar for each amount, and as text its figure."""
    room = _room((bar.low, bar.high) for bar in block.bars)
    scale = max([bar.low if bar.high is None else bar.high for bar in block.bars], default=0)
    rows = [
        tag(
            "li",
            tag("span", bar.title, class_="bar-title"),
            _bar(bar, scale, room),
            tag("span", bar.figure, class_="bar-figure"),
        )
        for bar in block.bars
    ]
    pale = [_swatch("possible"), block.possible] if any(bar.high not in (bar.low, None) for bar in block.bars) else None
    dots = [_swatch("open"), block.unended] if room < _WIDTH else None
    key = tag("p", _swatch("certain"), block.certain, pale, dots, class_="bar-key") if pale or dots else None
    return tag("figure", tag("figcaption", block.caption), key, tag("ul", rows, class_="bars"))


def _room(ends: Iterable[tuple[Number, Number | None]]) -> int:
    """Return how long the longest bar may be: dots follow where one of them has no upper end."""
    return _WIDTH - _TAIL if any(high is None for _, high in ends) else _WIDTH


def _bar(bar: doc.Bar, scale: Number, room: int) -> Html:
    """Return one bar: solid up to what is certain, pale up to what is possible, dots behind it where nothing ends it.

    The dots are as long everywhere: they show that there is more, not how much. Readers of the screen have the figure.
    """
    certain = _length(bar.low, scale, room)
    if bar.high is None:
        step = _TAIL // _DOTS
        more = [
            tag("rect", class_="bar-open", x=certain + step * (place + 1) - step // 2, width=step // 2, height=_HEIGHT)
            for place in range(_DOTS)
        ]
    else:
        more = [tag("rect", class_="bar-possible", width=_length(bar.high, scale, room), height=_HEIGHT)]
    return tag(
        "svg",
        tag("rect", class_="bar-ground", width=_WIDTH, height=_HEIGHT),
        more,
        tag("rect", class_="bar-certain", width=certain, height=_HEIGHT),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _length(amount: Number, scale: Number, room: int) -> int:
    """Return how long a bar is; exact arithmetic, so that no amount is too large for it."""
    if amount <= 0 or scale <= 0:
        return 0
    return max(_LEAST, int(amount * room // scale))


def _swatch(name: str) -> Html:
    return tag("span", class_=f"swatch bar-{name}", aria_hidden="true")
