"""Findings, lessons, recommendations and what each rests on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casereview.acts.tables import CaseRow, Table


class Analysis(CaseRow):
    """That the analysis was opened: without which agencies' submissions, and why the lead did not wait."""

    KIND = "analysis"
    PREFIX = "AN"
    KEEPERS = frozenset({"lead"})
    CORRECTABLE = {"because": "Why it did not wait"}

    without = models.JSONField(default=list, blank=True)
    because = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        verbose_name_plural = "analyses"
        constraints = [*CaseRow.Meta.constraints]


class Finding(CaseRow):
    """What was so and why."""

    KIND = "finding"
    PREFIX = "F"
    CORRECTABLE = {"text": "Finding", "why": "Why it was so"}

    text = models.TextField()
    why = models.TextField(blank=True)


class Basis(Table):
    """What a finding rests on: exactly one entry, report paragraph, thing heard or document a row."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        "evidence.Entry", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paragraph = models.ForeignKey(
        "evidence.Paragraph", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    heard = models.ForeignKey(
        "reviews.Heard", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "evidence.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Table.Meta):
        verbose_name_plural = "bases"
        constraints = [
            models.CheckConstraint(
                name="basis_is_exactly_one_thing",
                condition=(
                    Q(entry__isnull=False, paragraph=None, heard=None, document=None)
                    | Q(entry=None, paragraph__isnull=False, heard=None, document=None)
                    | Q(entry=None, paragraph=None, heard__isnull=False, document=None)
                    | Q(entry=None, paragraph=None, heard=None, document__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"basis {self.pk}"


class Lesson(CaseRow):
    """What a finding teaches, within one agency or across agencies."""

    KIND = "lesson"
    PREFIX = "L"
    CORRECTABLE = {"text": "Lesson"}

    text = models.TextField()
    reach = models.CharField(max_length=8)
    agencies = models.ManyToManyField("people.Agency", related_name="+")
    findings = models.ManyToManyField(Finding, related_name="+")
    themes = models.JSONField(default=list)
    sent_early_on = models.DateField(null=True, blank=True)
    sent_early_to = models.CharField(max_length=300, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                name="lesson_is_within_or_across", condition=Q(reach__in=["within", "across"])
            ),
        ]


class Recommendation(CaseRow):
    """What should change, addressed to a body that can do it, resting on lessons."""

    KIND = "recommendation"
    PREFIX = "R"
    CORRECTABLE = {"text": "Recommendation"}

    text = models.TextField()
    agency = models.ForeignKey(
        "people.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_board = models.BooleanField(default=False)
    outside_body = models.CharField(max_length=200, blank=True)
    lessons = models.ManyToManyField(Lesson, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    outside_answer = models.TextField(blank=True)
    author_told_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                name="recommendation_is_to_one_body",
                condition=(
                    Q(agency__isnull=False, to_board=False, outside_body="")
                    | Q(agency=None, to_board=True, outside_body="")
                    | (Q(agency=None, to_board=False) & ~Q(outside_body=""))
                ),
            ),
        ]
