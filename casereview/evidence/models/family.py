"""The family as it is drawn: how somebody stands in the tree, whose child, whose partner, who lived where.

Nobody is named here: each row names people of the register by reference, and the pictures carry the names given outside.
What was typed of a day is kept as it was typed, and read when it is drawn. Unknown stays unknown.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from casereview.acts.tables import CaseRow

SEXES = ("not-known", "female", "male", "other")
DIED = ("not-known", "no", "yes")
SURE = ("sure", "in-doubt")
TOGETHER = ("not-known", "together", "ended")
KEEPERS = frozenset({"manager", "lead", "author"})


class Described(CaseRow):
    """How somebody of the register is drawn: sex, and whether and when they died."""

    KIND = "described-person"
    PREFIX = "GD"
    KEEPERS = KEEPERS
    CORRECTABLE = {"sex": "Sex", "died": "Whether they have died", "died_text": "When they died"}

    person = models.ForeignKey("names.RegisterPerson", on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=10)
    died = models.CharField(max_length=10)
    died_text = models.CharField(max_length=100, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name_plural = "described people"
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_on=None), name="somebody_is_described_once"
            ),
        ]


class Parentage(CaseRow):
    """That somebody is a parent of somebody, how sure that is, and what says so."""

    KIND = "parentage"
    PREFIX = "GT"
    KEEPERS = KEEPERS
    CORRECTABLE = {"sure": "How sure", "source": "What says so"}

    parent = models.ForeignKey("names.RegisterPerson", on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey("names.RegisterPerson", on_delete=models.PROTECT, related_name="+")
    sure = models.CharField(max_length=10)
    source = models.CharField(max_length=300, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(name="nobody_is_their_own_parent", condition=~Q(parent=F("child"))),
            models.UniqueConstraint(
                fields=["parent", "child"], condition=Q(withdrawn_on=None), name="a_parent_once_a_child"
            ),
        ]


class Partnership(CaseRow):
    """That two people were partners, from and to, as it was typed."""

    KIND = "partnership"
    PREFIX = "GC"
    KEEPERS = KEEPERS
    CORRECTABLE = {
        "from_text": "From",
        "to_text": "To",
        "state": "Whether it has ended",
        "sure": "How sure",
        "source": "What says so",
    }

    one = models.ForeignKey("names.RegisterPerson", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("names.RegisterPerson", on_delete=models.PROTECT, related_name="+")
    from_text = models.CharField(max_length=100, blank=True)
    to_text = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10)
    sure = models.CharField(max_length=10)
    source = models.CharField(max_length=300, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(name="nobody_is_their_own_partner", condition=~Q(one=F("other"))),
        ]


class Residence(CaseRow):
    """Where somebody lived, from and to, as it was typed. ``place`` is a code such as "Home A", never an address."""

    KIND = "residence"
    PREFIX = "GH"
    KEEPERS = KEEPERS
    CORRECTABLE = {
        "place": "Home",
        "from_text": "From",
        "to_text": "To",
        "sure": "How sure",
        "source": "What says so",
    }

    person = models.ForeignKey("names.RegisterPerson", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=40)
    from_text = models.CharField(max_length=100, blank=True)
    to_text = models.CharField(max_length=100, blank=True)
    sure = models.CharField(max_length=10)
    source = models.CharField(max_length=300, blank=True)
