"""`iotcheck completion SHELL`: what a shell sources to complete command lines; and the words that may end such a line.

The shells differ in how they split a line, so their scripts hand over the line up to the cursor as it is. A policy file
is read where facts, choices or programs are asked for, and nowhere else; what fails completes nothing, in silence.
"""

import shlex
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from iotcheck.cli.help import argument, command_help
from iotcheck.cli.inputs import load_policies
from iotcheck.cli.options import choose_language, refuse
from iotcheck.cli.runtime import write_stdout
from iotcheck.errors import ExitCode
from iotcheck.model import Confidence, Fact, FactType, PolicySet
from iotcheck.texts import LANGUAGES, say

_GLOBAL = ("--lang", "--debug", "--help")
# bash splits words at these signs too, and puts a completion in the place of the last part alone; for the others, "".
_SCRIPTS = {
    "bash": """\
_iotcheck() {
    local value about
    COMPREPLY=()
    while IFS=$'\\t' read -r value about; do
        [[ $value == *= ]] && compopt -o nospace
        COMPREPLY+=("$value")
    done < <("$1" __complete "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o default -F _iotcheck iotcheck
""",
    "zsh": """\
#compdef iotcheck
_iotcheck() {
    local value about
    local -a open closed open_about closed_about
    while IFS=$'\\t' read -r value about; do
        if [[ $value == *= ]]; then
            open+=("$value"); open_about+=("$value  $about")
        else
            closed+=("$value"); closed_about+=("$value  $about")
        fi
    done < <("${words[1]}" __complete "" "${(j: :)words[1,CURRENT]}" 2>/dev/null)
    if (( $#open + $#closed == 0 )); then
        _files
        return
    fi
    (( $#open )) && compadd -l -d open_about -S '' -a open
    (( $#closed )) && compadd -l -d closed_about -a closed
}
if [[ $funcstack[1] == _iotcheck ]]; then
    _iotcheck "$@"
else
    compdef _iotcheck iotcheck
fi
""",
    "fish": """\
function __iotcheck_words
    set -l words (iotcheck __complete "" (commandline -cp) 2>/dev/null)
    if test (count $words) -gt 0
        printf '%s\\n' $words
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c iotcheck -f -a '(__iotcheck_words)'
""",
}
SHELLS = tuple(_SCRIPTS)


def register(app: typer.Typer, language: str) -> None:
    """Add the command."""

    @app.command(**command_help(language, "completion"))
    def completion(shell: Annotated[str, argument(language, "SHELL")]) -> int:
        if shell not in SHELLS:
            refuse("unknown-word", shell, SHELLS, place="iotcheck completion")
        write_stdout(_SCRIPTS[shell])
        return ExitCode.OK


def print_words(separators: str, line: str) -> int:
    """Print the words that may stand at the end of a line, one to a line with what it means after a tab.

    It is what `iotcheck __complete SEPARATORS LINE` does, which the scripts call.
    """
    try:
        current, found = words_for(line)
        # Of what stands there already, the shell keeps all up to the last sign at which it splits words.
        kept = max((current.rfind(sign) + 1 for sign in separators if sign in "=:"), default=0)
        lines = [f"{word[kept:]}\t{' '.join(about.split())}\n" for word, about in found if word.startswith(current)]
    except Exception:  # a completion that fails must not disturb the line that is being typed
        lines = []
    write_stdout("".join(lines))
    return ExitCode.OK


