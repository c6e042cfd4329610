"""Proofs about rules: can these conditions hold together, and for which answers? Exact, or else "not decided".

Rules are taken apart into ways in which they can hold, and searched as a solver of satisfiability searches, with linear
inequalities for numbers. A "yes" comes with answers that the engine has confirmed, a "no" after every way was tried.
"""

from iotcheck.authoring.proof.goals import Goal
from iotcheck.authoring.proof.search import Finding, Outcome, possible

__all__ = ["Finding", "Goal", "Outcome", "possible"]
