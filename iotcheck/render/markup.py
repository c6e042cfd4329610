"""HTML by elements, and the frame of a page: all escaped, hidden characters spelt out, links to https alone.

There is no other way to make markup: an `Html` comes from `tag`, and whatever else is put inside one is text.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from iotcheck import __version__
from iotcheck.render.style import STYLE
from iotcheck.typeset import is_https, pieces, term_safe

_VOID = frozenset({"meta", "br", "rect", "line"})  # without content; rect and line are SVG's
_LONGEST_WHOLE = 24  # characters: a longer piece would not fit a narrow cell
_LONGEST_WORD = 40  # characters: a longer one would make a table wider than its page
_NOT_PLAIN = re.compile(rf"[\d§]|\S{{{_LONGEST_WORD}}}")
_FIGURE_WITH_UNIT = re.compile(r"\d.*[^\x00-\x7f]|[^\x00-\x7f].*\d|\d .|§ .")

# The page may use its own style sheet and nothing else: no script, no picture, no address.
_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


class Html(str):
    """Markup made of elements, safe to put on a page."""

    __slots__ = ()


Child = str | Iterable["Child"] | None


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element. Texts are escaped, None is left out, an iterable is put in one by one.

    An attribute that is None or False is left out, True stands alone; `_` in its name is `-`, a final one nothing
    (`class_`).
    """
    opening = "".join([name, *[_attribute(key, value) for key, value in attributes.items()]])
    if name in _VOID:
        return Html(f"<{opening}>" if name in ("meta", "br") else f"<{opening}/>")
    return Html(f"<{opening}>{joined(children)}</{name}>")


def joined(children: Iterable[Child]) -> Html:
    """Return several children as one piece of markup."""
    return Html("".join(map(_markup, children)))


def prose(text: str) -> Html:
    """Return a text whose figures stay with their units, and days in one piece, where its lines break.

    Words stay whole too in a table, but for very long ones.
    """
    if not _NOT_PLAIN.search(text):
        return joined([text])
    return joined(_piece(piece) for line in term_safe(text).split("\n") for piece in pieces(line))


def link(url: str | None, text: str) -> Html:
    """Return a link to an https address, or the text alone if it is none."""
    if url is None or not is_https(url):
        return joined([text])
    return tag("a", text, href=url, rel="noopener noreferrer")


def html_page(language: str, title: str, body: Child) -> str:
    """Return a page: one file that holds all it needs, runs no script and asks no address."""
    page = tag("html", _head(title), tag("body", body), lang="zh-Hans" if language == "zh" else "en")
    return f"<!doctype html>\n{page}\n"


def _head(title: str) -> Html:
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY.format(digest=digest)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"iotcheck {__version__}"),
        tag("title", title),
        Html(f"<style>{STYLE}</style>"),
    )


def _piece(piece: str) -> Html:
    body = piece.rstrip()
    if len(body) > _LONGEST_WORD:
        return joined([tag("span", piece, class_="long")])
    if len(body) <= _LONGEST_WHOLE and _FIGURE_WITH_UNIT.search(body):
        return joined([tag("span", body, class_="nb"), piece[len(body) :]])
    return joined([piece])


def _markup(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(term_safe(child), quote=False)
    return joined(child)


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(term_safe(str(value)))}"'
