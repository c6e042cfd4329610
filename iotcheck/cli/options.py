"""Options of all commands: the language, which options may stand together, which format a result has."""

import locale
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Never

from iotcheck.errors import Location, Problem, UsageError
from iotcheck.spelling import likely_slip
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


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for JSON on stdout, before it is parsed: problems are written as JSON then too."""
    options = list(takewhile(lambda argument: argument != "--", arguments))
    named = "--format=json" in options or ("--format", "json") in pairwise(options)
    command = next((word for word in options if not word.startswith("-") and word not in LANGUAGES), "")
    return "--json" in options or named or command == "next"


def _system_language() -> str:
    if sys.platform in ("win32", "darwin"):  # elsewhere no variable means no preference
        return language_of(locale.getlocale()[0] or "")
    return "en"


# Which options may stand together, and which format a result has: rules for all commands, by the options' names.
#
# Each rule holds for every command that has its options, so that a new command is held to them without a word.

TEXT_OR_JSON = ("text", "json")  # `text` is for people
# The formats of a command's result, the usual one first, where there are others than these.
FORMATS: dict[str, tuple[str, ...]] = {
    "assess": ("text", "json", "markdown", "html", "csv"),
    "calendar": ("ics", "csv", "json"),  # the last two of a whole table
    "lint": ("text", "json", "github", "sarif"),
    "fresh": ("text", "json", "github", "sarif"),
    "test": ("text", "json", "junit"),
    "diff": ("text", "json", "html"),
    "docs": ("markdown", "html"),
    "questions": ("text", "json", "yaml", "csv", "xlsx"),
    "schema": ("json",),
    "man": ("man",),
}
# What the end of a file's name says of its format. Formats that no command writes are here too: they are refused.
ENDINGS = {
    "text": (".txt", ".text"),
    "json": (".json",),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "csv": (".csv",),
    "yaml": (".yaml", ".yml"),
    "xlsx": (".xlsx",),
    "ics": (".ics",),
    "github": (),
    "sarif": (".sarif",),
    "junit": (".xml",),
    "man": (".1",),
    "": (
        *(
            ".doc",
            ".docx",
            ".odt",
            ".rtf",
            ".pdf",
            ".ppt",
            ".pptx",
            ".xls",
            ".xlsm",
            ".ods",
            ".tsv",
            ".jsonl",
            ".ndjson",
        ),
        *(".parquet", ".arrow", ".feather", ".zip", ".png", ".jpg", ".svg", ".tex", ".rst"),
    ),
}
# The formats of the files that other options write.
BESIDE: dict[str, tuple[str, ...]] = {"--rejects": ("csv",), "--save": ("yaml",)}
WRITE_TABLES = ("screen",)  # whose results are tables: iotcheck.screen.sinks knows their formats
_BY_ENDING = {ending: name for name, endings in ENDINGS.items() for ending in endings}

# An option that does nothing without one of others.
NEEDS = {
    **dict.fromkeys(
        (
            "--row",
            "--id",
            "--map",
            "--unit",
            "--value",
            "--values",
            "--bad-cells",
            "--sheet",
            "--encoding",
            "--by",
            "--weight",
        ),
        ("--table",),
    ),
    "--table": ("--row",),
    "--force": ("--output", "--save", "--rejects", "--reports"),
    "--suggest": ("--coverage", "--fail-under"),
}
# Options of which one undoes the other, or makes it do nothing.
EXCLUDES = (
    ("--no-input", "--interactive"),
    ("--no-input", "--ask"),
    ("--check", "--layout"),
    ("--check", "--format"),
    ("--check", "--words"),
    ("--words", "--format"),
    ("--json", "--words"),
    ("--json", "--format"),
    ("--json", "--template"),
    ("--vary", "--set"),
)
# Options that change nothing in a format. An interview may be plain, whatever the format of its result.
UNUSED = {
    "json": ("--plain", "--all", "--name", "--notes"),
    **dict.fromkeys(("markdown", "html", "csv", "yaml", "xlsx", "junit"), ("--plain", "--notes")),
}


def refuse(code: str, name: str, known: Iterable[str] = (), place: str = "iotcheck") -> Never:
    """Raise UsageError with one problem, offering the known name that resembles the given one most."""
    names = tuple(known)
    params = {"name": name, "known": names, "suggestion": likely_slip(name, names)}
    raise UsageError([Problem(Location(place), code, params)])


# The commands that take one applicant of a table with `--row`, and without it all of them.
WHOLE_TABLES = ("calendar",)


def check_options(command: str, known: Iterable[str], given: Iterable[str], values: Mapping[str, object]) -> None:
    """Refuse options that cannot stand together.

    `known` are the options that the command has, `given` those of the command line that take one value, in its order,
    and `values` what each option was given. Raise UsageError with everything that is wrong.
    """
    has = set(known)
    problems = [Problem(Location(name), "option-twice") for name, count in Counter(given).items() if count > 1]
    for name, others in NEEDS.items():
        possible = [other for other in others if other in has]
        whole = name == "--table" and command in WHOLE_TABLES
        if name in values and possible and not whole and not any(other in values for other in possible):
            problems.append(Problem(Location(name), "no-effect-without", {"other": possible[0]}))
    for name, other in EXCLUDES:
        if name in values and other in values and (name, values[other]) != ("--json", "json"):
            problems.append(Problem(Location(name), "options-contradict", {"other": other}))
    if problems:
        raise UsageError(problems)
    for name, formats in BESIDE.items():
        if name in values:
            choose_format(formats, output=str(values[name]), option=name)
    if command not in WRITE_TABLES:
        _check_format(command, has, values)


def choose_format(
    formats: Sequence[str],
    name: str | None = None,
    *,
    as_json: bool = False,
    output: str | None = None,
    option: str = "--output",
) -> str:
    """Return a result's format: what `--json` or `name` says, else the end of the file's name, else the usual one.

    `formats` are those that it may have, the usual one first; `option` names the file. Raise UsageError for any other
    format, and for a file that would hold something else than every other program expects of its name.
    """
    if name is not None and name not in formats:
        refuse("unknown-word", name, formats, place="--format")
    ending = _ending(output)
    named = _BY_ENDING.get(ending)
    wanted = "json" if as_json else name or named or formats[0]
    place = Location(f"{option} {output}")
    if named == "" or wanted not in formats or (named == "xlsx" and named not in formats):
        known = tuple(ending for one in formats for ending in ENDINGS[one][:1])
        raise UsageError([Problem(place, "unknown-ending", {"ending": ending, "known": known})])
    if named not in (None, wanted) and "xlsx" in (named, wanted):  # a text is no workbook, nor a workbook a text
        raise UsageError(
            [Problem(place, "options-contradict", {"other": "--json" if as_json else f"--template {name}"})]
        )
    return wanted


def names_format(output: str | None, name: str) -> bool:
    """Whether the end of a file's name says that it is of a format."""
    return _BY_ENDING.get(_ending(output)) == name


def _ending(output: str | None) -> str:
    return "" if output in (None, "-") else Path(str(output)).suffix.lower()


def _check_format(command: str, has: set[str], values: Mapping[str, object]) -> None:
    """Refuse a format that the command does not write, and options that change nothing in it.

    A name that is no format at all is left to the command, which knows what its option takes.
    """
    option = "--template" if "--template" in values else "--format"
    name, output = (None if value is None else str(value) for value in (values.get(option), values.get("--output")))
    if name is not None and name not in FORMATS.get(command, ()):
        return
    chosen = choose_format(FORMATS.get(command, TEXT_OR_JSON), name, as_json="--json" in values, output=output)
    told = "--json" if "--json" in values else f"{option} {name}" if name else f"--output {output}"
    interview = "--no-input" in has and "--no-input" not in values
    unused = [each for each in UNUSED.get(chosen, ()) if each in values and not (each == "--plain" and interview)]
    if unused:
        raise UsageError(Problem(Location(each), "no-effect-with", {"other": told}) for each in unused)
