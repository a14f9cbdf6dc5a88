"""The register of a case: each person's real name and the name they are given outside."""

from __future__ import annotations

from django.db import models

from casereview.acts.tables import CaseRow


class RegisterPerson(CaseRow):
    """Who is who in a case. The only place where the people of a case are named."""

    KIND = "register-person"
    PREFIX = "P"
    CORRECTABLE = {
        "name": "Real name",
        "other_names": "Other names",
        "date_of_birth": "Date of birth",
        "public_name": "Name outside",
        "relation": "Who they are",
    }
    KEEPERS = frozenset({"manager", "lead"})

    group = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    other_names = models.JSONField(default=list, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    initials = models.CharField(max_length=12, blank=True)
    relation = models.CharField(max_length=200, blank=True)
    public_name = models.CharField(max_length=100)
    is_subject = models.BooleanField(default=False)
