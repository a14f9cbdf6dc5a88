"""One agency's file, from its bytes to its rows: the gate, the reader of its kind, the table, the questions. No database."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import date

from casereview.evidence.chronology.dates import WHY, Heading
from casereview.evidence.chronology.reading.cells import CannotRead, Original
from casereview.evidence.chronology.reading.exchange import Reading, Wish, agency_in, shown_name
from casereview.evidence.chronology.reading.making import Read
from casereview.evidence.chronology.reading.ours import rows_as_written
from casereview.evidence.chronology.reading.questions import Known, apply, ask_about, problems_of
from casereview.evidence.chronology.reading.tabling import Table
from casereview.evidence.chronology.rows import Problem, Row
from casereview.files.gate import NOT_TAKEN, Rejected, check, ending_of

ENDINGS = (".docx", ".xlsx", ".ods", ".csv", ".json")
NOT_A_CHRONOLOGY = (
    "A chronology is a .docx, .xlsx, .ods or .csv file. Save it as one of these and send it again."
)
PDF = (
    "A PDF cannot be read as a chronology: it holds the look of a page, or a picture of one, and no table."
    " Send the Word or Excel file that it was made from."
)
PICTURE = "A picture of a table cannot be read. Send the table itself, as .docx, .xlsx or .csv."
PICTURE_ENDINGS = (".png", ".jpg", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".webp")
PICTURES = (
    "Pictures stand in this file. What they show was not read: if it belongs to the chronology, type it out."
)
NO_ROWS = "No table with a column for the date and one for the event was found, or it has no row below its headings."
WORDS_OUTSIDE = "Words stand outside the table. They are no entries, and stay in the file as it was sent."
A_SENTENCE = 8
"""Words: a title has fewer."""
MOST_SHOWN = 1000
BY_THEMSELVES = frozenset({"serial", "spelling", "no-such-date", "no-year"})
MOST_COLUMNS = 300
OUTSIDE = "This date is outside the month of the heading above it."
NOTHING_SAID = "Nothing is said of what happened."
NO_SOURCE = "No source is given for this entry."


def read_file(name: str, data: bytes, wish: Wish | None = None) -> Reading:
    """Every row of a chronology file. What cannot be read at all comes back ``refused``, with its sentence.

    Args:
        name: the name it was sent under; its ending says what it should be.
    """
    wish = wish or Wish()
    reading = Reading(
        shown_name(name), wish.agency or agency_in(name), digest=hashlib.sha256(data).hexdigest()
    )
    try:
        found = taken_apart(name, data, wish)
        if isinstance(found, list):
            reading.rows = found
        elif rows := rows_as_written(found):
            reading.rows = rows
        else:
            _fill(reading, found, wish)
    except CannotRead as why:
        reading.refused = str(why)
        reading.rows, reading.questions = [], []
    return reading


def read_pasted_text(text: str, wish: Wish | None = None) -> Reading:
    """Every row of a table that was pasted as text."""
    from casereview.evidence.chronology.reading.pasted import read_pasted

    wish = wish or Wish()
    data = text.encode()
    reading = Reading("pasted table", wish.agency or "Agency", digest=hashlib.sha256(data).hexdigest())
    try:
        if not text.strip():
            raise CannotRead("Nothing was pasted.")
        _fill(reading, read_pasted(text), wish)
    except CannotRead as why:
        reading.refused = str(why)
        reading.rows, reading.questions = [], []
    return reading


def why_not(name: str, why: str) -> str:
    """The sentence for a file that the gate did not let in, for whoever meant it to be a chronology.

    Whoever took the password from a PDF would hear only then that no PDF can be read, and so with what the gate would take instead.

    >>> why_not("scan.pdf", "It has a password.") == PDF, why_not("ours.odt", NOT_TAKEN) == NOT_A_CHRONOLOGY
    (True, True)

    Args:
        why: what the gate said.
    """
    ending = ending_of(name)
    if ending == ".pdf":
        return PDF
    if ending in PICTURE_ENDINGS:
        return PICTURE
    return NOT_A_CHRONOLOGY if why == NOT_TAKEN else why


def taken_apart(name: str, data: bytes, wish: Wish) -> Original | list[Row]:
    """A file through the gate and in parts.

    Raises:
        CannotRead: with the sentence for whoever sent it.
    """
    ending = ending_of(name)
    if ending == ".pdf" or ending in PICTURE_ENDINGS:
        raise CannotRead(why_not(name, ""))
    gated = "gate.csv" if ending in (".json", ".tsv") else f"gate{ending}"
    answer = check(data, gated, limit=wish.limit)
    if isinstance(answer, Rejected):
        raise CannotRead(why_not(name, answer.why))
    if ending == ".docx":
        from casereview.evidence.chronology.reading.word import read_word

        return read_word(data)
    if ending == ".xlsx":
        from casereview.evidence.chronology.reading.sheets import read_workbook

        return read_workbook(data)
    if ending == ".ods":
        from casereview.evidence.chronology.reading.open_document import read_open_document

        return read_open_document(data)
    if ending == ".json":
        from casereview.evidence.chronology.reading.listed import read_json

        return read_json(data)
    if ending in (".csv", ".tsv", ".txt"):
        from casereview.evidence.chronology.reading.delimited import read_delimited

        return read_delimited(io.BytesIO(data), wish.encoding, wish.delimiter)
    raise CannotRead(NOT_A_CHRONOLOGY)


def _fill(reading: Reading, original: Original, wish: Wish) -> None:
    from casereview.evidence.chronology.reading.relative import place_by_neighbours

    table = table_of(reading, original, wish)
    reads = list(table.rows())
    set_out(reading, original, table, any_rows=bool(reads))
    known = Known(wish.today or date.today(), wish.born)
    reading.questions = ask_about(reads, known)
    apply(reads, reading.questions, wish.answers)
    reading.rows = [read.row for read in reads]
    reading.problems = [
        *table.problems,
        *of_dates(reading.file, reads),
        *problems_of(reading.file, reading.questions, wish.answers),
        *place_by_neighbours(reading.file, reads),
        *_weak(reading.file, reads, table),
    ]


def table_of(reading: Reading, original: Original, wish: Wish) -> Table:
    """What takes a file's parts and gives its rows."""
    table = Table(reading.file, reading.agency, original, wish.meanings)
    for sentence in original.said:
        table.say(sentence)
    return table


