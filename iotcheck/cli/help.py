"""Help pages in the user's language, wrapped by the width of what is on the screen, Chinese included."""

from typing import Any

from iotcheck.cli.screen_size import terminal_width
from iotcheck.texts import say
from iotcheck.typeset import width as width_of
from iotcheck.typeset import wrap

_EVERYWHERE = (("--lang zh|en", "--lang"), ("--debug", "--debug"), ("-h, --help", "--help"))


def command_page(command: Any, context: Any) -> str:
    """Return the help page of one command."""
    language = _language(context)
    width = min(terminal_width(), 100)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join([context.command_path, *(_argument(one) for one in arguments), say(language, "help.options-word")])
    parts = [say(language, "help.usage", usage=usage), _paragraph(command.help or "", width)]
    if arguments:
        rows = [(str(one.metavar or one.name), one.help or "") for one in arguments]
        parts.append(say(language, "help.arguments") + "\n" + _columns(rows, width))
    rows = [(_option(one), one.help or "") for one in options]
    rows += [(names, say(language, f"help.{key}")) for names, key in _EVERYWHERE]
    parts.append(say(language, "help.options") + "\n" + _columns(rows, width))
    example = say(language, f"help.{command.name}-examples")
    parts.append(say(language, "help.examples") + "\n" + "\n".join(f"  {line}" for line in example.splitlines()))
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


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
