"""The report's sections and versions, the accuracy round, and who signed."""

from __future__ import annotations

from django.db import models

from casereview.acts.tables import CaseRow, Table


class Section(CaseRow):
    """A section of the Overview Report, the executive summary or the learning brief, as it stands now."""

    KIND = "section"
    PREFIX = "SC"
    KEEPERS = frozenset({"author"})

    paper = models.CharField(max_length=10)
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    draws = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]
        ordering = ["paper", "position"]


class SectionVersion(Table):
    """A version of a section that was saved: nothing typed is ever lost."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta(Table.Meta):
        constraints = [models.UniqueConstraint(fields=["section", "version"], name="section_version_once")]

    def __str__(self) -> str:
        return f"version {self.version}"


class ReportVersion(CaseRow):
    """A whole report, frozen and hashed: what went to the accuracy round, to sign-off, to the public."""

    KIND = "report-version"
    PREFIX = "RV"
    KEEPERS = frozenset({"author", "lead"})

    what_for = models.CharField(max_length=20)
    sections = models.JSONField()
    digest = models.CharField(max_length=64)
    comments_due_on = models.DateField(null=True, blank=True)


class Comment(CaseRow):
    """An agency's comment on the accuracy of a paragraph, and the author's answer."""

    KIND = "comment"
    PREFIX = "CM"
    KEEPERS = frozenset({"author", "lead", "agency-lead"})
    CORRECTABLE = {"text": "Comment"}

    report = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=12)
    paragraph = models.PositiveIntegerField()
    text = models.TextField()
    on_behalf_of = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=12, blank=True)
    answer_text = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)


class SignOff(CaseRow):
    """The lead's or the board's signature under a frozen version. Nobody signs off their own report."""

    KIND = "sign-off"
    PREFIX = "SO"
    KEEPERS = frozenset({"lead", "chair"})

    report = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    as_what = models.CharField(max_length=8)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
