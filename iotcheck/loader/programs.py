"""Programs and their editions, read from nodes."""

from __future__ import annotations

from datetime import date

from iotcheck.errors import Problem
from iotcheck.loader.context import Context
from iotcheck.loader.records import read_record
from iotcheck.model import Confidence, Edition, Program, Status
from iotcheck.reader import Mapping, Node


def read_program(context: Context, node: Node) -> Program | None:
    """Read a program; its id, the key it stands under, is filled in by its caller."""
    found = read_record(context, node, "program")
    if found is None:
        return None
    program = Program(
        id="",
        title=found["title"],
        summary=found.get("summary"),
        topic=found.get("topic"),
        agencies=found.get("agency", ()),
        support=found["support"],
        editions=found["editions"],
        url=found.get("url"),
        notes=found.get("notes", ()),
        next_steps=found.get("next_steps", ()),
        see=found.get("see", ()),
        location=node.location,
    )
    _refuse_ties(context, program)
    return program


def _refuse_ties(context: Context, program: Program) -> None:
    """Note two editions that begin on the same day and both cover it: nothing says which is in force."""
    for place, edition in enumerate(program.editions):
        for other in program.editions[:place]:
            ends = [one.until for one in (edition, other) if one.until is not None]
            if edition.start == other.start and (edition.start is None or all(edition.start <= end for end in ends)):
                context.problems.append(Problem(edition.location, "editions-tie", {"line": other.location.line}))


def read_edition(context: Context, node: Node) -> Edition | None:
    """Read an edition; `known_to` falls back to the file's `as_of`, or its own `from` where that is later."""
    found = read_record(context, node, "edition")
    if found is None or not isinstance(node, Mapping):
        return None
    start, until = found.get("from"), found.get("until")
    if start is not None and until is not None and until < start:
        context.problem(node.entries["until"][1], "until-before-from", start=start, until=until)
        return None
    return Edition(
        start=start,
        until=until,
        known_to=found.get("known_to", max(context.as_of, start or date.min)),
        status=Status(found["status"]),
        confidence=Confidence(found["confidence"]),
        when=found.get("when"),
        ceiling=found["ceiling"],
        sources=found["source"],
        reviewed=found.get("reviewed"),
        location=node.location,
    )
