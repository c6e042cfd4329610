"""`iotcheck man`: the manual page iotcheck(1), made of the help of all commands, for whoever packages the program."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from iotcheck import __version__
from iotcheck.cli.help import command_help, option, option_groups
from iotcheck.cli.output import Output
from iotcheck.errors import ExitCode
from iotcheck.texts import say

_EXITS = (0, 1, 2, 3, 4, 10, 11, 130)
_VARIABLES = ("IOTCHECK_LANG", "IOTCHECK_PAGER", "COLUMNS", "NO_COLOR")


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "man"))
    def man(
        output: Annotated[str | None, option(language, "--output", metavar="FILE")] = None,
        force: Annotated[bool, option(language, "--force")] = False,
    ) -> int:
        result = Output(language, "man", output, force=force)
        result.check()
        result.write(manual_page(language))
        return ExitCode.OK


def manual_page(language: str) -> str:
    """Return the page in the language of man(7): the same bytes for the same version."""
    from iotcheck.cli import COMMANDS, build_app

    group: Any = typer.main.get_command(build_app(language))
    summary, _, more = say(language, "help.iotcheck").partition("。" if language == "zh" else ". ")
    lines = [f'.TH IOTCHECK 1 "" "iotcheck {__version__}"', ".ad l", *_heading(language, "name")]
    lines += [f"iotcheck \\- {_text(summary)}", *_heading(language, "synopsis")]
    lines += [f".B iotcheck\n{_text(say(language, 'man.synopsis-arguments'))}", *_heading(language, "description")]
    lines += [
        _text(summary + ("。" if language == "zh" else ".")),
        _text(more),
        ".PP",
        _text(say(language, "help.epilogue")),
    ]
    lines += _heading(language, "commands")
    for name in COMMANDS:
        lines += _command(group.commands[name], language)
    lines += _heading(language, "exit-status")
    lines += _listed((str(code), say(language, f"man.exit-{code}")) for code in _EXITS)
    lines += _heading(language, "environment")
    lines += _listed((name, say(language, f"man.{name}")) for name in _VARIABLES)
    return "\n".join(line for line in lines if line) + "\n"


def _command(command: Any, language: str) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    named = " ".join(str(one.metavar or one.name) for one in arguments)
    yield f'.SS "iotcheck {command.name} {_text(named)}'.rstrip() + '"'
    yield _text(command.help or "")
    yield from _listed((str(one.metavar or one.name), one.help or "") for one in arguments)
    for _, rows in option_groups(str(command.name), command.params, language, everywhere=False):
        yield from _listed(rows)
    yield f".PP\n{_text(say(language, 'help.examples'))}\n.PP\n.nf"
    yield _text(say(language, f"help.{command.name}-examples"))
    yield ".fi"


def _heading(language: str, key: str) -> list[str]:
    return [f".SH {_text(say(language, f'man.{key}'))}"]


def _listed(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in rows:
        yield f".TP\n.B {_text(name)}\n{_text(meaning)}"


def _text(text: str) -> str:
    """Return a text in which man(7) finds nothing of its own: no escapes, no requests at the beginnings of lines."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", "\\\\&", escaped, flags=re.MULTILINE)
