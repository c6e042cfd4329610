"""What figures look like in Chinese and English, and what only looks like them: the patterns of `reading`."""

import re

from iotcheck.authoring.figures.numerals import CHINESE, DIGITS, ENGLISH_MULTIPLES, MIXED, WORDS
from iotcheck.values import CURRENCY_SIGNS, CURRENCY_UNITS

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_MONTH = "|".join([*MONTHS, *(rf"{name[:3]}\b\.?" for name in MONTHS), r"Sept\b\.?"])
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_CHINESE_YEAR = "(?:二零|一九)[零一二三四五六七八九]{2}"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO_TWELVE = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_TO_31 = r"[12]\d|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_YEAR_AFTER = "|".join(
    rf"(?<=\b{word} )" for word in ("in", "since", "by", "from", "until", "before", "after", "of", "for", "year")
)
# A year, a month and a day of each form have names that begin with y, m and d; `part` is the end or beginning of them.
_DAYS = "|".join(
    (
        # 2027-12-31
        r"(?<![\d/.-])(?P<y1>(?:19|20)\d\d)(?P<mark>[-/.])(?P<m1>\d{1,2})(?P=mark)(?P<d1>\d{1,2})(?![\d/-])",
        # 2027年12月31日, 12月31日, 2027年12月底
        rf"(?:(?P<y2>{_YEAR}|{_CHINESE_YEAR}) ?年 ?)?(?<![\d零一二三四五六七八九十])(?P<m2>{_TO_TWELVE}) ?月(?:份)? ?"
        rf"(?:(?P<d2>{_TO_31}) ?[日号](?!线))?(?P<part2>[底末初])?",
        # 2027年, 2027年底; 2011 of 2011—2013年
        rf"(?P<y3>{_YEAR}|{_CHINESE_YEAR}) ?(?:年(?:度)?)(?P<part3>[底末初])?(?!第)",
        rf"(?P<y8>{_YEAR})(?=[-–—~至](?:19|20)\d\d ?年)",
        # 31 December 2027, December 2027; December 31, 2027; 31 December
        rf"(?:(?P<part4>(?:end|close) of) )?(?:\b(?P<d4>{_TO_31}){_ORDINAL} (?:of )?)?"
        rf"\b(?P<m4>{_MONTH}),? (?P<y4>{_YEAR})",
        rf"\b(?P<m5>{_MONTH}) (?P<d5>{_TO_31}){_ORDINAL}\b(?:,? (?P<y5>{_YEAR}))?",
        rf"\b(?P<d6>{_TO_31}){_ORDINAL} (?:of )?(?P<m6>{_MONTH})\b",
        # since 2027, by the end of 2027
        rf"(?i:{_YEAR_AFTER})(?P<part7>(?:the )?end of )?(?P<y7>{_YEAR})"
        r"(?![,.]?\d)(?! (?:employees|people|hours|euros))",
    )
)
FRACTIONS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
    "twentieth": 20,
}
_SHARES = "|".join(
    (
        rf"(?P<per>百分之|千分之|万分之)(?P<share>{DIGITS}|{CHINESE})",
        rf"(?P<whole>{DIGITS}|[一二三四五六七八九十百]+)分之(?P<part>{DIGITS}|[一二三四五六七八九十]+)",
        r"(?P<tenths>[一二三四五六七八九])成(?![立果为员就熟功长本效交型都])|(?P<half>一半|半数)",
        rf"(?i:\b(?P<n_of>{WORDS}|\d+) (?:in|out of)(?: every)? (?P<n_in>{WORDS}|\d+)\b"
        r"(?! ?%| (?:year|month|day|week)))",
        rf"(?i:\b(?:(?P<count>a|{WORDS})[ -])?(?P<fraction>{'|'.join(FRACTIONS)})s?\b(?= (?:of|the|or)\b|[.,;)]|$))",
    )
)
# Signs before and units behind an amount of money, by their currencies.
SIGNS = {sign: currency for currency, signs in CURRENCY_SIGNS.items() for sign in signs}
CURRENCIES = SIGNS | {unit: currency for currency, units in CURRENCY_UNITS.items() for unit in units}
BEFORE = "|".join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))
_AFTER = "|".join(
    re.escape(word) + (r"\b" if word.isascii() and word.isalpha() else "")
    for word in sorted(CURRENCIES, key=len, reverse=True)
)
_NUMBERS = (
    rf"(?:(?i:(?<![A-Za-z])(?P<sign>{BEFORE})) ?)?(?<![\d.])"
    rf"(?:(?P<mixed>(?<![A-Za-z]){MIXED})|(?P<chinese>{CHINESE})|(?i:\b(?P<words>{WORDS})\b))"
)
# Words before a number that only says which one is meant: section 3, Regulation (EU) No 651/2014.
_NUMBERED = (
    "sections?|articles?|art[.]|paragraphs?|para[.]?|subsections?|chapters?|annex|appendix|schedule|part|pages?|pp?[.]"
    "|clauses?|tables?|figures?|rules?|items?|points?|steps?|stage|phase|level|lot|nos?[.]|number|regulations?"
    "|directives?|version|edition|form|box|tier|round|horizon"
)
_NO_FIGURES = "|".join(
    (
        r"https?://\S+|\S+@\S+|www\.\S+",
        r"第 ?[\d零一二三四五六七八九十百千]+|(?<![\d.,])\d+(?:st|nd|rd|th)\b",
        # numbers of documents, plans, telephones and standards
        r"[〔\[(【](?:19|20)\d\d[〕\])】] ?第? ?\d+(?: ?号)?|\d+ ?号(?!线)|[\dA-Z-]{1,20}号(?!线)",
        r"[“\"'‘]?十[一二三四五六七]五(?=[”\"'’]|规划|时期|期间|计划)|[“\"'‘]\d+\+\d+",
        r"(?<![\d.])\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{16,}(?!\d)",
        r"(?<![\d/])\d+/(?:(?:19|20)\d\d|\d\d)(?![\d/%])",
        r"(?<![A-Za-z])(?!(?:CNY|RMB|EUR|GBP|USD|HKD|JPY|US|HK)\b)"
        r"[A-Z]{1,20}(?:/[A-Z]{1,20}){0,3}[ -]?\d[\d.:/-]{0,20}(?! ?[%万亿千元\d])",
        r"(?<![\d.,])\d+[A-Z](?![a-z])\w*",  # 5G, 3D
        # times of the day
        r"(?<![\d:])\d{1,2}:[0-5]\d(?::\d\d)?(?=前|后|止|至|[-–—~]\d{1,2}:\d\d| ?[ap]\.?m)",
        r"(?<=[-–—~至])\d{1,2}:[0-5]\d(?!\d)|\b\d{1,2} ?[ap]\.?m\b",
        # numbers of sections and annexes
        r"(?m:^) *[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、](?![\d一二三四五六七八九十])",
        r"(?m:^) *(?:[一二三四五六七八九十]+(?:是|要)|\d+(?:\.\d+)*\. ?(?!\d))",
        r"(?<=[，。；;:])[一二三四五六七八九]是|其[一二三四五六]",
        r"§§? ?\d+[a-z]?(?: ?\(\w+\))*|[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]",
        rf"(?i:\b(?:{_NUMBERED}) (?:\((?:eu|ec|eec)\) )?(?:no\.? )?)\d[\d./-]*(?:\(\w+\))*(?! ?%)",
        r"(?:附件|附表|附录|表|图|注|步骤|类别|版本)(?:\d+|[一二三四五六七八九十]+)",
    )
)
_RATIO = r"(?<![\d:.])(?P<one>\d{1,3}) ?(?:[:比]) ?(?P<other>\d{1,3})(?![\d:])"
# The first that matches at a place counts: what is no figure hides the numbers in it.
TOKEN = re.compile(rf"(?P<day>{_DAYS})|(?P<none>{_NO_FIGURES})|(?P<shares>{_SHARES})|{_RATIO}|(?P<figure>{_NUMBERS})")

