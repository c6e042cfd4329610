"""Tools for whoever keeps a policy file right: proofs, lint, freshness, cases, coverage, diffs, docs.

They change nothing; what is printed, and where files are read and written, is the command line's.
"""

from collections.abc import Sequence
from typing import NamedTuple

from iotcheck.errors import Problem
from iotcheck.model import PolicySet


class CheckedFile(NamedTuple):
    """A policy file and what was found in it; `policies` is None where it could not be loaded."""

    file: str
    policies: PolicySet | None
    problems: Sequence[Problem]
