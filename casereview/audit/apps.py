"""Django's entry for audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The hash-chained audit trail."""

    name = "casereview.audit"
    default_auto_field = "django.db.models.BigAutoField"
