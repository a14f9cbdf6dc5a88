"""What the panel makes of the chronology: comments, marks, tags, questions to agencies, judged pairs and silences.

Nothing here changes an entry. Each row hangs on entries and stays with them when an agency sends a newer file.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casereview.acts.tables import CaseRow, Table
from casereview.evidence.models.gathered import Document, Entry

PANEL = frozenset({"manager", "lead", "author", "team-member"})
"""Those who read the chronology together and say what they make of it."""


class Comment(CaseRow):
    """What somebody of the panel says of an entry. ``seen_by`` are the roles that may read it, and nobody else."""

    KIND = "entry-comment"
    PREFIX = "CO"
    KEEPERS = frozenset({"manager", "lead", "author"})
    CORRECTABLE = {"text": "Comment"}

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    by_role = models.CharField(max_length=20)
    writer = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    seen_by = models.JSONField(default=list)


class Significance(CaseRow):
    """That the panel holds an entry to be significant, or a turning point, and why."""

    KIND = "significance"
    PREFIX = "SG"
    CORRECTABLE = {"because": "Why"}

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="marks")
    how = models.CharField(max_length=14)
    because = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        verbose_name_plural = "significances"
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry"], condition=Q(withdrawn_on=None), name="one_significance_an_entry"
            ),
        ]


class Tag(CaseRow):
    """A theme of the taxonomy that an entry shows."""

    KIND = "tag"
    PREFIX = "TG"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="tags")
    theme = models.CharField(max_length=8)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry", "theme"], condition=Q(withdrawn_on=None), name="a_tag_once_an_entry"
            ),
        ]


class AgencyQuestion(CaseRow):
    """A question sent back to one agency, with an answer by a day. Only that agency and the whole case see it.

    ``silence`` names the silence that it was made of, as the silences page does.
    """

    KIND = "agency-question"
    PREFIX = "AQ"
    KEEPERS = frozenset({"manager", "lead", "author"})
    CORRECTABLE = {"text": "Question", "due_on": "Answer by"}

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )
    text = models.TextField()
    due_on = models.DateField()
    silence = models.CharField(max_length=80, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    on_behalf_of = models.CharField(max_length=300, blank=True)


class Pairing(CaseRow):
    """Whether two entries are two accounts of one event. ``question`` is what the author should settle, if they differ."""

    KIND = "pairing"
    PREFIX = "PA"
    KEEPERS = frozenset({"manager", "lead", "author"})
    CORRECTABLE = {"question": "Question for the author", "answer": "What the author makes of it"}

    first = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    same = models.BooleanField()
    why = models.TextField(blank=True)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(name="pairing_of_two_entries", condition=Q(first__lt=models.F("second"))),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(withdrawn_on=None), name="a_pair_is_judged_once"
            ),
        ]


class Dismissed(CaseRow):
    """A silence that somebody of the panel looked at and needs no question: which, and why."""

    KIND = "dismissed-silence"
    PREFIX = "DS"
    KEEPERS = frozenset({"manager", "lead", "author"})
    CORRECTABLE = {"because": "Why"}

    silence = models.CharField(max_length=80)
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()


class SoughtFact(CaseRow):
    """A fact of this case that the panel looks for in every agency's record: phrases with commas between, the first its name."""

    KIND = "sought-fact"
    PREFIX = "LF"
    KEEPERS = frozenset({"manager", "lead", "author"})
    CORRECTABLE = {"words": "The words by which a record speaks of it"}

    words = models.CharField(max_length=300)


class Reading(Table):
    """How a chronology file was read when it was accepted, so that the agency's next one is read the same way.

    Attributes:
        columns: each heading and its meaning; those that a person chose are in ``chosen``.
        answers: what was said to the questions about its dates, by question.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="reading")
    columns = models.JSONField(default=dict)
    chosen = models.JSONField(default=dict)
    encoding = models.CharField(max_length=40, blank=True)
    delimiter = models.CharField(max_length=4, blank=True)
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"reading of document {self.document_id}"
