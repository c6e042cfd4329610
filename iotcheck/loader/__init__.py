"""The loader: a policy file's bytes become a PolicySet, or every problem in it at once, each with its place.

It checks what must be right for the engine to be right; what is merely doubtful is for lint.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from iotcheck.errors import DataError, Location, Problem, in_order
from iotcheck.files import is_file, read_bytes
from iotcheck.loader.amounts import read_amount, read_ceiling, read_named_amount, read_outcome
from iotcheck.loader.checks import Checks
from iotcheck.loader.combining import read_combination
from iotcheck.loader.conditions import read_condition, read_when
from iotcheck.loader.context import Context
from iotcheck.loader.editions import (
    read_applying,
    read_as_of,
    read_edition,
    read_file_days,
    read_last_day,
    read_length,
    read_needed,
    read_window,
)
from iotcheck.loader.exclusions import with_exclusions
from iotcheck.loader.facts import declare_facts, read_facts
from iotcheck.loader.format import RECORDS
from iotcheck.loader.groups import read_choice
from iotcheck.loader.guards import read_guards
from iotcheck.loader.pieces import ReadPiece, Whole, read_whole
from iotcheck.loader.records import check_keys, read_map, read_program, read_record, read_value
from iotcheck.loader.sums import read_period, read_support, read_times
from iotcheck.loader.tables import is_record, read_choice_fact, read_limits, read_table
from iotcheck.model import Agency, Evidence, NamedCondition, PolicySet, Source, Text
from iotcheck.reader import Mapping, Node, Scalar
from iotcheck.record import Record

__all__ = ["load", "load_file", "load_whole", "read_file", "shipped_policies"]

_Entry = TypeVar("_Entry", bound=Record)


def shipped_policies() -> str:
    """Return the path of the shipped policy file: beside a checkout's package, inside of an installed one."""
    package = Path(__file__).parents[1]
    inside, beside = (str(folder / "data" / "policies.yaml") for folder in (package, package.parent))
    return beside if is_file(beside) and not is_file(inside) else inside


def load_file(file: str) -> PolicySet:
    """Return the policy set of a file and the pieces that it includes; raise what `load` and `read_bytes` raise."""
    return load_whole(read_file(file))


def read_file(file: str) -> Whole:
    """Read a policy file and the pieces that it includes, all from its folder and by the names that it gives them."""
    folder = Path(file).parent

    def read_piece(name: str) -> tuple[str, bytes]:
        path = str(folder / name)
        return path, read_bytes(path)

    return read_whole(read_bytes(file), file, read_piece if is_file(file) else None)


def load(data: bytes, file: str, read_piece: ReadPiece | None = None) -> PolicySet:
    """Return the policy set that a file's bytes state; `file` names it in messages.

    `read_piece` reads what the file includes; without it a file may include nothing. Raise DataError with all problems,
    in the order of the file.
    """
    return load_whole(read_whole(data, file, read_piece))


def load_whole(whole: Whole) -> PolicySet:
    """Return the policy set of a file that has been read; raise DataError with all problems, in the files' order."""
    root, file = whole.root, whole.files[0]
    context = Context()
    context.problems.extend(whole.problems)
    context.readers.update(
        {
            "condition": read_condition,
            "when": read_when,
            "amount": read_amount,
            "named_amount": read_named_amount,
            "outcome": read_outcome,
            "ceiling": read_ceiling,
            "choice": read_choice,
            "bound": _later,
            "guard": _later,
            "default": _later,
            "table": read_table,
            "limits": read_limits,
            "choice_fact": read_choice_fact,
            "rows": _later,
            "support": read_support,
            "period": read_period,
            "times": read_times,
            "record:source": _source,
            "record:agency": _agency,
            "record:program": read_program,
            "record:edition": read_edition,
            "record:window": read_window,
            "apply": read_applying,
            "last_day": read_last_day,
            "needed": read_needed,
            "as_of": read_as_of,
            "length": read_length,
            "record:evidence": _evidence,
            "record:combination": read_combination,
        }
    )
    if root is None or (isinstance(root, Scalar) and root.null):
        raise DataError([Problem(Location(file), "empty-file")])
    policies = _read_file(context, root, whole)
    if policies is not None:
        context.problems.extend(Checks(policies).run())
    if context.problems or policies is None:
        raise DataError(in_order(_each_once(context.problems), whole.files))
    return with_exclusions(policies) if context.excludes else policies


def _later(_: Context, node: Node) -> Node:
    """Leave a value as it is: `facts` reads it once it knows the fact's type, or all facts."""
    return node


def _each_once(problems: list[Problem]) -> list[Problem]:
    """Return the problems without repetitions: what is used in two places is wrong once."""
    return list(
        {(problem.location, problem.code, *map(str, problem.params.values())): problem for problem in problems}.values()
    )


