"""Of which day results speak: whose rules, how long ago, to which day they are known, and which day to choose."""

from datetime import date

from iotcheck.model.dates import Length, years_after
from iotcheck.texts import say
from iotcheck.texts.values import day

SENTENCES: dict[str, tuple[str, str]] = {
    # which day
    "which": ("按哪一天的规定判断？", "Which rules do you want to check?"),
    "today": ("今天（{day}）的规定", "Today's ({day})"),
    "own": ("{day}的规定（当时的情况，现在可能已变）", "Those of {day} (as they were then; they may have changed)"),
    "hint-which": ("输入 1 或 2；直接回车选 1；q 退出", "Type 1 or 2; Enter for 1; q quit"),
    "own-day": (
        "按{day}的规定判断，现在可能已变。要按今天的规定判断，请加 --as-of today。",
        "Under the rules of {day}, which may have changed. For today's rules, use --as-of today.",
    ),
    # two days compared
    "between": ("{file}：{before} → {after}，有何变化", "{file}: what changes from {before} to {after}"),
    "same-terms": ("两天适用的规定相同。", "The same terms apply on both days."),
    # how long ago
    "ago": ("{day}（{n} 年前）", "{day}, {n} {n:year|years} ago"),
    "changed-since": (
        "{sentence}。所列项目中有 {n} 个此后另有规定或说明。",
        "{sentence}. {n} of the programs shown {n:has|have} later terms or notes.",
    ),
    # how long terms count
    "years": ("{n} 年", "{n} {n:year|years}"),
    "months": ("{n} 个月", "{n} {n:month|months}"),
    "days": ("{n} 天", "{n} {n:day|days}"),
    "follows-today": ("今天", "today"),
    "last-checked": ("最近核对：{day}", "last checked on {day}"),
    "status-checked": ("{status}（{checked}）", "{status} ({checked})"),
}


def day_ago(language: str, one: date, today: date | None) -> str:
    """Return a day, and how many years ago it was where that is more than one; `today` is None where it is not known."""
    said, next_year = day(language, one), years_after(one, 1)
    if today is None or next_year is None or today <= next_year:
        return said
    years = today.year - one.year
    anniversary = years_after(one, years)
    return say(language, "days.ago", day=said, n=years - (anniversary is None or anniversary > today))


def length(language: str, one: Length) -> str:
    """Return a length of time, such as 1 year."""
    unit, n = next((unit, n) for unit, n in one._asdict().items() if n)
    return say(language, f"days.{unit}", n=n)


def choices(language: str, today: date, own: date) -> tuple[str, str]:
    """Return the words for the days to choose from: today, and the day of the file."""
    return say(language, "days.today", day=day(language, today)), say(language, "days.own", day=day(language, own))
