"""Lint: what is doubtful in a policy file that loads. Pure: a policy set in, problems out, with place, code and mend.

The loader refuses what would make results wrong or impossible; lint finds what an author cannot have meant. What is
claimed of conditions and amounts is proved, or the problem says "not decided".
"""

from collections.abc import Collection, Mapping

from iotcheck.authoring.lint.amounts import check_ceilings, check_reach, check_units
from iotcheck.authoring.lint.bands import check_bands
from iotcheck.authoring.lint.combining import check_combining
from iotcheck.authoring.lint.conditions import check_guards, check_truths
from iotcheck.authoring.lint.context import LintContext
from iotcheck.authoring.lint.days import check_days
from iotcheck.authoring.lint.divisors import check_divisors
from iotcheck.authoring.lint.figures import check_figures
from iotcheck.authoring.lint.programs import check_cases, check_editions, check_sources, check_unused
from iotcheck.authoring.lint.quotes import check_quotes
from iotcheck.authoring.lint.severities import SEVERITIES
from iotcheck.authoring.lint.wording import check_wording
from iotcheck.authoring.passages import SourceText
from iotcheck.errors import Problem, in_order
from iotcheck.model import PolicySet
from iotcheck.reader import Node

__all__ = ["SEVERITIES", "lint"]

_CHECKS = (
    check_truths,
    check_reach,
    check_ceilings,
    check_units,
    check_divisors,
    check_bands,
    check_days,
    check_editions,
    check_unused,
    check_guards,
    check_combining,
    check_sources,
    check_wording,
    check_quotes,
    check_figures,
)


def lint(
    policies: PolicySet,
    root: Node | None = None,
    tested: Collection[str] | None = None,
    texts: Mapping[str, SourceText] | None = None,
) -> list[Problem]:
    """Return everything doubtful in a policy set, in the order of the file.

    `root` is the file as the reader has it, needed to look at single texts; `tested` the ids of the programs that have
    cases, None where no cases are known; `texts` the texts of sources, by their ids, as far as they are at hand.
    """
    context = LintContext(policies, root, texts)
    for check in _CHECKS:
        check(context)
    if tested is not None:
        check_cases(context, tested)
    return in_order(context.problems, policies.files)
