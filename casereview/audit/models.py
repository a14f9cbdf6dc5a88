"""The trail's tables. Only ``audit.trail`` writes them; triggers and the application's role refuse any change."""

from __future__ import annotations

from django.db import models


class Row(models.Model):
    """One line of the trail: who did or looked at what, when; chained to the line before."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=27)
    on = models.CharField(max_length=10, blank=True)
    actor = models.CharField(max_length=40)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, blank=True)
    payload_digest = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    mac = models.CharField(max_length=64)

    rows = models.Manager()

    class Meta:
        default_manager_name = base_manager_name = "rows"
        # the history of a case is by day; looks have none, so they are passed over however many there are
        indexes = [models.Index(fields=["subject", "on", "seq"], name="audit_row_of_subject_by_day")]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Said(models.Model):
    """What was said in an act, with its nonce; and the sentence that the timeline shows."""

    seq = models.BigIntegerField(primary_key=True)
    nonce = models.CharField(max_length=64)
    payload = models.TextField()
    sentence = models.TextField(blank=True)
    made = models.CharField(max_length=60, blank=True)
    phase = models.CharField(max_length=20, blank=True)
    token = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - many rows have none, one has each

    rows = models.Manager()

    class Meta:
        default_manager_name = base_manager_name = "rows"

    def __str__(self) -> str:
        return str(self.seq)


class Head(models.Model):
    """The end of the chain: one row, locked while a line is added."""

    one = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    at = models.CharField(max_length=27, default="")

    rows = models.Manager()

    class Meta:
        default_manager_name = base_manager_name = "rows"

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"
