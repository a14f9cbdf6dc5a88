"""Dates as people type them, read by the conventions of the chronology: ``read_date``."""

from casereview.evidence.chronology.dates.reading import NO_HEADING, WHY, Heading, ReadDate
from casereview.evidence.chronology.dates.usual import heading_in, read_date, time_of_cell

__all__ = ["NO_HEADING", "WHY", "Heading", "ReadDate", "heading_in", "read_date", "time_of_cell"]
