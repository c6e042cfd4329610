"""Makes the parts of the READMEs that show the program at work, by running it (`python -m tests.readme`)."""

import os
import re
import sys
from pathlib import Path

import pexpect

from iotcheck.loader import load_file
from tests.program import ROOT, TODAY, iotcheck

READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
COLUMNS = 80
PROMPT = "\n> "

# The applicant of the READMEs: what it types for each question, whatever their order.
REPLIES = {
    "legal_form": "1",
    "registered_in_shenzhen": "1",
    "iot_fields": "2",
    "activities": "6",
    "standard_work": "1",
    "standard_levels": "1,2",
    "led_international_standards": "2",
    "led_national_standards": "1",
}
RESULT = ("assess", "--answers", "examples/sensor-maker-today.yaml", "--no-input", f"--as-of={TODAY}")
ASSESS = ("assess", "--answers", "examples/association-exhibition.yaml", "--no-input")


def main() -> None:
    """Rewrite the generated parts of both READMEs."""
    for language, path in READMES.items():
        path.write_text(with_generated_parts(path, language), encoding="utf-8")


def with_generated_parts(path: Path, language: str) -> str:
    """Return a README with its generated parts as the program is now."""
    text = path.read_text(encoding="utf-8")
    for name, part in generated_parts(language).items():
        block = f"<!-- begin {name} -->\n```{'json' if name == 'json' else 'text'}\n{part}\n```\n<!-- end {name} -->"
        text, replaced = re.subn(f"<!-- begin {name} -->.*?<!-- end {name} -->", lambda _: block, text, flags=re.DOTALL)  # noqa: B023
        assert replaced == 1, f"{path.name} has no place for {name}"
    return text


def generated_parts(language: str) -> dict[str, str]:
    """Return the parts by name: the first question, the answers of that interview, a result of today, and JSON."""
    screens = interview(language)
    intro, summary = screens[0], screens[-3]  # then come the result, and the command that repeats it
    today = iotcheck(*RESULT, "--lang", language, environment={"IOTCHECK_TODAY": TODAY, "COLUMNS": str(COLUMNS)}).out
    options = ("--json", "--only", "exhibition-support", "--lang", language)
    document = iotcheck(*ASSESS, *options, environment={"IOTCHECK_TODAY": TODAY}).out
    document = re.sub(r'(?m)^  "agencies": \{$.*?^  \}', '  "agencies": {"…": {}}', document, flags=re.DOTALL)
    return {
        "question": f"{intro.strip()}\n…",
        "summary": summary.strip().partition("\n\n")[2],
        "result": _until_blank_after(today.strip(), 28),
        "json": re.sub(r'"sha256": "\w+"', '"sha256": "…"', document.strip()),
    }


def interview(language: str) -> list[str]:
    """Hold the interview in a terminal; return what is on the screen up to each prompt and after the last."""
    policies = load_file(str(ROOT / "data/policies.yaml"))
    asks = {fact.ask.in_language(language): name for name, fact in policies.facts.items()}
    environment = {
        **os.environ,
        "IOTCHECK_TODAY": TODAY,
        "NO_COLOR": "1",
        "COLUMNS": str(COLUMNS),
        "TERM": "xterm",
        "IOTCHECK_PAGER": "",
    }
    command = [sys.executable, "-m", "iotcheck", "assess", f"--as-of={policies.as_of}", "--lang", language]
    child = pexpect.spawn(command[0], command[1:], cwd=str(ROOT), env=environment, encoding="utf-8", timeout=60)
    child.setwinsize(50, COLUMNS)
    screens: list[str] = []
    while child.expect([r"\r?\n> ", pexpect.EOF]) == 0:
        screen = str(child.before).replace("\r\n", "\n")
        flat = "".join(screen.split())
        fact = next((name for ask, name in asks.items() if "".join(ask.split()) in flat), None)
        reply = REPLIES[fact] if fact else ""
        screens.append(f"{screen}{PROMPT}{reply}")
        child.sendline(reply)
        child.expect_exact(f"{reply}\r\n")
    screens.append(str(child.before).replace("\r\n", "\n"))
    child.close()
    return screens


def _until_blank_after(text: str, lines: int) -> str:
    """Return the first lines of a text, at least so many, up to an empty one."""
    kept = text.splitlines()
    end = next((place for place, line in enumerate(kept) if place >= lines and not line.strip()), len(kept))
    return "\n".join(line.rstrip() for line in kept[:end]) + "\n…"


if __name__ == "__main__":
    main()