def set_out(reading: Reading, original: Original, table: Table, *, any_rows: bool) -> None:
    """What is known of a file when all its rows were read.

    Raises:
        CannotRead: there were none.
    """
    if not any_rows:
        reading.columns, reading.samples, _ = table.unread
    if not any_rows and original.pictures:
        raise CannotRead(PICTURE)
    if not any_rows:
        raise CannotRead(next((one.why for one in table.problems if "was not read" in one.why), NO_ROWS))
    if original.pictures:
        table.say(PICTURES)
    reading.columns, reading.samples = table.columns, table.samples
    reading.outside = original.outside
    sentences = [text.strip() for text in original.outside if len(text.split()) >= A_SENTENCE]
    if sentences:
        table.say(WORDS_OUTSIDE, text="\n".join(sentences)[:MOST_SHOWN])
    reading.encoding, reading.delimiter = original.encoding, original.delimiter
    if len(table.columns) > MOST_COLUMNS - 1:
        table.say(
            f"This file has {len(table.columns)} columns. All were kept; look whether they belong to the chronology."
        )


def of_dates(file: str, reads: Iterable[Read]) -> list[Problem]:
    """What reading each date itself reported and no question asks."""
    found = []
    for read in reads:
        problem, row = read.date.problem, read.row
        if problem in BY_THEMSELVES and not (problem == "spelling" and row.certainty == "uncertain"):
            found.append(Problem(file, row.source_row, "date", row.date_text, WHY[problem]))
        if row.earliest and read.date.unit == "day" and outside_heading(read.under, row.earliest):
            found.append(Problem(file, row.source_row, "date", row.date_text, OUTSIDE))
    return found


def outside_heading(under: Heading, day: date) -> bool:
    """Whether a day is outside the month of the heading above it."""
    return bool(under.year and under.month and (day.year, day.month) != (under.year, under.month))


def _weak(file: str, reads: list[Read], table: Table) -> list[Problem]:
    """Entries that say nothing, and entries that name no source: a weakness of the entry."""
    found = no_source_at_all(file, table)
    sourced = not found
    for read in reads:
        row = read.row
        if not row.event.strip():
            found.append(Problem(file, row.source_row, "event", "", NOTHING_SAID))
        if sourced and not row.source.strip():
            found.append(Problem(file, row.source_row, "source", "", NO_SOURCE))
    return found


def no_source_at_all(file: str, table: Table) -> list[Problem]:
    """That no column of a file says where an entry was found, where none does."""
    if "source" in table.columns.values():
        return []
    why = "No column says where an entry was found: no entry has a source. None given."
    return [Problem(file, None, "source", "", why)]
