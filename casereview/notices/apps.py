"""Django's entry for notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The outbox: what the product tells people by mail, with codes and links only."""

    name = "casereview.notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let ``perform`` write notices."""
        import casereview.notices.outbox  # noqa: F401
