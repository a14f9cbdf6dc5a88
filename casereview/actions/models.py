"""Responses, actions, milestones, proof and verification."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from casereview.acts.tables import CaseRow


class Response(CaseRow):
    """The board's answer to a recommendation: accepted, in part, not accepted, with reasons.

    The latest that was not withdrawn is the answer that stands. An earlier one stays beside it, with why it changed.
    """

    KIND = "response"
    PREFIX = "RS"
    KEEPERS = frozenset({"chair", "manager"})
    CORRECTABLE = {"reasons": "Reasons"}

    recommendation = models.ForeignKey("learning.Recommendation", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12)
    reasons = models.TextField()
    changed_because = models.TextField(blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(name="response_gives_reasons", condition=~Q(reasons="")),
        ]


class Action(CaseRow):
    """Who will do what by when, for which recommendation, and what will show that it was done.

    The days from ``done_said_on`` down follow from other rows (reports, proof, what the group and the board said).
    ``standing.settle`` alone writes them, so that lists of a whole board need not read those rows again.
    """

    KIND = "action"
    PREFIX = "A"
    KEEPERS = frozenset({"manager"})
    CORRECTABLE = {
        "text": "Action",
        "will_show": "What will show it",
        "outcome_sought": "Outcome sought",
        "accountable": "Who is accountable",
    }

    recommendation = models.ForeignKey(
        "learning.Recommendation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lesson = models.ForeignKey(
        "learning.Lesson", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    sort = models.CharField(max_length=20, blank=True)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    accountable = models.CharField(max_length=300, blank=True)
    start_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    first_due_on = models.DateField()
    will_show = models.TextField()
    outcome_sought = models.TextField(blank=True)
    immediate = models.BooleanField(default=False)
    adopted_on = models.DateField(null=True, blank=True)
    done_said_on = models.DateField(null=True, blank=True)
    last_report_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_because = models.TextField(blank=True)
    effect_due_on = models.DateField(null=True, blank=True)
    checked_for_effect_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]
        indexes = [
            # the group's agenda and home pages list what is open, soonest first, however much is in place
            models.Index(
                name="action_open",
                fields=["due_on"],
                condition=Q(verified_on=None, dropped_on=None, withdrawn_on=None),
            ),
            # the agenda lists the checks of effect that are due
            models.Index(
                name="action_effect_due",
                fields=["effect_due_on"],
                condition=Q(effect_due_on__isnull=False, withdrawn_on=None),
            ),
        ]


class Milestone(CaseRow):
    """A step of an action."""

    KIND = "milestone"
    PREFIX = "MS"
    KEEPERS = frozenset({"manager"})
    CORRECTABLE = {"text": "Milestone", "due_on": "Due", "done_on": "Reached"}

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)


class Progress(CaseRow):
    """What an owner reported of an action, and whether they say that it is done."""

    KIND = "progress"
    PREFIX = "PG"
    KEEPERS = frozenset({"manager"})  # owners share a case, so none of them takes back what another sent
    CORRECTABLE = {"text": "Report"}

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    reporter = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    says_done = models.BooleanField(default=False)


class Proof(CaseRow):
    """Evidence of an action: what shows that it was done. Owners read "proof"."""

    KIND = "proof"
    PREFIX = "EV"
    KEEPERS = frozenset({"manager"})  # owners share a case, so none of them takes back what another sent
    CORRECTABLE = {"text": "What it shows"}

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=300, blank=True)
    strength = models.CharField(max_length=20)
    text = models.TextField()
    document = models.ForeignKey(
        "evidence.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Verification(CaseRow):
    """What the Learning and Improvement Group said of an action, at a meeting, from its evidence.

    ``reports_seen`` is the number of the latest report that the group had: what the owner says later is said anew.
    """

    KIND = "verification"
    PREFIX = "V"
    KEEPERS = frozenset({"learning-group"})

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey("reviews.Meeting", on_delete=models.PROTECT, related_name="+")
    verifier = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12)
    seen = models.TextField()
    test_next = models.TextField(blank=True)
    back_on = models.DateField(null=True, blank=True)
    effect_on = models.DateField(null=True, blank=True)
    reports_seen = models.PositiveIntegerField(default=0)


class DueMove(CaseRow):
    """A change of an action's date: asked by, reason, agreed by; the old date is kept."""

    KIND = "due-move"
    PREFIX = "DM"
    KEEPERS = frozenset({"manager"})

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    was = models.DateField()
    now = models.DateField()
    asked_by = models.CharField(max_length=300)
    agreed_by = models.CharField(max_length=300)
    because = models.TextField()


class Handover(CaseRow):
    """An action's owner left or changed: who had it, who has it now, and why."""

    KIND = "handover"
    PREFIX = "HO"
    KEEPERS = frozenset({"manager"})

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    was = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    now = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()


class Drop(CaseRow):
    """The board gave up an action, with its reasons. The action stays on record as dropped."""

    KIND = "drop"
    PREFIX = "DP"
    KEEPERS = frozenset({"chair"})

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()


class EffectCheck(CaseRow):
    """A later look at whether an action in place changed anything, from another source."""

    KIND = "effect-check"
    PREFIX = "EC"
    KEEPERS = frozenset({"learning-group", "manager"})
    CORRECTABLE = {"text": "What was found"}

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    held = models.CharField(max_length=12)
    text = models.TextField()
    again_on = models.DateField(null=True, blank=True)
