"""The documents that an application needs: as plain data, and as parts of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from iotcheck.engine import ProgramReport, Report, document_needs, needed_documents
from iotcheck.logic import Truth
from iotcheck.model import Edition, Evidence, PolicySet, Program
from iotcheck.render.citations import sources
from iotcheck.render.document import Item, Link, Prose
from iotcheck.render.views import View
from iotcheck.texts.rules import Rules

if TYPE_CHECKING:
    from iotcheck.schemas import applying as data


def needs_json(report: Report, result: ProgramReport) -> list[data.Need]:
    """Return the documents of a program's edition, each with whether this applicant needs it, null while it is open."""
    values = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
    needs = needed_documents(report, result).items()
    return [{"document": name, "needed": values[truth]} for name, truth in needs]


def documents_json(policies: PolicySet, editions: Iterable[Edition], language: str) -> dict[str, data.Evidence]:
    """Return the documents that some editions name, by id, in the file's order."""
    named = {needed.document for edition in editions for needed in edition.documents}
    return {
        name: {
            "title": document.title.in_language(language),
            "issuer": document.issuer.in_language(language) if document.issuer else None,
            "url": document.url,
            "proves": list(document.proves),
            "note": document.note.in_language(language) if document.note else None,
            "sources": sources(document.sources),
        }
        for name, document in policies.documents.items()
        if name in named
    }


class Documents(View):
    """What is shown of the documents that an application needs."""

    subject = "applying"

    def needed(self, report: Report, results: Iterable[ProgramReport]) -> Iterator[Item]:
        """Yield each document that some programs need or may need once, with the programs that it is for."""
        for need in document_needs(report, results):
            said: list[Prose] = [*self.about(need.document)]
            if need.needed_by:
                said.append(self.say("needed-for", programs=self._titles(need.needed_by)))
            if need.perhaps_by:
                said.append(self.say("perhaps-for", programs=self._titles(need.perhaps_by)))
            text = self.title(need.document)
            if not need.needed_by:
                title = self.text(need.document.title)
                text = self.say("perhaps", title=title)
            yield Item(text, tuple(said))

    def stated(self, edition: Edition, rules: Rules) -> Iterator[Item]:
        """Yield the documents that an edition asks for, with the condition on which it does."""
        for needed in edition.documents:
            document = self.policies.documents[needed.document]
            only = (self.say("only-if", condition=rules.phrase(needed.when)),) if needed.when is not None else ()
            yield Item(self.title(document), (*only, *self.about(document)))

    def about(self, document: Evidence) -> Iterator[Prose]:
        """Yield who issues a document, what to know about it, and its address."""
        if document.issuer:
            yield self.say("issued-by", issuer=self.text(document.issuer))
        if document.note:
            yield self.text(document.note)
        if document.url:
            yield (Link(document.url, url=document.url),)

    def title(self, document: Evidence) -> Prose:
        """Return a document's title, a link where it has an address."""
        title = self.text(document.title)
        return (Link(title, url=document.url),) if document.url else title

    def proving(self, facts: Iterable[str]) -> Iterator[str]:
        """Yield the documents that show some facts, in a line; nothing where the file names none."""
        wanted = set(facts)
        found = [self.text(one.title) for one in self.policies.documents.values() if wanted & set(one.proves)]
        if found:
            yield self.say("proved-by", documents=self.say("comma").join(found))

    def _titles(self, programs: Iterable[Program]) -> str:
        return self.say("comma").join(self.text(program.title) for program in programs)
