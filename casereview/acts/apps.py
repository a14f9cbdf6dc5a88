"""Django's entry for acts: reads every capability's acts and asks, so that the registries are whole."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ActsConfig(AppConfig):
    """The registries of acts and asks."""

    name = "casereview.acts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the registries before the first request."""
        autodiscover_modules("references", "acts", "queries", "forms", "papers", "letters")
