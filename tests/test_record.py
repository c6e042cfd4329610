"""Records: frozen, equal by fields, equal wherever they are written."""

import copy
import pickle
from typing import ClassVar

import pytest

from iotcheck.errors import Location
from iotcheck.record import Record

HERE, THERE = Location("a.yaml", 1, 1), Location("b.yaml", 2, 2)


class Base(Record):
    """A record with a place, a default and a class variable."""

    shared: ClassVar[int] = 1
    text: str = "none"
    location: Location


class Child(Base):
    """A record that adds fields."""

    amount: int
    names: dict[str, int] = {}  # noqa: RUF012


class Twin(Base):
    """A record with the same fields as its base."""


def test_fields_are_keywords_with_defaults() -> None:
    """Inherited fields come first; class variables are none."""
    child = Child(amount=1, location=HERE)
    assert (Child.record_fields, child.text, child.amount) == (("text", "location", "amount", "names"), "none", 1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"location": HERE}, r"Child: missing \['amount'\], unexpected \[\]"),
        ({"location": HERE, "amount": 1, "shared": 2}, r"Child: missing \[\], unexpected \['shared'\]"),
    ],
)
def test_wrong_fields_are_named(fields: dict[str, object], message: str) -> None:
    """A missing or unknown field is a TypeError that says which."""
    with pytest.raises(TypeError, match=message):
        Child(**fields)  # type: ignore[arg-type]


def test_records_are_frozen() -> None:
    """Fields are neither set nor deleted, nor are new ones made."""
    base = Base(location=HERE)
    with pytest.raises(AttributeError, match="Base is frozen: text cannot be set"):
        base.text = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="Base is frozen: other cannot be set"):
        base.other = 1
    with pytest.raises(AttributeError, match="Base is frozen: text cannot be deleted"):
        del base.text
    assert base == Base(location=HERE)


def test_where_a_record_stands_does_not_change_what_it_is() -> None:
    """Equality, hash and text leave the location out; class and every other field count."""
    base = Base(text="a", location=HERE)
    same = Base(text="a", location=THERE)
    assert (base, hash(base), repr(base)) == (same, hash(same), "Base(text='a')")
    assert base != Base(text="b", location=HERE)
    assert base != Twin(text="a", location=HERE)
    assert base != ("a",)


def test_equal_records_have_equal_hashes_whatever_the_order_of_a_mapping() -> None:
    """Two mappings with the same items are equal in any order, so their hashes must be."""
    one = Child(amount=1, names={"a": 1, "b": 2}, location=HERE)
    other = Child(amount=1, names={"b": 2, "a": 1}, location=HERE)
    assert (one, hash(one)) == (other, hash(other))


def test_replace_copies_with_changes() -> None:
    """The original stays as it was; an unknown field is refused."""
    base = Base(text="a", location=HERE)
    assert (base.replace(text="b").text, base.text) == ("b", "a")
    with pytest.raises(TypeError, match="unexpected"):
        base.replace(other=1)


def test_records_can_be_copied_and_sent_to_other_processes() -> None:
    """Screening in several processes pickles the policy set."""
    child = Child(amount=1, names={"a": 1}, location=HERE)
    for other in (pickle.loads(pickle.dumps(child)), copy.deepcopy(child), copy.copy(child)):
        assert (other, other.location) == (child, HERE)
