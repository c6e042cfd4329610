"""Generated parts of the documentation, and generated files: `python -m tests.pages` rewrites them, a test compares.

A part stands between `<!-- generated: MAKER ARGUMENT -->` and `<!-- end -->`; everything around it is written by hand.
"""

import html
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from iotcheck.authoring.fresh import CODES
from iotcheck.authoring.lint import SEVERITIES
from iotcheck.loader import format_chinese as chinese
from iotcheck.loader import load, load_file
from iotcheck.loader.comparisons import COMPARISON_FORMS, COMPARISONS
from iotcheck.loader.format import OPERATORS, RECORDS, WORDS
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.loader.shapes import Form
from iotcheck.schemas import schema_text
from iotcheck.texts import problem_text, say
from iotcheck.texts.problems import SENTENCES
from iotcheck.texts.result import heading
from iotcheck.values import DONT_KNOW_WORDS, FALSE_WORDS, NOTHING_WORDS, TRUE_WORDS
from tests.refusals import REFUSALS, placed
from tests.samples import ROOT, STARTER, all_problems, problems_of, samples

_PART = re.compile(
    r"(<!-- generated: (?P<maker>\S+)(?: (?P<argument>[^>]*?))? -->\n)(?P<made>.*?)(<!-- end -->)", re.DOTALL
)


def _blanks(sentence: str) -> str:
    """Return a sentence with … for its parameters, and the plurals that numbers choose."""
    return re.sub(r"\{+\w+\}+", "…", re.sub(r"\{\w+:[^|{}]*\|([^{}]*)\}", r"\1", sentence))


def pages() -> dict[Path, str]:
    """Return what every page with generated parts, and every generated file, should hold."""
    found = {path: current(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "docs").glob("*.md"))}
    schema = ROOT / "data" / "policies.schema.json"
    found[schema] = schema_text("policies", load(STARTER.read_bytes(), STARTER.name))
    return found


def current(page: str) -> str:
    """Return a page with its generated parts made anew."""
    return _PART.sub(lambda part: part[1] + _MAKERS[part["maker"]](part["argument"] or "", page) + part[5], page)


def _starter(_: str, __: str) -> str:
    return f"```yaml\n{STARTER.read_text(encoding='utf-8')}```\n"


def _keys(argument: str, _: str) -> str:
    record, _, language = argument.partition(" ")
    rows = [
        (
            f"**`{name}`**" if key.required else f"`{name}`",
            _kind(key.kind, language or "en"),
            chinese.KEYS[record][name] if language else key.about,
        )
        for name, key in RECORDS[record].items()
    ]
    return _table(("键", "值", "含义") if language else ("key", "value", "meaning"), rows)


def _words(kind: str, _: str) -> str:
    return ", ".join(f"`{word}`" for word in WORDS[kind]) + "\n"


def _answers(language: str, _: str) -> str:
    """List the words that people write where there is no value, by what they mean."""
    columns = {"zh": ("写的词", "读作"), "en": ("word", "is read as")}[language]
    meanings = {
        "zh": ("是", "否", "不知道（不适用也写这些）", "是非题：否；多选题：一项也没有；其他：不知道"),
        "en": ("yes", "no", "don't know, also where it does not apply", "no; of several choices none; else don't know"),
    }[language]
    groups = (TRUE_WORDS, FALSE_WORDS - NOTHING_WORDS, DONT_KNOW_WORDS, NOTHING_WORDS)
    rows = [
        (" ".join(f"`{word}`" for word in sorted(words)), meaning)
        for words, meaning in zip(groups, meanings, strict=True)
    ]
    return _table(columns, rows)


def _operators(language: str, _: str) -> str:
    return _forms(OPERATORS, chinese.OPERATORS if language else None)


def _comparisons(language: str, _: str) -> str:
    rows = [
        (
            f"`{name}`",
            ("、" if language else ", ").join(fact_type for fact_type, names in COMPARISONS.items() if name in names),
            chinese.COMPARISONS[name] if language else form.about,
            f"`{form.example}`",
        )
        for name, form in COMPARISON_FORMS.items()
    ]
    head = (
        ("比较", "信息项的类型", "含义", "例") if language else ("comparison", "of facts of type", "meaning", "example")
    )
    return _table(head, rows)


def _amounts(language: str, _: str) -> str:
    return _forms(AMOUNT_FORMS, chinese.AMOUNTS if language else None)


