"""What was changed between two policy files, and for whom it changes what: as a page and as JSON."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from iotcheck.answers import plain_value
from iotcheck.authoring.diff import Change, Comparison, Effect, Effects, Side, programs_of
from iotcheck.authoring.figures.support import Support
from iotcheck.engine import CeilingKind, ProgramReport, Totals
from iotcheck.model import Everyone, Met
from iotcheck.model.walk import walk
from iotcheck.render.diff_groups import groups_json, show_groups
from iotcheck.render.document import BOLD, Document, Item
from iotcheck.render.figures import figure_words
from iotcheck.render.json import head
from iotcheck.texts import say, sums
from iotcheck.texts.ceilings import without_figure
from iotcheck.texts.result import heading
from iotcheck.texts.values import day, listing, programs, span
from iotcheck.values import parse_iso_date

_LISTED = 30  # applicants on a page; the JSON has all
_LONG, _ALIKE, _MOST_STEPS = 20, 0.6, 7  # characters, share in common, parts: a text whose changes are marked in it
_WORDS = re.compile(r"\d[\d.,]*\s*[%％]?\s*|[A-Za-z]+\s*|.\s*", re.DOTALL)
_ORDER = (Side.LOSES, Side.BOTH, Side.GAINS, Side.OTHER)
_SIDE_KEYS = {Side.OTHER: "other-side"}
# Aspects whose key means something else among those sentences.
_ASPECT_KEYS = {"title": "title-aspect", "agencies": "agencies-aspect"}
_MARKS = {Side.GAINS: "+", Side.LOSES: "−", Side.BOTH: "±", Side.OTHER: "·"}


def diff_document(comparison: Comparison, language: str, *, titled: bool = False) -> Document:
    """Return the result for people; a page of its own is `titled`."""
    page = Document(comparison.new.title.in_language(language)) if titled else Document()
    old, new = (policies.location.file for policies in (comparison.old, comparison.new))
    if comparison.days is not None:
        before, after = (day(language, one) for one in comparison.days)
        page.paragraph(say(language, "days.between", file=old, before=before, after=after), BOLD)
    else:
        page.paragraph(say(language, "diff.title", old=old, new=new), BOLD)
    if not comparison.changes:
        page.paragraph(say(language, "days.same-terms" if comparison.days else "diff.same"))
    for place, members in groupby(comparison.changes, key=lambda change: _place(comparison, language, change)):
        page.items([Item(place)])
        page.items([Item(_change(language, change), mark="–", depth=1) for change in members])
    if comparison.lost:
        page.blank()
        page.paragraph(say(language, "diff.lost"))
        page.items([Item(_lost(comparison, language, figure)) for figure in comparison.lost])
    if comparison.applicants is None:
        page.blank()
        page.paragraph(say(language, "diff.no-applicants"))
    else:
        _effects(page, comparison, language)
    return page


def diff_json(comparison: Comparison, language: str) -> dict[str, Any]:
    """Return the JSON document of kind "diff"."""
    old, new = comparison.days or (comparison.old.as_of, comparison.new.as_of)
    return {
        **head("diff", comparison.new, new, language),
        "old": {"id": comparison.old.id, "sha256": comparison.old.sha256, "as_of": old.isoformat()},
        "changes": [change._asdict() for change in comparison.changes],
        "lost_support": [_lost_document(comparison, figure) for figure in comparison.lost],
        "applicants": comparison.applicants,
        "unread": comparison.unread,
        "sides": _counts(comparison),
        **groups_json(comparison),
        "effects": [_effects_document(effects) for effects in comparison.effects],
    }


def _lost(comparison: Comparison, language: str, figure: Support) -> str:
    """Say of which programs a figure is, where it stands, and what its quotes say instead."""
    titles = [comparison.new.programs[name].title.in_language(language) for name in programs_of(comparison.new, figure)]
    quotes = [citation.quote for citation in figure.stated.citations if citation.quote]
    return say(
        language,
        "diff.lost-text" if figure.said else "diff.lost-figure" if quotes else "diff.lost-quote",
        programs=listing(language, titles),
        figure=figure_words(comparison.new, language, figure),
        place=figure.stated.location,
        quotes=listing(language, [say(language, "diff.quoted", quote=quote) for quote in dict.fromkeys(quotes)]),
    )


def _lost_document(comparison: Comparison, figure: Support) -> dict[str, Any]:
    place, value = figure.stated.location, figure.stated.value
    return {
        "programs": programs_of(comparison.new, figure),
        "value": plain_value(value),
        "line": place.line,
        "column": place.column,
        "quotes": list(dict.fromkeys(cited.quote for cited in figure.stated.citations if cited.quote)),
    }


def _place(comparison: Comparison, language: str, change: Change) -> str:
    program = comparison.new.programs.get(change.id) or comparison.old.programs.get(change.id)
    fact = comparison.new.facts.get(change.id) or comparison.old.facts.get(change.id)
    named = program.title if program and change.section == "programs" else fact.label if fact else None
    if change.section == "combine":
        gone = not change.aspect and change.after is None
        named = (comparison.old if gone else comparison.new).combine[int(change.id) - 1].text
    name = named.in_language(language) if named else ""
    if change.edition and change.section == "programs":
        start = day(language, parse_iso_date(change.edition))
        return say(language, "diff.programs-edition", name=name, id=change.id, start=start)
    return say(
        language,
        f"diff.{change.section}",
        name=name,
        id=change.id,
        users=programs(language, _users(comparison, change)),
    )


def _users(comparison: Comparison, change: Change) -> int:
    """Return how many programs of the new file rest on a named condition."""
    if change.section != "conditions":
        return 0
    return sum(
        any(isinstance(node, Met) and node.name == change.id for node in walk(comparison.new, edition.when))
        for program in comparison.new.programs.values()
        for edition in program.editions[-1:]
        if edition.when is not None and not isinstance(edition.when, Everyone)
    )


def _change(language: str, change: Change) -> str:
    if not change.aspect:
        key = "gone-entry" if change.after is None else "new-entry"
        return say(language, f"diff.{key}", before=change.before, after=change.after)
    aspect = say(language, f"diff.{_ASPECT_KEYS.get(change.aspect, change.aspect)}")
    key = "added" if change.before is None else "removed" if change.after is None else "changed"
    if key == "changed" and (text := marked_changes(language, str(change.before), str(change.after))):
        return say(language, "diff.changed-within", aspect=aspect, text=text)
    return say(language, f"diff.{key}", aspect=aspect, before=change.before, after=change.after)


def marked_changes(language: str, before: str, after: str) -> str:
    """Return a long text once, its changed parts marked; nothing where most of it is another, or it is short.

    `[33% → 30%] of revenue, at most EUR 50,000`
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    if min(len(before), len(after)) < _LONG or matcher.ratio() < _ALIKE or len(steps) > _MOST_STEPS:
        return ""
    parts = []
    for kind, first, last, first_new, last_new in steps:
        words = {"before": "".join(old[first:last]), "after": "".join(new[first_new:last_new])}
        key = {"replace": "changed", "insert": "added", "delete": "removed"}.get(kind)
        said = {name: text.strip() for name, text in words.items()}
        space = " " if (words["after"] or words["before"]).endswith(" ") else ""
        parts.append(f"{say(language, f'diff.part-{key}', **said)}{space}" if key else words["after"])
    return "".join(parts)


