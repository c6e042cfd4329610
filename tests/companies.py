"""Plausible companies (`data/companies.yaml`), and the questions that today's interview asks them.

`python -m tests.companies` prints how many each of them is asked on the day to which the shipped rules are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from iotcheck.answers import parse_text
from iotcheck.engine import assess
from iotcheck.interview import next_question
from iotcheck.loader import load_file, shipped_policies
from iotcheck.model import PolicySet
from iotcheck.values import Value

_FILE = Path(__file__).parent / "data" / "companies.yaml"
COMPANIES: dict[str, dict[str, str]] = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
_USUAL = {"legal_form": "enterprise", "registered_in_shenzhen": "yes", "iot_fields": "industrial_internet"}


def answers_of(policies: PolicySet, company: Mapping[str, str]) -> dict[str, Value | None]:
    """Return all that a company can say."""
    said = {**_USUAL, **company}
    return {fact: parse_text(policies.facts[fact], text, policies.currency) for fact, text in said.items()}


def questions(policies: PolicySet, company: Mapping[str, str]) -> list[str]:
    """Return the facts that an interview on the day of the rules asks a company, in order."""
    said = answers_of(policies, company)
    answers: dict[str, Value | None] = {}
    while (fact := next_question(assess(policies, answers, policies.known_to))) is not None:
        answers[fact] = said[fact]
    return list(answers)


def main() -> None:
    """Print the number of questions of each company, and their mean."""
    policies = load_file(shipped_policies())
    asked = {name: questions(policies, company) for name, company in COMPANIES.items()}
    for name, facts in asked.items():
        print(len(facts), name, *facts)
    print(sum(map(len, asked.values())) / len(asked))


if __name__ == "__main__":
    main()
