"""What lint says of sources: what cites nothing, quotes, and figures that no quote says. `lint` has the rest."""

from typing import NamedTuple


class Saying(NamedTuple):
    """What is wrong, why it matters, how to mend it; each in every language."""

    sentence: tuple[str, str]
    why: tuple[str, str]
    mend: tuple[str, str]


SAYINGS: dict[str, Saying] = {
    # sources
    "condition-without-source": Saying(
        ("条件“{name}”没有来源", "the condition '{name}' cites no source"),
        ("读者无法核对它出自哪里。", "Nobody can check where it comes from."),
        ("加上 source：文件、章节和原文。", "Add a 'source': document, section, and the words."),
    ),
    "note-without-source": Saying(
        ("这条说明自称 official，却没有来源", "this note calls itself official, and cites nothing"),
        ("官方的说法应当可以核对。", "What is official can be checked."),
        ("加上 source，或改正 confidence。", "Add a 'source', or correct its 'confidence'."),
    ),
    "citation-without-place": Saying(
        ("引用“{document}”时没有写章节，也没有原文", "'{document}' is cited without section or quote"),
        ("读者要通读整份文件才能核对条件。", "To check the terms, a reader would have to read all of it."),
        ("写上 section，或一小段原文 quote。", "Add a 'section', or a short 'quote'."),
    ),
    "quote-too-long": Saying(
        (
            "原文有 {length} 字，超过 {limit} 字",
            "the quote has the length of {length} Chinese characters, more than {limit}",
        ),
        (
            "原文用来定位，太长就看不出依据的是哪一句。",
            "A quote points to a place; a long one hides what it points to.",
        ),
        ("只留下直接说明条件或金额的那一句。", "Keep the words that state the condition or the amount."),
    ),
    "quote-not-in-text": Saying(
        (
            "原文里没有“{quote}”；最接近的一段（{place}）：“{nearest}”",
            "'{quote}' does not stand in the text of its source; nearest is, at {place}: '{nearest}'",
        ),
        (
            "摘录应当一字不差（空白、全角半角、引号样式不计）；原文没有的话，不能作为依据。",
            "A quote is verbatim, white space, width and kinds of quotation marks aside. What the text does not say "
            "is no source.",
        ),
        (
            "照原文改正摘录；引错了文件，就改正 document。",
            "Copy the words from the text, or correct the 'document' if another one says them.",
        ),
    ),
    "quote-in-another-section": Saying(
        (
            "“{quote}”在原文的“{actual}”处，不在“{section}”",
            "'{quote}' stands under '{actual}', and not in section {section}",
        ),
        ("照章节去核对的人找不到它。", "Who looks it up by its section does not find it."),
        ("改正 section。", "Correct the 'section'."),
    ),
    # figures
    "figure-not-in-quote": Saying(
        ("原文摘录里没有 {figure}：{quotes}", "no quote that governs it says {figure}: {quotes}"),
        (
            "条件和金额里的每个数字，都应当能在它所依据的原文里找到。",
            "Every figure of a condition or an amount should stand in the words that it rests on.",
        ),
        (
            "改正这个数字，或引用写明它的那一句；从原文推算出来的，在出处写上 reading。",
            "Correct the figure, or quote the words that say it; if it was worked out, say how in the citation's 'reading'.",
        ),
    ),
    "figure-without-quote": Saying(
        ("{figure} 没有原文摘录为依据", "{figure} rests on no quote"),
        (
            "它所依据的原文就在手边，却没有引用写明它的那一句，改错了也看不出来。",
            "The text that it rests on is at hand, and nothing says which of its words give the figure.",
        ),
        ("在出处写上 quote。", "Add a 'quote' to its citation."),
    ),
    "figure-direction": Saying(
        (
            "{figure} 处原文写的是“{words}”，这里却用 {operator}",
            "the quote says '{words}' of {figure}, and here stands {operator}",
        ),
        (
            "界限的方向与原文相反，或是否包括本数与原文不同：“以上”“以下”“以内”包括本数，“超过”“不满”不包括。",
            "The other side of the figure is meant, or the figure itself belongs to the other side: "
            "'at least' includes it, 'more than' does not.",
        ),
        (
            "改用与原文一致的比较；摘录写的是别的事，就换成直接说明它的那一句。",
            "Use the comparison that the words ask for. If they speak of something else, quote those that are meant.",
        ),
    ),
}
