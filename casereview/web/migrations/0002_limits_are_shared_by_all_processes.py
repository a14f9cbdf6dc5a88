"""The table in which sign-in limits and used codes are kept, so that two processes cannot each allow one."""

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("web", "0001_initial")]
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop, elidable=False)]
