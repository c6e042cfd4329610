"""Types of single values in the JSON of results."""

from typing import Annotated, TypedDict

from iotcheck.schemas.scalars import VALUE, Schema


class As:
    """A schema that takes the place of the one that a type would have."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema


Day = Annotated[str, As({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})]
Count = Annotated[int, As({"type": "integer", "minimum": 0})]
Money = Annotated[int | float | None, As({"type": ["number", "null"]})]
Value = Annotated[bool | str | int | float | list[str] | None, As(VALUE)]


class Source(TypedDict):
    """A place in a document."""

    document: str
    section: str | None
    quote: str | None
