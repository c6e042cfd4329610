r"""Why files do not load: for every code of the reader and the loader what is wrong, and what is right instead.

A snippet stands at a place of the starter file. The documentation shows all of them, and the tests load them.
"""

from typing import NamedTuple

from tests.samples import laid_over


class Refusal(NamedTuple):
    """A code, the place where its snippets stand, one that has the problem, and the same one mended."""

    code: str
    place: str
    wrong: str
    right: str


# What stands around a snippet, which comes last and takes the place of a key of its own name.
_PROGRAM = "programs:\n  sample:\n    title: {zh: 示例, en: A sample}\n    support: grant\n    editions:\n"
_AROUND = {
    "top level": "",
    "source": "sources:\n  sample:\n    title: {zh: 示例, en: A sample}\n    ",
    "agencies": "agencies:\n  ",
    "fact": "facts:\n  sample:\n    type: boolean\n    ask: {zh: 示例, en: A sample}\n    label: {zh: 示例, en: A sample}\n    ",
    "facts": "facts:\n  ",
    "conditions": "conditions:\n  ",
    "condition": "conditions:\n  sample:\n    text: {zh: 示例, en: a sample}\n    ",
    "amount": "amounts:\n  sample: ",
    "table": "amounts:\n  sample: {table: sample, by: size}\ntables:\n  sample: ",
    "program": _PROGRAM
    + "      - {status: plan, confidence: official, ceiling: none, source: {document: measures-2024}}\n    ",
    "edition": _PROGRAM
    + "      -\n        status: plan\n        confidence: official\n        ceiling: none\n        source: {document: measures-2024}\n        ",
    "note": "notes:\n  - ",
    "combine": "combine:\n  - text: {zh: 示例, en: A sample}\n    source: {document: measures-2024}\n    ",
}
_WHOLE = "the whole file"
PLACES = (_WHOLE, *_AROUND)

