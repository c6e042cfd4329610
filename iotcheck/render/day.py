"""The line that says of which day a result speaks."""

from iotcheck.engine import Report
from iotcheck.render.parts import changed_since, sort_parts
from iotcheck.texts import result as results
from iotcheck.texts import say
from iotcheck.texts.days import day_ago


def day_line(report: Report, language: str) -> str:
    """Return of which day's rules a result speaks; where that is long ago, also what came later for programs shown."""
    said = results.rules_day(language, report.policies, report.as_of, report.today)
    if day_ago(language, report.as_of, report.today) == day_ago(language, report.as_of, None):
        return said
    shown = sort_parts(report).shown(show_all=False)
    changed = sum(changed_since(result.program, report.as_of) for result in shown)
    return say(language, "days.changed-since", sentence=said, n=changed) if changed else said
