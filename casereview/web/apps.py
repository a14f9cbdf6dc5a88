"""Django's entry for web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base pages, GOV.UK components, forms made from payloads, drafts."""

    name = "casereview.web"
    default_auto_field = "django.db.models.BigAutoField"
