"""An empty table of applicants: a column for each fact, headed by its label, with what may stand in it.

In CSV the second line says so, and reading passes over it (`tables.is_hint_row`); in a workbook a second sheet, notes
and drop-down lists do.
"""

from __future__ import annotations

from io import BytesIO

from iotcheck.model import Fact, FactType, PolicySet
from iotcheck.screen.rejects import hint
from iotcheck.screen.sinks import BYTE_ORDER_MARK, csv_rows, guarded_row
from iotcheck.texts import say

_ROWS = 10_000  # of a workbook that have drop-down lists
_LISTED = (FactType.BOOLEAN, FactType.CHOICE)
_LONGEST_NOTE = 255  # characters; spreadsheets take no more


def blank_csv(policies: PolicySet, language: str) -> bytes:
    """Return an empty table in CSV: the header, and a line that says what may stand below."""
    hints = [
        say(language, "screen.hint-row"),
        *(hint(fact, language, policies.currency) for fact in policies.facts.values()),
    ]
    return BYTE_ORDER_MARK + csv_rows([guarded_row(header(policies, language)), guarded_row(hints)])


def blank_workbook(policies: PolicySet, language: str) -> bytes:
    """Return an empty table as an Excel workbook; raise ModuleNotFoundError without openpyxl."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet, guide = book.worksheets[0], book.create_sheet(say(language, "screen.guide"))
    sheet.title = say(language, "screen.applicants")
    sheet.append(header(policies, language))
    guide.append([say(language, f"screen.guide-{name}") for name in ("column", "question", "accepts")])
    lists = book.create_sheet("lists")
    lists.sheet_state = "hidden"
    for number, fact in enumerate(policies.facts.values(), 2):
        letter, note = get_column_letter(number), hint(fact, language, policies.currency)
        asked = "\n".join(text.in_language(language) for text in (fact.ask, fact.help) if text)
        guide.append([fact.label.in_language(language), asked, note])
        sheet[f"{letter}1"].comment = Comment(f"{asked}\n{note}", "iotcheck", width=320, height=180)
        check = DataValidation(showInputMessage=True, prompt=note[:_LONGEST_NOTE], allow_blank=True)
        if fact.type in _LISTED:
            words = listed(fact, language)
            for row, word in enumerate(words, 1):
                lists[f"{letter}{row}"] = word
            check.type, check.formula1 = "list", f"lists!${letter}$1:${letter}${len(words)}"
        check.add(f"{letter}2:{letter}{_ROWS + 1}")
        sheet.add_data_validation(check)
        sheet.column_dimensions[letter].width = 18
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 28
    for one in (sheet, guide):
        for cell in one[1]:
            cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABC", (28, 60, 60), strict=True):
        guide.column_dimensions[letter].width = width
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def header(policies: PolicySet, language: str) -> list[str]:
    """Return the header: the applicant's name, then the facts' labels."""
    return [say(language, "screen.applicant"), *(fact.label.in_language(language) for fact in policies.facts.values())]


def listed(fact: Fact, language: str) -> list[str]:
    """Return what a drop-down list offers: the choices, and that nobody knows."""
    yes_or_no = [say(language, "screen.yes"), say(language, "screen.no")]
    choices = [label.in_language(language) for label in fact.choices.values()] or yes_or_no
    return [*choices, say(language, "screen.nobody-knows")]
