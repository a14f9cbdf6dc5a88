"""Forms that the generated ones do not suit: all facts of a child on one page; a correction that knows what stands now."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from casereview.access.policy import Actor
from casereview.acts.tables import KINDS
from casereview.cases.models import Case
from casereview.web.forms import ActForm, prefill
from casereview.web.widgets import DayField

ANSWERS = (
    ("yes", "Yes"),
    ("suspected", "Suspected"),
    ("no", "No"),
    ("not-known", "Not known"),
    ("not-asked", "Not asked yet"),
    ("refused", "They refused to say"),
)
NOT_SAID = ANSWERS[3:]


def choices(values: list[str]) -> list[tuple[str, str]]:
    """The answers to one question: its own values, then the three ways of not knowing."""
    if "yes" in values:
        return [(v, label) for v, label in ANSWERS if v in values or (v, label) in NOT_SAID]
    return [*((v, v.replace("_", " ").capitalize()) for v in values), *NOT_SAID]


class FactsForm(ActForm):
    """The questions of the framework about one child. What stands already is shown; only changes are recorded."""

    def __init__(self, request: HttpRequest, case: Case, answer: Mapping[str, Any], child: str) -> None:
        self.child = child
        found = [c for c in answer["children"] if c["key"] == child]
        self.questions: list[dict[str, Any]] = found[0]["questions"] if found else []
        super().__init__(request, "record-facts", case)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each question with its three fields, as the page lays them out."""
        return [
            {
                **q,
                "answer": self[f"value-{q['id']}"],
                "from": self[f"source-{q['id']}"],
                "who": self[f"said_by-{q['id']}"],
            }
            for q in self.questions
        ]

    def _ask_questions(self) -> None:
        self._grouped, self._rows, self._group_models = set(), {}, {}
        for q in self.questions:
            name = q["id"]
            self.fields[f"value-{name}"] = forms.ChoiceField(
                label=q["question"],
                help_text=q["help"],
                choices=choices(q["values"]),
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"source-{name}"] = forms.CharField(
                label="Where is it from?", required=False, strip=False
            )
            self.fields[f"said_by-{name}"] = forms.CharField(
                label="Who said it?",
                help_text="A post or an agency, not a name.",
                required=False,
                strip=False,
            )
            for part in ("value", "source", "said_by"):
                self.initial.setdefault(f"{part}-{name}", q[part])
        self.fields["on"] = DayField(label="Day on which this was said", required=False)
        self.initial.setdefault("on", self.actor.today)
        self.fields["token"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["token"] = uuid.uuid4().hex

    def _payload(self) -> dict[str, Any]:
        answers = []
        for q in self.questions:
            said = {part: self.data.get(f"{part}-{q['id']}", "") for part in ("value", "source", "said_by")}
            if said["value"] and any(said[part] != (q[part] or "") for part in said):
                answers.append({"fact": q["id"], **said})
        return {"child": self.child, "answers": answers}


@prefill("correct")
def _what_stands(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """A correction begins from the words as they stand, and remembers which version that was.

    Only for whoever may correct it: the act's own check is asked, so the form shows nothing that the act would not change.
    """
    kind, _, key = given.get("thing", "").partition(":")
    if kind not in KINDS:
        return {}
    from casereview.cases.acts.corrections import thing_of

    try:
        row = thing_of(case, f"{kind}:{key}", actor)
    except KINDS[kind].DoesNotExist:
        return {}
    field = given.get("field", "")
    now = getattr(row, field) if field in row.CORRECTABLE else ""
    return {
        "seen": row.version,
        "now": "\n".join(now) if isinstance(now, list) else "" if now is None else str(now),
    }
