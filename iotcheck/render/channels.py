"""Where one applies and whom one asks: web addresses and offices, as plain data and as parts of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from iotcheck.model import Agency, Edition, PolicySet, Program
from iotcheck.render.applying import iso, window_json
from iotcheck.render.document import Cell, Item, Link, Prose
from iotcheck.render.views import View
from iotcheck.texts.ceilings import edition_ceiling

if TYPE_CHECKING:
    from iotcheck.schemas import applying as data
    from iotcheck.schemas import documents


def program_details(
    policies: PolicySet, program: Program, edition: Edition | None, day: date, language: str
) -> documents.ProgramDetails:
    """Return when and where to apply for a program, seen from a day, as far as the file says."""
    found: documents.ProgramDetails = {}
    if window := window_json(edition, day, language):
        found["window"] = window
    if edition is None:
        ended, coming = program.ended_before(day), program.begins_after(day)
        found["outside"] = {
            "ended": iso(ended.until) if ended else None,
            "begins": iso(coming.start) if coming else None,
            "maximum": edition_ceiling(policies, language, program.nearest(day)),
        }
    elif (checked := edition.last_checked(day)) is not None:
        found["last_checked"] = checked.isoformat()
    if (place := policies.channel(program)) is not None:
        found["apply_at"] = place.in_language(language)
    if program.url is not None:
        found["url"] = program.url
    return found


def agencies_json(policies: PolicySet, language: str) -> dict[str, data.Agency]:
    """Return the agencies by id; none where the file tells no more of any than its name."""
    agencies = policies.agencies.values()
    if not any(map(reachable, agencies)):
        return {}
    return {
        agency.id: {
            "name": agency.name.in_language(language),
            "url": agency.url,
            "apply_at": agency.apply_at.in_language(language) if agency.apply_at else None,
            "phone": agency.phone,
            "address": agency.address.in_language(language) if agency.address else None,
        }
        for agency in agencies
    }


def reachable(agency: Agency) -> bool:
    """Whether the file says how to reach an agency."""
    return bool(agency.url or agency.apply_at or agency.phone or agency.address)


class Channels(View):
    """What is shown of where to apply and whom to ask."""

    subject = "applying"

    def title(self, program: Program) -> Prose:
        """Return a program's title, a link where it has a page."""
        title = self.text(program.title)
        return (Link(title, url=program.url),) if program.url else title

    def below(self, program: Program) -> Cell | None:
        """Return what stands under a program's title: where to apply, a web address by its host alone."""
        place = self.policies.channel(program)
        if place is None:
            return None
        words = self.text(place)
        return Cell(self.say("where"), ((Link(_host(words), url=words),) if _is_address(words) else words,))

    def places(self, programs: Iterable[Program]) -> Iterator[Item]:
        """Yield where to apply, each place with the programs that it is for, then the programs' own pages."""
        listed = list(programs)
        grouped: dict[str, list[Program]] = {}
        for program in listed:
            if (place := self.policies.channel(program)) is not None:
                grouped.setdefault(self.text(place), []).append(program)
        for words, members in grouped.items():
            titles = self.say("comma").join(self.text(program.title) for program in members)
            yield Item(self.address(words), (titles,))
        for program in listed:
            if program.url:
                yield Item(self.say("page-of", title=self.text(program.title)), (self.address(program.url),))

    def offices(self, programs: Iterable[Program]) -> Iterator[Item]:
        """Yield the agencies of some programs, each with how to reach it."""
        names = dict.fromkeys(name for program in programs for name in program.agencies)
        for agency in (self.policies.agencies[name] for name in names):
            if reachable(agency):
                yield Item(self.text(agency.name), tuple(self.contact(agency)))

    def contact(self, agency: Agency) -> Iterator[Prose]:
        """Yield how to reach an agency."""
        if agency.phone:
            yield self.say("phone", number=agency.phone)
        if agency.address:
            yield self.say("address", place=self.text(agency.address))
        if agency.url:
            yield self.address(agency.url)

    def address(self, words: str) -> Prose:
        """Return a web address as a link, other words as they are."""
        return (Link(words, url=words),) if _is_address(words) else words


def _is_address(words: str) -> bool:
    return words.startswith(("https://", "http://"))


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]
