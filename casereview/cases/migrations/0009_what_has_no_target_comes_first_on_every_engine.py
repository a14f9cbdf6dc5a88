"""PostgreSQL keeps what is blank at the end of an index, and the lists of reviews want it first; SQLite has it so already."""

from __future__ import annotations

from django.db import migrations


def add(apps, schema_editor):
    """An index in the order of the lists."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX case_open_undecided_first ON cases_case (board_id, target_on NULLS FIRST, notified_on, id)"
            " WHERE closed_on IS NULL"
        )


def remove(apps, schema_editor):
    """Without it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX case_open_undecided_first")


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_what_an_agency_corrected_of_its_own_stays_its_own")]

    operations = [migrations.RunPython(add, remove, elidable=False)]
