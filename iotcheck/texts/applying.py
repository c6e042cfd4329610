"""When, where and with which documents one applies, in words. Only what the file states: no window is expected."""

from collections.abc import Iterable
from datetime import date

from iotcheck.model import Applying, Edition, PolicySet, Text, Window, WindowOnDay, WindowState
from iotcheck.model.applying import rank
from iotcheck.texts import say
from iotcheck.texts import values as words

ENDING = 90  # days before the last day of an edition from which results point at it
SENTENCES: dict[str, tuple[str, str]] = {
    "window": ("申报时间", "When to apply"),
    "windows": ("已公布的申报时间", "Announced windows"),
    "where": ("申报途径", "Where to apply"),
    "contacts": ("联系方式", "Contacts"),
    "page-of": ("{title}的网页", "Page of {title}"),
    "phone": ("电话：{number}", "phone: {number}"),
    "address": ("地址：{place}", "address: {place}"),
    "documents": ("申报材料", "Documents to hand in"),
    "issued-by": ("出具：{issuer}", "issued by: {issuer}"),
    "needed-for": ("用于：{programs}", "for: {programs}"),
    "perhaps-for": ("可能用于：{programs}", "may be needed for: {programs}"),
    "perhaps": ("{title}（可能需要）", "{title} (may be needed)"),
    "only-if": ("仅限：{condition}", "only if: {condition}"),
    "proved-by": ("证明材料：{documents}", "shown by: {documents}"),
    "event-opens": ("{title}：开始申报", "{title}: applications open"),
    "event-closes": ("{title}：申报截止", "{title}: last day to apply"),
    "event-ends": ("{title}：规定到期", "{title}: terms end"),
    "comma": ("、", ", "),
    # how the windows of a program stand on a day
    "open": ("{until}截止，还剩 {n} 天", "open until {until}, {n} {n:day|days} left"),
    "open-last-day": ("{until}截止（最后一天）", "closes on {until}, the last day"),
    "open-without-end": ("正在受理，截止日期未公布", "open; the closing date is not known"),
    "anytime": ("随时可申报", "at any time"),
    "anytime-until": ("随时可申报，{until}截止，还剩 {n} 天", "at any time until {until}, {n} {n:day|days} left"),
    "opens": ("{start}开始，{until}截止", "opens on {start}, closes on {until}"),
    "opens-without-end": ("{start}开始，截止日期未公布", "opens on {start}; the closing date is not known"),
    "closed": ("已于{until}截止", "closed on {until}"),
    "closed-yearly": ("每年申报，下次时间未公布；上次{seen}", "yearly; next dates not known, the last were {seen}"),
    "unknown": ("每年申报，时间未公布", "yearly; dates not known"),
    "terms-end": ("规定{until}到期，还剩 {n} 天", "terms end on {until}, {n} {n:day|days} left"),
    "terms-end-last-day": ("规定{until}到期（最后一天）", "terms end on {until}, the last day"),
    # in a column of deadlines
    "deadline": ("截止日期", "Deadline"),
    "days-left": ("还剩 {n} 天", "{n} {n:day|days} left"),
    "last-day": ("今天截止", "last day"),
    "short-open": ("正在受理", "open"),
    "short-anytime": ("随时可申报", "any time"),
    "short-opens": ("{start}开始", "opens {start}"),
    "short-until": ("{until}截止", "until {until}"),
    "short-closed": ("{until}已截止", "closed {until}"),
    "short-yearly": ("每年申报", "yearly"),
    "short-unknown": ("时间未公布", "dates not announced"),
    "short-terms-end": ("规定到期", "terms end"),
    # the order of programs that can be applied for
    "group-open": ("现在可以申报", "Open now"),
    "group-opens": ("即将开始", "Opening later"),
    "group-unknown": ("申报时间未公布", "Dates not announced"),
    "group-closed": ("已截止", "Closed"),
    # what a file says of windows, without a day
    "at-any-time": ("随时", "at any time"),
    "every-year": ("每年申报，时间未公布", "every year; no dates known"),
    "rows-unread": ("{n:,} 行无法识别，没有列入。", "{n:,} {n:row|rows} could not be read and {n:was|were} left out."),
    "every-year-seen": ("每年申报，已知的各次：{seen}", "every year; known so far: {seen}"),
    "from-until": ("{start}至{until}", "{start} to {until}"),
    "from": ("{start}起", "from {start}"),
    "until": ("{until}截止", "until {until}"),
    "reckoned": ("推算的日期：{how}", "calculated date: {how}"),
}
_GROUPS = ("open", "opens", "unknown", "closed")


def heading(language: str, key: str = "window") -> str:
    """Return what a column, or a part, on applying is called."""
    return _say(language, key)


