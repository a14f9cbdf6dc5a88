"""How payloads name what is in a report."""

from __future__ import annotations

from casereview.acts.references import referable_rows

referable_rows("section", lambda row: f"{row.paper}, {row.heading}")
referable_rows(
    "comment",
    lambda row: f"{row.agency.name}, {row.section} paragraph {row.paragraph}",
    lambda rows, actor, subject: rows.select_related("agency"),
)
