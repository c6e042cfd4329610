"""How a program stands, and how sure its authors are of that, in the words of policy files."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What the source says of a program's standing."""

    IN_FORCE = "in_force"
    ANNOUNCED = "announced"
    ENDED = "ended"
    PLAN = "plan"
    ENCOURAGED = "encouraged"
    NOT_AVAILABLE = "not_available"
    NO_COMMITMENT = "no_commitment"

    @property
    def open_to_applicants(self) -> bool:
        """Whether one may apply, now or soon."""
        return self in (Status.IN_FORCE, Status.ANNOUNCED)

    @property
    def offers_nothing(self) -> bool:
        """Whether there is nothing that could have an amount: no measure, or none that anybody promised."""
        return self in (Status.NOT_AVAILABLE, Status.NO_COMMITMENT)


class Confidence(StrEnum):
    """How sure the authors are of what they wrote."""

    OFFICIAL = "official"
    CORROBORATED = "corroborated"
    REPORTED = "reported"
