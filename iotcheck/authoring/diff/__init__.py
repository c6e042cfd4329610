"""Two policy files compared: what was changed in words, and for which applicants a verdict or a ceiling changes."""

from iotcheck.authoring.diff.changes import Change, changes
from iotcheck.authoring.diff.effects import Effect, Effects, Side, Standing, compared, standings

__all__ = ["Change", "Effect", "Effects", "Side", "Standing", "changes", "compared", "standings"]
