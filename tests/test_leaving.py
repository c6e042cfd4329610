"""Nothing that was answered is lost: leaving at every prompt of a whole interview, in every way there is.

The command that is printed is really run, by a shell, and goes on where the applicant left.
"""

import shlex
import signal
from pathlib import Path

import pytest

from iotcheck.answers import read_answers
from iotcheck.cli.inputs import parse_assignments
from iotcheck.engine import assess
from iotcheck.interview import next_question
from iotcheck.loader import load
from tests.program import sampled
from tests.terminal import Screen, printed_command

pytestmark = pytest.mark.terminal

TESTS = Path(__file__).parent
POLICIES = load((TESTS / "interview.yaml").read_bytes(), "interview.yaml")
Answers = dict[str, str]
WAYS = ("q", "Ctrl-C", "Ctrl-D", "SIGTERM")
CODES = {"SIGTERM": 143, "SIGHUP": 129}
# What is typed at each prompt, and what is known then: the prompts are those of questions, of a question asked again
# after a wrong answer, after help and after going back, of a review, of an answer to be changed, and of the check.
STEPS: list[tuple[str, Answers]] = [
    ("yes", {"local": "true"}),
    ("nobody", {}),  # wrong: asked again
    ("company", {"kind": "company"}),
    ("2018-05-31", {"founded": "2018-05-31"}),
    ("?", {}),  # help: asked again
    ("research", {"works": "research"}),
    ("b", {}),  # back at the question before
    ("research,standards", {"works": "research,standards"}),
    ("-", {"share": "?"}),
    ("r", {}),  # the list of answers
    ("9", {}),  # wrong: the list asks again
    ("1", {}),  # an answer to be changed
    ("", {}),  # it stays as it is
    ("300万", {"spend": "3000000"}),
    ("12", {"staff": "12"}),
    ("3", {"led": "3"}),
    ("x", {}),  # the check asks again
    ("2", {}),  # an answer to be changed, from the check
    ("", {}),
]


@pytest.mark.parametrize("step", sampled(range(len(STEPS) + 1), 10))
def test_nothing_is_lost_at_any_prompt(step: int) -> None:
    """The answers so far are printed in a command, whichever way one leaves; a shell that runs it goes on from them."""
    known: Answers = {}
    for _, says in STEPS[:step]:
        known.update(says)
    for way in WAYS:
        screen = Screen("--policies", "interview.yaml", columns=300, cwd=TESTS)
        screen.reply(*[typed for typed, _ in STEPS[:step]])
        last = leave(screen, way)
        assert screen.edits_lines_itself  # the terminal is the shell's again
        assert screen.code() == CODES.get(way, 130)
        assert "Traceback" not in last
        command = printed_command(last)
        said = [word.removeprefix("--set=") for word in shlex.split(command) if word.startswith("--set=")]
        assert dict(word.split("=", 1) for word in said) == known
    assert_goes_on(command, known)


@pytest.mark.parametrize("way", [*WAYS, "SIGHUP"])
@pytest.mark.parametrize("step", sampled([10, 1, len(STEPS)], 3))
def test_saved_answers_survive_every_end(way: str, step: int, tmp_path: Path) -> None:
    """With --save the file has them, even when the terminal goes away; the command takes them from there."""
    saved = tmp_path / "my answers.yaml"
    screen = Screen("--policies", "interview.yaml", "--save", str(saved), columns=300, cwd=TESTS)
    screen.reply(*[typed for typed, _ in STEPS[:step]])
    last = leave(screen, way)
    assert screen.code() == CODES.get(way, 130)
    known: Answers = {}
    for _, says in STEPS[:step]:
        known.update(says)
    command = printed_command(last) if way != "SIGHUP" else shlex.join(["iotcheck", "assess", f"--answers={saved}"])
    assert shlex.split(command)[-1].endswith(str(saved))
    if way != "SIGHUP":
        assert_goes_on(command, known)
    read = read_answers(saved.read_bytes(), str(saved), POLICIES, lenient=False).answers
    assert read == parse_assignments(POLICIES, [f"{fact}={text}" for fact, text in known.items()])


def leave(screen: Screen, way: str) -> str:
    """End the interview, where it can be in the middle of a line; return what comes up."""
    if way == "q":
        shown = screen.reply("q")
        return screen.reply("") if "Save your answers?" in shown else shown
    if way == "Ctrl-D":
        return screen.end_input()
    screen.type_and_see("12")
    return screen.interrupt() if way == "Ctrl-C" else screen.kill(signal.Signals[way])


def assert_goes_on(command: str, known: Answers) -> None:
    """Run a command as a shell does: it asks what comes next after these answers, or shows their result."""
    resumed = Screen(command=command, columns=300, cwd=TESTS)
    answers = parse_assignments(POLICIES, [f"{fact}={text}" for fact, text in known.items()])
    following = next_question(assess(POLICIES, answers))
    if following is None:
        assert "You can apply for" in resumed.shown
        assert resumed.code() == 0
    else:
        assert POLICIES.facts[following].ask.in_language("en") in resumed.shown
        resumed.interrupt()
        assert resumed.code() == 130
