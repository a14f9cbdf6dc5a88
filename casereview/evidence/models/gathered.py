"""Documents, agency reports and chronology entries."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casereview.acts.tables import CaseRow, Table

OF_AGENCIES = frozenset({"manager", "lead", "agency-lead", "report-writer"})


class Asked(CaseRow):
    """An agency was asked for its chronology and report by a date; and how far it has come."""

    KIND = "asked"
    PREFIX = "AK"
    KEEPERS = frozenset({"manager", "lead"})
    CORRECTABLE = {"due_on": "Due"}

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    chronology = models.BooleanField(default=True)
    report = models.BooleanField(default=True)
    due_on = models.DateField()
    chased_on = models.JSONField(default=list, blank=True)
    guidance = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]


class Document(CaseRow):
    """A file with its kind, date, origin and protective marking. The bytes are in the store, by digest."""

    KIND = "document"
    PREFIX = "DC"
    KEEPERS = OF_AGENCIES
    CORRECTABLE = {"title": "Title", "origin": "Origin", "marking": "Protective marking", "dated_on": "Date"}

    title = models.CharField(max_length=200)
    what = models.CharField(max_length=30)
    dated_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=300, blank=True)
    marking = models.CharField(max_length=60, blank=True)
    agency = models.ForeignKey(
        "people.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on_behalf_of = models.CharField(max_length=300, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    shared_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    size = models.BigIntegerField()


class AgencyReport(CaseRow):
    """What one agency says of its own part. One row a submitted version, frozen and hashed."""

    KIND = "agency-report"
    PREFIX = "AR"
    KEEPERS = OF_AGENCIES

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_by = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="submitted")
    comments = models.TextField(blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    shared_on = models.DateField(null=True, blank=True)


class Paragraph(Table):
    """A numbered paragraph of a submitted report, so that a finding can rest on it."""

    report = models.ForeignKey(AgencyReport, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta(Table.Meta):
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="paragraph_once_a_report")]

    def __str__(self) -> str:
        return f"paragraph {self.number}"


class ChronologyVersion(CaseRow):
    """A submitted version of an agency's chronology: ``content`` was frozen, ``digest`` is its SHA-256."""

    KIND = "chronology"
    PREFIX = "CH"
    KEEPERS = OF_AGENCIES

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    entries = models.PositiveIntegerField()
    content = models.TextField(default="", blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="submitted")
    comments = models.TextField(blank=True)
    on_behalf_of = models.CharField(max_length=300, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    shared_on = models.DateField(null=True, blank=True)


class Entry(CaseRow):
    """A row of a chronology, in the agency's words; its date as typed, and beside it what was understood.

    ``at`` is the time that was understood, as 09:30, for the order of a day; ``submission`` the first
    frozen version it is in. ``place`` says where in its file it stands: part, line, and the column of each
    meaning. ``guess`` is a day guessed from a neighbouring row, shown beside it. ``gone_from`` is a newer file
    of the agency in which it no longer is: it was kept, because something rests on it.
    """

    KIND = "entry"
    PREFIX = "E"
    KEEPERS = OF_AGENCIES
    CORRECTABLE = {
        "date_text": "Date, as typed",
        "time_text": "Time, as typed",
        "event": "What happened",
        "source": "Source",
        "professional": "Professional",
        "child_seen": "Was the child seen",
        "comment": "Comment",
    }

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    date_text = models.TextField(blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    certainty = models.CharField(max_length=12, default="unknown")
    time_text = models.TextField(blank=True)
    at = models.CharField(max_length=5, blank=True)
    source = models.TextField(blank=True)
    event = models.TextField()
    professional = models.CharField(max_length=300, blank=True)
    child_seen = models.CharField(max_length=100, blank=True)
    comment = models.TextField(blank=True)
    other = models.JSONField(default=dict, blank=True)
    sequence = models.CharField(max_length=60, blank=True)
    guess = models.JSONField(default=dict, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_row = models.PositiveIntegerField(null=True, blank=True)
    place = models.JSONField(default=dict, blank=True)
    gone_from = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=300, blank=True)
    submission = models.ForeignKey(
        ChronologyVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_on = models.DateField(null=True, blank=True)
    shared_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]
        indexes = [models.Index(fields=["case", "earliest", "number"], name="entry_in_order")]


class Key(CaseRow):
    """A key practice episode: a span with a title."""

    KIND = "episode"
    PREFIX = "KE"
    KEEPERS = frozenset({"manager", "lead", "author"})
    CORRECTABLE = {"title": "Title", "first_on": "First day", "last_on": "Last day"}

    title = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                name="episode_ends_after_it_begins", condition=Q(last_on__gte=models.F("first_on"))
            ),
        ]
