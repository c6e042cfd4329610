"""The bar picture of money: one bar a program, from what is certain to what is possible, with its figures as text."""

from collections.abc import Sequence
from typing import NamedTuple

from iotcheck.render.elements import Html, tag

_WIDTH = 1000  # units of the picture; a page stretches it
_HEIGHT = 20
_LEAST = 4  # a bar that is there can be seen


class Bar(NamedTuple):
    """One program's ceiling: its title, its figure in words, and both ends; `high` is None without an upper end."""

    title: str
    figure: str
    low: int
    high: int | None


def bar_chart(bars: Sequence[Bar], caption: str, certain: str, possible: str) -> Html:
    """Return a figure with one bar for each of some ceilings; `certain` and `possible` explain its two colours."""
    scale = max([bar.low if bar.high is None else bar.high for bar in bars], default=0)
    open_ended = any(bar.high is None for bar in bars)
    rows = [
        tag(
            "li",
            tag("span", bar.title, class_="bar-title"),
            _picture(bar, scale, open_ended),
            tag("span", bar.figure, class_="bar-figure"),
        )
        for bar in bars
    ]
    spans = any(bar.low != bar.high for bar in bars)
    key = tag("p", _swatch("certain"), certain, _swatch("possible"), possible, class_="bar-key") if spans else None
    return tag("figure", tag("figcaption", caption), key, tag("ul", rows, class_="bars"))


def _picture(bar: Bar, scale: int, open_ended: bool) -> Html:
    """Return one bar: solid up to what is certain, pale up to what is possible; open ends run to the right edge."""
    room = _WIDTH * 9 // 10 if open_ended else _WIDTH
    certain = _length(bar.low, scale, room)
    possible = _WIDTH if bar.high is None else _length(bar.high, scale, room)
    return tag(
        "svg",
        tag("rect", class_="bar-ground", width=_WIDTH, height=_HEIGHT),
        tag("rect", class_="bar-possible", width=possible, height=_HEIGHT),
        tag("rect", class_="bar-certain", width=certain, height=_HEIGHT),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"{bar.title}: {bar.figure}",
    )


def _length(amount: int, scale: int, room: int) -> int:
    """Return how long a bar is; exact arithmetic, so that no amount is too large for it."""
    if amount <= 0 or scale <= 0:
        return 0
    return max(_LEAST, amount * room // scale)


def _swatch(name: str) -> Html:
    return tag("span", class_=f"swatch bar-{name}", aria_hidden="true")
