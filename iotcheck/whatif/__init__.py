"""What would have to change: the smallest changes of answers that make programs eligible, each verified. Pure."""

from iotcheck.whatif.report import unlocking, what_if
from iotcheck.whatif.results import (
    Change,
    Comparison,
    Effects,
    Found,
    ProgramChange,
    Suggestion,
    Unlocking,
    WhatIf,
    effects,
)

__all__ = [
    "Change", "Comparison", "Effects", "Found", "ProgramChange", "Suggestion", "Unlocking", "WhatIf", "effects",
    "unlocking", "what_if",
]  # fmt: skip
