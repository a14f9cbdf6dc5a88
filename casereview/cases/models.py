"""The case and what is decided about it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from casereview.access.policy import Place
from casereview.acts.tables import CaseRow, Subject, Table

EVENT_COLUMNS = {
    "incident": "incident_on",
    "aware": "aware_on",
    "notified": "notified_on",
    "panel-notified": "panel_notified_on",
    "decided": "decided_on",
    "completed": "completed_on",
    "published": "published_on",
}
"""Where a case keeps the day of each event."""


class Case(Subject):
    """A child's case before a board, from notification to close. Known outside by its code, never by a name."""

    kind = "case"
    WITH = ("board",)

    # without an index of its own: those below begin with the board, and SQLite would take the shorter one
    board = models.ForeignKey("people.Board", on_delete=models.PROTECT, related_name="+", db_index=False)
    framework = models.CharField(max_length=40)
    framework_because = models.TextField(blank=True)
    phase = models.CharField(max_length=20, default="notified")
    incident_on = models.DateField(null=True, blank=True)
    aware_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField()
    panel_notified_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    first_decided_on = models.DateField(null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    first_target_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    withheld_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    approximate = models.JSONField(default=list, blank=True)
    extended = models.JSONField(default=dict, blank=True)  # by clock, the day that its extensions come to
    joined_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Subject.Meta):
        constraints = [
            models.CheckConstraint(
                name="case_phase_is_one_we_know",
                condition=Q(
                    phase__in=[
                        "notified",
                        "screening",
                        "decided",
                        "commissioned",
                        "gathering",
                        "analysing",
                        "reporting",
                        "responding",
                        "published",
                        "monitoring",
                        "closed",
                    ]
                ),
            )
        ]
        indexes = [
            models.Index(fields=["board", "phase", "notified_on"], name="case_by_notification"),
            models.Index(fields=["board", "phase", "target_on"], name="case_by_target"),
            # home pages list the open reviews, soonest target first, however many there are
            models.Index(
                name="case_open_by_target",
                fields=["board", "target_on", "notified_on"],
                condition=Q(closed_on=None),
            ),
        ]

    @property
    def place(self) -> Place:
        """Where it is, for the policy."""
        return Place(self.board_id, self.pk)

    def day_not_published(self, on: date) -> None:
        """Note the events of this case that fall on a day which was not published. ``perform`` alone calls this."""
        fresh = type(self).rows.get(pk=self.pk)
        about = {event for event, column in EVENT_COLUMNS.items() if getattr(fresh, column) == on}
        type(self).rows.filter(pk=self.pk).update(approximate=sorted({*fresh.approximate, *about}))


class CaseAgency(CaseRow):
    """An agency's part in a case: its contact and deputy, when it secured its records, what it was asked."""

    KIND = "case-agency"
    PREFIX = "G"
    CORRECTABLE = {"contact": "Contact", "deputy": "Deputy", "records_secured_on": "Records secured"}
    KEEPERS = frozenset({"manager", "chair", "lead"})

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, blank=True)
    deputy = models.CharField(max_length=200, blank=True)
    records_secured_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["case", "agency"], name="agency_once_a_case"),
        ]


class Notification(CaseRow):
    """Somebody told the board of a serious incident. It starts the clocks."""

    KIND = "notification"
    PREFIX = "N"
    CORRECTABLE = {
        "what_happened": "What happened",
        "incident_on": "Day of the incident",
        "aware_on": "Day on which the authority became aware",
        "where_it_happened": "Where",
        "known": "What is known",
        "not_known": "What is not known",
        "others_safe_note": "Safety of other children",
    }
    KEEPERS = frozenset({"manager"})

    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=300, blank=True)
    came_by = models.CharField(max_length=12, blank=True)
    what_happened = models.TextField()
    where_it_happened = models.CharField(max_length=300, blank=True)
    incident_on = models.DateField(null=True, blank=True)
    aware_on = models.DateField(null=True, blank=True)
    known = models.TextField(blank=True)
    not_known = models.TextField(blank=True)
    others_safe = models.CharField(max_length=12, default="not-asked")
    others_safe_note = models.TextField(blank=True)
    duplicate_of = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kept_apart_because = models.TextField(blank=True)


class Child(CaseRow):
    """A child (or adult) whom the review is about, each with facts of their own."""

    KIND = "child"
    PREFIX = "C"
    CORRECTABLE = {"initials": "Initials"}
    KEEPERS = frozenset({"manager"})

    initials = models.CharField(max_length=12, blank=True)
    person = models.ForeignKey("names.RegisterPerson", on_delete=models.PROTECT, related_name="+")
    adult = models.BooleanField(default=False)


class SafetyCheck(CaseRow):
    """Somebody was asked whether the other children are safe, and what they said. The latest answer stands."""

    KIND = "safety-check"
    PREFIX = "SF"
    CORRECTABLE = {"note": "What was done", "said_by": "Who said so"}
    KEEPERS = frozenset({"manager"})

    answer = models.CharField(max_length=30)
    note = models.TextField(blank=True)
    said_by = models.CharField(max_length=200)


