"""One program in full, as the policy file has it: conditions in words, sources, editions, notes. No applicant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from iotcheck.model import Citation, Condition, Edition, Everyone, PolicySet, Program, Source
from iotcheck.render.applying import applying_json, window_items
from iotcheck.render.channels import Channels, agencies_json, program_details, reachable
from iotcheck.render.citations import notes, sources
from iotcheck.render.document import Document, Item
from iotcheck.render.evidence import Documents, documents_json
from iotcheck.render.json import head
from iotcheck.render.views import View, condition_lines, needs_all
from iotcheck.texts import applying, combining, say
from iotcheck.texts import result as results
from iotcheck.texts import values as words
from iotcheck.texts.ceilings import edition_ceiling, maximum_on
from iotcheck.texts.rules import Rules

if TYPE_CHECKING:
    from iotcheck.schemas import listing_documents as data


def program_document(policies: PolicySet, program_id: str, language: str, as_of: date) -> Document:
    """Return everything that the policy file says of one program; raise KeyError for an unknown id."""
    return _Program(policies, language, as_of).show(policies.programs[program_id])


def program_json(policies: PolicySet, program_id: str, language: str, as_of: date) -> data.OneProgram:
    """Return the document of kind "program": one program with all its editions."""
    program = policies.programs[program_id]
    current = program.edition_on(as_of)
    cited = [*(one for edition in program.editions for one in edition.sources)]
    cited += [one for note in program.notes for one in note.sources]
    limits = combining.naming(policies.combine, program_id)
    cited += [one for rule in limits for one in rule.sources]
    found: data.ProgramDocument = {}
    if limits:
        found["combine"] = [
            {
                "text": rule.text.in_language(language),
                "programs": list(rule.programs),
                "rule": combining.in_words(Rules(policies, language), rule),
                "sources": sources(rule.sources),
            }
            for rule in limits
        ]
    if agencies := agencies_json(policies, language):
        found["agencies"] = {name: agencies[name] for name in program.agencies}
    if documents := documents_json(policies, program.editions, language):
        found["documents"] = documents
    return {
        **head("program", policies, as_of, language),
        "program": {
            **program_summary(policies, program, as_of, language),
            "summary": program.summary.in_language(language) if program.summary else None,
            "editions": [
                _edition_json(policies, edition, Rules(policies, language, as_of if edition is current else None))
                for edition in program.editions
            ],
            "notes": notes(program.notes, language),
            "next_steps": [step.in_language(language) for step in program.next_steps],
            "see": list(program.see),
        },
        "sources": {
            name: source_json(policies.sources[name], language)
            for name in dict.fromkeys(citation.document for citation in cited)
        },
        **found,
    }


def _edition_json(policies: PolicySet, edition: Edition, rules: Rules) -> data.Edition:
    language = rules.language
    found: data.Edition = {
        "from": edition.start.isoformat() if edition.start else None,
        "until": edition.until.isoformat() if edition.until else None,
        "known_to": edition.known_to.isoformat(),
        "reviewed": edition.reviewed.isoformat() if edition.reviewed else None,
        "status": edition.status,
        "confidence": edition.confidence,
        "maximum": edition_ceiling(policies, language, edition),
        "conditions": None if edition.when is None else list(_conditions_json(edition.when, rules)),
        "all": edition.when is not None and needs_all(edition.when),
        "sources": sources(edition.sources),
    }
    if edition.reckoned:
        found["reckoned"] = edition.reckoned.in_language(language)
    if edition.documents:
        found["documents"] = [needed.document for needed in edition.documents]
        found["needs"] = [
            {"document": one.document, "condition": None if one.when is None else rules.phrase(one.when)}
            for one in edition.documents
        ]
    if edition.applying:
        found["apply"] = applying_json(edition.applying, language)
    return found


def _conditions_json(when: Condition | Everyone, rules: Rules) -> Iterable[data.ConditionLine]:
    for line in condition_lines(when, rules):
        yield {
            "text": line.text,
            "depth": line.depth,
            "rule": line.literal or None,
            "sources": sources(line.sources),
        }


def source_json(source: Source, language: str) -> data.Document:
    """Return what a cited document is."""
    return {
        "title": source.title.in_language(language),
        "number": source.number,
        "issuer": source.issuer,
        "date": source.date.isoformat() if source.date else None,
        "url": source.url,
    }


def program_summary(policies: PolicySet, program: Program, as_of: date, language: str) -> data.Summary:
    """Return what the JSON of every listing says of a program."""
    edition = program.edition_on(as_of)
    return {
        "id": program.id,
        "title": program.title.in_language(language),
        "topic": program.topic.in_language(language) if program.topic else None,
        "agencies": list(program.agencies),
        "agency_titles": results.agencies(policies, language, program),
        "support": program.support,
        "support_title": policies.supports[program.support].in_language(language),
        "maximum": maximum_on(policies, language, program, as_of),
        "status": edition.status if edition else None,
        "stale": edition.stale(as_of) if edition else False,
        "known_to": edition.known_to.isoformat() if edition else None,
        **program_details(policies, program, edition, as_of, language),
    }


def standing(language: str, program: Program, as_of: date) -> str:
    """Return the status of the edition that is in force on a day, and up to when it is known; or when one was or is."""
    edition = program.edition_on(as_of)
    if edition is None:
        return results.outside(language, program, as_of)
    status = results.heading(language, edition.status)
    if not edition.stale(as_of):
        return results.with_check(language, status, edition, as_of)
    return say(language, "listings.stale", status=status, day=words.day(language, edition.known_to))


class _Program(View):
    """One program on its way to a document."""

    subject = "listings"

    def __init__(self, policies: PolicySet, language: str, as_of: date) -> None:
        super().__init__(policies, language)
        self.as_of = as_of

    def show(self, program: Program) -> Document:
        """Put everything together."""
        page, edition = Document(self.text(program.title)), program.edition_on(self.as_of)
        if program.summary:
            page.paragraph(self.text(program.summary))
        page.blank()
        page.fields(self._facts(program, edition))
        if edition is not None:
            self._conditions(page, edition.when)
            if edition.applying is not None and edition.applying.windows:
                page.heading(applying.heading(self.language, "windows"))
                page.items(window_items(self.policies, self.language, edition.applying))
            if edition.documents:
                page.heading(applying.heading(self.language, "documents"))
                rules = Rules(self.policies, self.language, self.as_of)
                page.items(Documents(self.policies, self.language).stated(edition, rules))
            page.heading(self.say("sources"))
            page.items(self._sources(edition.sources))
        if len(program.editions) > 1 or edition is None:
            page.heading(self.say("editions"))
            page.items(self._edition(other, other is edition) for other in reversed(program.editions))
        if limits := combining.naming(self.policies.combine, program.id):
            page.heading(combining.heading(self.language))
            page.items(self.combining(limits, Rules(self.policies, self.language, self.as_of)))
        if any(reachable(self.policies.agencies[name]) for name in program.agencies):
            page.heading(applying.heading(self.language, "contacts"))
            page.items(Channels(self.policies, self.language).offices([program]))
        if program.notes:
            page.heading(self.say("notes"))
            page.items(self.notes(program.notes))
        if program.next_steps:
            page.heading(self.say("next-steps"))
            page.items(Item(self.text(step)) for step in program.next_steps)
        if program.see:
            page.heading(self.say("see"))
            page.items(Item(self._named(name)) for name in program.see)
        return page

    def _facts(self, program: Program, edition: Edition | None) -> Iterable[tuple[str, str]]:
        yield self.say("id"), program.id
        agencies = words.listing(self.language, results.agencies(self.policies, self.language, program))
        yield results.heading(self.language, "agency"), agencies or results.heading(self.language, "no-agency")
        yield self.say("support"), self.text(self.policies.supports[program.support])
        yield results.heading(self.language, "ceiling"), maximum_on(self.policies, self.language, program, self.as_of)
        yield self.say("status"), standing(self.language, program, self.as_of)
        if edition is not None:
            yield self.say("confidence"), results.heading(self.language, edition.confidence)
            if edition.applying is not None:
                said = applying.lines(self.language, edition, self.as_of)
                yield applying.heading(self.language), results.heading(self.language, "next").join(said)
        yield self.say("website"), program.url or ""
        if (place := self.policies.channel(program)) is not None:
            yield applying.heading(self.language, "where"), self.text(place)

    def _conditions(self, page: Document, when: Condition | Everyone | None) -> None:
        if when is None:
            page.heading(self.say("conditions"))
            page.paragraph(self.say("background"))
            return
        title, conditions = self.conditions(when, Rules(self.policies, self.language, self.as_of))
        page.heading(title)
        page.items(conditions)

    def _sources(self, cited: Iterable[Citation]) -> Iterable[Item]:
        """Say where an edition's terms stand; of each document once what it is."""
        documents: set[str] = set()
        for citation in cited:
            known = citation.document in documents
            documents.add(citation.document)
            quoted = results.quoted(self.policies, self.language, citation)
            yield Item(quoted, () if known else self._document(self.policies.sources[citation.document]))

    def _document(self, source: Source) -> tuple[str, ...]:
        title = self.text(source.title) if source.number else ""
        day = words.day(self.language, source.date) if source.date else ""
        described = " · ".join(part for part in (title, source.issuer or "", day) if part)
        return tuple(part for part in (described, source.url or "") if part)

    def _edition(self, edition: Edition, shown: bool) -> Item:
        period = self.period(edition) + (self.say("this-one") if shown else "")
        certain = edition.until is not None and not edition.doubtful
        known = "" if certain else self.say("known-to", day=words.day(self.language, edition.known_to))
        reviewed = self.say("reviewed", day=words.day(self.language, edition.reviewed)) if edition.reviewed else ""
        words_of = (
            results.heading(self.language, edition.status),
            edition_ceiling(self.policies, self.language, edition),
        )
        facts = (results.heading(self.language, edition.confidence), known, reviewed)
        below = [" · ".join(words_of), " · ".join(fact for fact in facts if fact)]
        if edition.reckoned:
            below.append(applying.reckoned(self.language, edition.reckoned))
        if edition.applying and not shown:
            below.append(applying.labelled(self.language, [applying.rule(self.language, edition.applying)]))
        return Item(period, tuple(below))

    def _named(self, name: str) -> str:
        return self.say("named", title=results.title(self.policies, self.language, name), id=name)
