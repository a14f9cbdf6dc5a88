"""Django's entry for learning."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Findings, lessons and recommendations, each resting on what was found."""

    name = "casereview.learning"
    default_auto_field = "django.db.models.BigAutoField"
