"""The gate before publication, the name check, what was published or withheld, and exports."""

from __future__ import annotations

from django.db import models

from casereview.acts.tables import CaseRow


class GateLine(CaseRow):
    """A line of the gate list, signed by a person on a day.

    ``digest`` is that of the report as it read on that day: what was signed of one text does not count for another.
    """

    KIND = "gate-line"
    PREFIX = "GL"
    KEEPERS = frozenset({"manager", "gate-signer"})

    line = models.CharField(max_length=40)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)


class NameCheck(CaseRow):
    """A run of the name check over the papers as they would leave: of which text and register, and what was found.

    ``found`` holds register keys, public names and file names: never the name that was found.
    """

    KIND = "name-check"
    PREFIX = "NK"
    KEEPERS = frozenset({"manager"})

    digest = models.CharField(max_length=64)
    found = models.JSONField(default=list)
    is_clean = models.BooleanField(default=False)


class Publication(CaseRow):
    """What was published, or withheld with its reasons and who was told."""

    KIND = "publication"
    PREFIX = "PB"
    KEEPERS = frozenset({"chair"})

    withheld = models.BooleanField(default=False)
    ground = models.CharField(max_length=12, blank=True)
    reasons = models.TextField(blank=True)
    told = models.TextField(blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    bundle = models.CharField(max_length=64, blank=True)


class Export(CaseRow):
    """The whole case, out as a folder."""

    KIND = "export"
    PREFIX = "EX"
    KEEPERS = frozenset({"manager"})

    digest = models.CharField(max_length=64)
    because = models.TextField()
