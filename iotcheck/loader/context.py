"""What every part of the loader shares: problems found so far, names declared, the reading of plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from iotcheck.errors import FoundProblems, Problem
from iotcheck.loader.format import ID, LONG_ID, RECORDS, RESERVED_IDS, WORDS
from iotcheck.model import Condition, Fact, FactType, Program, Table, Text
from iotcheck.model.dates import Length
from iotcheck.reader import Mapping, Node, Scalar, Sequence, not_a_list, not_a_mapping, wide_colon
from iotcheck.spelling import likely_slip
from iotcheck.values import BadValueError, parse_date

T = TypeVar("T")


class FileDays(NamedTuple):
    """What a file says of its day, of the day to which its terms are known, and how long they count after that."""

    as_of: date
    follows_today: bool = False
    known_to: date | None = None
    stale_after: Length | None = None

    @property
    def counts_checks(self) -> bool:
        """Whether terms that state no such day are known to the day on which someone last looked at their sources."""
        return self.follows_today or self.known_to is not None or self.stale_after is not None


_MOST_SUGGESTIONS = 100
_MOST_KNOWN = 20
_URL = re.compile(r"https?://\S+")
_WIDE_COMMA = re.compile("[，、]")


class Context:
    """The state of one loading: declared names and types by place, and problems, all of them."""

    def __init__(self) -> None:
        self.problems = FoundProblems()
        self.languages: tuple[str, ...] = ("zh", "en")
        self.languages_known = True  # else no text is held to them
        self.currency = ""
        self.days = FileDays(date.min)
        self.root: Mapping | None = None  # the whole file
        self.checked: dict[str, date] = {}  # sources → when someone last looked at each
        self.declared: dict[str, dict[str, None]] = {}  # place ("sources", "conditions", …) → ids
        self.facts: dict[str, Fact] = {}
        self.guards: dict[str, Condition | None] = {}  # what facts are asked if, as far as that has been read
        self.fact_types: dict[str, FactType | None] = {}  # of all facts declared; None where the type is not known
        self.tables: dict[str, dict[str, Scalar]] = {}  # rows of each table by their keys, "otherwise" among them
        self.read_tables: dict[int, Table | None] = {}  # by the identity of their nodes
        self.excludes = False  # whether some case or row comes to `not_eligible`
        self.reading: list[str] = []  # tables that are being read, each looked up in the one before
        self.readers: dict[str, Callable[[Context, Node], object]] = {}  # of the kinds that records leave to others
        self.programs: dict[int, Program | None] = {}  # that were read, by their nodes
        self.pairs: dict[str, dict[str, list[str]]] = {}  # of programs, by the form of their rule: first → seconds
        self.granting: list[str] = []  # programs whose amounts are being read for those of others
        self._suggestions = 0
        self._misnamed: set[str] = set()  # ids that are declared, and are none

    def problem(self, node: Node, code: str, **params: object) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(node.location, code, params))

    def unknown(
        self,
        node: Node,
        code: str,
        name: str,
        known: Iterable[str],
        labels: dict[str, str] | None = None,
        **params: object,
    ) -> str:
        """Note an unknown name, with some known names and the one it resembles; return that one, or an empty text.

        `labels` are other words for known names.
        """
        names = tuple(known)
        if name in self._misnamed:  # it is declared, and what is wrong with it has been said there
            return ""
        if any(part.strip() in names for part in _WIDE_COMMA.split(name)):
            self.problem(node, "full-width-comma", name=name)
            return ""
        suggestion = ""
        if self._suggestions < _MOST_SUGGESTIONS:  # each takes a look at every name
            self._suggestions += 1
            meant = (labels or {}).get(name) or _MEANT.get(name.casefold(), "")
            suggestion = meant if meant in names else likely_slip(name, names)
        self.problem(node, code, name=name, suggestion=suggestion, known=names[:_MOST_KNOWN], **params)
        return suggestion

    def mapping(self, node: Node) -> Mapping | None:
        """Return the node if it is a mapping, else note what it is."""
        if isinstance(node, Mapping):
            return node
        self.problems.append(not_a_mapping(node))
        return None

    def items(self, node: Node) -> list[Node]:
        """Return the items of a list that has some, else note it and return none."""
        if not isinstance(node, Sequence):
            self.problems.append(not_a_list(node))
            return []
        if not node.items:
            self.problem(node, "empty-list")
        return node.items

    def scalar(self, node: Node) -> Scalar | None:
        """Return the node if it is a text that says something, else note it."""
        if not isinstance(node, Scalar):
            self.problem(node, "expected-text")
        elif node.null or not node.text.strip():
            self.problem(node, "empty-text")
        else:
            return node
        return None

    def plain(self, node: Node) -> str | None:
        """Return a string."""
        scalar = self.scalar(node)
        return scalar.text.strip() if scalar else None

    def text(self, node: Node) -> Text | None:
        """Return a text in every language of the file: a mapping, or a plain string where there is one language."""
        if not self.languages_known:
            return None
        if len(self.languages) == 1:
            plain = self.plain(node)
            return Text(by_language={self.languages[0]: plain}) if plain is not None else None
        if isinstance(node, Scalar) and not node.null and wide_colon(node) is None:
            self.problem(node, "text-in-languages", example=", ".join(f"{name}: …" for name in self.languages))
            return None
        mapping = self.mapping(node)
        if mapping is None:
            return None
        found: dict[str, str] = {}
        foreign = [key for key in mapping.entries if key not in self.languages]
        for key, (key_node, value) in mapping.entries.items():
            if key in foreign:
                self.unknown(key_node, "unknown-language", key, self.languages)
            elif (plain := self.plain(value)) is not None:
                found[key] = plain
        lacking = [name for name in self.languages if name not in mapping.entries]
        for language in lacking if not (foreign or mapping.damaged) else ():
            self.problem(mapping, "missing-language", language=language)
        if len(found) < len(self.languages):
            return None
        return Text(by_language={name: found[name] for name in self.languages})

    def date(self, node: Node) -> date | None:
        """Return a day."""
        return self.parsed(node, parse_date)

    def boolean(self, node: Node) -> bool | None:
        """Return true or false; nothing else stands for them in a policy file."""
        plain = self.plain(node)
        if plain is not None and plain not in ("true", "false"):
            self.problem(node, "not-true-or-false", text=plain)
        return None if plain is None else plain == "true"

    def url(self, node: Node) -> str | None:
        """Return a web address, without white space, as it will stand in links."""
        plain = self.plain(node)
        if plain is not None and _URL.fullmatch(plain) is None:
            self.problem(node, "not-a-url", text=plain)
            return None
        return plain

    def place(self, node: Node) -> Text | None:
        """Return a web address, the same in each language, or a text."""
        if isinstance(node, Scalar) and node.text.strip().startswith(("http://", "https://")):
            address = self.url(node)
            return Text(by_language=dict.fromkeys(self.languages, address)) if address is not None else None
        return self.text(node)

    def word(self, node: Node, kind: str) -> str | None:
        """Return a word of an enumeration."""
        plain = self.plain(node)
        if plain is None or plain in WORDS[kind]:
            return plain
        self.unknown(node, "unknown-word", plain, WORDS[kind])
        return None

    def reference(self, node: Node, place: str) -> str | None:
        """Return an id that the file declares under `place`."""
        plain = self.plain(node)
        if plain is None or plain in self.declared[place]:
            return plain
        if place in _NEEDED and self.root is not None and place not in self.root.entries:
            self.problem(self.root, "missing-key", key=place)  # said once, and not at every use
        else:
            self.unknown(node, _UNKNOWN[place], plain, self.declared[place])
        return None

    def new_id(self, node: Scalar, long: bool = False) -> str | None:
        """Return an id that a key declares, if it is well formed and not reserved."""
        if node.text in RESERVED_IDS:
            self.problem(node, "reserved-id", name=node.text)
        elif not (LONG_ID if long else ID).fullmatch(node.text):
            self.problem(node, "bad-long-id" if long else "bad-id", name=node.text)
        else:
            return node.text
        self._misnamed.add(node.text)
        return None

    def parsed(self, node: Node, parse: Callable[[str], T]) -> T | None:
        """Return what `parse` makes of a text; its BadValueError becomes a problem here."""
        plain = self.plain(node)
        if plain is None:
            return None
        try:
            return parse(plain)
        except BadValueError as error:
            self.problem(node, error.code, **error.params)
            return None


# What every program or citation must refer to: where the file lacks the section, that is the problem.
_NEEDED = frozenset(
    key.kind.removeprefix("ref:")
    for record in RECORDS.values()
    for key in record.values()
    if key.required and key.kind.startswith("ref:")
)
_UNKNOWN = {
    "sources": "unknown-source",
    "agencies": "unknown-agency",
    "documents": "unknown-document",
    "facts": "unknown-fact",
    "supports": "unknown-support",
    "conditions": "unknown-condition",
    "amounts": "unknown-amount",
    "tables": "unknown-table",
    "programs": "unknown-program",
}
# What people write who think of another language of rules.
_MEANT = {
    "cn": "zh",
    "and": "all",
    "all_of": "all",
    "or": "any",
    "any_of": "any",
    "one_of": "any",
    "none": "not",
    "not_in": "none_of",
    "gte": "at_least",
    ">=": "at_least",
    "lte": "at_most",
    "<=": "at_most",
    "gt": "more_than",
    ">": "more_than",
    "lt": "less_than",
    "<": "less_than",
    "min": "least",
    "max": "greatest",
    "add": "sum",
    "multiply": "amount",
    "divide": "quotient",
    "subtract": "difference",
}
