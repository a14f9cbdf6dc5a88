"""The integrated chronology as a file: XLSX, DOCX, PDF, CSV and JSON. Opened again by the importer, all but the PDF give the same rows."""

from casereview.evidence.chronology.writing.cover import Cover
from casereview.evidence.chronology.writing.files import ENDINGS, CannotWrite, made, write
from casereview.evidence.chronology.writing.opened import is_ours, row_of_json, rows_of_table

__all__ = ["ENDINGS", "CannotWrite", "Cover", "is_ours", "made", "row_of_json", "rows_of_table", "write"]
