"""The command line: the only place that prints results, reads the clock and the environment, and exits.

`main` finds the command and imports its module alone, so that a start pays for nothing it does not use. Each module has
`register(app, language)`, which adds its commands to the Typer app, with help in the user's language.
"""

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module

import typer

from iotcheck import __version__
from iotcheck.cli.help import GroupHelp, usage_error
from iotcheck.cli.options import choose_language, refuse, take_global_options, wants_json
from iotcheck.cli.runtime import run, write_stdout
from iotcheck.errors import ExitCode
from iotcheck.texts import say

# Command → module, in the order of the help.
COMMANDS = {
    "assess": "assess",
    "whatif": "whatif",
    "calendar": "calendar",
    "programs": "programs",
    "show": "programs",
    "questions": "programs",
    "screen": "screen",
    "next": "serve",
    "serve": "serve",
    "mcp": "mcp",
    "test": "test",
    "diff": "diff",
    "docs": "docs",
    "new": "new",
    "lint": "lint",
    "fresh": "lint",
    "schema": "schema",
    "completion": "completion",
    "man": "man",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `iotcheck` with the given arguments (default: the process's own); return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None and not sys.warnoptions and not sys.flags.dev_mode:
        warnings.simplefilter("ignore")  # Python's warnings are for developers; users get messages of ours
    language = choose_language(given)
    return run(lambda: _dispatch(given, language), language, debug="--debug" in given, as_json=wants_json(given))


def _dispatch(given: list[str], language: str) -> int:
    arguments = take_global_options(given)
    first = arguments[0] if arguments else "--help"
    if first in ("--version", "-V"):
        write_stdout(f"iotcheck {__version__}\n")
        return ExitCode.OK
    if first == "__complete":
        from iotcheck.cli.completion import print_words

        return print_words(*[*arguments[1:], "", ""][:2])
    if first == "help":  # `help COMMAND` is `COMMAND --help`
        arguments = [*arguments[1:2], "--help"]
        first = arguments[0]
    if not first.startswith("-") and first not in COMMANDS:
        refuse("unknown-command", first, (*COMMANDS, "help"))
    app = build_app(language, first)
    command = typer.main.get_command(app)
    try:
        # NOTE: not `command.main`, which ends a closed pipe in 1 and Ctrl-C without a word (test_cli_entry guards it).
        with command.make_context("iotcheck", arguments or ["--help"], obj=language) as context:
            return int(command.invoke(context) or ExitCode.OK)
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as error:
        raise usage_error(error) from None


def build_app(language: str, command: str = "") -> typer.Typer:
    """Return the Typer app with the module of one command, or with all of them."""
    app = typer.Typer(
        cls=GroupHelp,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=say(language, "help.iotcheck"))(lambda: None)
    modules = [COMMANDS[command]] if command in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in modules:
        import_module(f"iotcheck.cli.{module}").register(app, language)
    return app
