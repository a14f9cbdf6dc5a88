"""The outbox: a row in the act's own transaction, sent later by the worker."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casereview.acts.tables import Table


class Outbox(Table):
    """A notice to one account. It holds a case's code and a link, never a name or an attachment."""

    account = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    about = models.CharField(max_length=40, blank=True)
    act_seq = models.BigIntegerField(default=0)
    due = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=100, blank=True)

    class Meta(Table.Meta):
        indexes = [models.Index(fields=["due"], name="outbox_waiting", condition=Q(done_at=None))]
        verbose_name_plural = "outbox"

    def __str__(self) -> str:
        return f"notice {self.pk}"
