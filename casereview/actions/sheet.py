"""The action plan as a sheet, column by column as boards know it. Every cell is text or a day, never a formula."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from casereview.papers.blocks import WHAT_A_REVIEW_IS, day, printable

COLUMNS: tuple[tuple[str, int], ...] = (
    ("No.", 7),
    ("Recommendation", 40),
    ("Response and reasons", 36),
    ("Lesson", 9),
    ("Action", 44),
    ("Type", 16),
    ("Agency", 22),
    ("Owner", 22),
    ("Accountable", 20),
    ("Start", 12),
    ("Target", 12),
    ("Revised target", 12),
    ("Revisions: who agreed, why", 36),
    ("Milestones", 36),
    ("Outcome sought", 32),
    ("Evidence that will show it", 36),
    ("Evidence received", 40),
    ("State", 18),
    ("Last report", 36),
    ("Verified by, on", 32),
    ("Impact check: when, how, result", 36),
)
DATES = {"Start", "Target", "Revised target"}


def sheet(answer: dict[str, Any], code: str) -> bytes:
    """The plan as an XLSX file.

    Args:
        answer: what ``action-plan`` answered, with every action of it.
        code: the case's code, which is all that the file says of itself.
    """
    book = Workbook()
    page: Any = book.active
    page.title = answer["called"][:31]  # no program takes a longer name of a sheet
    book.properties.creator = book.properties.lastModifiedBy = ""
    book.properties.title = f"{answer['called']} {code}"
    made = datetime.combine(date.fromisoformat(answer["today"]), time(12))
    book.properties.created = book.properties.modified = made
    _put(page, 1, [heading for heading, _ in COLUMNS])
    answers = {one["key"]: one for one in answer["responses"]}
    number = 1
    for number, action in enumerate(sorted(answer["actions"], key=lambda a: int(a["key"][1:])), 2):
        _put(page, number, cells(action, answers.get(action["recommendation"], {})))
    about = page.cell(row=number + 2, column=1)
    _text(about, f"{code}, on {day(answer['today'])}. {WHAT_A_REVIEW_IS}")
    about.alignment = Alignment(wrap_text=False)
    for column, (_, width) in enumerate(COLUMNS, 1):
        page.column_dimensions[get_column_letter(column)].width = width
        page.cell(row=1, column=column).font = Font(bold=True)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{number}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(action: dict[str, Any], answer: dict[str, Any]) -> list[str | date | None]:
    """One action's cells, in the order of the columns."""
    moved = action["due_on"] != action["first_due_on"]
    reasons = f"{answer['answer_words']}. {answer['reasons']}".strip() if answer else ""
    last = action["reports"][-1] if action["reports"] else None
    return [
        action["key"],
        f"{answer['key']}. {answer['text']}" if answer else action["recommendation"] or "Immediate action",
        reasons,
        action["lesson"] or ", ".join(answer.get("lessons", [])),
        action["text"],
        action["sort"],
        action["agency"],
        action["owner"],
        action["accountable"],
        _day(action["start_on"]),
        _day(action["first_due_on"]),
        _day(action["due_on"]) if moved else None,
        _lines(
            f"{day(m['was'])} to {day(m['now'])}, agreed by {m['agreed_by']}: {m['because']}"
            for m in action["moves"]
        ),
        _lines(
            f"{m['text']}, {day(m['due_on'])}{', reached ' + day(m['done_on']) if m['done_on'] else ''}"
            for m in action["milestones"]
        ),
        action["outcome_sought"],
        action["will_show"],
        _lines(f"{day(p['on'])}: {p['text']} ({p['strength']})" for p in action["proof"]),
        action["state_words"],
        f"{day(last['on'])}: {last['text']}" if last else "",
        _lines(
            f"{day(v['on'])}, {v['by']}: {'in place' if v['verdict'] == 'in-place' else 'not yet'}. {v['seen']}"
            for v in action["verifications"]
        ),
        _impact(action),
    ]


def _impact(action: dict[str, Any]) -> str:
    due = [f"Due {day(action['effect_due_on'])}"] if action["effect_due_on"] else []
    return _lines([*(f"{day(e['on'])}: {e['held']}. {e['text']}" for e in action["effects"]), *due])


def _lines(said: Any) -> str:
    return "\n".join(said)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _put(page: Any, row: int, values: list[Any]) -> None:
    for column, value in enumerate(values, 1):
        cell = page.cell(row=row, column=column)
        if isinstance(value, date):
            cell.value, cell.number_format = value, "d mmm yyyy"
        elif value:
            _text(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _text(cell: Cell, value: str) -> None:
    """Words as words: a cell that begins like a formula stays text here, and when somebody edits it."""
    cell.value = printable(value)[:32_000]
    cell.data_type = "s"
    cell.quotePrefix = True