def _effects(page: Document, comparison: Comparison, language: str) -> None:
    what = say(language, f"diff.of-{comparison.what}", file=comparison.file)
    page.heading(say(language, "diff.effects", n=comparison.applicants, what=what))
    if comparison.unread:
        page.paragraph(say(language, "diff.unread", n=comparison.unread))
    if not comparison.effects:
        page.paragraph(say(language, "diff.nobody"))
        return
    page.paragraph(say(language, "diff.counts", **_counts(comparison)))
    before, after = (_total(comparison, language, place) for place in (0, 1))
    page.paragraph(say(language, "diff.sums", before=before, after=after))
    show_groups(page, comparison, language)
    ordered = sorted(comparison.effects, key=lambda effects: _ORDER.index(effects.side))
    for effects in ordered[:_LISTED]:
        side = say(language, f"diff.{_SIDE_KEYS.get(effects.side, effects.side)}")
        totals = [sums.in_line(comparison.new, language, totals) for totals in (effects.before, effects.after)]
        total = say(language, "diff.total", before=totals[0], after=totals[1])
        below = (total,) if _ends(effects.before) != _ends(effects.after) else ()
        page.items([Item(say(language, "diff.applicant", name=effects.applicant, side=side), below)])
        for effect in effects.effects:
            page.items([Item(_effect(comparison, language, effect), mark=_MARKS[effect.side], depth=1)])
    if len(ordered) > _LISTED:
        page.paragraph(say(language, "diff.more", n=len(ordered) - _LISTED))


