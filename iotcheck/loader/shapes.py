"""What the table of shapes consists of: keys of records, and forms of conditions and amounts."""

from typing import NamedTuple


class Key(NamedTuple):
    """One key of a record: the kind of its value, what it says, and whether it must be there."""

    kind: str
    about: str
    required: bool = False


class Form(NamedTuple):
    """One way to write a condition or an amount: its keys, what it means, an example that the tests read.

    An operation on amounts has an operand under each of its keys, or a list of them under its only one: `length` of
    them, or where that is None, any number.
    """

    keys: tuple[str, ...]
    about: str
    example: str
    length: int | None = None


def required(kind: str, about: str) -> Key:
    """Return a key that must be there."""
    return Key(kind, about, required=True)
