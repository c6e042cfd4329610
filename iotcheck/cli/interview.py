"""One interview from the first question to the last look at the result, and what is kept of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from iotcheck.answers import Answers
from iotcheck.cli.inputs import check_days
from iotcheck.cli.output import USUAL_HEIGHT, Output, edits_lines, terminal_height, terminal_width, use_color
from iotcheck.cli.resume import Resume
from iotcheck.cli.runtime import Terminated, tell
from iotcheck.engine import Report, assess_admitted
from iotcheck.errors import ProblemsError
from iotcheck.texts import problem_line, say

if TYPE_CHECKING:
    from iotcheck.prompt.menu import Choice
    from iotcheck.prompt.session import Session
    from iotcheck.prompt.terminal import Terminal


class Views(NamedTuple):
    """What of a report is shown: whose it is, and which parts unfolded; and whether a menu follows."""

    name: str = ""
    notes: bool = False
    explain: bool = False
    show_all: bool = False
    menu: bool = False


def show_report(report: Report, result: Output, views: Views) -> None:
    """Write a report in the format that was chosen."""
    name, explain, show_all = views.name, views.explain, views.show_all
    if result.format == "json":
        from iotcheck.interview import next_question
        from iotcheck.render.json import assessment, dumps

        question = next_question(report)
        result.write(dumps(assessment(report, result.language, explain=explain, next_question=question)))
    elif result.format == "csv":
        from iotcheck.render.csv import render_csv

        result.write(render_csv(report, result.language, name=name, explain=explain, show_all=show_all))
    else:
        from iotcheck.render.report import REPORTS

        more = {"notes": views.notes, "menu": views.menu} if result.format == "text" else {}
        document = REPORTS[result.format](
            report, result.language, name=name, explain=explain, show_all=show_all, **more
        )
        result.show(lambda: document)


class Interview:
    """An interview on the terminal; it adds to the answers `given`. `resume` says where they are saved."""

    def __init__(self, resume: Resume, given: Answers, day: date, *, plain: bool) -> None:
        self.resume = resume
        self.given = given
        self.day = day
        self._plain = plain

    def hold(self, other: date | None, ask: tuple[str, ...]) -> bool:
        """Ask; return whether the applicant went through to the end. However it ends, the answers so far are kept.

        Where there is an `other` day, the first question is which.
        """
        from iotcheck.prompt.days import ask_day

        def talk() -> None:
            if other is not None:
                self.day = ask_day(self.resume.policies, other, self.resume.language, self._terminal())
                self.resume = self.resume._replace(options=(*self.resume.options, f"--as-of={self.day}"))
                check_days(self.resume.policies, self.given, self.day, self.resume.language)
            self._session().hold(ask)

        return self._kept(talk)

    def go_on(self, report: Report, result: Output, views: Views) -> Report:
        """Offer what one may do with a result until that is enough; return the last one."""
        from iotcheck.prompt.menu import Choice, Menu

        menu = Menu(self._terminal(), self.resume.language)
        while (choice := menu.choose()) not in (Choice.QUIT, Choice.DONE):
            if choice is Choice.SAVE:
                self._save()
            elif choice is Choice.CHANGE:
                if not self._kept(self._session().revise):
                    return report
                self.resume.write(self.given)
                report = assess_admitted(self.resume.policies, self.given, self.day).replace(today=report.today)
                show_report(report, result, views)
            else:
                self._show(choice, report, result, views, menu.program(report) if choice is Choice.EXPLAIN else None)
        if choice is Choice.QUIT:
            self.resume = self.resume.offer(self.given, self._terminal(), leaving=True)
            self.resume.write(self.given)
        return report

    def _show(self, choice: Choice, report: Report, result: Output, views: Views, program: str | None) -> None:
        from iotcheck.prompt.menu import Choice

        if choice is Choice.EXPLAIN and program is not None:
            alone = report.replace(programs=(report.program(program),))
            show_report(alone, result, views._replace(explain=True, show_all=True))
        elif choice is Choice.NOTES:
            show_report(report, result, views._replace(notes=True))
        elif choice is Choice.PAGE:
            self._write_page(report, views)

    def _write_page(self, report: Report, views: Views) -> None:
        terminal = self._terminal()
        terminal.write(say(self.resume.language, "menu.page"))
        path = terminal.ask()
        if not path:
            return
        try:
            page = Output(self.resume.language, "html", path)
            page.check()
            show_report(report, page, views)
        except ProblemsError as error:
            for problem in error.problems:
                tell(problem_line(self.resume.language, problem))
            return
        terminal.write(say(self.resume.language, "menu.written", file=path))

    def _kept(self, talk: Callable[[], None]) -> bool:
        """Talk; return whether that came to its end. If not, the answers so far are kept."""
        from iotcheck.prompt.terminal import Quit

        try:
            talk()
        except Quit as left:
            try:
                if not left.ended:
                    self.resume = self.resume.offer(self.given, self._terminal(), leaving=True)
            finally:
                self.resume.keep(self.given)
            return False
        except KeyboardInterrupt:
            self.resume.keep(self.given)
            return False
        except Terminated:
            self.resume.keep(self.given)
            raise
        return True

    def _save(self) -> None:
        self.resume = self.resume.offer(self.given, self._terminal(), leaving=False)

    def _session(self) -> Session:
        from iotcheck.prompt.session import Session

        policies, language = self.resume.policies, self.resume.language
        return Session(policies, self.given, self.day, language, self._terminal(), self._save)

    def _terminal(self) -> Terminal:
        from iotcheck.prompt.terminal import Terminal

        return Terminal(
            lambda: terminal_width(sys.stderr),
            lambda: terminal_height(sys.stderr) or USUAL_HEIGHT,
            bold=not self._plain and use_color(sys.stderr),
            edits=edits_lines(),
        )
