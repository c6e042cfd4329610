"""A sheet that becomes HTML: sections with headings, paragraphs, lists, trees, tables, labelled values."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from iotcheck.render.decisions import Decisions
from iotcheck.render.elements import Child, Html, joined, link, prose, tag
from iotcheck.render.sheet import BULLET, QUIET, Cell, Entry, Item, Link, Prose
from iotcheck.texts import say

_CLASSES = {QUIET: "quiet", "bold": "strong"}


class HtmlSheet:
    """Collects what is to be shown, in sections that begin with their headings."""

    def __init__(self) -> None:
        self._done: list[Html] = []
        self._heading = ""
        self._anchor = ""
        self._open: list[Child] = []

    def html(self) -> Html:
        """Return all sections."""
        self._close()
        return joined(self._done)

    def content(self) -> Html:
        """Return what stands in the section that is open, without its heading, and leave it empty."""
        content = joined(self._open)
        self._heading, self._open = "", []
        return content

    def add(self, part: Child) -> None:
        """Put something of one's own into the section."""
        self._open.append(part)

    def blank(self) -> None:
        """Leave it to the style sheet."""

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """Begin a section, or add a heading within it."""
        if level > 2:
            self.add(tag(f"h{level}", text, id=anchor or None))
            return
        self._close()
        self._heading, self._anchor = text, anchor

    def paragraph(self, text: Prose, style: str = "") -> None:
        """Add a paragraph."""
        self.add(tag("p", _linked(text), class_=_CLASSES.get(style)))

    def items(self, items: Iterable[Item]) -> None:
        """Add a list, or where items have marks of their own, a tree."""
        found = list(items)
        if not found:
            return
        if all(item.mark == BULLET and item.depth == 0 for item in found):
            self.add(tag("ul", [tag("li", _linked(item.text), _below(item)) for item in found], class_="items"))
        else:
            self.add(_tree(found))

    def fields(self, fields: Iterable[tuple[str, str]], style: str = "") -> None:
        """Add labelled values; empty ones are left out."""
        shown = _CLASSES.get(style)
        pairs = [(tag("dt", label), tag("dd", prose(value), class_=shown)) for label, value in fields if value]
        self.add(tag("dl", pairs, class_="fields"))

    def entries(self, label: str, entries: Sequence[Entry]) -> None:
        """Add a table. Roles are written out: they stay where a narrow page shows rows as cards."""
        labels = [label, *(cell.label for cell in entries[0].cells)]
        classes = [None, *("number" if cell.number else None for cell in entries[0].cells)]
        columns = zip(labels, classes, strict=True)
        head = tag(
            "tr", [tag("th", one, scope="col", role="columnheader", class_=of) for one, of in columns], role="row"
        )
        rows: list[Html] = []
        for group, members in groupby(entries, key=lambda entry: entry.group):
            if group:
                spanning = tag("th", group, scope="colgroup", colspan=len(labels), role="rowheader")
                rows.append(tag("tr", spanning, role="row", class_="group"))
            rows += [tag("tr", _title(entry), map(_cell, entry.cells), role="row") for entry in members]
        body = tag("tbody", rows, role="rowgroup")
        self.add(tag("table", tag("thead", head, role="rowgroup"), body, role="table"))

    def decisions(self, decisions: Decisions, language: str) -> None:
        """Add a decision tree as steps that say where each answer leads: drawing it would take a script."""
        boxes = decisions.boxes
        questions = [place for place, box in enumerate(boxes) if box.answers]
        steps = {place: step for step, place in enumerate(questions, 1)}
        lines = []
        for place in questions:
            ways = [
                say(language, "docs.leads", answer=answer.word, step=steps[answer.to])
                if answer.to in steps
                else say(language, "docs.ends", answer=answer.word, end=boxes[answer.to].text)
                for answer in boxes[place].answers
            ]
            said = tag("span", prose(say(language, "docs.next").join(ways)), class_="said")
            lines.append(tag("li", prose(boxes[place].text), said))
        self.paragraph(decisions.title, QUIET)
        self.add(tag("ol", lines, class_="decisions"))

    def _close(self) -> None:
        if self._heading or self._open:
            name = self._anchor or f"part-{len(self._done) + 1}"
            heading = tag("h2", self._heading, id=name) if self._heading else None
            self._done.append(tag("section", heading, self._open, aria_labelledby=name if heading else None))
        self._heading, self._anchor, self._open = "", "", []


def _linked(text: Prose) -> Html:
    if isinstance(text, str):
        return prose(text)
    return joined(_link(part) if isinstance(part, Link) else prose(part) for part in text)


def _link(part: Link) -> Html:
    return tag("a", prose(part.text), href=f"#{part.anchor}") if part.anchor else link(part.url, part.text)


def _title(entry: Entry) -> Html:
    below = [tag("span", prose(line), class_="below") for line in entry.below.lines] if entry.below else None
    return tag("th", _linked(entry.title), below, scope="row", role="rowheader")


def _cell(cell: Cell) -> Html:
    lines = [line for line in cell.lines if line]
    names = ["badge" if cell.badge and place == 0 else "line" for place in range(len(lines))]
    shown = [tag("span", prose(line), class_=name) for name, line in zip(names, lines, strict=True)]
    classes = " ".join(
        filter(
            None,
            [cell.style, "with-badge" if cell.badge else "", "number" if cell.number else "", "" if lines else "empty"],
        )
    )
    return tag("td", shown or "—", class_=classes or None, data_label=cell.label, role="cell")


def _tree(items: Sequence[Item]) -> Html:
    """Return items as a list, those set in below each as a list in it."""
    rows = [
        tag("li", _mark(item), _linked(item.text), _below(item), _tree(inner) if inner else None)
        for item, inner in _branches(items)
    ]
    return tag("ul", rows, class_="tree")


def _branches(items: Sequence[Item]) -> Iterator[tuple[Item, Sequence[Item]]]:
    """Yield the outermost items, each with those that follow it deeper in."""
    starts = [place for place, item in enumerate(items) if item.depth <= items[0].depth]
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        yield items[start], items[start + 1 : end]


def _mark(item: Item) -> Html:
    return tag("span", item.mark, class_=f"mark {item.style}", aria_hidden="true")


def _below(item: Item) -> list[Html]:
    return [tag("span", prose(line), class_="said") for line in item.below if line]
