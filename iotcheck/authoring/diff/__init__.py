"""Two policy files compared: what was changed in words, and for which applicants a verdict or a ceiling changes."""

from iotcheck.authoring.diff.changes import Change, changes, changes_between
from iotcheck.authoring.diff.effects import (
    Comparison,
    Effect,
    Effects,
    Side,
    changed_programs,
    compared,
    results_by_program,
    row_effects,
    row_totals,
)
from iotcheck.authoring.diff.groups import GroupEffects, Moved, by_group
from iotcheck.authoring.diff.support import lost_support, programs_of

__all__ = [
    "Change", "Comparison", "Effect", "Effects", "GroupEffects", "Moved", "Side", "by_group",
    "changed_programs", "changes", "changes_between", "compared",
    "lost_support", "programs_of",
    "results_by_program", "row_effects", "row_totals",
]  # fmt: skip
