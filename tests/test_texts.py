"""Every sentence that the program says is there."""

import ast
import errno
import os
from importlib import import_module
from pathlib import Path

import pytest

from iotcheck.errors import Location, Problem
from iotcheck.texts import LANGUAGES, problem_text, say
from tests.program import ROOT

MODULES = sorted(path.stem for path in (ROOT / "iotcheck" / "texts").glob("*.py") if path.stem != "__init__")


def keys_said(path: Path) -> set[str]:
    """Return the keys that a module gives to `say` as they are written."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    called = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "say"]
    keys = [node.args[1] for node in called if len(node.args) > 1]
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_every_key_that_is_named_has_its_sentence() -> None:
    """A sentence that is renamed or taken out is missed here, and not by whoever comes to need it."""
    sentences = {module: getattr(import_module(f"iotcheck.texts.{module}"), "SENTENCES", {}) for module in MODULES}
    said = {key: path.name for path in (ROOT / "iotcheck").rglob("*.py") for key in keys_said(path)}
    assert len(said) > 100
    missing = {key: name for key, name in said.items() if key.partition(".")[2] not in sentences[key.partition(".")[0]]}
    assert missing == {}
    assert all(len(texts) == len(LANGUAGES) for module in sentences.values() for texts in module.values())


@pytest.mark.parametrize(
    ("key", "params", "said"),
    [
        ("fresh.ends-soon", {"program": "A", "until": "1 May", "days": 1}, "'A' ends on 1 May, in 1 day"),
        ("fresh.ends-soon", {"program": "A", "until": "1 May", "days": 0}, "'A' ends on 1 May, in 0 days"),
        ("diff.effects", {"n": 1, "what": "x"}, "Effect on 1 applicant (x)"),
        (
            "diff.counts",
            {"gains": 1, "loses": 1, "both": 0, "other": 1, "same": 2000},
            "1 gains, 1 loses, 0 gain and lose, 1 with other changes, 2,000 unchanged.",
        ),
        ("screen.summed-up", {"read": 1, "screened": 1, "rejected": 0}, "1 row read: 1 screened, 0 rejected."),
        ("whatif.later", {"n": 1}, "1 day later"),
        ("whatif.earlier", {"n": 1500}, "1,500 days earlier"),
        ("values.programs", {"n": 1200}, "1,200 programs"),
    ],
)
def test_numbers_choose_the_words_beside_them(key: str, params: dict[str, object], said: str) -> None:
    """One is singular in English, all else, nought too, is plural."""
    assert say("en", key, **params) == said


def test_what_the_system_says_is_said_in_chinese_too() -> None:
    """Whoever reads Chinese only learns that the file is not there."""
    problem = Problem(Location("a.csv"), "cannot-read", {"reason": os.strerror(errno.ENOENT)})
    assert problem_text("zh", problem) == "无法读取：没有这个文件或文件夹"
    assert problem_text("en", problem) == "cannot read this file: No such file or directory"
