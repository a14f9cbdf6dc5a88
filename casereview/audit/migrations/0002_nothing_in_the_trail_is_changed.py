"""From here on the database itself refuses to change or delete a line of the trail.

SQLite gets triggers that raise. PostgreSQL gets the same triggers beside the rights of the role ``app``, which has none to
change these tables (docs/installing.md), so that even the owner is stopped by mistake.
"""

from django.db import migrations

TABLES = ("audit_row", "audit_said")


def forbid(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END"
                )
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION audit_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail is never changed'; END $$"
        )
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION audit_never_changed()"
            )


def allow(apps, schema_editor):
    """Take down what ``forbid`` put up: for going back to an older version, and for tests that empty every table."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS audit_never_changed CASCADE")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow, elidable=False)]
