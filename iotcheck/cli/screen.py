"""`iotcheck screen`: many applicants of a table, one result file; or `--check`, which only reads the table."""

import sys
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, Self

import typer

from iotcheck.cli.days import choose_day, parse_as_of
from iotcheck.cli.help import argument, command_help, option, share, whole_number
from iotcheck.cli.inputs import NO_OPTIONS, TableOptions, load_policies, restrict, with_table_options
from iotcheck.cli.options import TEXT_OR_JSON, choose_format, names_format, refuse
from iotcheck.cli.output import Output, result_stream
from iotcheck.cli.reports import finish_reports, with_reports
from iotcheck.cli.runtime import tell
from iotcheck.cli.screen_check import check_document, check_json, counts_line, group_lines
from iotcheck.errors import ExitCode, Location, Problem, UsageError
from iotcheck.files import check_writable, is_same_file
from iotcheck.model import PolicySet
from iotcheck.render.json import head
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request, Result, Streams, screen
from iotcheck.screen.sinks import KINDS, kind_of
from iotcheck.screen.summary import summary
from iotcheck.screen.tables import Kind
from iotcheck.texts import problem_line, say

_MOST_JOBS = 256
_GROUPS = "….values.csv"
_EVERY = 0.2  # seconds between two lines of progress


class View(Enum):
    """What is shown: results, as they are written, or something in their place. An overview is for a terminal."""

    RESULTS = auto()
    SUMMARY = auto()
    OVERVIEW = auto()
    PAGE = auto()
    CHECK = auto()


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "screen"))
    @with_table_options(language, id_help="--id")
    def screen_command(
        table: Annotated[str, argument(language, "TABLE")],
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        layout: Annotated[str, option(language, "--layout", metavar="|".join(Layout))] = "matches",
        near: Annotated[Fraction | None, share(language, "--near", metavar="PERCENT")] = None,
        reasons: Annotated[bool, option(language, "--reasons")] = False,
        reading: TableOptions = NO_OPTIONS,
        reports: Annotated[str | None, option(language, "--reports", metavar="DIR")] = None,
        rejects: Annotated[str | None, option(language, "--rejects", metavar="FILE")] = None,
        jobs: Annotated[int, whole_number(language, "--jobs", metavar="N", least=1, most=_MOST_JOBS)] = 1,
        keep_going: Annotated[bool, option(language, "--keep-going")] = False,
        words: Annotated[bool, option(language, "--words")] = False,
        check: Annotated[bool, option(language, "--check")] = False,
        as_json: Annotated[bool, option(language, "--json")] = False,
        output_format: Annotated[
            str | None, option(language, "--format", metavar="html", meaning="screen--format")
        ] = None,
        force: Annotated[bool, option(language, "--force")] = False,
        as_of: Annotated[str | None, option(language, "--as-of", metavar="DATE|today")] = None,
        policies: Annotated[str | None, option(language, "--policies", metavar="FILE")] = None,
        only: Annotated[str | None, option(language, "--only", metavar="ID,…")] = None,
    ) -> int:
        if layout not in tuple(Layout):
            refuse("unknown-word", layout, tuple(Layout), place="--layout")
        _check_layout(layout, near, reasons=reasons)
        policy_set = restrict(load_policies(policies), only, language)
        day = choose_day(policy_set, parse_as_of(as_of), language)
        target = None if output in (None, "-") else output
        view, as_json = _view(output_format, layout, output, as_json=as_json, check=check, reports=reports)
        written = _files(target, rejects, view)
        _check_files(written, {"TABLE": table, "--policies": policies, "--values": reading.values_file}, force=force)
        request = Request(
            input=table,
            output=target if view is View.RESULTS else None,
            layout=None if view is View.CHECK else Layout.SUMMARY if view is View.OVERVIEW else Layout(layout),
            near=near,
            obstacles=reasons or (layout == Layout.REASONS and view is View.OVERVIEW),
            as_json=as_json,
            reading=reading.reading,
            rejects=written["--rejects"],
            always_rejects=rejects is not None,
            groups=written[_GROUPS],
            jobs=jobs,
            force=force,
            write=view is View.RESULTS,
            words=words and _are_for_people(target if view is View.RESULTS else None, as_json=as_json),
            head=head("screening", policy_set, day, language),
        )
        request = with_reports(reports, request, policy_set, day, language)
        result = _watched(policy_set, day, request, language)
        if result is None:
            return ExitCode.INTERRUPTED
        _finish(result, policy_set, day, language, view, request, target)
        return ExitCode.DATA if result.portfolio.rejected and not keep_going else ExitCode.OK


def _check_layout(layout: str, near: Fraction | None, *, reasons: bool) -> None:
    """Refuse options of one layout with another."""
    for name, given, of in (("--near", near is not None, Layout.REASONS), ("--reasons", reasons, Layout.SUMMARY)):
        if given and layout != of:
            raise UsageError([Problem(Location(name), "options-contradict", {"other": f"--layout {layout}"})])


def _view(
    output_format: str | None, layout: str, output: str | None, *, as_json: bool, check: bool, reports: str | None
) -> tuple[View, bool]:
    """Return what is to be shown, and whether as JSON; refuse a page of anything but the summary.

    Beside reports for the applicants it is the summary, unless an output is named.
    """
    if check and reports is not None:
        raise UsageError([Problem(Location("--reports"), "options-contradict", {"other": "--check"})])
    if check:
        return View.CHECK, choose_format(TEXT_OR_JSON, as_json=as_json, output=output) == "json"
    if output_format is not None or (layout == Layout.SUMMARY and not as_json and names_format(output, "html")):
        choose_format(("html",), output_format, output=output)
        if layout != Layout.SUMMARY:
            raise UsageError(
                [Problem(Location("--format html"), "options-contradict", {"other": f"--layout {layout}"})]
            )
        return View.PAGE, False
    if layout == Layout.SUMMARY:
        return View.SUMMARY if output in (None, "-") else View.RESULTS, as_json
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    in_short = output is None and not as_json and (on_terminal or reports is not None)
    return View.OVERVIEW if in_short else View.RESULTS, as_json


