"""The figures of an edition, each with the place and the words that say it."""

from collections.abc import Iterable, Mapping
from datetime import date

from iotcheck.authoring.figures.reading import Kind
from iotcheck.authoring.figures.support import Support
from iotcheck.authoring.passages import SourceText
from iotcheck.model import Edition, PolicySet
from iotcheck.render.document import Item, Link
from iotcheck.texts import say
from iotcheck.texts.result import citation
from iotcheck.texts.values import day, money, number


def figure_items(
    policies: PolicySet,
    language: str,
    edition: Edition,
    figures: Iterable[Support],
    texts: Mapping[str, SourceText],
) -> list[Item]:
    """Return an item for each figure that an edition comes to, in the order of the file."""
    items = {}
    for figure in figures:
        if edition.location in figure.stated.editions and figure.stated.citations:
            text = _item(policies, language, figure, texts)
            items["".join(part if isinstance(part, str) else part.text for part in text)] = Item(text)
    return list(items.values())


def figure_words(policies: PolicySet, language: str, figure: Support) -> str:
    """Return a figure as results write it: money with its currency, 5%, 3 years, a day."""
    value, role = figure.stated.value, figure.stated.roles[0]
    if isinstance(value, date):
        return day(language, value)
    match role.kind:
        case Kind.MONEY:
            return money(language, value, policies.currency)
        case Kind.PERCENTAGE:
            return say(language, "values.percent", number=number(value))
        case Kind.PERIOD:
            return say(language, f"docs.{role.unit}s", n=1 if value == 1 else 2, number=number(value))
        case _:
            return number(value)


def _item(
    policies: PolicySet, language: str, figure: Support, texts: Mapping[str, SourceText]
) -> tuple[str | Link, ...]:
    words = figure_words(policies, language, figure)
    said = figure.plainest
    if said is None:
        return (say(language, "docs.figure-without-quote", figure=words),)
    cited = said.citation
    parts: list[str | Link] = [
        say(language, "docs.figure", figure=words),
        Link(citation(policies, language, cited), f"source-{cited.document}"),
    ]
    if said.reading and cited.reading:
        parts.append(say(language, "docs.figure-read", words=cited.reading.in_language(language)))
    else:
        parts.append(say(language, "docs.figure-quoted", words=said.clause))
    text, source = texts.get(cited.document), policies.sources[cited.document]
    if text is not None and cited.quote and (places := text.find(cited.quote)):
        file = source.text or f"{source.id}.txt"
        parts.append(say(language, "docs.line-of-text", file=file, line=text.line(places[0])))
    return tuple(parts)
