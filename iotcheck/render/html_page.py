"""The frame of every page of HTML: one file that holds all it needs, runs no script and asks no address."""

from base64 import b64encode
from hashlib import sha256

from iotcheck import __version__
from iotcheck.render.elements import Child, Html, tag
from iotcheck.render.html_style import STYLE
from iotcheck.texts import say

# The page may use its own style sheet and nothing else: no script, no picture, no address.
_POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def html_page(language: str, title: str, *, header: Child, main: Child, footer: Child) -> str:
    """Return a page, with a link past the header for those who cannot see it."""
    body = tag(
        "body",
        tag("a", say(language, "report.skip"), href="#result", class_="skip"),
        header,
        tag("main", main, id="result"),
        footer,
    )
    return f"<!doctype html>\n{tag('html', _head(title), body, lang='zh-Hans' if language == 'zh' else 'en')}\n"


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
