"""Opening a store for a command: where it is, whether it is this version's, and making one where there is none."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


class BadStoreOption(ValueError):
    """The store cannot be opened as asked. One sentence that says what to do."""


def add_store_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which store is meant."""
    parser.add_argument("--data", help="a folder that holds the whole store")
    parser.add_argument("--database", help="sqlite:///path or postgres://user@host/name")
    parser.add_argument("--files", help="the folder of files, if it is not beside the database")


def set_environment(args: argparse.Namespace) -> None:
    """Let the settings know which store is meant."""
    if getattr(args, "data", None):
        os.environ["CASEREVIEW_DATA"] = str(Path(args.data).absolute())
        os.environ.pop("CASEREVIEW_DATABASE", None)
    if getattr(args, "database", None):
        os.environ["CASEREVIEW_DATABASE"] = args.database
    if getattr(args, "files", None):
        os.environ["CASEREVIEW_FILES"] = str(Path(args.files).absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.config.settings")


def open_store(args: argparse.Namespace, *, make: str = "") -> None:
    """Open the store, with its tables.

    Args:
        make: who makes it where there is none: ``serve``, ``replay`` or ``demo``. Left out, a store must be there.

    Raises:
        BadStoreOption: it is not there, of a newer version, or not one that this command may write.
    """
    set_environment(args)
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from casereview.config.store import BadStore

    try:
        django.setup()
        from django.conf import settings

        _make_folder(settings, make)
        _migrate(make)
        _check_maker(make)
    except (BadStore, ImproperlyConfigured) as bad:
        raise BadStoreOption(str(bad)) from None
    except DatabaseError as bad:
        raise BadStoreOption(
            f"The store cannot be opened ({type(bad).__name__}). Check its address and that it is running."
        ) from None


def _make_folder(settings: object, make: str) -> None:
    from django.conf import settings as conf

    name = conf.DATABASES["default"]["NAME"]
    if "sqlite3" not in conf.DATABASES["default"]["ENGINE"]:
        return
    path = Path(str(name))
    if not path.exists():
        if not make:
            raise BadStoreOption(
                f"There is no store at {path.name}. Start it with 'casereview serve', or check the address."
            )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        _fresh_secret(path.parent)


def _fresh_secret(folder: Path) -> None:
    """The folder is new, so its signing key is made now and used by this very process too."""
    from django.conf import settings

    from casereview.config.store import secret_key

    if key := secret_key(folder, os.environ):
        settings.SECRET_KEY = key


def _migrate(make: str) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    applied = set(executor.loader.applied_migrations)
    if newer := {(app, name) for app, name in applied - known if app in executor.loader.migrated_apps}:
        raise BadStoreOption(
            f"This store was made by a newer version of Casereview ({len(newer)} changes are not known here). "
            "Nothing was changed. Use that version, or a backup from before."
        )
    if not applied and not make:
        raise BadStoreOption("This store is empty. Start it with 'casereview serve'.")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if not make:
            raise BadStoreOption(
                "This store is of an older version. Make a backup, then start 'casereview serve' once."
            )
        call_command("migrate", verbosity=0, interactive=False)


def _check_maker(make: str) -> None:
    from casereview.people.installation import mark_store, store_made_by

    made_by = store_made_by()
    if make and not made_by:
        from casereview.people.models import Board

        if make != "serve" and Board.rows.exists():
            raise BadStoreOption(
                "This store holds real work, and a replay writes only to a store of its own."
            )
        mark_store(make)
    elif make == "replay" and made_by not in ("replay", "demo"):
        raise BadStoreOption(
            "This store holds real work. A replay writes only to a store that 'replay' or 'demo' made."
        )
    elif make == "demo" and made_by != "demo":
        raise BadStoreOption("This folder holds a store that is not a demo's. Choose another folder.")
