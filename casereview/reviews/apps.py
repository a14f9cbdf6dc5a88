"""Django's entry for reviews."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Terms of reference, timetable, proceedings and holds, meetings, learning events, family."""

    name = "casereview.reviews"
    default_auto_field = "django.db.models.BigAutoField"
