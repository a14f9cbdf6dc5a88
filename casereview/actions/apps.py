"""Django's entry for actions."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Responses and the Action Plan: from what should change to what is in place."""

    name = "casereview.actions"
    default_auto_field = "django.db.models.BigAutoField"
