"""Small real policy files: one language, one program, and whatever a test says of facts, condition and ceiling."""

from typing import Any

import yaml

from iotcheck.loader import load
from iotcheck.model import PolicySet

Document = dict[str, Any]


def fact(kind: str, choices: str = "", **keys: Any) -> Document:
    """Return a fact of a type as a file states it; `choices` are ids with a space between."""
    named = {"choices": {choice: f"The {choice}" for choice in choices.split()}} if choices else {}
    return {"type": kind, "ask": "Which?", **named, **keys}


def document(facts: Document, when: Any = "everyone", ceiling: Any = "none", **sections: Any) -> Document:
    """Return a policy file with one program in force, `program`, as of 2020-06-15; `sections` are added to the file."""
    labelled = {name: {"label": name, **keys} for name, keys in facts.items()}
    edition = {"status": "in_force", "confidence": "official", "ceiling": ceiling, "source": {"document": "letter"}}
    background = {} if when is None else {"when": when}
    return {
        "format": 1,
        "id": "small",
        "title": "Small",
        "as_of": "2020-06-15",
        "currency": "CNY",
        "languages": ["en"],
        "sources": {"letter": {"title": "Letter"}},
        "supports": {"grant": "Grant"},
        "facts": labelled,
        "programs": {"program": {"title": "Program", "support": "grant", "editions": [{**edition, **background}]}},
        **sections,
    }


def policies(facts: Document, when: Any = "everyone", ceiling: Any = "none", **sections: Any) -> PolicySet:
    """Return the policy set of such a file."""
    return loaded(yaml_text(document(facts, when, ceiling, **sections)))


def yaml_text(content: Document) -> str:
    """Return a document as block YAML."""
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


def loaded(text: str) -> PolicySet:
    """Load a policy file's text."""
    return load(text.encode(), "test.yaml")


class _Dumper(yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper):  # type: ignore[misc]
    """Writes everything out: policy files have no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True