def _watched(policies: PolicySet, day: date, request: Request, language: str) -> Result | None:
    """Screen with a line of progress; None where Ctrl-C ended it, of which Typer would say nothing."""
    progress = Progress(language)
    streams = Streams(
        stdin=sys.stdin.buffer if sys.stdin else None,
        stdout=result_stream(as_json=request.as_json),
        notify=lambda problem: progress.tell(problem_line(language, problem)),
        progress=progress.show,
    )
    try:
        with progress:
            return screen(policies, day, language, request, streams)
    except KeyboardInterrupt:
        tell(say(language, "commands.interrupted"))
        return None


class Progress:
    """One line on stderr that is written again and again: rows, rate, time left. Silent where stderr is no terminal.

    As a context it takes the line away in the end, however that comes.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._begun = self._last = monotonic()
        self._written = False
        self._on = sys.stderr is not None and sys.stderr.isatty()

    def show(self, rows: int, share: float | None) -> None:
        """Say how far the work has come."""
        now = monotonic()
        if not self._on or now - self._last < _EVERY:
            return
        self._last, self._written = now, True
        spent = now - self._begun
        params: dict[str, Any] = {"rows": rows, "rate": int(rows / spent)}
        key = "screen.progress"
        if share:
            left = int(spent / share - spent)
            params |= {"percent": int(share * 100), "left": f"{left // 60}:{left % 60:02}"}
            key = "screen.progress-left"
        sys.stderr.write("\r\x1b[2K" + say(self._language, key, **params))
        sys.stderr.flush()

    def tell(self, text: str) -> None:
        """Write a line in its place."""
        self._clear()
        tell(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def _clear(self) -> None:
        if self._written:
            self._written = False
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def _check_files(written: dict[str, str | None], read: dict[str, str | None], *, force: bool) -> None:
    """Refuse outputs that could not be written, and any that is another one or an input: it would be lost."""
    apart = {name: path for name, path in read.items() if path not in (None, "-")}
    for name, path in written.items():
        if path is not None:
            check_writable(path, force=force)
            for other, its_path in apart.items():
                if is_same_file(path, str(its_path)):
                    raise UsageError([Problem(Location(name), "same-file", {"other": other})])
            apart[name] = path


def _files(target: str | None, rejects: str | None, view: View) -> dict[str, str | None]:
    """Return the files that are written: the output, what cannot be read, and that by column and text.

    For the last a workbook of results has a second sheet.
    """
    if rejects is None and target is not None and view is not View.CHECK:
        rejects = f"{target}.rejects.csv"
    groups = None
    has_sheet = target is not None and view is View.RESULTS and KINDS.get(Path(target).suffix.lower()) is Kind.XLSX
    if rejects is not None and not has_sheet:
        groups = rejects.removesuffix(".csv").removesuffix(".rejects") + ".values.csv"
    return {"--output": target, "--rejects": rejects, _GROUPS: groups}


def _are_for_people(target: str | None, *, as_json: bool) -> bool:
    """Refuse words where programs read: ids are stable, words are not."""
    if kind_of(target, as_json=as_json) not in (Kind.CSV, Kind.XLSX):
        raise UsageError([Problem(Location("--words"), "options-contradict", {"other": target or "--json"})])
    return True


def _show(result: Result, policies: PolicySet, day: date, view: View, request: Request, output: Output) -> None:
    """Show what is shown in place of results."""
    language = output.language
    if view is View.CHECK:
        begin = head("table-check", policies, day, language)
        output.show(
            lambda: check_document(result, policies, day, request.input, language),
            lambda: {**begin, **check_json(result, policies, day)},
        )
        return
    from iotcheck.render.screening import summary_page, summary_text

    found = summary(result.portfolio, result.groups, policies, day, language)
    table = request.input if request.input != "-" else ""
    output.show(
        lambda: (
            summary_page(found, policies, day, language, table=table)
            if view is View.PAGE
            else summary_text(found, policies, day, language)
        ),
        lambda: {**request.head, **found},
    )


def _finish(
    result: Result,
    policies: PolicySet,
    day: date,
    language: str,
    view: View,
    request: Request,
    target: str | None,
) -> None:
    """Show what is shown in place of results; say what could not be read and where all of it is, and the counts."""
    if view is not View.RESULTS:
        chosen = "json" if request.as_json else "html" if view is View.PAGE else "text"
        _show(result, policies, day, view, request, Output(language, chosen, target, force=request.force))
    counts = result.portfolio
    if view is not View.CHECK:
        for line in group_lines(result, policies, request.input, language):
            tell(line)
    if result.groups and request.rejects is not None:
        tell(say(language, "screen.rejects-file", path=request.rejects))
        if values := request.groups or target:
            tell(say(language, "screen.values-file", path=values))
    if counts.open_cells:
        tell(say(language, "screen.open-cells", count=counts.open_cells))
    without = counts.screened - counts.concerned
    if request.layout is Layout.MATCHES and without:
        tell(say(language, "screen.without-results", count=without))
    if view is not View.CHECK or request.as_json:
        tell(counts_line(result, request.layout, language))
    if request.reports is not None:
        finish_reports(request.reports.folder, result.pages, policies, day, language, request.input)
    elif view is View.OVERVIEW:
        tell(say(language, "screen.overview"))
