"""Help pages and usage errors in the user's language: Typer finds out what is meant or wrong, the words are ours."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from iotcheck.cli.options import check_options
from iotcheck.cli.output import terminal_width
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.spelling import likely_slip
from iotcheck.texts import say
from iotcheck.typeset import width as width_of
from iotcheck.typeset import wrap

_EVERYWHERE = (("--lang zh|en", "--lang"), ("--debug", "--debug"), ("-h, --help", "--help"))
# Headings on the help pages of commands with many options: those that people need first, then by purpose.
_GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "assess": {
        "main-options": ("--answers", "--set", "--explain", "--all", "--output"),
        "options-for-answers": (
            *("--ask", "--interactive", "--no-input", "--table", "--row", "--id", "--map", "--unit"),
            *("--value", "--values", "--bad-cells", "--sheet", "--encoding"),
        ),
        "options-to-show": ("--as-of", "--only", "--name", "--policies"),
        "options-to-write": ("--format", "--json", "--plain", "--save", "--force"),
    },
}


def command_page(command: Any, context: Any) -> str:
    """Return the help page of one command."""
    language = _language(context)
    width = min(terminal_width(), 100)
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    usage = " ".join([context.command_path, *(_argument(one) for one in arguments), say(language, "help.options-word")])
    parts = [say(language, "help.usage", usage=usage), _paragraph(command.help or "", width)]
    if arguments:
        rows = [(str(one.metavar or one.name), one.help or "") for one in arguments]
        parts.append(say(language, "help.arguments") + "\n" + _columns(rows, width))
    groups = option_groups(str(command.name), command.params, language)
    parts += [f"{heading}\n{_columns(rows, width)}" for heading, rows in groups]
    example = say(language, f"help.{command.name}-examples")
    parts.append(say(language, "help.examples") + "\n" + "\n".join(f"  {line}" for line in example.splitlines()))
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def option_groups(
    command: str, params: list[Any], language: str, *, everywhere: bool = True
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the options of a command by headings with their meanings; those in no group and the general ones last."""
    options = [one for one in params if one.param_type_name == "option"]
    meanings = {str(one.opts[0]): (_option(one), one.help or "") for one in options}
    groups = _GROUPS.get(command, {})
    for heading, names in groups.items():
        yield say(language, f"help.{heading}"), [meanings.pop(name) for name in names]
    general = [(names, say(language, f"help.{key}")) for names, key in _EVERYWHERE] if everywhere else []
    yield say(language, f"help.{'other-options' if groups else 'options'}"), [*meanings.values(), *general]


def program_page(group: Any, context: Any) -> str:
    """Return the help page of the program: its commands, one line each."""
    from iotcheck.cli import COMMANDS

    language = _language(context)
    width = min(terminal_width(), 100)
    rows = [(name, say(language, f"help.{name}").split("\n")[0]) for name in COMMANDS]
    everywhere = [(names, say(language, f"help.{key}")) for names, key in (*_EVERYWHERE, ("--version", "--version"))]
    return (
        "\n\n".join(
            [
                say(language, "help.usage", usage=say(language, "help.program-usage")),
                _paragraph(group.help or "", width),
                say(language, "help.commands") + "\n" + _columns(rows, width),
                say(language, "help.options") + "\n" + _columns(everywhere, width),
                _paragraph(say(language, "help.epilogue"), width),
            ]
        )
        + "\n"
    )


def _language(context: Any) -> str:
    return str(context.find_root().obj or "en")


def _argument(parameter: Any) -> str:
    name = str(parameter.metavar or parameter.name)
    name = name if parameter.nargs == 1 else f"{name}…"
    return name if parameter.required else f"[{name}]"


def _option(parameter: Any) -> str:
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return f"{names} {parameter.metavar}" if parameter.metavar and not parameter.is_flag else names


def _paragraph(text: str, width: int) -> str:
    return "\n".join(line for part in text.splitlines() for line in wrap(part, width))


def _columns(rows: list[tuple[str, str]], width: int) -> str:
    """Return names and what they mean side by side, or below one another where that would be too narrow."""
    left = max(width_of(name) for name, _ in rows) + 4
    lines: list[str] = []
    for name, meaning in rows:
        if width - left < 24:
            lines += [f"  {name}", *(f"      {line}" for line in wrap(meaning, max(10, width - 6)))]
            continue
        first, *others = wrap(meaning, width - left) or [""]
        lines.append("  " + name + " " * (left - 2 - width_of(name)) + first)
        lines += [" " * left + line for line in others]
    return "\n".join(lines)