def _problem(code: str, page: str) -> str:
    """Say a problem as the program says it of the page's own sample, in both languages, with reason and mend."""
    found = next(problem for problem in all_problems(samples(page)[code].wrong, code) if problem.code == code)
    lines = []
    for language in ("en", "zh"):
        severity = say(language, f"problems.{found.severity}")
        said = [f"*{severity}:* {problem_text(language, found)}"]
        if code in SEVERITIES:
            said += [say(language, f"lint.why.{code}"), say(language, f"lint.mend.{code}")]
        stop, space = (".", " ") if language == "en" else ("。", "")
        lines.append(space.join(one if one.endswith(stop) else one + stop for one in said) + "\n")
    return "\n".join(lines)


def _codes(severity: str, page: str) -> str:
    """List the codes of lint of one severity, with links."""
    return ", ".join(f"[`{code}`](#{code})" for code in samples(page) if SEVERITIES.get(code) == severity) + "\n"


def _refusals(title: str, _: str) -> str:
    """Show a group of samples, each with what the program says of it."""
    rows = []
    for one in REFUSALS[title]:
        (found,) = problems_of(placed(one.place, one.wrong))
        said = "<br>".join(problem_text(language, found) for language in ("en", "zh"))
        rows.append((_anchored(one.code), _escaped(said), _snippet(one.wrong), _snippet(one.right)))
    return _table(("code", "what it says", "wrong", "right"), rows)


def _sentences(codes: str, _: str) -> str:
    """List codes with their sentences as they stand, the parts that differ left open."""
    rows = []
    for code in codes.split():
        chinese, english = (_blanks(sentence) for sentence in SENTENCES[code])
        rows.append((_anchored(code), _escaped(f"{english}<br>{chinese}")))
    return _table(("code", "what it says"), rows)


def _anchored(code: str) -> str:
    return f'<a id="{code}"></a>`{code}`'


def _escaped(said: str) -> str:
    """Return a sentence that Markdown leaves as it is."""
    return re.sub(r"([*_`\[\]])|<(?!br>)", lambda found: f"\\{found[0]}", said)


def _snippet(text: str) -> str:
    """Return a snippet as code; in a cell of a table several lines are HTML."""
    if "\n" not in text and "`" not in text:
        return f"`{text}`"
    lines = html.escape(text, quote=False).splitlines()
    return f"<pre>{'<br>'.join(lines)}</pre>"


def _fresh(_: str, __: str) -> str:
    def said(part: str, code: str) -> str:
        return "<br>".join(say(language, f"fresh.{part}.{code}") for language in ("en", "zh"))

    rows = [(f"`{code}`", said("why", code), said("mend", code)) for code in CODES]
    return _table(("code", "why it matters", "what to do"), rows)


def _forms(forms: dict[str, Form], words: dict[str, str] | None) -> str:
    rows = [(f"`{name}`", words[name] if words else form.about, f"`{form.example}`") for name, form in forms.items()]
    return _table(("键", "含义", "例") if words else ("key", "meaning", "example"), rows)


def _kind(kind: str, language: str) -> str:
    """Return in words what stands under a key."""
    head, _, rest = kind.partition(":")
    place = 0 if language == "en" else 1
    match head:
        case "list" | "one_or_list" | "map" | "ref":
            value = f"`{rest}`" if head == "ref" else _kind(rest, language)
            return _CONTAINERS[head][place].format(value)
        case "record":
            return f"[{rest}](#{rest})"
        case "word":
            return " · ".join(f"`{word}`" for word in WORDS[rest])
        case _:
            return _KINDS.get(kind, (kind, kind))[place]


