"""Django's entry for names."""

from django.apps import AppConfig


class NamesConfig(AppConfig):
    """The register of who is who in a case, and the check that no name leaves."""

    name = "casereview.names"
    default_auto_field = "django.db.models.BigAutoField"
