"""The sheets beside the results in a workbook: what was noticed of the table, and the rules that were used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from iotcheck.errors import Problem
from iotcheck.screen.words import Wording
from iotcheck.screen.xlsx_sink import Address, Sheet
from iotcheck.texts import applying, ceilings, problem_text, say
from iotcheck.texts import result as results
from iotcheck.texts import values as words
from iotcheck.typeset import is_https

_NOTICES = ("place", "notice", "code")
_RULES = ("program", "title", "agency", "status", "valid_from", "valid_until", "maximum", "apply", "source", "address")


def sheets_of(wording: Wording, notices: Sequence[Problem], *, in_words: bool) -> list[Sheet]:
    """Return the sheets: of the notices, where there are any, and of the rules used."""

    def named(keys: Sequence[str]) -> list[str]:
        return [say(wording.language, f"screen.sheet-{key.replace('_', '-')}") if in_words else key for key in keys]

    noticed = [(str(one.location), problem_text(wording.language, one), one.code) for one in notices]
    titles = named(["notices", "rules"])
    found = [Sheet(titles[0], named(_NOTICES), noticed)] if noticed else []
    return [*found, Sheet(titles[1], named(_RULES), list(_rules(wording)))]


def _rules(wording: Wording) -> Iterator[tuple[Any, ...]]:
    """Yield the terms of each program that has some on the day, with the address of the first source that has one."""
    policies, language, day = wording.policies, wording.language, wording.as_of
    for program in policies.programs.values():
        edition = program.edition_on(day)
        if edition is None:
            continue
        cited = [results.citation(policies, language, place) for place in edition.sources]
        urls = [policies.sources[place.document].url for place in edition.sources]
        address = next((Address(url) for url in urls if url and is_https(url)), None)
        yield (
            program.id,
            program.title.in_language(language),
            words.listing(language, results.agencies(policies, language, program)),
            results.heading(language, edition.status),
            edition.start,
            edition.until,
            ceilings.maximum_on(policies, language, program, day),
            say(language, "result.next").join(applying.lines(language, edition, day)),
            words.listing(language, list(dict.fromkeys(cited))),
            address,
        )
