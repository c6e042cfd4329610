"""Which language to speak: `--lang`, then IOTCHECK_LANG, then the locale's variables, then the system's own."""

import locale
import os
import sys
from collections.abc import Mapping, Sequence

from iotcheck.errors import Location, Problem, UsageError
from iotcheck.texts import LANGUAGES

_LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Return one of `LANGUAGES` for a command line, before it is parsed: help and error messages need it.

    A wrong `--lang` is refused when the command line is parsed.
    """
    variables = os.environ if environment is None else environment
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        name = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang":
            name = next(iter(arguments[index + 1 : index + 2]), "")
        if name in LANGUAGES:
            return name
    for name in ("IOTCHECK_LANG", *_LOCALE_VARIABLES):
        if value := variables.get(name):
            return language_of(value)
    return _system_language()


def language_of(name: str) -> str:
    """Return the language of a locale (`zh_CN.UTF-8`, `zh_TW:en`, `Chinese_China`), "en" for one that there is not."""
    start = name.strip().lower()
    return "zh" if start.startswith("chinese") else next((one for one in LANGUAGES if start.startswith(one)), "en")


def take_global_options(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without `--lang` and `--debug`, which may stand anywhere.

    Raise UsageError for a language there is none of, and for two.
    """
    rest: list[str] = []
    chosen = ""
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == "--lang" or argument.startswith("--lang="):
            name = argument.partition("=")[2] if "=" in argument else next(waiting, "")
            if name not in LANGUAGES:
                raise UsageError([Problem(Location("--lang"), "unknown-word", {"name": name, "known": LANGUAGES})])
            if chosen:
                raise UsageError([Problem(Location("--lang"), "option-twice")])
            chosen = name
        elif argument != "--debug":
            rest.append(argument)
    return rest


def _system_language() -> str:
    if sys.platform in ("win32", "darwin"):  # elsewhere no variable means no preference
        return language_of(locale.getlocale()[0] or "")
    return "en"
