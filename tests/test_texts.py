"""Every sentence that the program says is there."""

import ast
from importlib import import_module
from pathlib import Path

from iotcheck.texts import LANGUAGES
from tests.program import ROOT

ROOMS = sorted(path.stem for path in (ROOT / "iotcheck" / "texts").glob("*.py") if path.stem != "__init__")


def keys_said(path: Path) -> set[str]:
    """Return the keys that a module gives to `say` as they are written."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    called = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "say"]
    keys = [node.args[1] for node in called if len(node.args) > 1]
    return {one.value for one in keys if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_key_that_is_named_has_its_sentence() -> None:
    """A sentence that is renamed or taken out is missed here, and not by whoever comes to need it."""
    sentences = {room: getattr(import_module(f"iotcheck.texts.{room}"), "SENTENCES", {}) for room in ROOMS}
    said = {key: path.name for path in (ROOT / "iotcheck").rglob("*.py") for key in keys_said(path)}
    assert len(said) > 100
    missing = {key: name for key, name in said.items() if key.partition(".")[2] not in sentences[key.partition(".")[0]]}
    assert missing == {}
    assert all(len(texts) == len(LANGUAGES) for room in sentences.values() for texts in room.values())
