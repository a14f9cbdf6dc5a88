"""Pages of evidence and of the chronology."""
