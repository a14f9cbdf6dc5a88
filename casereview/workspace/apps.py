"""Django's entry for workspace."""

import gc

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Home by role, a case's page, timeline, search and calendar: what waits, what is late, what comes next."""

    name = "casereview.workspace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """All that is loaded by now stays: to look through it for what could go would only hold up whoever waits then."""
        gc.freeze()
