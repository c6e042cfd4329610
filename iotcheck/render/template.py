"""An empty answers file: every question as a comment, every answer a commented line to fill in."""

from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.texts import say
from iotcheck.values import money_examples


def answers_template(policies: PolicySet, language: str) -> str:
    """Return an answers file in YAML with all of its lines commented out."""
    lines = [
        f"# {line}"
        for line in say(language, "template.head", title=_line(policies.title.in_language(language))).splitlines()
    ]
    for name, fact in policies.facts.items():
        lines += ["", f"# {_line(fact.ask.in_language(language))}"]
        if fact.help:
            lines.append(f"#   {_line(fact.help.in_language(language))}")
        lines += [f"#   {choice}: {_line(label.in_language(language))}" for choice, label in fact.choices.items()]
        lines.append(f"# {name}: {_example(fact, policies.currency)}")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _example(fact: Fact, currency: str) -> str:
    choices = list(fact.choices)
    match fact.type:
        case FactType.BOOLEAN:
            return "true"
        case FactType.CHOICE:
            return choices[0]
        case FactType.CHOICES:
            return f"[{', '.join(choices[:2])}]"
        case FactType.DATE:
            return "2019-05-31"
        case FactType.MONEY:
            return money_examples(currency)[1]
        case _:
            return str(fact.minimum if fact.minimum is not None else 1)
