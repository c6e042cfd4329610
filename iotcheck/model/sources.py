"""Where rules come from, and whom to ask: documents, places in them, agencies."""

from __future__ import annotations

import datetime

from iotcheck.errors import Location
from iotcheck.model.facts import Text
from iotcheck.record import Record


class Source(Record):
    """A document that rules come from; `checked` is the day someone last looked.

    `text` is the path of a local copy of its text, in the policy file's folder; `sha256` the hash of the file as the
    rules were compared with it.
    """

    id: str
    title: Text
    number: str | None = None
    issuer: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    checked: datetime.date | None = None
    text: str | None = None
    sha256: str | None = None
    location: Location


class Agency(Record):
    """Whom to ask, and where to apply unless a program says otherwise; `phone` is that of an office."""

    id: str
    name: Text
    url: str | None = None
    apply_at: Text | None = None
    phone: str | None = None
    address: Text | None = None
    location: Location


class Citation(Record):
    """A place in a source, with a short verbatim quote; `reading` says what was read out of it or worked out."""

    document: str
    section: str | None = None
    quote: str | None = None
    reading: Text | None = None
    location: Location


class Evidence(Record):
    """A document that an applicant hands in (CCCEV: evidence); `proves` are the facts that it shows."""

    id: str
    title: Text
    issuer: Text | None = None
    url: str | None = None
    proves: tuple[str, ...] = ()
    note: Text | None = None
    sources: tuple[Citation, ...] = ()
    location: Location
