"""The shape of policy files, as one table: which keys a record has, which are required, what each takes and says.

The loader checks files against it; the JSON Schema for editors and the reference page of the format are made from it,
and their English words stand here too.

Kinds: `text` (one text for people, in each language), `plain` (one string), `long_id`, `currency`, `date`, `boolean`,
`url`, `file_name`, `choice` (a text, and a group that it is in), `place` (a web address or a text), `condition`,
`when`, `amount`, `ceiling`, `bound` (a fact's min or max), `guard` (what a fact is asked if), `default` (a value of the
fact), `table`, its `limits`, `rows` and `choice_fact`, `support` (a text, perhaps with `totals`), `period` (a word or a
record), `times` (a whole number from 1), `length` (so many years, months or days), `as_of` (a date, or `today`),
`last_day` (a date, or a reckoned day), `apply` (when one can apply), `needed` (a document, perhaps with a condition),
`word:NAME` (one of an enumeration), `ref:PLACE` (an id declared under PLACE), `record:NAME`, and
`list:KIND`, `one_or_list:KIND`, `map:KIND` of another kind.
"""

import re

from iotcheck.loader.format_applying import APPLYING
from iotcheck.loader.format_combining import COMBINE, COMBINING
from iotcheck.loader.shapes import Form, Key, required
from iotcheck.model import Confidence, Every, FactType, Rounding, Status

LANGUAGES = ("zh", "en")
ID = re.compile(r"[a-z0-9][a-z0-9_]*", re.ASCII)
LONG_ID = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)  # sources and programs
RESERVED_IDS = frozenset({"unknown", "none", "不知道", "无", "?", "-", "？", "－"})  # answers and tables use them

TODAY = "today"  # the day of whoever reads
NOT_ELIGIBLE = "not_eligible"  # what a case or row of a ceiling may come to
WORDS: dict[str, tuple[str, ...]] = {
    "fact type": tuple(FactType),
    "status": tuple(Status),
    "confidence": tuple(Confidence),
    "apply": ("anytime", "yearly"),
    "language": LANGUAGES,
    "format": ("1",),
    "smallest unit": ("1", "0.1", "0.01", "0.001"),
    "rounding": tuple(Rounding),
    "totals": ("apart",),
    "period": tuple(Every),
    "every": tuple(every for every in Every if every is not Every.ONCE),
}


