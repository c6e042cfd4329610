"""Bands at whose limits an amount falls: paid as a whole at a lower rate than just below."""

from __future__ import annotations

from itertools import pairwise

from iotcheck.authoring.lint.context import LintContext, stated, written
from iotcheck.model import Bands, Constant


def check_bands(context: LintContext) -> None:
    """Note limits above which the whole of an amount is paid at a lower rate; slices never come to less."""
    for root in context.roots:
        for node in stated(context.policies, root.node):
            if not isinstance(node, Bands) or node.marginal:
                continue
            for band, after in pairwise(node.bands):
                match band.rate, after.rate, band.limit:
                    case Constant(value=before), Constant(value=rate), Constant(value=limit) if rate < before:
                        said = {"before": written(before), "rate": written(rate), "limit": limit}
                        context.problem(after.location, "less-above-limit", **said)
                    case _:
                        pass
