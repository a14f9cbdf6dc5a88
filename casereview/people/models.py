"""Boards, agencies, people, posts, interests and accounts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from casereview.access.policy import Place
from casereview.access.roles import BOARD_PHASE
from casereview.acts.tables import Subject, Table


class Accounts(BaseUserManager["Account"]):
    """How Django's own sign-in finds an account."""


class Account(AbstractBaseUser):
    """Somebody who can sign in. Known by e-mail address; what they may see hangs on posts and appointments."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    administrator = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = Accounts()
    rows: ClassVar[models.Manager[Any]] = models.Manager()

    def __str__(self) -> str:
        return f"account {self.pk}"


class ApiToken(Table):
    """A key for a program that acts as a person. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    until = models.DateField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"token {self.pk}"


class CalendarAddress(Table):
    """The secret address at which a calendar program reads a person's dates. Only its digest is kept; it opens nothing else."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Table.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at=None), name="one_calendar_address_a_person"
            )
        ]
        verbose_name_plural = "calendar addresses"

    def __str__(self) -> str:
        return f"calendar address {self.pk}"


class Invitation(Table):
    """A single-use link by which an invited person makes their account. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Board(Subject):
    """A safeguarding board, or whatever its framework calls it. Acts on a board have the one phase ``board``."""

    kind = "board"

    name = models.CharField(max_length=200, unique=True)
    nation = models.CharField(max_length=20)
    brand = models.CharField(max_length=7, default="#10565c")
    partners_from = models.DateField(null=True, blank=True)
    employed_within_years = models.PositiveSmallIntegerField(default=5)
    titles = models.JSONField(default=dict, blank=True)
    local_clocks = models.JSONField(default=list, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(null=True, blank=True)

    @property
    def phase(self) -> str:
        """A board is always in the one phase of boards."""
        return BOARD_PHASE

    @property
    def place(self) -> Place:
        """Where it is, for the policy."""
        return Place(self.pk)


class Agency(Table):
    """A partner of the board: police, children's social care, a health trust, a school …"""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Table.Meta):
        constraints = [models.UniqueConstraint(fields=["board", "key"], name="agency_key_once_a_board")]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.key


class Person(Table):
    """Somebody whom a board knows by name: an office holder, an agency's lead, an author. Never a person of a case."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Table.Meta):
        constraints = [models.UniqueConstraint(fields=["board", "key"], name="person_key_once_a_board")]

    def __str__(self) -> str:
        return self.key


class Post(Table):
    """A standing place at a board or an agency, held by a person from, until."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    accepted = models.BooleanField(default=True)
    confirmed = models.BooleanField(default=True)
    declared = models.BooleanField(default=True)

    class Meta(Table.Meta):
        indexes = [models.Index(fields=["person"], name="post_of_person")]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Interest(Table):
    """An interest of a person: where they worked, whom they managed, kin. What independence is derived from.

    One that was corrected stays, with the day and the reason, and no longer counts.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case_id_aside = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=30)
    note = models.TextField(blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    declared_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta(Table.Meta):
        constraints = [
            models.CheckConstraint(
                name="interest_is_of_a_kind_we_know",
                condition=Q(kind__in=["employed", "managed", "kin", "direct-responsibility", "other"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Store(Table):
    """What this store is: made by ``serve``, ``replay`` or ``demo``. One row."""

    one = models.PositiveSmallIntegerField(primary_key=True, default=1)
    made_by = models.CharField(max_length=10)
    mark = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.made_by