RECORDS: dict[str, dict[str, Key]] = {
    "file": {
        "format": required("word:format", "The version of the format: 1."),
        "id": required("long_id", "A short name for the file; results carry it."),
        "title": required("text", "What the file covers."),
        "as_of": required(
            "as_of",
            "The day that the file speaks of, and results unless another day is asked for; `today` in a file that is "
            "kept up: then `known_to` is the day of its cases and documents.",
        ),
        "known_to": Key(
            "date", "The last day for which the file's terms are known, where neither they nor their sources say."
        ),
        "stale_after": Key(
            "length", "How long terms count after the day to which they are known; not at all if absent."
        ),
        "currency": required("currency", "The currency of all money in the file: three capital letters, such as CNY."),
        "smallest_unit": Key(
            "word:smallest unit",
            "What maximum amounts are rounded down to, once, at the end: 0.01 for cents or pence; 1 if absent.",
        ),
        "languages": Key("list:word:language", "The languages of its texts; with one alone, a text is a plain string."),
        "include": Key(
            "list:file_name", "Further files of the same folder, which hold more of the maps and lists below."
        ),
        "sources": required("map:record:source", "The documents that the rules come from."),
        "agencies": Key("map:record:agency", "Whom to ask."),
        "supports": Key("map:support", "The forms of support; one with `totals: apart` is summed by itself."),
        "documents": Key("map:record:evidence", "Documents that applicants hand in; editions say which they need."),
        "facts": required("map:record:fact", "What may be asked of an applicant, in the file's own order."),
        "conditions": Key("map:condition", "Conditions with a name and a `text`, for programs to share by `met`."),
        "amounts": Key("map:named_amount", "Amounts with a name, to share by `amount_of`."),
        "tables": Key(
            "map:table", "Amounts by one or two keys, each a choice or an amount, looked up by `table` and `by`."
        ),
        "programs": required("map:record:program", "The support measures."),
        "combine": COMBINE,
        "notes": Key("list:record:note", "What every reader of a result should know."),
    },
    "source": {
        "title": required("text", "The document's title."),
        "number": Key("plain", "Its official number."),
        "issuer": Key("plain", "Who issued it."),
        "date": Key("date", "The day it was issued."),
        "url": Key("url", "Where it can be read."),
        "checked": Key("date", "The day someone last looked at it."),
        "text": Key(
            "path",
            "A local copy of its text: a UTF-8 file in the policy file's folder or below, such as "
            "`notices/letter.txt`. Only `lint`, `fresh`, `docs` and `diff` read it; nothing is fetched.",
        ),
        "sha256": Key(
            "sha256", "The SHA-256 of that file as the rules were last compared with it, as `fresh` prints it."
        ),
    },
    "agency": {
        "name": required("text", "The agency's name."),
        "url": Key("url", "Its web page."),
        "apply_at": Key("place", "Where to apply to it, unless a program says otherwise: a web address, or a text."),
        "phone": Key("plain", "The telephone number of an office, not of a person."),
        "address": Key("text", "Where the office is."),
    },
    "fact": {
        "type": required("word:fact type", "What kind of value answers the question."),
        "ask": required("text", "The question, understandable without having read any document."),
        "label": required("text", "A short name, for headers and columns."),
        "help": Key("text", "What helps to answer, with examples."),
        "topic": Key("text", "The group of questions that it belongs to."),
        "choices": Key("map:choice", "The choices of a choice or choices fact: id, label, and the group it is `in`."),
        "groups": Key("map:choice", "Groups of choices, for conditions to name; a group can be `in` another."),
        "min": Key(
            "bound",
            "The least value, included; of choices, how many at least; of a day, `today` is the day of assessment.",
        ),
        "max": Key(
            "bound",
            "The greatest value, included; of choices, how many at most; of a day, `today` is the day of assessment.",
        ),
        "unit": Key(
            "text",
            "What is counted or measured, shown after the number; `project|projects` has a form for one.",
        ),
        "changeable": Key("boolean", "Whether the applicant could change it; true if absent."),
        "asked_if": Key("guard", "Ask only while this condition may hold. It governs asking, never truth."),
        "otherwise": Key("default", "What it counts as where `asked_if` does not hold; not for a choice or a date."),
    },
    "program": {
        "title": required("text", "The program's name."),
        "summary": Key("text", "What it supports, in a sentence."),
        "topic": Key("text", "The group that it is listed in."),
        "agency": Key("one_or_list:ref:agencies", "Whom to apply to or to ask."),
        "support": required("ref:supports", "The form of support, one of `supports`."),
        "editions": required("list:record:edition", "Its terms, one edition for each period."),
        "url": Key("url", "Its official page."),
        "apply_at": Key("place", "Where to apply: a web address, or a text; if absent, as its agency says."),
        "notes": Key("list:record:note", "What a reader should know beyond the terms."),
        "next_steps": Key("list:text", "What to do next."),
        "see": Key("list:ref:programs", "Programs to look at as well."),
    },
    "edition": {
        "from": Key("date", "The first day of these terms; open if absent."),
        "until": Key("last_day", "Their last day, included; open if absent."),
        "known_to": Key(
            "date",
            "The last day for which the terms are known; if absent `as_of`, or a later `from`. In a file with a "
            "`known_to` or `stale_after` of its own or `as_of: today` it is, if absent, the last day on which someone "
            "`checked` a source of the edition, or else that of the file. With `until`, terms that ended by then and "
            "are known up to this day only: in between they are stale.",
        ),
        "status": required("word:status", "What the source says of the program's standing."),
        "confidence": required("word:confidence", "How sure the authors are."),
        "when": Key("when", "Who may apply: a condition, or `everyone`; without it the edition is background."),
        "ceiling": required(
            "ceiling", "The most it pays: an amount, `unstated` (the source names none) or `none` (no money)."
        ),
        "period": Key("period", "How often it is paid; once if absent. Amounts of different periods are never added."),
        "source": required("one_or_list:record:citation", "Where the terms are written."),
        "reviewed": Key("date", "The day someone last compared the edition with its source."),
        "apply": Key(
            "apply",
            "When one can apply: `anytime`, a list of windows, or `yearly` for a call each year, with the windows seen "
            "so far: `{yearly: […]}`.",
        ),
        "documents": Key("list:needed", "The documents that an application needs, ids of `documents`, or with `when`."),
    },
    "table": {
        "text": Key("text", "What the table says, in a few words: conditions and amounts are then worded by it."),
        "source": Key("one_or_list:record:citation", "Where it is written."),
        "limits": Key(
            "limits",
            "Within which limits each row holds that is looked up by an amount, in ascending order; a list of them for "
            "two amounts.",
        ),
        "choices": Key("choice_fact", "The choice fact whose choices its rows hold."),
        "rows": required(
            "rows", "Amounts or lists of dated values by row, or by rows within rows; or `true`, `false`, or choices."
        ),
    },
    "length": {
        "years": Key("times", "So many years: until the same day of the same month, for 29 February perhaps the 28th."),
        "months": Key("times", "So many months: until the day of the same number, or the last of a shorter month."),
        "days": Key("times", "So many days."),
    },
    "period": {
        "every": required("word:every", "What it is paid for: each year, project, or term of support."),
        "at_most": Key("times", "For how many of them it is paid at most; no limit if absent."),
    },
    **APPLYING,
    **COMBINING,
    "dated_value": {
        "from": required("date", "The first day of this value; the first value holds before it, too."),
        "value": required("amount", "The amount, until the next value begins."),
        "source": Key("one_or_list:record:citation", "Where it is written."),
    },
    "dated_rule": {
        "from": required("date", "The first day of this condition; the first holds before it, too."),
        "when": required("condition", "The condition, until the next begins."),
        "source": Key("one_or_list:record:citation", "Where it is written."),
    },
    "note": {
        "text": required("text", "The note itself."),
        "date": Key("date", "The day of what it tells of."),
        "confidence": Key("word:confidence", "How sure the authors are."),
        "source": Key("one_or_list:record:citation", "Where it is written."),
    },
    "citation": {
        "document": required("ref:sources", "The document, one of `sources`."),
        "section": Key("plain", "The section, by the document's own mark."),
        "quote": Key("plain", "The words themselves: short, and verbatim."),
        "reading": Key(
            "text",
            "What you read out of the words or worked out, with the figures that no quote says: 12 months make a year.",
        ),
    },
}

