"""A policy file as a document for people: programs with conditions, ceilings and sources, and an index of facts."""

from iotcheck.authoring.docs.html import to_html
from iotcheck.authoring.docs.markdown import to_markdown
from iotcheck.authoring.docs.pages import document_of

__all__ = ["document_of", "to_html", "to_markdown"]
