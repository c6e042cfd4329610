"""HTML by elements, and the frame of a page: all escaped, hidden characters spelt out, links to https alone.

There is no other way to make markup: an `Html` comes from `tag`, and whatever else is put inside one is text.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from html import escape

from iotcheck import __version__
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


@lru_cache(maxsize=1 << 13)
def prose(text: str) -> Html:
    """Return a text whose figures stay with their units, and days in one piece, where its lines break.

    Words stay whole too in a table, but for very long ones. Pages of many applicants repeat most of their texts.
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


# The look of the HTML report: on a screen of any width, and on paper. Nothing comes from elsewhere.

STYLE = """
:root {
  color-scheme: light;
  --ink: #17212b; --quiet: #55626f; --line: #d8dee5; --ground: #f5f7f9; --accent: #0a5a73;
  --yes: #0b6b4a; --yes-ground: #e3f3ec; --confirm: #7a4d00; --confirm-ground: #fdf1d6;
  --open: #1d5488; --open-ground: #e6f0f9; --no: #55626f; --no-ground: #eceff2;
  --certain: #0b7a55; --possible: #a6d8c3;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; color: var(--ink); background: #fff;
  font: 1rem/1.65 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif;
  overflow-wrap: anywhere; line-break: strict; font-variant-numeric: tabular-nums;
}
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: .1rem 0 .6rem; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.35; margin: 0 0 .8rem; }
h3 { font-size: 1.08rem; line-height: 1.4; margin: 2rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h2 + h3 { margin-top: 0; padding-top: 0; border-top: 0; }
h4 { margin: 1.2rem 0 .4rem; }
h2 .count { color: var(--quiet); font-weight: 400; }
p { margin: 0 0 .7rem; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .4rem .8rem; }
.eyebrow { color: var(--accent); font-weight: 600; margin: 0; }
.meta { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: 0; color: var(--quiet); }
.meta strong { color: var(--ink); font-weight: 600; }
section { padding: 1.6rem 0 .6rem; border-top: 1px solid var(--line); margin-top: 1rem; }
section:first-of-type { border-top: 0; margin-top: .6rem; }
.quiet { color: var(--quiet); }
.strong { font-weight: 600; }
.small { font-size: .9rem; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; margin: 0; }
.figures div { background: var(--ground); border-radius: .6rem; padding: .9rem 1.1rem; }
.figures dt { color: var(--quiet); font-size: .92rem; }
.figures dd { margin: .1rem 0 0; font-size: 1.45rem; font-weight: 650; line-height: 1.3; }

table { width: 100%; border-collapse: collapse; margin: 0 0 1rem; }
th, td {
  text-align: left; vertical-align: top; padding: .65rem .9rem .65rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word;
}
td { min-width: 5.2rem; }
thead th {
  white-space: nowrap; font-size: .88rem; font-weight: 500; color: var(--quiet); padding-top: 0;
  border-bottom-color: #aab4bf;
}
tbody th { font-weight: 600; min-width: 11rem; }
td:last-child, th:last-child { padding-right: 0; }
tr.group th { padding-top: 1.3rem; color: var(--accent); font-size: .95rem; }
.nb { white-space: nowrap; }
.long { overflow-wrap: anywhere; }
td.number, th.number { text-align: right; }
.line { display: block; }
.with-badge .line { color: var(--quiet); font-size: .9rem; padding-left: .1rem; }
.below { display: block; font-weight: 400; color: var(--quiet); font-size: .9rem; }
.badge {
  display: inline-block; white-space: nowrap; padding: .05rem .55rem; border-radius: 1rem; font-size: .92rem;
  font-weight: 600; background: var(--no-ground); color: var(--no);
}
td.green > .badge { background: var(--yes-ground); color: var(--yes); }
td.yellow > .badge { background: var(--confirm-ground); color: var(--confirm); }
td.cyan > .badge { background: var(--open-ground); color: var(--open); }
td.dim:not(.with-badge) { color: var(--quiet); font-size: .9rem; }

dl.fields {
  display: grid; grid-template-columns: fit-content(14rem) minmax(0, 1fr); gap: .2rem 1.2rem; margin: 0 0 .8rem;
}
dl.fields dt { color: var(--quiet); }
dl.fields dd { margin: 0; }

figure { margin: 1.4rem 0 1rem; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
.bar-key { color: var(--quiet); font-size: .9rem; margin-bottom: .4rem; }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin: 0 .35rem 0 0; }
.swatch + .swatch, .bar-key .swatch:not(:first-child) { margin-left: 1.2rem; }
.swatch.bar-certain { background: var(--certain); }
.swatch.bar-possible { background: var(--possible); }
.swatch.bar-open { background: repeating-linear-gradient(90deg, var(--possible) 0 .15rem, transparent .15rem .3rem); }
.bars { list-style: none; margin: 0; padding: 0; }
.bars li {
  display: grid; grid-template-columns: minmax(9rem, 17rem) 1fr minmax(7rem, 13rem); gap: .2rem 1rem;
  align-items: center; padding: .3rem 0;
}
.bars svg { display: block; width: 100%; height: 1rem; border-radius: .25rem; }
td svg { display: block; width: 100%; height: .4rem; margin-top: .3rem; border-radius: .2rem; }
.bar-ground { fill: var(--ground); }
.bar-possible, .bar-open { fill: var(--possible); }
.bar-certain { fill: var(--certain); }
.bar-title { font-size: .93rem; line-height: 1.4; }
.bar-figure { font-size: .93rem; font-weight: 600; }

ul.items { margin: 0 0 .8rem; padding: 0; list-style: none; }
ul.items > li { padding: .35rem 0 .35rem 1.1rem; position: relative; }
ul.items > li::before { content: "·"; position: absolute; left: .2rem; color: var(--quiet); font-weight: 700; }
ul.tree { margin: 0; padding: 0; list-style: none; }
ul.tree ul.tree { margin-left: .75rem; padding-left: 1.1rem; border-left: 2px solid var(--line); }
ul.tree > li { padding: .3rem 0 .3rem 1.7rem; position: relative; }
ul.tree > li > .mark { position: absolute; left: .1rem; font-weight: 700; width: 1.2rem; text-align: center; }
.mark.green { color: var(--yes); } .mark.red { color: #a12622; } .mark.yellow { color: var(--confirm); }
.mark.cyan { color: var(--open); }
ol.decisions { background: var(--ground); border-radius: .6rem; margin: 0 0 .8rem; padding: .7rem 1rem .7rem 2.6rem; }
.said { display: block; color: var(--quiet); font-size: .9rem; }

details { border: 1px solid var(--line); border-radius: .6rem; margin: 0 0 .6rem; }
summary { cursor: pointer; padding: .65rem 1rem; font-weight: 600; }
summary:hover { background: var(--ground); border-radius: .6rem; }
summary .below { padding-left: 1.05rem; }
details[open] > summary { border-bottom: 1px solid var(--line); border-radius: .6rem .6rem 0 0; }
.why { padding: .8rem 1rem .5rem; }

footer { padding: 1.4rem 1.5rem 3rem; }
footer > div { border-top: 3px solid var(--ink); padding-top: 1rem; }
.disclaimer { font-weight: 600; }

@media (max-width: 44rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.5rem; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .figures dd { font-size: 1.2rem; }
  table, tbody, tr, th, td { display: block; min-width: 0; }
  thead { position: absolute; left: -999rem; }
  td.number { text-align: left; }
  tbody tr { border: 1px solid var(--line); border-radius: .6rem; padding: .7rem .9rem; margin: 0 0 .7rem; }
  tbody tr.group { border: 0; padding: .2rem 0; margin: 0; }
  tr.group th { padding-top: .4rem; }
  tbody th, td { border: 0; padding: .12rem 0; }
  tbody th { font-size: 1.02rem; padding-bottom: .3rem; }
  td[data-label] { display: grid; grid-template-columns: 7.2rem minmax(0, 1fr); gap: 0 .8rem; }
  td[data-label]::before { content: attr(data-label); color: var(--quiet); font-size: .9rem; grid-row: 1 / span 9; }
  td > .badge { justify-self: start; white-space: normal; }
  .badge .nb { white-space: normal; }
  td > .line, td > .badge { grid-column: 2; }
  td.empty { display: none; }
  .bars li { grid-template-columns: minmax(0, 1fr) minmax(0, auto); }
  .bar-title { grid-column: 1 / -1; }
  dl.fields { grid-template-columns: minmax(0, 1fr); }
  dl.fields dd { margin-bottom: .4rem; }
}

@page { size: A4; margin: 14mm 14mm 15mm; }
@media print {
  html { font-size: 8.6pt; }
  body { line-height: 1.4; }
  body, .figures div, .badge, .bars svg, td svg, .swatch {
    -webkit-print-color-adjust: exact; print-color-adjust: exact;
  }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  h1 { font-size: 1.6rem; margin-bottom: .3rem; }
  h2 { margin-bottom: .4rem; }
  p { margin-bottom: .3rem; }
  section { margin-top: .3rem; padding: .7rem 0 .1rem; }
  section:first-of-type { margin-top: 0; }
  th, td { padding-top: .3rem; padding-bottom: .3rem; }
  tr.group th { padding-top: .6rem; }
  td svg { margin-top: .2rem; }
  ul.items { margin-bottom: .3rem; }
  ul.items > li, ul.tree > li { padding-top: .15rem; padding-bottom: .15rem; }
  h2, h3, h4, figcaption, summary { break-after: avoid; }
  tr, .items > li, .bars li { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; }
  .items a[href^="https"]::after { content: " (" attr(href) ")"; color: var(--quiet); font-size: .85em; }
  .skip { display: none; }
  p, li { orphans: 3; widows: 3; }
  details { border: 0; border-left: 3px solid var(--line); border-radius: 0; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; padding: .1rem .8rem; }
  summary .below { padding-left: 0; }
  .why { padding: .1rem .8rem; }
  .why:not(:has(table)), section > ul.items:has(> :nth-child(5)) { columns: 2; column-gap: 1.6rem; }
  dl.fields:has(dt:nth-of-type(5)) { grid-template-columns: repeat(2, fit-content(9rem) minmax(0, 1fr)); }
  footer { padding: .7rem 0 0; break-inside: avoid; }
}
"""