def _effect(comparison: Comparison, language: str, effect: Effect) -> str:
    program = comparison.new.programs.get(effect.program) or comparison.old.programs[effect.program]
    title = program.title.in_language(language)
    before, after = (_result(comparison, language, result) for result in (effect.before, effect.after))
    return say(language, "diff.effect", title=title, before=before, after=after)


def _result(comparison: Comparison, language: str, result: ProgramReport | None) -> str:
    if result is None:
        return say(language, "diff.no-program")
    status = result.status
    if result.verdict is None:
        return heading(language, status or "no-edition")
    verdict = heading(language, result.verdict)
    if result.ceiling.kind is CeilingKind.AMOUNT:
        amount = span(language, result.ceiling.low, result.ceiling.top, comparison.new.currency)
        ceiling = sums.with_period(language, amount, result.ceiling.period)
    else:
        ceiling = without_figure(language, result.ceiling.kind)
    said = say(language, "diff.standing", verdict=verdict, ceiling=ceiling)
    if status is None or status.open_to_applicants:
        return say(language, "diff.not-confirmed", standing=said) if result.stale else said
    return say(language, "diff.not-applicable", standing=said, status=heading(language, status))


def _total(comparison: Comparison, language: str, place: int) -> str:
    """Return the sum over the applicants for whom something changes; the others' is the same before and after."""
    totals = [(effects.before, effects.after)[place] for effects in comparison.effects]
    return sums.spans(comparison.new, language, sums.add(totals))


def _ends(totals: Totals) -> tuple[object, ...]:
    return tuple([(one.group, one.low, one.high, one.top) for one in totals.groups if one.stated])


def _counts(comparison: Comparison) -> dict[str, int]:
    counts = Counter(effects.side for effects in comparison.effects)
    changed = {side.value: counts[side] for side in Side}
    return {**changed, "same": (comparison.applicants or 0) - len(comparison.effects)}


def _effects_document(effects: Effects) -> dict[str, Any]:
    return {
        "applicant": effects.applicant,
        "side": effects.side,
        "before": [plain_value(effects.before.low), plain_value(effects.before.high)],
        "after": [plain_value(effects.after.low), plain_value(effects.after.high)],
        "programs": [
            {
                "id": effect.program,
                "side": effect.side,
                "before": _result_json(effect.before),
                "after": _result_json(effect.after),
            }
            for effect in effects.effects
        ],
    }


def _result_json(result: ProgramReport | None) -> dict[str, Any] | None:
    if result is None:
        return None
    ceiling = result.ceiling
    return {
        "verdict": result.verdict,
        "status": result.status,
        "applicable": result.applicable,
        "stale": result.stale,
        "ceiling": {"kind": ceiling.kind, "min": plain_value(ceiling.low), "max": plain_value(ceiling.high)},
    }