def _read_file(context: Context, root: Node, whole: Whole) -> PolicySet | None:
    """Return what the file says, without what cannot be read; None if it is no policy file at all."""
    mapping = context.mapping(root)
    if mapping is None:
        return None
    keys = RECORDS["file"]
    if not (mapping.damaged or "format" in mapping.entries or "programs" in mapping.entries):
        context.problem(mapping, "not-a-policy-file")
        return None
    check_keys(context, mapping, keys, [key for key, shape in keys.items() if shape.required])
    context.root = mapping
    _declare(context, mapping)
    head = {key: _value(context, mapping, key) for key in ("format", "id", "title", "currency")}
    context.currency = head["currency"] or "CNY"  # where none could be read, amounts are not to blame
    context.days = read_file_days(context, mapping)
    sources, agencies, supports = (_map(context, mapping, key) for key in ("sources", "agencies", "supports"))
    context.checked = {name: source.checked for name, source in sources.items() if source.checked is not None}
    evidence = _map(context, mapping, "documents")
    facts_node = mapping.get("facts")
    read_facts(context, facts_node)
    conditions = _conditions(context, mapping.get("conditions"))
    facts = read_guards(context)
    amounts, tables = _map(context, mapping, "amounts"), _map(context, mapping, "tables")
    programs = {
        name: program.replace(apart=supports.get(program.support, (None, False))[1])
        for name, program in _map(context, mapping, "programs").items()
    }
    notes = _value(context, mapping, "notes") or ()
    combine = _value(context, mapping, "combine") or ()
    return PolicySet(  # where the head is broken, the rest is checked all the same
        id=head["id"] or "",
        title=head["title"] or Text(by_language={}),
        **context.days._asdict(),
        currency=context.currency,
        smallest_units=Fraction(_value(context, mapping, "smallest_unit") or 1).denominator,
        languages=context.languages,
        sources=_named(sources),
        agencies=_named(agencies),
        supports={name: text for name, (text, _) in supports.items()},
        documents=_named(evidence),
        facts=facts,
        conditions=conditions,
        amounts=amounts,
        tables=_named(tables),
        programs=_named(programs),
        notes=notes,
        combine=combine,
        sha256=whole.sha256,
        location=Location(whole.files[0]),
        pieces=whole.files[1:],
    )


def _named(entries: dict[str, _Entry]) -> dict[str, _Entry]:
    """Return entries with the ids they stand under."""
    return {name: entry.replace(id=name) for name, entry in entries.items()}


def _declare(context: Context, mapping: Mapping) -> None:
    """Note what the file declares, before anything refers to it."""
    if mapping.get("languages") is not None:
        languages = _value(context, mapping, "languages")
        context.languages_known = languages is not None
        context.languages = tuple(dict.fromkeys(languages or context.languages))
    elif (title := _plain_title(mapping)) is not None:
        language = "en" if title.text.isascii() else "zh"
        context.problem(title, "language-not-stated", language=language)
        context.languages_known = False  # what is wrong with every text is said once
    for place in (
        "sources",
        "agencies",
        "supports",
        "documents",
        "facts",
        "conditions",
        "amounts",
        "tables",
        "programs",
    ):
        node = mapping.get(place)
        context.declared[place] = dict.fromkeys(node.entries) if isinstance(node, Mapping) else {}
    tables = mapping.get("tables")
    for name, (_, table) in tables.entries.items() if isinstance(tables, Mapping) else ():
        rows = table.entries["rows"][1] if isinstance(table, Mapping) and is_record(table) else table
        if isinstance(rows, Mapping):
            context.tables[name] = {row: key for row, (key, _) in rows.entries.items()}
    declare_facts(context, mapping.get("facts"))


def _plain_title(mapping: Mapping) -> Scalar | None:
    """Return the title of a file without texts in several languages, as far as its title and questions show."""
    title, facts = mapping.get("title"), mapping.get("facts")
    records = [fact for _, fact in facts.entries.values()] if isinstance(facts, Mapping) else []
    asked = [fact.get("ask") for fact in records if isinstance(fact, Mapping)]
    if isinstance(title, Scalar) and not title.null and not any(isinstance(text, Mapping) for text in asked):
        return title
    return None


def _value(context: Context, mapping: Mapping, key: str) -> Any:
    node = mapping.get(key)
    return read_value(context, node, RECORDS["file"][key].kind) if node else None


def _map(context: Context, mapping: Mapping, key: str) -> dict[str, Any]:
    node = mapping.get(key)
    if node is None:
        return {}
    kind = RECORDS["file"][key].kind.removeprefix("map:")
    if key == "programs" and isinstance(node, Mapping) and not (node.entries or node.damaged):
        context.problem(node, "empty-mapping")
    return read_map(context, node, kind, long=key in ("sources", "programs"))


def _conditions(context: Context, node: Node | None) -> dict[str, NamedCondition]:
    mapping = context.mapping(node) if node else None
    found: dict[str, NamedCondition] = {}
    for key, (key_node, value) in mapping.entries.items() if mapping else ():
        context.new_id(key_node)
        condition = read_condition(context, value)
        if isinstance(value, Mapping) and "text" not in value.entries and not value.damaged:
            context.problem(value, "missing-key", key="text")
        if condition is not None:
            text = condition.text or Text(by_language={})
            found[key] = NamedCondition(id=key, text=text, condition=condition, location=key_node.location)
    return found


def _source(context: Context, node: Node) -> Source | None:
    found = read_record(context, node, "source")
    return Source(id="", **found, location=node.location) if found is not None else None


def _evidence(context: Context, node: Node) -> Evidence | None:
    found = read_record(context, node, "evidence")
    if found is None:
        return None
    sources = found.pop("source", ())
    return Evidence(id="", **found, sources=sources, location=node.location)


def _agency(context: Context, node: Node) -> Agency | None:
    found = read_record(context, node, "agency")
    return Agency(id="", **found, location=node.location) if found is not None else None
