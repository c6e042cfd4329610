"""The question before the first: today's rules, or those of the day that the policy file describes."""

from datetime import date

from iotcheck.model import PolicySet
from iotcheck.prompt.terminal import Command, Quit, Terminal, read_command, read_number
from iotcheck.texts import say
from iotcheck.texts.days import choices


def ask_day(policies: PolicySet, today: date, language: str, terminal: Terminal) -> date:
    """Return the day that is chosen, today or that of the file; raise Quit where the applicant leaves."""
    days = (today, policies.as_of)
    terminal.write(policies.title.in_language(language), bold=True)
    terminal.write(say(language, "days.which"), bold=True)
    for number, words in enumerate(choices(language, *days), 1):
        terminal.write(words, lead=f"  {number}  ")
    while True:
        terminal.write(say(language, "days.hint-which"))
        try:
            text = terminal.read()
        except UnicodeDecodeError:
            continue
        except EOFError:
            terminal.write()
            raise Quit(ended=True) from None
        if read_command(text) is Command.QUIT:
            raise Quit
        if number := read_number(text, len(days)) or (not text.strip() and 1):
            terminal.write()
            return days[number - 1]
