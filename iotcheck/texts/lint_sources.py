"""What lint says of sources: what cites nothing, quotes, and figures that no quote says. `lint` has the rest."""

from typing import NamedTuple


class Saying(NamedTuple):
    """What is wrong, why it matters, how to mend it; each in every language."""

    sentence: tuple[str, str]
    why: tuple[str, str]
    mend: tuple[str, str]


SAYINGS: dict[str, Saying] = {
    "stale-after-without-checks": Saying(
        ("写了 stale_after，但没有写明任何核对日期", "'stale_after' is set, but no date of a check is given"),
        (
            "所有规定都从文件的日期起算，并同时失效。",
            "All terms then count from the date of the file and expire together.",
        ),
        (
            "给来源写上 checked，或给版本写上 known_to。",
            "Add 'checked' to the sources, or 'known_to' to the editions.",
        ),
    ),
    # sources
    "condition-without-source": Saying(
        ("条件“{name}”没有来源", "the condition '{name}' has no source"),
        ("读者无法核对它出自哪里。", "Readers cannot check where it comes from."),
        ("加上 source：文件、章节和原文。", "Add a 'source' with document, section and quote."),
    ),
    "note-without-source": Saying(
        ("这条说明标为 official，却没有来源", "this note is marked official but has no source"),
        ("官方的说法应当可以核对。", "Official statements must be verifiable."),
        ("加上 source，或改正 confidence。", "Add a 'source', or correct its 'confidence'."),
    ),
    "citation-without-place": Saying(
        ("引用“{document}”时没有写章节，也没有原文", "'{document}' is cited without a section or quote"),
        ("读者要通读整份文件才能核对。", "To check it, a reader would have to read the whole document."),
        ("写上 section，或一小段原文 quote。", "Add a 'section' or a short 'quote'."),
    ),
    "quote-too-long": Saying(
        ("原文有 {length} 字，超过 {limit} 字", "the quote is as long as {length} Chinese characters (limit: {limit})"),
        (
            "原文用来定位，太长就看不出依据的是哪一句。",
            "A quote should point to a place; a long one hides what it points to.",
        ),
        ("只保留直接说明条件或金额的那一句。", "Keep only the words that state the condition or the amount."),
    ),
    "quote-not-in-text": Saying(
        (
            "原文里没有“{quote}”；最接近的一段（{place}）：“{nearest}”",
            "'{quote}' is not in the source text; closest match ({place}): '{nearest}'",
        ),
        (
            "摘录应当一字不差（空白、全角半角、引号样式不计），否则不能作为依据。",
            "A quote must be verbatim (spaces, character width and quotation marks are ignored). Words that are not in the text are not evidence.",
        ),
        (
            "照原文改正摘录；引错了文件，就改正 document。",
            "Copy the words from the text, or correct 'document' if they are in another one.",
        ),
    ),
    "quote-in-another-section": Saying(
        ("“{quote}”在原文的“{actual}”处，不在“{section}”", "'{quote}' is under '{actual}', not in section {section}"),
        ("按章节核对的人找不到它。", "Anyone who looks it up by section will not find it."),
        ("改正 section。", "Correct the 'section'."),
    ),
    # figures
    "figure-not-in-quote": Saying(
        ("原文摘录里没有 {figure}：{quotes}", "no applicable quote contains {figure}: {quotes}"),
        (
            "条件和金额里的每个数字，都应当能在所依据的原文里找到。",
            "Every figure in a condition or amount should appear in the words it is based on.",
        ),
        (
            "改正数字，或引用写明它的那一句；从原文推算的，在出处写上 reading。",
            "Correct the figure, or quote the words that state it; if it is derived, explain how in the citation's 'reading'.",
        ),
    ),
    "figure-without-quote": Saying(
        ("{figure} 没有原文摘录作为依据", "{figure} has no quote to support it"),
        (
            "所依据的原文就在手边，却没有引用写明它的那一句，改错了也看不出来。",
            "The source text is available, but nothing shows which of its words give the figure.",
        ),
        ("在出处写上 quote。", "Add a 'quote' to its citation."),
    ),
    "figure-direction": Saying(
        (
            "{figure} 处原文写的是“{words}”，这里却用 {operator}",
            "the quote has '{words}' for {figure}, but the rule uses {operator}",
        ),
        (
            "界限的方向与原文相反，或是否包括本数与原文不同：“以上”“以下”“以内”包括本数，“超过”“不满”不包括。",
            "The comparison goes the other way, or differs in whether it includes the figure itself: 'at least' includes it, 'more than' does not.",
        ),
        (
            "改用与原文一致的比较；摘录写的是别的事，就换成直接说明它的那一句。",
            "Use the comparison the words call for. If they are about something else, quote the right ones.",
        ),
    ),
}
