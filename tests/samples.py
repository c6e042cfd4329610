"""Samples of the documentation, made runnable: a fragment of a policy file is laid over the starter file.

A fragment's sections and entries replace the starter's of the same name; whatever it leaves out stays. `# <-` marks the
line that a problem is expected at.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from iotcheck.authoring.lint import lint
from iotcheck.authoring.passages import SourceText
from iotcheck.errors import DataError, Problem
from iotcheck.loader import load
from iotcheck.reader import read

ROOT = Path(__file__).parents[1]
STARTER = ROOT / "data" / "starter" / "policies.yaml"
MARK = "# <-"

Sections = dict[str, dict[str, str]]  # section → entry ("" for what stands on the section's own line) → its lines


def laid_over(fragment: str, base: str | None = None) -> str:
    """Return the starter file (or another) with a fragment's sections and entries in place of its own."""
    sections = _sections(STARTER.read_text(encoding="utf-8") if base is None else base)
    for section, entries in _sections(fragment).items():
        if "" in entries or any(not name for name in entries) or section not in sections:
            sections[section] = entries
        else:
            sections[section] = {**sections[section], **entries}
    return "".join(
        entries[""] if "" in entries else f"{section}:\n{''.join(entries.values())}"
        for section, entries in sections.items()
    )


class Sample(NamedTuple):
    """What a page shows of one problem: a fragment that has it, and one that has not."""

    wrong: str
    right: str


def samples(page: str) -> dict[str, Sample]:
    """Return a page's samples by code: under a heading with it, blocks of YAML that begin `# wrong` and `# right`."""
    found = {}
    for heading in re.split(r"^### `", page, flags=re.MULTILINE)[1:]:
        code = heading[: heading.index("`")]
        blocks = re.findall(r"```yaml\n(.*?)```", heading, re.DOTALL)
        wrong, right = (
            next((block for block in blocks if block.startswith(f"# {kind}\n")), "") for kind in Sample._fields
        )
        found[code] = Sample(wrong, right)
    return found


def all_problems(fragment: str, code: str) -> list[Problem]:
    """Return what loader and lint say of a fragment that is about a code."""
    text = laid_over(fragment)
    try:
        policies = load(text.encode(), "policies.yaml")
    except DataError as error:
        return list(error.problems)
    tested = starter_programs() if code == "program-without-case" else None
    return lint(policies, read(text, "policies.yaml")[0], tested, source_texts())


def source_texts() -> dict[str, SourceText]:
    """Return the text of the one source of the page's samples that has one."""
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    return {"notice-2024": SourceText("notice-2024.txt", page.partition("```text\n")[2].partition("```")[0])}


def starter_programs() -> set[str]:
    """Return the ids of the starter file's programs."""
    return set(load(STARTER.read_bytes(), STARTER.name).programs)


def problems_of(text: str) -> list[Problem]:
    """Return what the loader has to say of a file."""
    try:
        load(text.encode(), "sample.yaml")
    except DataError as error:
        return list(error.problems)
    return []


def as_an_editor_reads(text: str) -> Any:
    """Return a document as a language server has it, by YAML 1.2: days and `no` are text, keys too, `1` is a number."""
    return _with_text_keys(yaml.load(text, _EditorLoader))


def joined(path: Path) -> dict[str, Any]:
    """Return a policy file as one document, with the entries of the pieces that it has already behind its own."""
    document: dict[str, Any] = as_an_editor_reads(path.read_text(encoding="utf-8-sig"))
    for name in document.pop("include", ()):
        for key, value in joined(path.parent / name).items():
            document[key] = (
                {**document.get(key, {}), **value} if isinstance(value, dict) else document.get(key, []) + value
            )
    return document


def marked_lines(text: str) -> list[int]:
    """Return the numbers of the lines that carry the mark."""
    return [number for number, line in enumerate(text.splitlines(), 1) if MARK in line]


class _EditorLoader(yaml.SafeLoader):
    """Knows the types of YAML 1.2 alone."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 PyYAML's own way


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        texts = {key: str(key).lower() if isinstance(key, bool) else str(key) for key in value}
        return {texts[key]: _with_text_keys(one) for key, one in value.items()}
    return [_with_text_keys(one) for one in value] if isinstance(value, list) else value


def _sections(text: str) -> Sections:
    """Split a file into its sections, and those that hold entries by id into these."""
    found: Sections = {}
    section = entry = ""
    for line in text.splitlines(keepends=True):
        if line.startswith("#") or not line.strip():
            continue
        if head := re.match(r"([^\s:#-][^:]*):(.*)", line):
            section, entry = head[1], ""
            opens = not head[2].strip() or head[2].strip() == MARK
            found[section] = {} if opens and section in _BY_ID else {"": line}
        elif (inner := re.match(r"  ([^\s:#-][^:]*):", line)) and "" not in found[section]:
            entry = inner[1]
            found[section][entry] = line
        else:
            found[section][entry] = found[section].get(entry, "") + line
    return found


_BY_ID = ("sources", "agencies", "documents", "supports", "facts", "conditions", "amounts", "tables", "programs")
