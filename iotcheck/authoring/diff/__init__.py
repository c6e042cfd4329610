"""Two policy files compared: what was changed in words, and for which applicants a verdict or a ceiling changes."""

from iotcheck.authoring.diff.changes import Change, changes
from iotcheck.authoring.diff.effects import Comparison, Effect, Effects, Side, Standing, Sum, compared, standings
from iotcheck.authoring.diff.tables import changed_programs, row_effects, sums

__all__ = [
    "Change", "Comparison", "Effect", "Effects", "Side", "Standing", "Sum", "changed_programs", "changes", "compared",
    "row_effects", "standings", "sums",
]  # fmt: skip
