"""Django's entry for people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Boards, agencies, people, posts, interests, accounts; how somebody signs in."""

    name = "casereview.people"
    default_auto_field = "django.db.models.BigAutoField"
