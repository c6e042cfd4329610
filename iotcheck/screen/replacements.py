"""What texts in cells stand for, where the user says so: `Ltd` is `Enterprise` (`--value "Size: Ltd=Enterprise"`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from iotcheck.answers import parse_text
from iotcheck.errors import DataError, Location, Problem, UsageError
from iotcheck.model import PolicySet
from iotcheck.model.facts import fold
from iotcheck.screen.scales import Scale
from iotcheck.values import BadValueError

LONGEST = 200  # characters by which texts are told apart, and which are shown of them
_COLONS = (": ", "：")


class Replacement(NamedTuple):
    """A text, and what is to be read in its place; in one column, or in all where `column` is empty.

    `column` is None where it may stand before the text, as on the command line: both may contain colons.
    """

    column: str | None
    text: str
    meaning: str
    place: Location


def parse_replacement(text: str) -> Replacement:
    """Parse `COLUMN: FROM=TO` or `FROM=TO`; raise UsageError for anything else."""
    written, equals, meaning = text.rpartition("=")
    if not equals:
        raise UsageError([Problem(Location("--value"), "not-a-replacement", {"text": text})])
    return Replacement(None, written, meaning.strip(), Location(f"--value {text}"))


def key_of(text: str) -> str:
    """Return a text as it is looked up: case, width and white space do not matter, nor what is beyond its beginning."""
    return fold(text[:LONGEST])


def resolve(
    replacements: Iterable[Replacement],
    policies: PolicySet,
    facts: Mapping[str, int],
    names: Sequence[str],
    scales: Mapping[str, Scale],
) -> dict[str, dict[str, str]]:
    """Return what texts stand for, by fact and key; what is said of a column goes before what is said of all.

    Raise DataError where a column is absent or holds no fact, where what a text stands for is no value of the fact (of
    any fact, for all columns), and where two things are said of one text.
    """
    by_name = _facts_by_name(policies, facts, names)
    found: dict[str, dict[str, Replacement]] = {fact: {} for fact in facts}
    problems: list[Problem] = []
    for replacement in sorted((_split(one, by_name) for one in replacements), key=lambda one: not one.column):
        fitting, problem = _fitting(replacement, policies, by_name, facts, scales)
        if problem is not None:
            problems.append(problem)
        for fact in fitting:
            other = found[fact].setdefault(key_of(replacement.text), replacement)
            if other.meaning != replacement.meaning and bool(other.column) == bool(replacement.column):
                params = {"text": replacement.text, "first": other.meaning, "second": replacement.meaning}
                problems.append(Problem(replacement.place, "replaced-twice", params))
    if problems:
        raise DataError(problems)
    return {fact: {key: one.meaning for key, one in texts.items()} for fact, texts in found.items() if texts}


def never_met(
    replacements: Iterable[Replacement],
    policies: PolicySet,
    facts: Mapping[str, int],
    names: Sequence[str],
    met: Collection[tuple[str, str]],
) -> Iterator[Problem]:
    """Yield a notice for each text to be replaced that no cell has; `met` are facts with the keys of texts."""
    by_name = _facts_by_name(policies, facts, names)
    for replacement in (_split(one, by_name) for one in replacements):
        fact = by_name[fold(replacement.column)] if replacement.column else None
        places = [fact] if fact is not None else facts
        if not any((place, key_of(replacement.text)) in met for place in places):
            yield Problem(replacement.place, "value-never-met", {"text": replacement.text}, "notice")


def _facts_by_name(policies: PolicySet, facts: Mapping[str, int], names: Sequence[str]) -> dict[str, str | None]:
    """Return the fact of each column, None for one that holds none, by header, and by the fact's id and labels."""
    fact_at = {place: fact for fact, place in facts.items()}
    by_name = {fold(name): fact_at.get(place) for place, name in enumerate(names)}
    for fact in facts:
        for name in (fact, *policies.facts[fact].label.by_language.values()):
            by_name.setdefault(fold(name), fact)
    return by_name


def _split(replacement: Replacement, columns: Collection[str]) -> Replacement:
    """Return a replacement whose column is known: what stands before a colon, the longest that is a column."""
    if replacement.column is not None:
        return replacement
    text = replacement.text
    ends = [
        (place, place + len(colon)) for colon in _COLONS for place in range(len(text)) if text.startswith(colon, place)
    ]
    # Where nothing before a colon is a column, its name may be misspelt: it is said to be absent.
    known = [end for end in ends if fold(text[: end[0]]) in columns]
    end, start = max(known) if known else min(ends, default=(0, 0))
    return replacement._replace(column=text[:end].strip(), text=text[start:].strip())


def _fitting(
    replacement: Replacement,
    policies: PolicySet,
    by_name: Mapping[str, str | None],
    facts: Iterable[str],
    scales: Mapping[str, Scale],
) -> tuple[list[str], Problem | None]:
    """Return the facts for which a replacement holds, and what is wrong with it."""
    if not replacement.column:
        fitting = [fact for fact in facts if _fault(replacement.meaning, policies, fact, scales) is None]
        params: dict[str, object] = {"text": replacement.meaning}
        return fitting, None if fitting else Problem(replacement.place, "no-value-of-any", params)
    if (name := fold(replacement.column)) not in by_name:
        return [], Problem(replacement.place, "no-such-column", {"name": replacement.column})
    fact = by_name[name]
    if fact is None:
        return [], Problem(replacement.place, "column-without-fact", {"name": replacement.column})
    if fault := _fault(replacement.meaning, policies, fact, scales):
        return [], Problem(replacement.place, fault.code, fault.params)
    return [fact], None


def _fault(text: str, policies: PolicySet, fact: str, scales: Mapping[str, Scale]) -> BadValueError | None:
    if text:
        try:
            parse_text(policies.facts[fact], text, policies.currency, scales[fact].factor if fact in scales else 1)
        except BadValueError as error:
            return error
    return None
