"""Django's entry for workspace."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Home by role, a case's page, timeline, search and calendar: what waits, what is late, what comes next."""

    name = "casereview.workspace"
    default_auto_field = "django.db.models.BigAutoField"