def labelled(language: str, said: Iterable[str]) -> str:
    """Return in one line what is said of applying."""
    value = say(language, "result.next").join(said)
    return say(language, "result.label", label=heading(language), value=value)


def standing(language: str, window: WindowOnDay) -> str:
    """Return how the windows of a program stand on a day."""
    match window.state:
        case WindowState.OPEN:
            return _open(language, window)
        case WindowState.OPENS if window.start is not None:
            key = "opens" if window.until else "opens-without-end"
            return _say(language, key, start=window.start, until=window.until)
        case WindowState.CLOSED if window.window is not None:
            if window.yearly:
                return _say(language, "closed-yearly", seen=period(language, window.window))
            return _say(language, "closed", until=window.until)
        case _:
            return _say(language, "unknown")


def lines(language: str, edition: Edition | None, day: date) -> tuple[str, ...]:
    """Return what to know about applying on a day, with its note and how a day was calculated; and an end that is near."""
    window = edition.window_on(day) if edition else None
    said: list[str] = []
    if window is not None:
        said.append(standing(language, window))
        said += _remarks(language, window.window.note, window.window.reckoned) if window.window else ()
    until = edition.until if edition else None
    if edition and until and (window is None or window.until is None or until < window.until):
        left = (until - day).days
        if left <= ENDING:
            key = "terms-end" if left else "terms-end-last-day"
            said += [_say(language, key, until=until, n=left), *_remarks(language, None, edition.reckoned)]
    return tuple(said)


def ends_soon(edition: Edition | None, day: date) -> date | None:
    """Return the last day of terms that end soon after a day, None for others."""
    until = edition.until if edition else None
    return until if until is not None and 0 <= (until - day).days <= ENDING else None


def deadline(language: str, edition: Edition | None, day: date) -> tuple[str, ...]:
    """Return by when one has to apply, seen from a day, in a line or two; none where the file does not say."""
    window = edition.window_on(day) if edition else None
    undated = window is None or (window.until is None and window.state in (WindowState.OPEN, WindowState.UNKNOWN))
    if undated and (until := ends_soon(edition, day)):
        return words.day(language, until), _say(language, "short-terms-end")
    if window is None:
        return ()
    match window.state:
        case WindowState.OPEN if window.until is not None:
            left = "days-left" if window.days_left else "last-day"
            return words.day(language, window.until), _say(language, left, n=window.days_left)
        case WindowState.OPEN:
            return (_say(language, "short-open" if window.window else "short-anytime"),)
        case WindowState.OPENS:
            ends = (_say(language, "short-until", until=window.until),) if window.until else ()
            return _say(language, "short-opens", start=window.start), *ends
        case WindowState.CLOSED if not window.yearly:
            return (_say(language, "short-closed", until=window.until),)
        case _:
            return _say(language, "short-yearly"), _say(language, "short-unknown")


def group(language: str, window: WindowOnDay | None) -> str:
    """Return the heading of the programs of one rank."""
    return _say(language, f"group-{_GROUPS[rank(window)[0]]}")


def rule(language: str, applying: Applying) -> str:
    """Return when one can apply as the file states it."""
    seen = words.listing(language, [period(language, window) for window in applying.windows])
    if applying.anytime:
        return _say(language, "at-any-time")
    if applying.yearly:
        return _say(language, "every-year-seen" if seen else "every-year", seen=seen)
    return seen


def period(language: str, window: Window) -> str:
    """Return the first and last day of a window."""
    key = "from-until" if window.start and window.until else "from" if window.start else "until"
    return _say(language, key, start=window.start, until=window.until)


def reckoned(language: str, how: Text) -> str:
    """Return how a day was worked out that no source gives."""
    return _say(language, "reckoned", how=how.in_language(language))


def has_windows(policies: PolicySet) -> bool:
    """Whether the file says of any program when one can apply."""
    return any(edition.applying for program in policies.programs.values() for edition in program.editions)


def _open(language: str, window: WindowOnDay) -> str:
    if window.until is None or window.days_left is None:
        return _say(language, "open-without-end" if window.window else "anytime")
    key = "anytime-until" if window.window is None else "open" if window.days_left else "open-last-day"
    return _say(language, key, until=window.until, n=window.days_left)


def _remarks(language: str, note: Text | None, how: Text | None) -> list[str]:
    said = [note.in_language(language)] if note else []
    return [*said, reckoned(language, how)] if how else said


def _say(language: str, key: str, **params: object) -> str:
    """Return a sentence, days in it written out."""
    said = {name: words.day(language, value) if isinstance(value, date) else value for name, value in params.items()}
    return say(language, f"applying.{key}", **said)
