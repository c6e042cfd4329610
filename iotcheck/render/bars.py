"""The bar picture of money: one bar a program, from what is certain to what is possible, with its figures as text."""

from collections.abc import Sequence
from typing import NamedTuple

from iotcheck.render.elements import Html, tag
from iotcheck.values import Number

_WIDTH = 1000  # units of the picture; a page stretches it
_HEIGHT = 20
_LEAST = 4  # a bar that is there can be seen
_TAIL, _DOTS = 60, 3  # of a bar without an upper end


class Bar(NamedTuple):
    """One program's ceiling: its title, its figure in words, and both ends; `high` is None without an upper end."""

    title: str
    figure: str
    low: Number
    high: Number | None


def bar_chart(bars: Sequence[Bar], caption: str, certain: str, possible: str, unended: str) -> Html:
    """Return a figure with one bar for each of some ceilings.

    `certain`, `possible` and `unended` explain what is solid, what is pale, and the dots behind a bar without an end.
    """
    scale = max([bar.low if bar.high is None else bar.high for bar in bars], default=0)
    room = _WIDTH - _TAIL if any(bar.high is None for bar in bars) else _WIDTH
    rows = [
        tag(
            "li",
            tag("span", bar.title, class_="bar-title"),
            _picture(bar, scale, room),
            tag("span", bar.figure, class_="bar-figure"),
        )
        for bar in bars
    ]
    pale = [_swatch("possible"), possible] if any(bar.high not in (bar.low, None) for bar in bars) else None
    dots = [_swatch("open"), unended] if any(bar.high is None for bar in bars) else None
    key = tag("p", _swatch("certain"), certain, pale, dots, class_="bar-key") if pale or dots else None
    return tag("figure", tag("figcaption", caption), key, tag("ul", rows, class_="bars"))


def _picture(bar: Bar, scale: Number, room: int) -> Html:
    """Return one bar: solid up to what is certain, pale up to what is possible, dots behind it where nothing ends it.

    The dots are as long everywhere: they say that there is more, not how much.
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
        role="img",
        aria_label=f"{bar.title}: {bar.figure}",
    )


def _length(amount: Number, scale: Number, room: int) -> int:
    """Return how long a bar is; exact arithmetic, so that no amount is too large for it."""
    if amount <= 0 or scale <= 0:
        return 0
    return max(_LEAST, int(amount * room // scale))


def _swatch(name: str) -> Html:
    return tag("span", class_=f"swatch bar-{name}", aria_hidden="true")
