"""Coverage: what the cases of a policy file show of its rules, what they do not, and the case that would show it."""

from iotcheck.authoring.coverage.goals import Goal, Kind, Place
from iotcheck.authoring.coverage.measure import Coverage, Tally, measure
from iotcheck.authoring.coverage.search import Reach
from iotcheck.authoring.coverage.suggest import Suggestion, Tested, suggest

__all__ = ["Coverage", "Goal", "Kind", "Place", "Reach", "Suggestion", "Tally", "Tested", "measure", "suggest"]