# What stands behind a number and says what it measures.
PERIODS = {
    "year": r"周?年度?|个?(?:完整)?(?:会计|纳税|财政|自然)?年度?|周?岁"
    r"|(?i:[ -](?:(?:full|whole|calendar|financial|fiscal|business|consecutive) )?years?\b)",
    "month": r"个(?:自然)?月|(?i:[ -](?:(?:full|whole|calendar|consecutive) )?months?\b)",
    "week": r"个?星期|周(?![岁年])|(?i:[ -]weeks?\b)",
    "day": r"个?(?:工作|自然|交易)?日|天|(?i:[ -](?:(?:working|calendar|business|full) )?days?\b)",
}
_PERIOD = "|".join(f"(?P<{name}>{words})" for name, words in PERIODS.items())
PERIOD = re.compile(f" ?(?:{_PERIOD})(?P<half>半)?")
PERCENT = re.compile(
    r" ?(?:(?P<percent>%|个?百分点|(?i:per ?cent(?:age points?)?\b|percentage points?\b|pct\b))"
    r"|(?P<mille>‰)|(?P<basis>个?基点|(?i:basis points?\b|bps\b)))"
)
MULTIPLE = re.compile(rf"(?i: ?(?P<letters>{'|'.join(ENGLISH_MULTIPLES)})\b)")
CURRENCY = re.compile(rf" ?(?:(?i:{_AFTER}))")
MEASURE = re.compile(" ?(?:[个项家人名件所台套户份种类倍位期辆亩吨]|小时|次(?!性))")
SHORT = frozenset({"m", "k", "mn", "bn"})  # multiples of money alone: 5 m are metres
