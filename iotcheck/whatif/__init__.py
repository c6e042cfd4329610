"""What would have to change: the smallest changes of answers that make programs eligible, each verified. Pure."""

from iotcheck.whatif.report import unlocking, what_if
from iotcheck.whatif.results import (
    Change,
    Comparison,
    Effects,
    Found,
    ProgramChange,
    Steps,
    Stretch,
    Suggestion,
    Unlocking,
    Variation,
    WhatIf,
    effects,
)
from iotcheck.whatif.steps import vary

__all__ = [
    "Change", "Comparison", "Effects", "Found", "ProgramChange", "Steps", "Stretch", "Suggestion", "Unlocking",
    "Variation", "WhatIf", "effects", "unlocking", "vary", "what_if",
]  # fmt: skip
