"""Terms, timetable, proceedings, meetings, learning events and family."""

from __future__ import annotations

from django.db import models

from casereview.acts.tables import CaseRow, Table

TEAM = frozenset({"manager", "lead"})


class Terms(CaseRow):
    """A version of the terms of reference. Agreed by the board; a change is a new version with its reason."""

    KIND = "terms"
    PREFIX = "T"
    KEEPERS = TEAM

    purpose = models.TextField()
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    period_because = models.TextField(blank=True)
    questions = models.JSONField(default=list)
    agencies = models.JSONField(default=list)
    family = models.TextField(blank=True)
    practitioners = models.TextField(blank=True)
    method = models.TextField(blank=True)
    experts = models.TextField(blank=True)
    confidentiality = models.TextField(blank=True)
    sign_off = models.TextField(blank=True)
    lead_and_author_apart = models.BooleanField(default=True)
    changed_because = models.TextField(blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreement = models.TextField(blank=True)


class Step(CaseRow):
    """A step of the plan, computed backwards from the target and then kept by people."""

    KIND = "step"
    PREFIX = "S"
    KEEPERS = TEAM
    CORRECTABLE = {"title": "Step", "due_on": "Due"}

    title = models.CharField(max_length=200)
    due_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]
        indexes = [
            # home pages list the steps that are due, however many are done
            models.Index(
                name="step_to_do", fields=["due_on"], condition=models.Q(done_on=None, withdrawn_on=None)
            )
        ]


class TargetMove(CaseRow):
    """The delay register: a move of the target date, its cause and who agreed."""

    KIND = "target-move"
    PREFIX = "TM"
    KEEPERS = TEAM

    was = models.DateField()
    now = models.DateField()
    cause = models.CharField(max_length=40)
    because = models.TextField()
    agreed_by = models.CharField(max_length=300)


class Proceedings(CaseRow):
    """A police investigation, trial, inquest, family case … running beside the review."""

    KIND = "proceedings"
    PREFIX = "J"
    KEEPERS = TEAM
    CORRECTABLE = {"title": "What", "contact": "Contact", "note": "Note"}

    what = models.CharField(max_length=30)
    title = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    note = models.TextField(blank=True)
    news = models.JSONField(default=list, blank=True)


class Hold(CaseRow):
    """What proceedings hold: interviews, sharing with family, publication. It bites until it is lifted."""

    KIND = "hold"
    PREFIX = "H"
    KEEPERS = TEAM

    proceedings = models.ForeignKey(Proceedings, on_delete=models.PROTECT, related_name="+")
    holds = models.CharField(max_length=20)
    because = models.TextField()
    asked_by = models.CharField(max_length=300, blank=True)
    until_expected = models.DateField(null=True, blank=True)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)


class Meeting(CaseRow):
    """One table for all kinds of meeting: screening, Review Team, learning event, learning group, board."""

    KIND = "meeting"
    PREFIX = "M"
    KEEPERS = TEAM
    CORRECTABLE = {
        "title": "Title",
        "place": "Place",
        "held_on": "Day",
        "agenda": "Agenda",
        "minutes": "Minutes",
        "decisions": "Decisions",
    }

    what = models.CharField(max_length=20)
    title = models.CharField(max_length=200, blank=True)
    held_on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    chaired_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    agenda = models.JSONField(default=list, blank=True)
    papers = models.JSONField(default=list, blank=True)
    invitation_sent_on = models.DateField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    decisions = models.JSONField(default=list, blank=True)
    views = models.JSONField(default=list, blank=True)
    minuted_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [*CaseRow.Meta.constraints]
        indexes = [
            # the diary on home pages, and the learning group's last meeting
            models.Index(name="meeting_by_day", fields=["held_on"], condition=models.Q(withdrawn_on=None))
        ]


class Attendance(Table):
    """Who was invited to a meeting and whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    as_role = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(
        "people.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    came = models.CharField(max_length=12, default="invited")
    support = models.CharField(max_length=300, blank=True)
    left_for = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class Task(CaseRow):
    """Something that a meeting asked somebody to do."""

    KIND = "task"
    PREFIX = "TK"
    KEEPERS = TEAM
    CORRECTABLE = {"text": "Task", "due_on": "Due"}

    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    came_of_it = models.TextField(blank=True)


class Heard(CaseRow):
    """What was heard at a learning event, never attributed, and what it changes."""

    KIND = "heard"
    PREFIX = "HD"
    KEEPERS = frozenset({"lead"})
    CORRECTABLE = {"text": "What was heard", "changes": "What it changes"}

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    changes = models.TextField(blank=True)


class FamilyMember(CaseRow):
    """Somebody of the family: a named contact, a safe way to call, and whether they take part."""

    KIND = "family-member"
    PREFIX = "FM"
    KEEPERS = TEAM
    CORRECTABLE = {"safe_way": "Safe way to call", "never": "Never", "needs": "Language and needs"}

    person = models.ForeignKey(
        "names.RegisterPerson", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    relation = models.CharField(max_length=100)
    contact = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    safe_way = models.TextField(blank=True)
    never = models.TextField(blank=True)
    needs = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=16, default="not-yet-asked")
    state_because = models.TextField(blank=True)
    states = models.JSONField(default=list, blank=True)


class FamilyContact(CaseRow):
    """A contact with the family: invited, visited, shown the draft; how, by whom, and what came of it."""

    KIND = "family-contact"
    PREFIX = "FC"
    KEEPERS = TEAM
    CORRECTABLE = {"text": "What was said or done"}

    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    how = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)


class FamilyQuestion(CaseRow):
    """A question of the family's. Each is answered in plain words at the end."""

    KIND = "family-question"
    PREFIX = "FQ"
    KEEPERS = TEAM
    CORRECTABLE = {"text": "Question", "answer": "Answer"}

    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
