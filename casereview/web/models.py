"""Drafts: what a person has typed and not yet submitted. Seen by that person alone, gone at the act."""

from __future__ import annotations

from django.db import models

from casereview.acts.tables import Table


class Draft(Table):
    """One person's unfinished form. Not an act: editing a draft changes nothing until it is submitted."""

    account = models.BigIntegerField()
    form = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta(Table.Meta):
        constraints = [
            models.UniqueConstraint(fields=["account", "form"], name="one_draft_a_person_and_form")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