def words_for(line: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the word that a line ends in, as far as it is typed, and all that may stand there with their meanings."""
    words = _split(line)
    current = words.pop() if words else ""
    language = choose_language(words)
    previous = words[-1] if len(words) > 1 else ""
    if previous == "--lang":
        return current, [(name, "") for name in LANGUAGES]
    given = [word for word, before in zip(words[1:], words, strict=False) if before != "--lang"]
    command = next((word for word in given if not word.startswith("-")), "")
    return current, list(_Line(given, current, language, command).words(previous))


def _split(line: str) -> list[str]:
    """Return the words of a line, the last one as far as it is typed; quotes may be open."""
    for end in ("", "'", '"'):
        try:
            words = shlex.split(line + end)
        except ValueError:
            continue
        return [*words, ""] if line[-1:].isspace() and not end else words
    return []


class _Line:
    """A command line whose last word is being typed."""

    def __init__(self, given: list[str], current: str, language: str, command: str) -> None:
        self._given = given
        self._current = current
        self._language = language
        self._command = command

    def words(self, previous: str) -> Iterator[tuple[str, str]]:
        """Yield what may stand there."""
        from iotcheck.cli import COMMANDS, build_app

        if not self._command or self._command == "help":
            if self._current.startswith("-"):
                yield from self._named((*_GLOBAL, "--version"))
            else:
                for name in (*COMMANDS, *([] if self._command else ["help"])):
                    yield name, say(self._language, f"help.{name}").split("\n")[0]
            return
        group: Any = typer.main.get_command(build_app(self._language, self._command))
        params = group.commands[self._command].params
        options = {name: one for one in params if one.param_type_name == "option" for name in one.opts}
        name, equals, value = self._current.partition("=")
        if equals and name in options:
            for word, about in self._values(options[name], value):
                yield f"{name}={word}", about
        elif previous in options and not options[previous].is_flag:
            yield from self._values(options[previous], self._current)
        elif self._current.startswith("-"):
            for option in dict.fromkeys(options.values()):
                if option.multiple or not set(option.opts) & set(self._given):
                    yield option.opts[0], option.help or ""
            yield from self._named(_GLOBAL)
        else:
            arguments = [one for one in params if one.param_type_name == "argument"]
            taken = self._arguments(options)
            if taken < len(arguments):
                yield from self._values(arguments[taken], self._current)

    def _named(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        for name in names:
            yield name, say(self._language, f"help.{name}")

    def _arguments(self, options: dict[str, Any]) -> int:
        """Return how many arguments stand there already, beside the command and its options with their values."""
        count = 0
        for word, before in zip(self._given, ["", *self._given], strict=False):
            value = before in options and not options[before].is_flag
            count += not word.startswith("-") and not value
        return count - 1  # the command itself

    def _values(self, param: Any, current: str) -> Iterator[tuple[str, str]]:
        """Yield the values of an option or argument, as far as they can be known; of files none."""
        metavar = str(param.metavar or "")
        if "|" in metavar:
            yield from ((word, "") for word in metavar.split("|") if word.islower())
        elif metavar == "SHELL":
            yield from ((name, "") for name in SHELLS)
        elif metavar == "SCHEMA":
            from iotcheck.schemas import NAMES

            yield from ((name, "") for name in NAMES)
        elif metavar == "LEVEL":
            yield from ((str(level), "") for level in Confidence)
        elif metavar == "FACT=VALUE":
            yield from self._assignments(current)
        elif metavar == "FACT":
            for fact in self._rules().facts.values():
                yield fact.id, fact.label.in_language(self._language)
        elif metavar == "ID,…" or (metavar == "ID" and param.param_type_name == "argument"):
            before, comma, _ = current.rpartition(",") if metavar == "ID,…" else ("", "", "")
            for program in self._rules().programs.values():
                yield f"{before}{comma}{program.id}", program.title.in_language(self._language)

    def _assignments(self, current: str) -> Iterator[tuple[str, str]]:
        name, equals, value = current.partition("=")
        facts = self._rules().facts
        if not equals:
            for fact in facts.values():
                yield f"{fact.id}=", fact.label.in_language(self._language)
        elif name in facts:
            before, comma, _ = value.rpartition(",") if facts[name].type is FactType.CHOICES else ("", "", "")
            for choice, about in _choices(facts[name], self._language):
                yield f"{name}={before}{comma}{choice}", about

    def _rules(self) -> PolicySet:
        """Load the policy file that the line names."""
        named = [word.partition("=")[2] for word in self._given if word.startswith("--policies=")]
        named += [word for word, before in zip(self._given[1:], self._given, strict=False) if before == "--policies"]
        return load_policies(named[-1] if named else None)


def _choices(fact: Fact, language: str) -> Iterator[tuple[str, str]]:
    if fact.type is FactType.BOOLEAN:
        yield from (("yes", ""), ("no", ""))
    for choice, label in fact.choices.items():
        yield choice, label.in_language(language)
