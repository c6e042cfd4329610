"""Wrong usage is refused: options twice, options that do nothing together, numbers and endings out of range."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import typer

from iotcheck.cli import COMMANDS, build_app, main
from iotcheck.cli.options import ENDINGS, EXCLUDES, FORMATS, NEEDS, UNUSED, wants_json
from tests.program import ROOT

ANSWERS = f"--answers={ROOT}/examples/enterprise-standards.yaml"
# What a command cannot do without.
ARGUMENTS = {
    "show": ["exhibition-support"],
    "screen": [f"{ROOT}/examples/applicants.csv"],
    "diff": [f"{ROOT}/data/policies.yaml", f"{ROOT}/data/policies.yaml"],
    "new": ["somewhere"],
    "schema": ["answers"],
}


def options_of(command: str) -> list[Any]:
    """Return the options of a command, as Typer has them."""
    group: Any = typer.main.get_command(build_app("en", command))
    return [param for param in group.commands[command].params if param.param_type_name == "option"]


def single_options() -> Iterator[tuple[str, str]]:
    """Yield every option of every command that takes one value."""
    for command in COMMANDS:
        for one in options_of(command):
            if not (one.is_flag or one.multiple):
                yield command, one.opts[0]


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that must be refused; return what it says: on stdout nothing, or where JSON is asked for, that."""
    assert main([*arguments]) == 2
    said = capsys.readouterr()
    assert [json.loads(line)["kind"] for line in said.out.splitlines()] == ["problems"] * wants_json(arguments)
    return said.err


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("command", "option"), [*single_options(), ("programs", "--lang")])
def test_an_option_of_one_value_is_refused_twice(
    command: str, option: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither value wins in silence, whichever command and option it is, nor where both are the same."""
    twice = [option, language, f"{option}={language}"]
    if option != "--lang":
        twice += ["--lang", language]
    said = refusal(capsys, command, *ARGUMENTS.get(command, []), *twice)
    assert said.startswith(f"{option}: ")
    assert ("only once" if language == "en" else "只能给一次") in said


def test_what_may_be_repeated_still_may(capsys: pytest.CaptureFixture[str]) -> None:
    """Options that collect values take several; a flag says the same as often as it is given."""
    given = ["--set=legal_form=enterprise", "--set", "registered_in_shenzhen=yes", "--no-input", "--no-input", "--json"]
    assert main(["assess", *given, "--json"]) == 0
    assert '"registered_in_shenzhen": true' in capsys.readouterr().out


# Options that contradict one another, or of which one does nothing; each with what the refusal names.
PAIRS = {
    "assess --no-input --interactive": "--interactive",
    "assess --no-input --ask legal_form": "--ask",
    "assess --json --format html": "--format",
    "assess --json --name Anna": "--json",
    "assess --format json --name Anna": "--format json",
    "assess --output a.json --all": "--output a.json",
    "assess --no-input --plain --format html": "--format html",
    "assess --no-input --plain --output a.md": "--output a.md",
    "assess --force": "--output",
    "assess --row 1": "--table",
    "assess --table t.csv": "--row",
    "assess --id code": "--table",
    "assess --map a=legal_form": "--table",
    "assess --unit a=万元": "--table",
    "assess --sheet 2": "--table",
    "assess --encoding gbk": "--table",
    "whatif --row 1": "--table",
    "whatif --json --plain": "--json",
    "whatif --output a.json --plain": "--output a.json",
    "whatif --force": "--output",
    "programs --json --plain": "--json",
    "show exhibition-support --json --plain": "--json",
    "questions --json --plain": "--json",
    "questions --json --template yaml": "--template",
    "questions --template yaml --plain": "--template yaml",
    "questions --output a.csv --plain": "--output a.csv",
    "questions --template xlsx --output a.csv": "--template xlsx",
    "questions --template yaml --output a.xlsx": "--template yaml",
    "questions --force": "--output",
    "screen t.csv --check --layout wide": "--layout",
    "screen t.csv --check --format html --output p.html": "--format",
    "screen t.csv --check --words": "--words",
    "screen t.csv --json --words": "--words",
    "screen t.csv --json --layout summary --format html": "--format",
    "screen t.csv --layout summary --format html --words": "--words",
    "screen t.csv --force": "--output",
    "test --suggest 2": "--coverage",
    "test --json --plain": "--json",
    "diff a b --id code": "--table",
    "diff a b --encoding gbk": "--table",
    "diff a b --answers a.yaml --table t.csv": "--table",
    "diff a b --json --plain": "--json",
    "docs --force": "--output",
    "lint --force": "--output",
    "fresh --force": "--output",
    "schema answers --force": "--output",
    "schema policies --policies data/policies.yaml": "schema policies",
}


@pytest.mark.parametrize(("line", "named"), PAIRS.items(), ids=PAIRS)
def test_options_that_do_nothing_together_are_refused(
    line: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any file is read; the refusal names both options, in either language."""
    for language in ("zh", "en"):
        said = refusal(capsys, *line.split(), "--lang", language)
        assert named in said, said
        assert said.count("--") >= (1 if named.startswith("schema") else 2)


def test_every_rule_is_of_an_option_that_there_is() -> None:
    """No rule outlives its option, and no command is given formats that it has no option for."""
    known = {one.opts[0] for command in COMMANDS for one in options_of(command)}
    named = {*NEEDS, *chain(*NEEDS.values()), *chain(*EXCLUDES), *chain(*UNUSED.values())}
    assert named <= known
    assert set(FORMATS) <= set(COMMANDS)
    assert set(chain(*FORMATS.values())) | {""} == set(ENDINGS)


NUMBERS = {
    "--jobs": ("screen t.csv", 1, 256),
    "--suggest": ("test --coverage", 0, 100),
    "--fail-under": ("test", 0, 100),
    "--ending": ("fresh", 0, 36_500),
    "--reviewed": ("fresh", 0, 36_500),
}


@pytest.mark.parametrize("option", NUMBERS)
def test_numbers_out_of_range_are_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Too low, too high, and no whole number, with the limit and in the user's language."""
    line, least, most = NUMBERS[option]
    for value, word in (
        (least - 1, f"不能小于 {least}"),
        (most + 1, f"不能大于 {most}"),
        ("two", "“two”"),
        ("1.5", "“1.5”"),
    ):
        said = refusal(capsys, *line.split(), f"{option}={value}", "--lang=zh")
        assert said.startswith(f"{option}: ")
        assert word in said


def writers() -> list[str]:
    """Return the commands that write their result to a file, of any format by its name."""
    return [one for one in COMMANDS if one != "screen" and any(each.opts[0] == "--output" for each in options_of(one))]


@pytest.mark.parametrize("command", writers())
@pytest.mark.parametrize("ending", [".pdf", ".docx", ".XLS", ".tex"])
def test_endings_of_other_formats_are_refused(
    command: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written under a name that promises what the program cannot write; what it can is said."""
    output = tmp_path / f"result{ending}"
    said = refusal(capsys, command, *ARGUMENTS.get(command, []), "--output", str(output), "--lang=en")
    assert f"this command cannot write {ending.lower()} files (known: ." in said
    assert not output.exists()


BEGINNINGS = {
    "text": "Shenzhen's support",
    "json": "{",
    "markdown": "# ",
    "html": "<!doctype html>",
    "csv": "\ufeff",
    "yaml": "#",
    "xlsx": "PK",
}
EVERY_ENDING = [
    (command, ending, name)
    for command in ("assess", "docs", "questions", "schema")
    for name in FORMATS[command]
    for ending in ENDINGS[name]
]


@pytest.mark.parametrize(("command", "ending", "name"), EVERY_ENDING)
def test_the_end_of_the_name_chooses_the_format(command: str, ending: str, name: str, tmp_path: Path) -> None:
    """Every command writes what the name of its file says, in capitals too."""
    output = tmp_path / f"result{ending.upper()}"
    known = [ANSWERS, "--no-input"] if command == "assess" else ARGUMENTS.get(command, [])
    assert main([command, *known, "--output", str(output), "--lang=en"]) == 0
    start = output.read_bytes()[:200].decode("utf-8", "replace")
    assert start.casefold().startswith(BEGINNINGS[name].casefold())


@pytest.mark.parametrize("command", ["whatif", "lint", "fresh"])
def test_a_command_of_text_and_json_writes_json_by_the_name(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And refuses the formats that only other commands have."""
    output = tmp_path / "result.json"
    main([command, "--output", str(output)])
    assert output.read_text(encoding="utf-8").startswith("{")
    assert "(known: .txt, .json" in refusal(capsys, command, "--output", str(tmp_path / "a.html"), "--lang=en")


def test_a_format_that_is_said_goes_before_the_name(tmp_path: Path) -> None:
    """`--format` and `--json` mean what they say, and a name without an ending says nothing."""
    for name, options, start in (("a.txt", ["--json"], "{"), ("b.md", ["--format=html"], "<!"), ("c", [], "Shen")):
        output = tmp_path / name
        assert main(["assess", "--no-input", "--output", str(output), "--lang=en", *options]) == 0
        assert output.read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize("title", ["主导制定国家标准资助", "grant for leading  the drafting of a National standard"])
def test_a_title_is_as_good_as_an_id(title: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In any language, whichever is spoken; the id is told, for scripts."""
    for command in (["show", title], ["whatif", title], ["assess", "--no-input", "--json", "--only", title]):
        assert main([*command, "--lang=en"]) == 0
        said = capsys.readouterr()
        assert f"notice: the id of '{' '.join(title.split())}' is standard-national" in said.err
        assert "standard-national" in said.out or "national standard" in said.out


def test_an_unknown_program_is_one_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Named once, with what is known."""
    for command in (["show", "nothing"], ["whatif", "nothing"], ["assess", "--no-input", "--only", "nothing"]):
        assert refusal(capsys, *command, "--lang=zh").count("错误: ") == 1


def test_a_file_without_cases_says_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing was tested, so it does not pass; what it says to do writes the first case."""
    rules = tmp_path / "rules.yaml"
    rules.write_bytes((ROOT / "data" / "starter" / "policies.yaml").read_bytes())
    for language, words in (("en", "no case file"), ("zh", "没有相应的用例文件")):
        assert main(["test", str(rules), "--lang", language]) == 3
        assert words in capsys.readouterr().err
    assert main(["test", str(rules), "--coverage", "--lang=en"]) == 0
    assert "expect:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "offered"), [("--as-off", "--as-of"), ("--jsn", "--json"), ("--width", ""), ("--x", "")]
)
def test_only_a_likely_slip_of_an_option_is_offered(
    capsys: pytest.CaptureFixture[str], option: str, offered: str
) -> None:
    """--width is no slip of --id."""
    said = refusal(capsys, "assess", option)
    assert f"unknown option '{option}'" in said
    assert (f"did you mean '{offered}'" in said) if offered else ("did you mean" not in said)
