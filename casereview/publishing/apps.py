"""Django's entry for publishing."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Publish, withhold, close; the public page and the whole case out as a folder."""

    name = "casereview.publishing"
    default_auto_field = "django.db.models.BigAutoField"
