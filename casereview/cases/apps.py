"""Django's entry for cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case: notification, screening, decision, appointments; who is asking."""

    name = "casereview.cases"
    default_auto_field = "django.db.models.BigAutoField"
