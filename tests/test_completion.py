"""Completion of command lines: what may stand there, and that real shells put it there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
import typer

from iotcheck.cli import COMMANDS, build_app
from iotcheck.cli.completion import SHELLS, print_words, words_for
from iotcheck.loader import load_file
from tests.program import ROOT, iotcheck
from tests.samples import STARTER

RULES = load_file(str(ROOT / "data" / "policies.yaml"))
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def completed(line: str) -> list[str]:
    """Return the words that a line may end in, as far as it is typed."""
    current, found = words_for(line)
    return [word for word, _ in found if word.startswith(current)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("iotcheck ass", ["assess"]),
        ("iotcheck --lang zh ass", ["assess"]),
        ("iotcheck --lang ", ["zh", "en"]),
        ("iotcheck --v", ["--version"]),
        ("iotcheck help sch", ["schema"]),
        ("iotcheck hel", ["help"]),
        ("iotcheck assess --expl", ["--explain"]),
        ("iotcheck assess --explain --expl", []),
        ("iotcheck assess --set x=y --se", ["--set"]),
        ("iotcheck screen t.csv --layout w", ["wide"]),
        ("iotcheck lint --format=s", ["--format=sarif"]),
        ("iotcheck assess --as-of ", ["today"]),
        ("iotcheck fresh --confidence off", ["official"]),
        ("iotcheck completion ", list(SHELLS)),
        ("iotcheck schema prob", ["problems"]),
        ("iotcheck assess --set legal_f", ["legal_form="]),
        ("iotcheck assess --set legal_form=ent", ["legal_form=enterprise"]),
        ("iotcheck assess --set=legal_form=ent", ["--set=legal_form=enterprise"]),
        ("iotcheck assess --set registered_in_shenzhen=", ["registered_in_shenzhen=yes", "registered_in_shenzhen=no"]),
        ("iotcheck assess --set iot_fields=smart_city,smart_h", ["iot_fields=smart_city,smart_home"]),
        ("iotcheck assess --set no_such_fact=", []),
        ("iotcheck assess --ask legal_f", ["legal_form"]),
        ("iotcheck whatif --vary led_nat", ["led_national_standards"]),
        ("iotcheck show exhib", ["exhibition-support"]),
        ("iotcheck show 'exhib", ["exhibition-support"]),
        ("iotcheck assess --only exhibition-support,iot-m", ["exhibition-support,iot-mother-fund"]),
        ("iotcheck show exhibition-support ", []),
        (f"iotcheck show --policies {STARTER} rd", ["rd-grant"]),
        (f"iotcheck whatif --policies={STARTER} rd", ["rd-grant"]),
        ("iotcheck assess --answers ", []),
        ("iotcheck diff ", []),
        ("iotcheck nothing ", None),
        ("iotcheck show --policies /none ", None),
        ("iotcheck show 'a\" ", []),
    ],
)
def test_a_line_is_completed(line: str, expected: list[str] | None, capsys: pytest.CaptureFixture[str]) -> None:
    """None: it cannot be; the shell hears of nothing, and of no error."""
    if expected is not None:
        assert completed(line) == expected
    print_words("", line)
    printed = capsys.readouterr()
    assert ([row.partition("\t")[0] for row in printed.out.splitlines()], printed.err) == (expected or [], "")


def test_commands_options_facts_and_programs_are_all_there_in_both_languages() -> None:
    for language, word in (("en", "Assess one applicant"), ("zh", "评估一家单位")):
        _, found = words_for(f"iotcheck --lang {language} ")
        assert [name for name, _ in found] == [*COMMANDS, "help"]
        assert found[0][1].startswith(word)
    assert completed("iotcheck assess --set ") == [f"{name}=" for name in RULES.facts]
    assert completed("iotcheck show ") == list(RULES.programs)
    for command in COMMANDS:
        group = typer.main.get_command(build_app("en", command))
        options = [one.opts[0] for one in group.commands[command].params if one.opts[0].startswith("--")]  # type: ignore[attr-defined]
        assert completed(f"iotcheck {command} --") == [*options, "--lang", "--debug", "--help"]


def test_what_a_shell_splits_words_at_is_left_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    print_words(" =:", "iotcheck assess --set legal_form=ent")
    assert capsys.readouterr().out.partition("\t")[0] == "enterprise"


def test_a_shell_that_there_is_not_is_refused() -> None:
    run = iotcheck("completion", "powershell", "--lang", "en")
    assert (run.code, run.out) == (2, "")


def test_only_whoever_completes_pays_for_it() -> None:
    check = (
        "import sys; from iotcheck.cli import main; main(['programs']); print('iotcheck.cli.completion' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.splitlines()[-1] == "False"


START = {
    "bash": (["--norc", "--noprofile", "-i"], 'eval "$(iotcheck completion bash)"'),
    "zsh": (["-f", "-i"], 'autoload -Uz compinit; compinit -u -D; eval "$(iotcheck completion zsh)"'),
    "fish": (["--no-config", "-i"], "iotcheck completion fish | source"),
}
TYPED = [
    ("iotcheck compl", "completion "),
    ("iotcheck assess --expl", "--explain "),
    ("iotcheck assess --set legal_f", "legal_form="),
    ("iotcheck assess --set legal_form=ent", "legal_form=enterprise "),
    ("iotcheck assess --set=legal_form=ent", "--set=legal_form=enterprise "),
    ("iotcheck show exhib", "exhibition-support "),
    ("iotcheck lint --format sar", "sarif "),
    ("iotcheck assess --answers policies.sch", "policies.schema.json "),
]


@pytest.mark.thorough
@pytest.mark.terminal
@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_shell_completes_what_is_typed(shell: str, tmp_path: Path) -> None:
    """Tab is pressed after each beginning; the line that the shell then runs is written down."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    options, start = START[shell]
    environment = {
        **os.environ, "PATH": PATH, "TERM": "xterm", "HOME": str(tmp_path), "PS1": "ready> ", "IOTCHECK_LANG": "en",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    child = pexpect.spawn(
        program, options, env=environment, cwd=str(ROOT / "data"), encoding="utf-8", timeout=30, dimensions=(24, 200)
    )
    child.delaybeforesend = 0.3
    child.sendline(f"{start}; echo re''ady")
    child.expect("ready\r?\n")
    for typed, completed_to in TYPED:
        before = typed[: len(typed) - len(typed.split()[-1])]
        # What the shell makes of the line goes to a file, so that nothing has to be read off the screen.
        log = tmp_path / "line"
        child.send(f"{typed}\t")
        child.expect(".+", timeout=30)
        child.send("\x01echo '\x05' > " + str(log) + "; echo do''ne\r")
        child.expect("done\r?\n")
        assert log.read_text(encoding="utf-8").rstrip("\n ") == f"{before}{completed_to}".rstrip()
    child.close(force=True)
