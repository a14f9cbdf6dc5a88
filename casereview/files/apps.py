"""Django's entry for files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The upload gate and the store of files by digest."""

    name = "casereview.files"
    default_auto_field = "django.db.models.BigAutoField"
