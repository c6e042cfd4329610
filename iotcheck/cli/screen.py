"""`iotcheck screen`: many applicants of a table, one result file; or `--check`, which only reads the table."""

import sys
from datetime import date
from time import monotonic
from typing import Annotated, Any, Self

import typer

from iotcheck.cli.entry import tell
from iotcheck.cli.inputs import load_policies, parse_as_of, restrict
from iotcheck.cli.output import write_result
from iotcheck.cli.screen_check import check_document, check_lines, mending_lines
from iotcheck.cli.screen_size import terminal_width, use_color
from iotcheck.cli.table_row import parse_mapping, parse_units
from iotcheck.cli.usage import argument, command_help, option, refuse
from iotcheck.errors import ExitCode, Location, Problem, UsageError
from iotcheck.files import check_writable, is_same_file
from iotcheck.model import PolicySet
from iotcheck.render.json import dumps, head
from iotcheck.screen.layouts import Layout
from iotcheck.screen.portfolio import summary
from iotcheck.screen.run import Request, Result, Streams, screen
from iotcheck.screen.sinks import kind_of
from iotcheck.screen.tables import Kind
from iotcheck.texts import problem_line, say

_EVERY = 0.2  # seconds between two lines of progress


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "screen"))
    def screen_command(
        table: Annotated[str, argument(language, "TABLE")],
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        layout: Annotated[str, option(language, "--layout", metavar="|".join(Layout))] = "matches",
        id_column: Annotated[str | None, option(language, "--id", metavar="COLUMN")] = None,
        mapping: Annotated[list[str] | None, option(language, "--map", metavar="COLUMN=FACT")] = None,
        rejects: Annotated[str | None, option(language, "--rejects", metavar="FILE")] = None,
        units: Annotated[list[str] | None, option(language, "--unit", metavar="COLUMN=UNIT")] = None,
        sheet: Annotated[str | None, option(language, "--sheet", metavar="NAME|N")] = None,
        encoding: Annotated[str | None, option(language, "--encoding", metavar="NAME")] = None,
        jobs: Annotated[int, option(language, "--jobs", metavar="N")] = 1,
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
        policy_set = restrict(load_policies(policies), only)
        day = parse_as_of(as_of) or policy_set.as_of
        target = None if output in (None, "-") else output
        _check_files({"--output": target, "--rejects": rejects}, {"TABLE": table, "--policies": policies}, force=force)
        page = _is_page(output_format, layout, as_json=as_json)
        shown = page or (layout == Layout.SUMMARY and target is None)
        request = Request(
            input=table,
            output=None if page else target,
            layout=None if check else Layout(layout),
            as_json=as_json,
            mapping=parse_mapping(mapping),
            units=parse_units(units),
            sheet=sheet,
            id_column=id_column,
            encoding=encoding,
            rejects=rejects or (None if target is None or check else f"{target}.rejects.csv"),
            jobs=max(1, jobs),
            force=force,
            write=not shown,
            words=words and not page and not check and _are_for_people(target, as_json=as_json),
            head=head("screening", policy_set, day, language),
        )
        result = _watched(policy_set, day, request, language)
        if result is None:
            return ExitCode.INTERRUPTED
        if check:
            _report_check(result, policy_set, day, language, target, as_json=as_json, force=force)
        elif shown:
            view = "page" if page else "json" if as_json else "table"
            write_result(_summary(result, policy_set, day, language, view, table), target, force=force)
        _tell_counts(result, request, language)
        return ExitCode.DATA if result.rejects and not keep_going else ExitCode.OK


def _watched(policies: PolicySet, day: date, request: Request, language: str) -> Result | None:
    """Screen with a line of progress; None where Ctrl-C ended it, of which Typer would say nothing."""
    progress = Progress(language)
    streams = Streams(
        stdin=sys.stdin.buffer if sys.stdin else None,
        stdout=sys.stdout.buffer if sys.stdout else None,
        notify=lambda problem: tell(problem_line(language, problem)),
        progress=progress.show,
    )
    try:
        with progress:
            return screen(policies, day, language, request, streams)
    except KeyboardInterrupt:
        tell(say(language, "entry.interrupted"))
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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._written:
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


def _check_layout(name: str) -> None:
    if name not in tuple(Layout):
        refuse("unknown-word", name, tuple(Layout), place="--layout")


def _are_for_people(target: str | None, *, as_json: bool) -> bool:
    """Refuse words where programs read: ids are stable, words are not."""
    if kind_of(target, as_json=as_json) not in (Kind.CSV, Kind.XLSX):
        raise UsageError([Problem(Location("--words"), "options-contradict", {"other": target or "--json"})])
    return True


def _is_page(output_format: str | None, layout: str, *, as_json: bool) -> bool:
    """Whether the summary is to be a page of HTML; refuse what is no layout, and a page of another one."""
    _check_layout(layout)
    if output_format is None:
        return False
    if output_format != "html":
        refuse("unknown-word", output_format, ("html",), place="--format")
    if as_json or layout != Layout.SUMMARY:
        other = "--json" if as_json else f"--layout {layout}"
        raise UsageError([Problem(Location("--format html"), "options-contradict", {"other": other})])
    return True


def _report_check(
    result: Result, policies: PolicySet, day: date, language: str, target: str | None, *, as_json: bool, force: bool
) -> None:
    if as_json:
        found = check_document(result, policies, day)
        write_result(dumps({**head("table-check", policies, day, language), **found}), target, force=force)
    else:
        for line in check_lines(result, policies, day, language):
            tell(line)


def _summary(result: Result, policies: PolicySet, day: date, language: str, view: str, table: str) -> str:
    found = summary(result.portfolio, policies, day, language)
    if view == "json":
        return dumps({**head("screening", policies, day, language), **found})
    from iotcheck.render.portfolio import portfolio_page, portfolio_table

    if view == "page":
        return portfolio_page(found, policies, day, language, table=table if table != "-" else "")
    return portfolio_table(found, policies, day, language, width=terminal_width(), color=use_color())


def _tell_counts(result: Result, request: Request, language: str) -> None:
    """Say what came of it: the first rejected rows where no file has them, and the counts."""
    counts = result.portfolio
    if request.rejects is None:
        for reject in result.rejects:
            for problem in reject.problems(request.input, language):
                tell(problem_line(language, problem))
        for line in mending_lines(result.rejects, language):
            tell(line)
        if (more := counts.rejected - len(result.rejects)) > 0:
            tell(say(language, "screen.more-rejects", count=more))
    elif counts.rejected:
        tell(say(language, "screen.rejects-file", path=request.rejects))
    without = counts.screened - counts.concerned
    if request.layout is Layout.MATCHES and without:
        tell(say(language, "screen.without-results", count=without))
    key = {None: "checked", Layout.SUMMARY: "summed-up"}.get(request.layout, "done")
    tell(
        say(
            language,
            f"screen.{key}",
            read=counts.read,
            screened=counts.screened,
            rejected=counts.rejected,
            records=counts.records,
        )
    )
