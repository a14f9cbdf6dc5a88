"""Django's entry for reporting."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The Overview Report, its summary and brief, the accuracy round and sign-off."""

    name = "casereview.reporting"
    default_auto_field = "django.db.models.BigAutoField"