class Fact(CaseRow):
    """One answer to one question of the framework about one child: who said it, when, and from what."""

    KIND = "fact"
    PREFIX = "K"
    KEEPERS = frozenset({"manager"})

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=60)
    value = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    said_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]
        indexes = [models.Index(fields=["case", "child", "fact"], name="fact_of_child")]


class InformationRequest(CaseRow):
    """Information asked of an agency for the screening. No reply, nothing held and refused are three things."""

    KIND = "information-request"
    PREFIX = "Q"
    CORRECTABLE = {"what": "What was asked", "answer_text": "What they said", "due_on": "Due"}
    KEEPERS = frozenset({"manager"})

    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    due_on = models.DateField()
    chased_on = models.JSONField(default=list, blank=True)
    answer = models.CharField(max_length=30, default="no-reply")
    answer_text = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)


class Decision(CaseRow):
    """The decision, in writing, with reasons. A later one replaces it; the first stays on record."""

    KIND = "decision"
    PREFIX = "D"
    KEEPERS = frozenset({"chair"})
    CORRECTABLE = {
        "reasons": "Reasons",
        "departs_because": "Why it departs from the screening",
        "late_because": "Why it is late",
        "instead": "What happens instead",
    }

    outcome = models.CharField(max_length=12)
    kind_of_review = models.CharField(max_length=200, blank=True)
    reasons = models.TextField()
    departs_because = models.TextField(blank=True)
    late_because = models.TextField(blank=True)
    instead = models.TextField(blank=True)
    screening = models.JSONField(default=dict)
    signatures_needed = models.PositiveSmallIntegerField(default=1)
    complete_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(name="decision_gives_reasons", condition=~Q(reasons="")),
        ]


class Signature(Table):
    """One decider's signature under a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta(Table.Meta):
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="one_signature_each")]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class Telling(CaseRow):
    """The national body or somebody else was told: what, to whom, on which day it was sent.

    ``matter``: ``panel`` where it is the notification to the national Panel, ``national`` where the national body is told of
    the decision or sent the report; the case's own days follow from these rows. Otherwise blank.
    """

    KIND = "telling"
    PREFIX = "W"
    KEEPERS = frozenset({"manager", "chair"})
    CORRECTABLE = {"to": "To whom", "what": "What", "reference": "Their reference", "sent_on": "Sent"}

    matter = models.CharField(max_length=20, blank=True)
    to = models.CharField(max_length=300)
    what = models.TextField()
    reference = models.CharField(max_length=300, blank=True)
    sent_on = models.DateField()


class ClockExtension(CaseRow):
    """A clock was extended by whom the framework allows: to which day, why, who agreed."""

    KIND = "clock-extension"
    PREFIX = "CX"
    KEEPERS = frozenset({"manager", "chair"})

    clock = models.CharField(max_length=60)
    until = models.DateField()
    because = models.TextField()
    agreed_by = models.CharField(max_length=300)


class LateReason(CaseRow):
    """Why what a clock asks for was not done in time."""

    KIND = "late-reason"
    PREFIX = "LR"
    KEEPERS = frozenset({"manager", "chair", "lead"})
    CORRECTABLE = {"because": "Why it is late"}

    clock = models.CharField(max_length=60)
    because = models.TextField()


class Appointment(CaseRow):
    """A person, a role, a case or an agency's part of it: offered, accepted, declared, confirmed, ended."""

    KIND = "appointment"
    PREFIX = "AP"
    KEEPERS = frozenset({"manager"})

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    agency = models.ForeignKey(
        "people.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    interests = models.TextField(blank=True)
    conflict = models.BooleanField(default=False)
    confirmed_on = models.DateField(null=True, blank=True)
    agreement = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    deputy_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handed_over = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]
        indexes = [
            models.Index(fields=["person"], name="appointment_of_person"),
            # a manager's home page lists what waits to be confirmed, however many are confirmed
            models.Index(
                name="appointment_to_confirm",
                fields=["declared_on"],
                condition=Q(confirmed_on=None, declined_on=None, until=None, withdrawn_on=None),
            ),
        ]


class Correction(CaseRow):
    """What was corrected, in which thing, with the reason: the words before stay readable.

    ``agency`` is set where an agency corrected a paper of its own before it submitted it. Such words before stay on that
    agency's side of the wall for good: what was submitted is all that anybody else was given to read.
    """

    KIND = "correction"
    PREFIX = "X"

    agency = models.ForeignKey(
        "people.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    thing = models.CharField(max_length=60)
    label = models.CharField(max_length=100)
    was = models.TextField(blank=True)
    now = models.TextField(blank=True)
    because = models.TextField()


class Referral(CaseRow):
    """A complaint or disciplinary matter that was typed into a review and moved out of it."""

    KIND = "referral"
    PREFIX = "Z"
    KEEPERS = frozenset({"manager"})

    thing = models.CharField(max_length=60)
    matter = models.CharField(max_length=20)
    referred_to = models.CharField(max_length=300)
    referred_on = models.DateField()
