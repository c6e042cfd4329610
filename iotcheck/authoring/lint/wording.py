"""Texts, one by one: translations, characters that are not what they seem, names that tell nothing apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from iotcheck.authoring.lint.context import LintContext, nodes_below
from iotcheck.loader.format import LANGUAGES
from iotcheck.reader import Mapping, Node, Scalar

_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}\W+[A-Za-z]{2,}")
# Letters of other alphabets inside a Latin word, forms of Chinese characters that are kept for compatibility, radicals
# that look like characters, private and lost characters, spaces that are no space.
_ODD = re.compile(
    "(?<=[A-Za-z])[\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f](?=[A-Za-z])"
    "|[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]|[\ue000-\uf8ff\U000f0000-\U0010ffff]|\ufffd"
    "|[\u00a0\u2000-\u200a\u202f\u205f]"
)


def check_wording(context: LintContext) -> None:
    """Note what is wrong with single texts, and facts and programs that a reader cannot tell apart."""
    for scalar in context.scalars:
        if found := _ODD.search(scalar.text):
            shown, name = _describe(found[0])
            context.problem(scalar.location, "odd-character", character=shown, name=name)
    for texts in _texts(context.root):
        _check_translations(context, texts)
    policies = context.policies
    titles: dict[str, str] = {}
    for program in policies.programs.values():
        for title in dict.fromkeys(program.title.by_language.values()):
            if titles.setdefault(title.strip().casefold(), program.id) != program.id:
                other = titles[title.strip().casefold()]
                place = context.place("programs", program.id, program.location)
                context.problem(place, "same-title", name=program.id, other=other)


def _check_translations(context: LintContext, texts: Mapping) -> None:
    written = {key: value for key, (_, value) in texts.entries.items() if isinstance(value, Scalar)}
    chinese, english = written.get("zh"), written.get("en")
    if chinese and english and chinese.text.strip() == english.text.strip() and _is_prose(chinese.text):
        context.problem(english.location, "same-translation")
    elif chinese and not _CHINESE.search(chinese.text) and _LATIN_WORDS.search(chinese.text):
        context.problem(chinese.location, "wrong-language", language="zh")
    elif english and len(_CHINESE.findall(english.text)) > len(_LATIN.findall(english.text)):
        context.problem(english.location, "wrong-language", language="en")


def _is_prose(text: str) -> bool:
    """Whether a text has words that differ between languages; a name, a unit or a number need not."""
    return bool(_CHINESE.search(text) or _LATIN_WORDS.search(text))


def _describe(character: str) -> tuple[str, str]:
    point = f"U+{ord(character):04X}"
    return (character if character.isprintable() else point), unicodedata.name(character, point)


def _texts(node: Node | None) -> Iterator[Mapping]:
    """Yield the mappings that are texts in several languages."""
    if isinstance(node, Mapping) and node.entries and node.entries.keys() <= set(LANGUAGES):
        yield node
    for child in nodes_below(node):
        yield from _texts(child)
