"""Frozen records with keyword fields: `@dataclass(frozen=True, kw_only=True)` at a fraction of its start-up cost.

NOTE: the standard decorator compiles some eight methods a class, about 1 ms; the model's forty classes took 35 to 50 ms
of a program that starts in 150. Type checkers read a Record as a dataclass. (`make bench` shows the start-up ratio.)
"""

from collections.abc import Mapping
from inspect import get_annotations
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """Base of immutable values: annotated fields become keyword arguments, class attributes their defaults.

    Equal are records of one class whose fields are equal, a field named `location` aside: where a thing is written does
    not change what it means.
    """

    record_fields: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[frozenset[str]] = frozenset()
    _known: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        own = [name for name, hint in get_annotations(cls).items() if "ClassVar" not in str(hint)]
        cls.record_fields = (*cls.record_fields, *(name for name in own if name not in cls.record_fields))
        cls._known = frozenset(cls.record_fields)
        cls._required = frozenset(name for name in cls.record_fields if not hasattr(cls, name))

    def __init__(self, **values: Any) -> None:
        if not self._required <= values.keys() <= self._known:
            raise TypeError(
                f"{type(self).__name__}: missing {sorted(self._required - values.keys())}, "
                f"unexpected {sorted(values.keys() - self._known)}"
            )
        self.__dict__.update(values)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return type(self)(**{**self.__dict__, **changes})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")

    def _compared(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.record_fields if name != "location")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and type(self) is type(other) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash((type(self), tuple(_hashable(value) for value in self._compared())))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.record_fields if name != "location")
        return f"{type(self).__name__}({fields})"


def _hashable(value: object) -> object:
    return frozenset(value.items()) if isinstance(value, Mapping) else value