_CONTAINERS = {
    "list": ("list of {}", "列表：{}"),
    "one_or_list": ("{}, or a list", "{}，或列表"),
    "map": ("id → {}", "标识 → {}"),
    "ref": ("id of {}", "{} 中的标识"),
}
_KINDS = {
    "long_id": ("id", "标识"),
    "plain": ("string", "字符串"),
    "currency": ("string", "字符串"),
    "path": ("path", "路径"),
    "sha256": ("64 hexadecimal digits", "64 位十六进制数"),
    "boolean": ("`true` or `false`", "`true` 或 `false`"),
    "url": ("web address", "网址"),
    "text": ("[text](#texts)", "[文字](#文字)"),
    "support": ("[text](#texts), perhaps with `totals: apart`", "[文字](#文字)，可加 `totals: apart`"),
    "period": (
        "`once`, `year`, `project`, `term`, or a [period](#period)",
        "`once`、`year`、`project`、`term`，或 [period](#period)",
    ),
    "times": ("a whole number from 1", "从 1 起的整数"),
    "default": ("a value of the fact's type", "与类型相应的值"),
    "choice": ("[text](#texts)", "[文字](#文字)"),
    "file_name": ("name of a file", "文件名"),
    "date": ("[date](#values)", "[日期](#值)"),
    "condition": ("[condition](#conditions)", "[条件](#条件)"),
    "guard": ("[condition](#conditions)", "[条件](#条件)"),
    "when": ("[condition](#conditions), or `everyone`", "[条件](#条件)，或 `everyone`"),
    "amount": ("[amount](#amounts)", "[金额](#金额)"),
    "ceiling": ("[amount](#amounts), `unstated` or `none`", "[金额](#金额)、`unstated` 或 `none`"),
    "bound": ("a value of the fact's type; of choices a whole number", "与类型相应的值；多选题为整数"),
    "place": ("web address, or [text](#texts)", "网址，或[文字](#文字)"),
    "needed": (
        "id of `documents`, or [one with `when`](#needed_document)",
        "`documents` 中的标识，或[附条件的](#needed_document)",
    ),
    "last_day": ("[date](#values), or [a reckoned day](#reckoned_day)", "[日期](#值)，或[推算的日期](#reckoned_day)"),
    "as_of": ("[date](#values), or `today`", "[日期](#值)，或 `today`"),
    "length": ("[length of time](#length)", "[时间长度](#length)"),
    "apply": ("`anytime`, `yearly`, or [windows](#window)", "`anytime`、`yearly`，或[申报时间](#window)"),
    "table": ("row → [amount](#amounts), or [a record](#table)", "行 → [金额](#金额)，或[记录](#table)"),
    "named_amount": (
        "[amount](#amounts), or a list of [dated values](#dated_value)",
        "[金额](#金额)，或按日期列出的[值](#dated_value)",
    ),
    "rows": (
        "row → [amount](#amounts), rows, `true`, `false`, or a choice",
        "行 → [金额](#金额)、行、`true`、`false` 或选项",
    ),
    "limits": ("row → `{up_to: …}` or `{below: …}`", "行 → `{up_to: …}` 或 `{below: …}`"),
    "choice_fact": ("a choice fact", "单选信息项"),
}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *[tuple(cell.replace("|", "\\|") for cell in row) for row in rows]]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _schema(place: str, _: str) -> str:
    """Return the keys of an object of a published schema: `NAME`, or `NAME PART` for one of its parts."""
    name, _, part = place.partition(" ")
    schema = json.loads(schema_text(name, load(STARTER.read_bytes(), STARTER.name)))
    found = schema["$defs"][part] if part else schema
    required = set(found["required"])
    rows = [
        (f"`{key}`" + ("" if key in required else " ?"), _json_type(one), one.get("description", ""))
        for key, one in found["properties"].items()
    ]
    return _table(("key", "value", "meaning"), rows)


def _json_type(schema: dict[str, Any]) -> str:
    """Return in words what a schema admits; `PART` for another table."""
    if "$ref" in schema:
        return f"*{schema['$ref'].rpartition('/')[2]}*"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_json_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " · ".join(f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema["type"]
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {_json_type(schema['items'])}" if "items" in schema else "list"
    if kind == "object" and "properties" in schema:
        return "object: " + ", ".join(f"`{key}`" for key in schema["properties"])
    return str(kind)


def _sources(language: str, _: str) -> str:
    """List the documents of the shipped rules: number, issuer, days, confidence, and what cites them."""
    policies = load_file(str(ROOT / "data" / "policies.yaml"))
    head = {
        "zh": ("文件", "文号", "发文机关", "日期", "最近核对", "可信程度", "用于"),
        "en": ("document", "number", "issuer", "date", "last checked", "confidence", "programs"),
    }[language]
    rows = []
    for source in policies.sources.values():
        citing = [
            (program.id, confidence)
            for program in policies.programs.values()
            for confidence, sources in [
                *[(edition.confidence, edition.sources) for edition in program.editions],
                *[(note.confidence, note.sources) for note in program.notes],
            ]
            if source.id in {citation.document for citation in sources}
        ]
        sure = dict.fromkeys(heading(language, level) for _, level in citing if level)
        named = dict.fromkeys(f"`{program}`" for program, _ in citing)
        title = source.title.in_language(language)
        days = [day.isoformat() if day else "—" for day in (source.date, source.checked)]
        cells = (f"[{title}]({source.url})" if source.url else title, source.number or "—", source.issuer or "—", *days)
        rows.append((*cells, " ".join(sure) or "—", " ".join(named) or "—"))
    return _table(head, rows)


_MAKERS: dict[str, Callable[[str, str], str]] = {
    "starter": _starter,
    "keys": _keys,
    "words": _words,
    "answers": _answers,
    "operators": _operators,
    "comparisons": _comparisons,
    "amounts": _amounts,
    "problem": _problem,
    "codes": _codes,
    "fresh": _fresh,
    "schema": _schema,
    "refusals": _refusals,
    "sentences": _sentences,
    "sources": _sources,
}

if __name__ == "__main__":
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"rewrote {path.relative_to(ROOT)}")