# Help and usage errors in the user's language: Typer finds out what is meant or wrong, the words are ours.
#
# NOTE: Typer's own help cuts Chinese and its errors cannot be translated (test_cli_help guards both).


def option(language: str, *names: str, metavar: str | None = None, meaning: str = "") -> Any:
    """Return a Typer option whose help is the sentence `help.NAME`, or `help.MEANING`; flags take no metavar."""
    help_text = say(language, f"help.{meaning or names[0]}")
    names = ("--output", "-o") if names == ("--output",) else names
    return typer.Option(*names, metavar=metavar, help=help_text, show_default=False)


def argument(language: str, name: str) -> Any:
    """Return a Typer argument whose help is the sentence `help.NAME`."""
    return typer.Argument(metavar=name, help=say(language, f"help.{name}"), show_default=False)


def whole_number(language: str, name: str, *, metavar: str, least: int = 0, most: int) -> Any:
    """Return a Typer option that takes a whole number from `least` to `most`; another one is refused by its name."""

    def parse(text: str) -> int:
        from iotcheck.values import BadValueError, parse_count

        try:
            value = parse_count(str(text))
        except BadValueError as error:
            raise UsageError([Problem(Location(name), error.code, error.params)]) from None
        if not least <= value <= most:
            code, limit = ("too-low", least) if value < least else ("too-high", most)
            raise UsageError([Problem(Location(name), code, {"value": value, "limit": limit})])
        return value

    return typer.Option(name, metavar=metavar, parser=parse, help=say(language, f"help.{name}"), show_default=False)


def share(language: str, name: str, *, metavar: str) -> Any:
    """Return a Typer option that takes a share in percent, such as `10%`, not below 0; another one is refused."""

    def parse(text: str) -> Fraction:
        from iotcheck.values import BadValueError, parse_number

        figure = str(text).strip().replace("％", "%")
        try:
            if not figure.endswith("%"):
                raise BadValueError("not-a-percentage", text=figure)
            value = Fraction(parse_number(figure.removesuffix("%")))
        except BadValueError as error:
            raise UsageError([Problem(Location(name), error.code, error.params)]) from None
        if value < 0:
            raise UsageError([Problem(Location(name), "too-low", {"value": figure, "limit": "0%"})])
        return value / 100

    return typer.Option(name, metavar=metavar, parser=parse, help=say(language, f"help.{name}"), show_default=False)


def command_help(language: str, name: str) -> dict[str, Any]:
    """Return what every command is registered with: its name, its help and how the help looks."""
    return {"name": name, "cls": CommandHelp, "help": say(language, f"help.{name}")}


def usage_error(error: typer.TyperException) -> UsageError:
    """Return one of Typer's errors as a UsageError of ours."""
    params: dict[str, object] = {}
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    place = context.command_path if context is not None else "iotcheck"
    if kind == "NoSuchOption":
        name = str(getattr(error, "option_name", ""))
        options = [option for param in context.command.params for option in param.opts] if context is not None else []
        params = {"name": name, "suggestion": likely_slip(name, options)}
        code = "unknown-option"
    elif kind == "MissingParameter":
        code, params = "missing-argument", {"name": _parameter_name(error)}
    elif kind == "BadOptionUsage":
        code, params = "option-needs-value", {"name": getattr(error, "option_name", "")}
    elif kind == "BadParameter":
        code, params = "bad-argument", {"name": _parameter_name(error), "detail": getattr(error, "message", "")}
    else:
        message = str(getattr(error, "message", error))
        extra = re.search(r"\(([^()]*)\)$", message)
        code, params = "unexpected-argument", {"text": extra.group(1) if extra else message}
    return UsageError([Problem(Location(place), code, params), Problem(None, "see-help", {"command": place}, "notice")])


class CommandHelp(TyperCommand):
    """A command whose help page is ours, and which refuses options that cannot stand together."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Check which options are given before any value is read; raise UsageError."""
        values, _, order = self.make_parser(ctx).parse_args(args=[*args])
        if "help" not in values:
            options: list[Any] = [param for param in self.params if param.param_type_name == "option"]
            single = [one for one in options if not (one.multiple or one.is_flag)]
            given = [one.opts[0] for one in single for each in order if each is one]
            valued = {one.opts[0]: values[one.name] for one in options if one.name in values}
            check_options(str(self.name), [one.opts[0] for one in options], given, valued)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(command_page(self, ctx))


class GroupHelp(TyperGroup):
    """The program, whose help page is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(program_page(self, ctx))


def _parameter_name(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    return parameter.opts[0] if parameter.param_type_name == "option" else str(parameter.metavar or parameter.name)
