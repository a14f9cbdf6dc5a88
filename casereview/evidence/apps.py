"""Django's entry for evidence."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Documents, agency reports and chronologies: what each agency knew."""

    name = "casereview.evidence"
    default_auto_field = "django.db.models.BigAutoField"
