"""Nothing that was answered is lost: saved to a file, or printed as the command that goes on from it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import iotcheck
from iotcheck.answers import Answers, write_answers, written_value
from iotcheck.cli.options import choose_language
from iotcheck.cli.runtime import tell
from iotcheck.errors import Location, Problem, ProblemsError, UsageError
from iotcheck.files import check_writable, is_same_file, write_text
from iotcheck.model import PolicySet
from iotcheck.texts import problem_line, say

if TYPE_CHECKING:
    from iotcheck.prompt.terminal import Terminal


class Resume(NamedTuple):
    """Where answers go, and what a command needs to go on from them.

    `save` is the file of `--save`; `options` are the options of this run that the next one needs, as `--name=value`.
    """

    policies: PolicySet
    language: str
    save: str | None
    options: tuple[str, ...]

    def check(self, others: Mapping[str, str | None], *, replaces: bool) -> None:
        """Refuse a file that could not be written, or is one of the `others`, by their options.

        One that `replaces` the answers read, or is forced, may exist.
        """
        if self.save is None:
            return
        for name, path in others.items():
            if path not in (None, "-") and is_same_file(self.save, str(path)):
                raise UsageError([Problem(Location("--save"), "same-file", {"other": name})])
        check_writable(self.save, force=replaces)

    def write(self, answers: Answers) -> None:
        """Save the answers, if they are to be saved."""
        if self.save is not None:
            write_text(self.save, write_answers(self.policies, answers, self.language), force=True)

    def keep(self, answers: Answers) -> None:
        """Save the answers of an interview that ended early, or print them, with the command that goes on."""
        self.write(answers)
        sentence = "commands.resume" if self.save is None else "commands.saved"
        tell("\n" + say(self.language, sentence, command=self.command(answers), file=self.save))

    def offer(self, answers: Answers, terminal: Terminal, *, leaving: bool) -> Resume:
        """Save the answers, asking for a file where there is none yet; return where they are saved from now on.

        Nothing that exists is overwritten. Whoever is `leaving` has them saved by `keep`.
        """
        if self.save is None and answers:
            terminal.write(say(self.language, "interview.offer" if leaving else "interview.offer-now"))
        saved = self
        while saved.save is None and answers:
            if not (path := terminal.ask()):
                return self
            try:
                check_writable(path, force=False)
            except ProblemsError as error:
                for problem in error.problems:
                    tell(problem_line(self.language, problem))
                continue
            saved = self._replace(save=path)
        if saved.save is not None and not leaving:
            saved.write(answers)
            terminal.write(say(self.language, "interview.saved", file=saved.save))
        return saved

    def command(self, answers: Answers, *more: str) -> str:
        """Return the shell command that takes these answers up: from the saved file, or spelt out."""
        if self.save is not None:
            spelt = [f"--answers={self.save}", f"--save={self.save}"]
        else:
            spelt = [f"--set={name}={written_value(value)}" for name, value in answers.items()]
        return shlex.join([*_program(), "assess", *self.options, *spelt, *more])


def _program() -> list[str]:
    """Return the words that start the program again, as this run of it was started."""
    script = Path(sys.argv[0])
    package = Path(iotcheck.__file__).resolve().parent
    if package.is_relative_to(script.resolve().parent if script.name == "__main__.py" else script.resolve()):
        return sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]  # `python -m iotcheck`, or an archive
    by_name = None if "UV" in os.environ else shutil.which("iotcheck")  # uv extends the path for this run alone
    by_path = script.stem == "iotcheck" and not (by_name and is_same_file(by_name, str(script)))
    return [sys.argv[0] if by_path else "iotcheck"]


def options_again(language: str, **options: str | None) -> tuple[str, ...]:
    """Return the given options as a command line has them, and `--lang` where the environment says otherwise."""
    given = {**options, "lang": None if choose_language(()) == language else language}
    return tuple(f"--{name.replace('_', '-')}={value}" for name, value in given.items() if value is not None)
