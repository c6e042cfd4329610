"""The part of the table of shapes that is about applying: windows, days that were reckoned, documents."""

from iotcheck.loader.shapes import Key, required

APPLYING: dict[str, dict[str, Key]] = {
    "window": {
        "from": Key("date", "The first day to apply; if absent, one could apply before any day that is known."),
        "until": Key("last_day", "The last day to apply, included; if absent, the last day of the edition."),
        "note": Key("text", "What to know about this window, such as which batch it is."),
        "source": Key("one_or_list:record:citation", "Where the window is announced."),
    },
    "reckoned_day": {
        "day": required("date", "The day."),
        "reckoned": required("text", "How it was worked out, where no source gives it: three years from …"),
    },
    "needed_document": {
        "document": required("ref:documents", "The document, one of `documents`."),
        "when": required("condition", "Who needs it; while that is open, it may be needed."),
    },
    "evidence": {
        "title": required("text", "What the document is called."),
        "issuer": Key("text", "Who issues it."),
        "url": Key("url", "Where to get it, or a form of it."),
        "proves": Key("list:ref:facts", "The facts that it shows."),
        "note": Key("text", "What to know about it, such as how old it may be."),
        "source": Key("one_or_list:record:citation", "Where it is asked for."),
    },
}