# What a piece of a file may have: maps and lists of records, which continue those of the main file.
PIECE_KEYS = tuple(key for key, shape in RECORDS["file"].items() if shape.kind.startswith(("map:", "list:record:")))

# A condition that looks a table up stands beside the operators: its keys are its own.
OPERATORS: dict[str, Form] = {
    "all": Form((), "Every one of the conditions holds.", "all: [{met: small}, {registered: true}]"),
    "any": Form((), "At least one of the conditions holds.", "any: [{met: small}, {registered: true}]"),
    "not": Form((), "The condition does not hold.", "not: {met: small}"),
    "at_least": Form(
        ("count", "of"),
        "At least so many of the conditions hold.",
        "at_least: {count: 2, of: [{met: small}, {registered: true}, {fields: sensors}]}",
    ),
    "cases": Form(
        (),
        "The first case whose `when` holds says what must hold, or else `otherwise`, which must stand last.",
        "cases: [{when: {met: small}, then: {staff: {at_least: 5}}}, {otherwise: {staff: {at_least: 50}}}]",
    ),
    "dated": Form(
        (),
        "The condition that the day of assessment picks: the last that has begun; the first holds before it, too.",
        "dated: [{from: 2023-01-01, when: {met: small}}, {from: 2024-07-01, when: {staff: {at_most: 300}}}]",
    ),
    "met": Form((), "The named condition holds.", "met: small"),
    "confirm": Form(
        (),
        "Something that no answer can settle, to be confirmed with the agency; neither under `not` nor in an amount.",
        "confirm: {zh: 是否属于重点领域, en: Whether the field is among the priorities}",
    ),
    "compare": Form(
        (),
        "An amount compared with another: `amount` and one comparison of numbers.",
        "compare: {amount: {sum: [revenue, rd_spend]}, at_least: 1000万元}",
    ),
}
YOUNGER = frozenset({"cases", "dated", "table"})  # than files in which a fact has such a name: there it is the fact
NOT_FACTS = frozenset({*OPERATORS, "text", "source", "unstated", "none"}) - YOUNGER
