"""What would have to change: the smallest changes of answers that make programs eligible, each verified. Pure."""

from iotcheck.whatif.effects import Effects, ProgramChange, effects
from iotcheck.whatif.results import Change, Comparison, Found, Suggestion, Unlocking, WhatIf
from iotcheck.whatif.suggest import unlocking, what_if

__all__ = [
    "Change", "Comparison", "Effects", "Found", "ProgramChange", "Suggestion", "Unlocking", "WhatIf", "effects",
    "unlocking", "what_if",
]  # fmt: skip