REFUSALS: dict[str, tuple[Refusal, ...]] = {  # by what they are about
    "YAML": (
        Refusal("full-width-colon", "note", "text：{zh: 备注, en: Note}", "text: {zh: 备注, en: Note}"),
        Refusal("missing-colon", "condition", "size:large", "size: large"),
        Refusal("colon-in-text", "source", "number: Order: 5", 'number: "Order: 5"'),
        Refusal("yaml-indent", "source", "number: 5\n  issuer: Office", "number: 5\nissuer: Office"),
        Refusal("list-on-next-line", "top level", "languages: - zh\n  - en", "languages:\n  - zh\n  - en"),
        Refusal("yaml-brackets", "note", "text: {zh: 备注 en: Note}", "text: {zh: 备注, en: Note}"),
        Refusal("bracket-not-closed", "note", "text: {zh: 备注, en: Note", "text: {zh: 备注, en: Note}"),
        Refusal("bracket-not-open", "note", "text: {zh: 备注, en: Note}}", "text: {zh: 备注, en: Note}"),
        Refusal("quote-not-closed", "note", 'text: {zh: 备注, en: "Note}', 'text: {zh: 备注, en: "Note"}'),
        Refusal("text-after-quote", "source", 'number: "Order" 5', "number: '\"Order\" 5'"),
        Refusal("quote-first-character", "source", "number: *5*", 'number: "*5*"'),
        Refusal("bad-escape", "source", r'number: "5\6"', r"number: '5\6'"),
        Refusal("comma-in-number", "amount", "{sum: [1,000,000, 500]}", "{sum: [1000000, 500]}"),
        Refusal("tab", "source", "number:\t5", "number: 5"),
        Refusal("invisible-character", "source", r'number: "5\u200b"', 'number: "5"'),
        Refusal("quote-text", "note", "text: {zh: 备注, en: A note?}", 'text: {zh: 备注, en: "A note?"}'),
        Refusal("empty-value", "note", "text: {zh: 备注, en: A note, too}", 'text: {zh: 备注, en: "A note, too"}'),
        Refusal("duplicate-key", "condition", "any: [registered: true]\nany: [size: large]", "any: [registered: true, size: large]"),
        Refusal("null-key", "source", "~: 5", "number: 5"),
        Refusal("key-not-text", "source", "[number]: 5", "number: 5"),
        Refusal("no-merge-keys", "source", "<<: {number: 5}", "number: 5"),
        Refusal("no-anchors", "source", "number: &five 5", "number: 5"),
        Refusal("no-tags", "source", "number: !!str 5", "number: 5"),
        Refusal("no-directives", _WHOLE, "%YAML 1.2\n---\n…", "…"),
        Refusal("one-document", _WHOLE, "…\n---\n…", "…"),
        Refusal("empty-file", _WHOLE, "# nothing yet", "…"),
        Refusal("not-a-policy-file", _WHOLE, "legal_form: enterprise", "…"),
    ),
    "Shape": (
        Refusal("expected-mapping", "source", "title: [示例]", "title: {zh: 示例, en: A sample}"),
        Refusal("expected-list", "condition", "all: {registered: true}", "all: [registered: true]"),
        Refusal("expected-text", "source", "number: [5]", "number: 5"),
        Refusal("text-in-languages", "source", "title: A sample", "title: {zh: 示例, en: A sample}"),
        Refusal("missing-language", "source", "title: {zh: 示例}", "title: {zh: 示例, en: A sample}"),
        Refusal("unknown-language", "source", "title: {zh: 示例, en: A sample, fr: Exemple}", "title: {zh: 示例, en: A sample}"),
        Refusal("empty-text", "source", "title: {zh: 示例, en: ''}", "title: {zh: 示例, en: A sample}"),
        Refusal("empty-list", "condition", "size: []", "size: [large]"),
        Refusal("empty-mapping", "fact", "type: choice\nchoices: {}", "type: choice\nchoices: {a: {zh: 甲, en: A}}"),
        Refusal("unknown-key", "source", "isuer: 市政府", "issuer: 市政府"),
        Refusal("missing-key", "amount", "{percent: 5}", "{percent: 5, of: revenue}"),
        Refusal("key-for-other-types", "fact", "type: boolean\nmin: 1", "type: count\nmin: 1"),
        Refusal("unknown-word", "edition", "status: planned", "status: plan"),
        Refusal("wrong-length", "condition", "growth: {between: [1, 2, 3]}", "growth: {between: [1, 3]}"),
        Refusal("bad-id", "conditions", "Big: {text: {zh: 大, en: large}, size: large}", "big: {text: {zh: 大, en: large}, size: large}"),
        Refusal("bad-long-id", "top level", "id: Lakeside", "id: lakeside"),
        Refusal("reserved-id", "facts", "all: {type: boolean, ask: {zh: 全, en: All}, label: {zh: 全, en: All}}", "whole: {type: boolean, ask: {zh: 全, en: All}, label: {zh: 全, en: All}}"),
        Refusal("reserved-label", "fact", "type: choice\nchoices: {a: {zh: 无, en: Nil}}", "type: choice\nchoices: {a: {zh: 没有执照, en: Nil}}"),
        Refusal("duplicate-label", "fact", "type: choice\nchoices: {a: {zh: 小, en: Low}, b: {zh: 小, en: Tiny}}", "type: choice\nchoices: {a: {zh: 小, en: Low}, b: {zh: 微, en: Tiny}}"),
        Refusal("separator-in-label", "fact", "type: choice\nchoices: {a: {zh: 甲、乙, en: A and B}}", "type: choice\nchoices: {a: {zh: 甲和乙, en: A and B}}"),
        Refusal("unknown-group", "fact", "type: choice\nchoices: {a: {zh: 甲, en: A, in: nort}}\ngroups: {north: {zh: 北区, en: The north}}", "type: choice\nchoices: {a: {zh: 甲, en: A, in: north}}\ngroups: {north: {zh: 北区, en: The north}}"),
        Refusal("group-is-choice", "fact", "type: choice\nchoices: {a: {zh: 甲, en: A, in: a}}\ngroups: {a: {zh: 北区, en: The north}}", "type: choice\nchoices: {a: {zh: 甲, en: A, in: north}}\ngroups: {north: {zh: 北区, en: The north}}"),
        Refusal("group-circle", "fact", "type: choice\nchoices: {a: {zh: 甲, en: A, in: north}}\ngroups: {north: {zh: 北区, en: The north, in: north}}", "type: choice\nchoices: {a: {zh: 甲, en: A, in: north}}\ngroups: {north: {zh: 北区, en: The north}}"),
        Refusal("empty-group", "fact", "type: choice\nchoices: {a: {zh: 甲, en: A}}\ngroups: {north: {zh: 北区, en: The north}}", "type: choice\nchoices: {a: {zh: 甲, en: A, in: north}}\ngroups: {north: {zh: 北区, en: The north}}"),
        Refusal("other-choices", "condition", "size: {same_as: registered}", "size: [micro, small]"),
        Refusal("other-days", "condition", "founded: {before: registered}", "founded: {before: 2016-01-01}"),
        Refusal("group-in-includes-all", "facts", "site: {type: choices, ask: {zh: 何处, en: Where}, label: {zh: 地点, en: Site}, choices: {a: {zh: 甲, en: A, in: north}}, groups: {north: {zh: 北区, en: The north}}}\nnear: {type: boolean, ask: {zh: 近否, en: Near}, label: {zh: 近, en: Near}, asked_if: {site: {includes_all: [north]}}}", "site: {type: choices, ask: {zh: 何处, en: Where}, label: {zh: 地点, en: Site}, choices: {a: {zh: 甲, en: A, in: north}}, groups: {north: {zh: 北区, en: The north}}}\nnear: {type: boolean, ask: {zh: 近否, en: Near}, label: {zh: 近, en: Near}, asked_if: {site: [north]}}"),
        Refusal("bad-currency", "top level", "currency: 元", "currency: CNY"),
        Refusal("path-outside", "source", "text: ../letter.txt", "text: notices/letter.txt"),
        Refusal("not-a-hash", "source", "sha256: 2c26b46b", f"sha256: {'2c26b46b' * 8}"),
        Refusal("not-a-url", "source", "url: www.example.com", "url: https://www.example.com"),
    ),
    "Names": (
        Refusal("unknown-fact", "condition", "revenu: {at_least: 1亿元}", "revenue: {at_least: 1亿元}"),
        Refusal("full-width-comma", "program", "see: [rd-grant，start-up-grant]", "see: [rd-grant, start-up-grant]"),
        Refusal("unknown-choice", "condition", "size: [big]", "size: [large]"),
        Refusal("unknown-condition", "condition", "met: smal", "met: small"),
        Refusal("unknown-amount", "amount", "{amount_of: basic}", "{amount_of: basic_grant}"),
        Refusal("unknown-table", "amount", "{table: sizes, by: size}", "{table: by_size, by: size}"),
        Refusal("unknown-source", "edition", "source: {document: measures}", "source: {document: measures-2024}"),
        Refusal("unknown-agency", "program", "agency: bureau", "agency: science"),
        Refusal("unknown-support", "program", "support: grants", "support: grant"),
        Refusal("unknown-program", "program", "see: [rd_grant]", "see: [rd-grant]"),
    ),
    "Conditions as written": (
        Refusal("no-operator", "conditions", "sample: {text: {zh: 示例, en: a sample}}", "sample: {text: {zh: 示例, en: a sample}, size: large}"),
        Refusal("not-one-operator", "condition", "registered: true\nsize: large", "all: [registered: true, size: large]"),
        Refusal("not-one-comparison", "condition", "staff: {at_least: 5, at_most: 9}", "staff: {between: [5, 9]}"),
        Refusal("not-for-this-type", "condition", "size: {at_least: 5}", "staff: {at_least: 5}"),
        Refusal("not-true-or-false", "condition", "registered: yes", "registered: true"),
        Refusal("table-of-amounts", "top level", "tables:\n  exempt: {small: 5万元, otherwise: 0}\nconditions:\n  sample: {text: {zh: 示例, en: a sample}, table: exempt, by: size}", "tables:\n  exempt: {small: true, otherwise: false}\nconditions:\n  sample: {text: {zh: 示例, en: a sample}, table: exempt, by: size}"),
        Refusal("equals-for-choices", "top level", "tables:\n  exempt: {small: true, otherwise: false}\nconditions:\n  sample: {text: {zh: 示例, en: a sample}, table: exempt, by: size, equals: small}", "tables:\n  usual: {choices: size, rows: {small: small, otherwise: large}}\nconditions:\n  sample: {text: {zh: 示例, en: a sample}, table: usual, by: size, equals: small}"),
        Refusal("count-out-of-range", "condition", "at_least: {count: 3, of: [registered: true, size: large]}", "at_least: {count: 1, of: [registered: true, size: large]}"),
        Refusal("confirm-under-not", "condition", "not: {confirm: {zh: 待核实, en: To check}}", "confirm: {zh: 待核实, en: To check}"),
        Refusal("circle", "condition", "all: [met: sample, size: large]", "all: [met: small, size: large]"),
        Refusal("confirm-in-guard", "fact", "asked_if: {confirm: {zh: 待核实, en: To check}}", "asked_if: {registered: true}"),
        Refusal("guard-circle", "fact", "asked_if: {sample: true}", "asked_if: {registered: true}"),
    ),
    "Amounts as written": (
        Refusal("table-of-conditions", "top level", "tables:\n  exempt: {small: true, otherwise: false}\namounts:\n  sample: {table: exempt, by: size}", "tables:\n  exempt: {small: 5万元, otherwise: 0}\namounts:\n  sample: {table: exempt, by: size}"),
        Refusal("unknown-amount-form", "amount", "{minimum: [5万元, revenue]}", "{least: [5万元, revenue]}"),
        Refusal("confirm-in-amount", "amount", "{cases: [{when: {confirm: {zh: 待核实, en: To check}}, then: 5}, {otherwise: 0}]}", "{cases: [{when: {size: large}, then: 5}, {otherwise: 0}]}"),
        Refusal("confirm-in-case", "condition", "cases: [{when: {confirm: {zh: 待核实, en: To check}}, then: {size: large}}, {otherwise: {size: small}}]", "cases: [{when: {registered: true}, then: {size: large}}, {otherwise: {size: small}}]"),
        Refusal("grant-unstated", "amount", "{grant_of: growth-reward}", "{grant_of: rd-grant}"),
        Refusal("confirm-in-grant", "condition", "compare: {amount: {grant_of: start-up-grant}, at_least: 10万元}", "compare: {amount: {grant_of: rd-grant}, at_least: 10万元}"),
        Refusal("amount-too-large", "amount", "{amount: revenue, per: {amount: revenue, per: {amount: revenue, per: {amount: revenue, per: {amount: revenue, per: {amount: revenue, per: revenue}}}}}}", "{amount: revenue, per: growth}"),
        Refusal("whole-ceiling-only", "amount", "{least: [unstated, 5万元]}", "5万元"),
        Refusal("bad-range", "edition", "ceiling: {range: [200万元, 2万元]}", "ceiling: {range: [2万元, 200万元]}"),
        Refusal("not-a-numeric-fact", "amount", "{percent: 5, of: size}", "{percent: 5, of: revenue}"),
        Refusal("not-a-choice-fact", "amount", "{table: by_size, by: fields}", "{table: by_size, by: size}"),
        Refusal("row-without-choice", "table", "{huge: 70, otherwise: 30}", "{large: 70, otherwise: 30}"),
        Refusal("choice-without-row", "table", "{micro: 70, small: 50}", "{micro: 70, small: 50, otherwise: 30}"),
        Refusal("other-keys", "amount", "{table: by_size, by: [size, registered]}", "{table: by_size, by: size}"),
        Refusal("key-without-limits", "top level", "tables:\n  by_area: {small: {few: 1, otherwise: 2}, otherwise: 3}\namounts:\n  sample: {table: by_area, by: [size, staff]}", "tables:\n  by_area:\n      limits: {few: {up_to: 10}}\n      rows: {small: {few: 1, otherwise: 2}, otherwise: 3}\namounts:\n  sample: {table: by_area, by: [size, staff]}"),
        Refusal("limits-without-key", "top level", "tables:\n  by_area: {limits: {few: {up_to: 10}}, rows: {small: 1, otherwise: 2}}\namounts:\n  sample: {table: by_area, by: size}", "tables:\n  by_area: {small: 1, otherwise: 2}\namounts:\n  sample: {table: by_area, by: size}"),
        Refusal("dates-not-ascending", "amount", "[{from: 2024-07-01, value: 8万元}, {from: 2023-01-01, value: 10万元}]", "[{from: 2023-01-01, value: 8万元}, {from: 2024-07-01, value: 10万元}]"),
        Refusal("not-eligible-compared", "condition", "staff: {at_least: {cases: [{when: {size: large}, then: not_eligible}, {otherwise: 5}]}}", "all:\n  - not: {size: large}\n  - staff: {at_least: 5}"),
        Refusal("rows-not-whole", "top level", "tables:\n  months: {large: 6, otherwise: 1.5}\nconditions:\n  sample: {text: {zh: 示例, en: a sample}, founded: {months_before: {table: months, by: size}}}", "tables:\n  months: {large: 6, otherwise: 12}\nconditions:\n  sample: {text: {zh: 示例, en: a sample}, founded: {months_before: {table: months, by: size}}}"),
        Refusal("unstated-in-calculation", "amount", "{least: [{cases: [{when: {size: large}, then: unstated}, {otherwise: 5}]}, 9]}", "{cases: [{when: {size: large}, then: unstated}, {otherwise: 5}]}"),
        Refusal("percent-sign", "amount", "{percent: 5%, of: revenue}", "{percent: 5, of: revenue}"),
        Refusal("bad-rounding-unit", "amount", "{round: revenue, to: 0, how: down}", "{round: revenue, to: 1000元, how: down}"),
        Refusal("not-one-of-keys", "amount", "{bands: revenue, steps: [{up_to: 5}, {rate: 3}], marginal: true}", "{bands: revenue, steps: [{up_to: 5, rate: 5}, {rate: 3}], marginal: true}"),
        Refusal("step-without-limit", "amount", "{bands: revenue, steps: [{rate: 5}, {rate: 3}], marginal: true}", "{bands: revenue, steps: [{up_to: 5万元, rate: 5}, {rate: 3}], marginal: true}"),
        Refusal("last-step-with-limit", "amount", "{bands: revenue, steps: [{up_to: 5万元, rate: 5}], marginal: true}", "{bands: revenue, steps: [{up_to: 5万元, rate: 5}, {rate: 0}], marginal: true}"),
        Refusal("steps-not-ascending", "amount", "{bands: revenue, steps: [{up_to: 9万元, rate: 5}, {up_to: 5万元, rate: 4}, {rate: 3}], marginal: true}", "{bands: revenue, steps: [{up_to: 5万元, rate: 5}, {up_to: 9万元, rate: 4}, {rate: 3}], marginal: true}"),
        Refusal("slice-without-rate", "amount", "{bands: revenue, steps: [{up_to: 5万元, then: 1万元}, {rate: 3}], marginal: true}", "{bands: revenue, steps: [{up_to: 5万元, then: 1万元}, {rate: 3}], marginal: false}"),
        Refusal("bad-divisor", "amount", "{quotient: [revenue, 0]}", "{quotient: [revenue, 12]}"),
        Refusal("otherwise-missing", "amount", "{cases: [{when: {size: large}, then: 5}]}", "{cases: [{when: {size: large}, then: 5}, {otherwise: 0}]}"),
        Refusal("otherwise-not-last", "amount", "{cases: [{otherwise: 0}, {when: {size: large}, then: 5}, {otherwise: 0}]}", "{cases: [{when: {size: large}, then: 5}, {otherwise: 0}]}"),
    ),
    "Periods and values": (
        Refusal("until-before-from", "edition", "from: 2025-01-01\nuntil: 2024-12-31", "from: 2024-01-01\nuntil: 2024-12-31"),
        Refusal("unknown-document", "edition", "documents: [business_licences]", "documents: [business_licence]"),
        Refusal("window-without-days", "edition", "apply: [{note: {zh: 第一批, en: First batch}}]", "apply: [{from: 2025-05-01, note: {zh: 第一批, en: First batch}}]"),
        Refusal("not-one-combine-form", "combine", "one_of: [rd-grant, start-up-grant]\nof: [rd-grant, start-up-grant]", "at_most: 1\nof: [rd-grant, start-up-grant]"),
        Refusal("program-twice", "combine", "one_of: [rd-grant, start-up-grant, rd-grant]", "one_of: [rd-grant, start-up-grant]"),
        Refusal("combine-circle", "combine", "before: rd-grant\nthen: rd-grant", "before: rd-grant\nthen: start-up-grant"),
        Refusal("editions-tie", "program", "editions:\n  - {from: 2024-01-01, status: plan, …}\n  - {from: 2024-01-01, status: plan, …}", "editions:\n  - {from: 2024-01-01, status: plan, …}\n  - {from: 2025-01-01, status: plan, …}"),
        Refusal("min-above-max", "fact", "type: count\nmin: 9\nmax: 5", "type: count\nmin: 5\nmax: 9"),
        Refusal("not-a-number", "condition", "founded: {years_before: five}", "founded: {years_before: 5}"),
        Refusal("ambiguous-number", "fact", "type: count\nmin: 1.000", "type: count\nmin: 1"),
        Refusal("not-whole", "fact", "type: count\nmin: 1.5", "type: count\nmin: 2"),
        Refusal("not-money", "amount", "5 wan", "5万元"),
        Refusal("not-a-date", "source", "date: spring 2024", "date: 2024-03-01"),
        Refusal("ambiguous-day", "source", "date: 1.3.2024", "date: 2024-03-01"),
        Refusal("no-such-day", "source", "date: 2024-02-30", "date: 2024-02-29"),
        Refusal("not-a-year", "condition", "founded: {in_year: next}", "founded: {in_year: last}"),
        Refusal("too-many-digits", "amount", "1234567890123456元", "123456789012345元"),
        Refusal("too-low", "fact", "type: count\nmin: -1", "type: count\nmin: 0"),
    ),
}  # fmt: skip


def placed(place: str, snippet: str) -> str:
    """Return the starter file with a snippet at its place."""
    if place == _WHOLE:
        return snippet.replace("…", laid_over(""))
    *before, last = _AROUND[place].split("\n")
    indent = " " * (len(last) - len(last.lstrip(" ")))
    for line in snippet.splitlines():
        own = f"{indent}{line.partition(':')[0]}:"
        start = next((number for number, other in enumerate(before) if other.startswith(own)), len(before))
        end = next((n for n in range(start + 1, len(before)) if not before[n].startswith(f"{indent} ")), len(before))
        del before[start:end]
    above = "".join(f"{line}\n" for line in before)
    full = snippet.replace("…", "confidence: official, ceiling: none, source: {document: measures-2024}")
    return laid_over(above + last + full.replace("\n", f"\n{indent}") + "\n")
