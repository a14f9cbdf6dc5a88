"""Uploads that wait for the act which names them."""

from __future__ import annotations

from django.db import models

from casereview.acts.tables import Table


class Upload(Table):
    """A file that a person sent, already through the gate and in the store; only its sender's acts can name it."""

    key = models.CharField(max_length=32, unique=True)
    account = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    media = models.CharField(max_length=100)
    size = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"upload {self.pk}"
