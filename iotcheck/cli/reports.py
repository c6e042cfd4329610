"""`iotcheck screen --reports DIR`: the page of each applicant, as `assess --format html` writes it, and one index."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from iotcheck import __version__
from iotcheck.answers import Answers
from iotcheck.cli.days import today
from iotcheck.cli.runtime import tell
from iotcheck.engine import assess_admitted
from iotcheck.files import read_bytes, write_text
from iotcheck.model import PolicySet
from iotcheck.screen.reports import INDEX, Page, Reports
from iotcheck.screen.run import Request
from iotcheck.texts import say

_BLOCK = 1 << 20


def with_reports(folder: str | None, request: Request, policies: PolicySet, day: date, language: str) -> Request:
    """Return a request with pages to make in a folder, if one is named."""
    if folder is None:
        return request
    key = _key(request, policies, day, language)
    return request.replace(reports=Reports(folder=folder, key=key, render=page, force=request.force))


def page(policies: PolicySet, answers: Answers, day: date, language: str, name: str) -> str:
    """Return the page of one applicant."""
    from iotcheck.render.html import write_html
    from iotcheck.render.report import REPORTS

    report = assess_admitted(policies, answers, day).replace(today=today())
    return write_html(REPORTS["html"](report, language, name=name), language)


def finish_reports(
    folder: str, pages: Sequence[Page], policies: PolicySet, day: date, language: str, table: str
) -> None:
    """Write the page that leads to all others, and say where it is; `table` names the applicants'."""
    from iotcheck.render.html import write_html
    from iotcheck.render.screening import index_page

    rows = [(one.file, one.name, one.applicable, one.undetermined, one.sums) for one in pages]
    path = str(Path(folder, INDEX))
    document = index_page(rows, policies, day, language, table="" if table == "-" else table)
    write_text(path, write_html(document, language), force=True)
    known = sum(one.text is None for one in pages)
    key = "screen.reports-go-on" if known else "screen.reports"
    tell(say(language, key, n=len(pages), known=known, path=path))


def _key(request: Request, policies: PolicySet, day: date, language: str) -> str | None:
    """Return what tells apart pages made from other rules, answers or options; None where standard input is read."""
    files = [*policies.files, request.input]
    if "-" in files:
        return None
    digest = sha256()
    said = (__version__, day, today(), language, request.reading, sorted(policies.programs))
    digest.update(repr(said).encode())
    for path in policies.files:
        digest.update(sha256(read_bytes(path)).digest())
    with Path(request.input).open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
