"""Changes of the core's code that no test can notice, by `Mutant.key`, each with the reason."""

_SAME_ORDER = "ends are compared with one another alone: any number of that sign orders them alike"
_ONE_LENGTH = "both sides come from pairs: `strict` guards the program against itself"
_ONLY_ASKED = "what it returns is only ever asked whether it is true"
_A_BOUND = "how long it may look, not what it may find"
_A_TIE = "which of sets of one size are listed is left open; it looks longer than it must"
_TOO_LITTLE_LEFT_OUT = "sets that cannot become large enough are kept, and come to nothing"
_NOT_OF_JSON = "what was in brackets or quotes matters in YAML alone"

REASONS: dict[str, str] = {
    "iotcheck.values: return len(text) <= MAX_DIGITS and text.isascii() and text.isdigit() | returns None": (
        "the quick way; the other gives the same"
    ),
    "iotcheck.values: return len(text) <= MAX_DIGITS and text.isascii() and text.isdigit() | LtE to Lt": (
        "the quick way; the other gives the same"
    ),
    "iotcheck.values: super().__init__(code) | left out": "ValueError keeps the arguments of its construction by itself",
    "iotcheck.values: written = match.group() if match else \"\" | '' to other text": "the pattern matches every text",
    'iotcheck.model.facts: return " ".join(unicodedata.normalize("NFKC", text).casefold().split()) | '
    "' ' to other text": "both texts that are compared are folded with the same sign",
    "iotcheck.engine.interval: lows, highs = zip(*intervals, strict=True) | True to False": _ONE_LENGTH,
    "iotcheck.engine.interval: return Interval(low, high) if factor >= 0 else Interval(high, low) | GtE to Gt": (
        "a factor of 0 makes both ends 0"
    ),
    "iotcheck.engine.interval: low: _End = (-1, 0) if interval.low is None else (0, interval.low) | 1 to 2": _SAME_ORDER,
    "iotcheck.engine.interval: low: _End = (-1, 0) if interval.low is None else (0, interval.low) | 0 to 1": _SAME_ORDER,
    "iotcheck.engine.interval: high: _End = (1, 0) if interval.high is None else (0, interval.high) | 1 to 2": _SAME_ORDER,
    "iotcheck.engine.interval: high: _End = (1, 0) if interval.high is None else (0, interval.high) | 0 to 1": _SAME_ORDER,
    "iotcheck.engine.evaluation: whole = len(bounds) > 1 and self._counts(condition.left) | Gt to GtE": (
        "only a comparison with two bounds asks whether it is of whole numbers"
    ),
    "iotcheck.engine.trace: return False | returns None": _ONLY_ASKED,
    'iotcheck.reader.characters: return "" | returns None': _ONLY_ASKED,
    "iotcheck.reader.characters: continue | continue to break": "no Big5 is text that is no GB18030",
    "iotcheck.engine.blockers: _KEPT = 2 * MOST  # sets kept at each node: 20 of disjoint leaves would do, more only where `mixed` ones shadow some | 2 to 3": _A_BOUND,
    "iotcheck.engine.blockers: _MOST_VISITS = 50_000  # of nodes above shared leaves, over all choices of these: about a second | 50000 to 50001": _A_BOUND,
    "iotcheck.engine.blockers: return self.failing[number] > 0 and self.failing[number] + self.holding[number] > 1 | Gt to GtE": (
        "a leaf that fails nowhere is never turned over"
    ),
    "iotcheck.engine.blockers: choices_left = max(1, _MOST_VISITS // _size(root)) | 1 to 2": _A_BOUND,
    "iotcheck.engine.blockers: for count in range(len(others) + 1): | 1 to 2": "there is no choice of more than all",
    "iotcheck.engine.blockers: if len(found) >= MOST and len(forced) + count >= len(sorted(found, key=len)[MOST - 1]): | GtE to Gt": _A_TIE,
    "iotcheck.engine.blockers: if len(found) >= MOST and len(forced) + count >= len(sorted(found, key=len)[MOST - 1]): | Add to Sub": _A_TIE,
    "iotcheck.engine.blockers: choices_left -= 1 | 1 to 2": _A_BOUND,
    "iotcheck.engine.blockers: if needed <= 0: | LtE to Lt": "where none is needed, what follows finds the same",
    "iotcheck.engine.blockers: still_to_come = len(options) - index - 1 | Sub to Add": _TOO_LITTLE_LEFT_OUT,
    "iotcheck.engine.blockers: for count in range(min(needed, index + 1), max(0, needed - still_to_come - 1), -1): | 1 to 2": _TOO_LITTLE_LEFT_OUT,
    "iotcheck.engine.blockers: return False | returns None": _ONLY_ASKED,
    "iotcheck.engine.blockers: some = (frozenset(left) for count in range(1, len(good) + 1) for left in combinations(good, count)) | 1 to 2": (
        "there is no choice of more than all"
    ),
    "iotcheck.engine.blockers: return 1 + sum(map(_size, part.parts)) if isinstance(part, _Gate) else 1 | 1 to 2": _A_BOUND,
    "iotcheck.reader.building: self.end = -2  # index after the last text without quotes in a list in brackets | no USub": "no item of a list is as near to the beginning of a file without having changed it",
    "iotcheck.reader.building: self.end = -2  # index after the last text without quotes in a list in brackets | 2 to 3": "no index is as small",
    "iotcheck.reader.building: self._add(Scalar(self.file, *_place(event), \"\", True)) | '' to other text": (
        "a file with an alias is refused, whatever stands there"
    ),
    'iotcheck.reader.building: scalar = Scalar(self.file, before.line, before.column, f"{before.text},{scalar.text}", False) | False to True': (
        "quotes tell a null or a key from a text, and a number is neither"
    ),
    "iotcheck.reader.syntax: return self.lines[place.line - 1] if place.line <= len(self.lines) else \"\" | '' to other text": (
        "below the last line any letter will do: none means anything to YAML"
    ),
    """iotcheck.loader.amounts: context.problem(node, "percent-sign", text=plain, number=plain.rstrip("%％ ")) | '%％ ' to other text""": "no number ends in the letter that is taken away too",
}
