"""The questions of the framework about one child: all on one page, or one at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from casereview.acts.registry import Done
from casereview.cases.models import Case
from casereview.law.frameworks import load
from casereview.law.page import answer_words
from casereview.law.panel import Said
from casereview.web.forms import ActForm
from casereview.web.templatetags.words import a_day
from casereview.web.widgets import DayField

NOT_SAID = (
    ("not-known", "Not known"),
    ("not-asked", "Not asked yet"),
    ("refused", "They refused to say"),
)
PARTS = ("value", "source", "said_by", "said_on")


def choices(fact: str, values: list[str]) -> list[tuple[str, str]]:
    """The answers to one question: its own, then the three ways of not knowing."""
    return [*((value, answer_words(fact, value)) for value in values), *NOT_SAID]


class FactsForm(ActForm):
    """What is known of one child. What stands already is shown; only what somebody changed is recorded.

    Args:
        answer: the answer of the ask ``screening``.
        number: which question is asked, from 1; 0 asks all of them.
    """

    def __init__(
        self, request: HttpRequest, case: Case, answer: Mapping[str, Any], child: str, number: int = 0
    ) -> None:
        self.child, self.number = child, number
        found = next((c for c in answer["children"] if c["key"] == child), None)
        self.there = found is not None and 0 <= number <= len(found["questions"])
        self.every: list[dict[str, Any]] = found["questions"] if found else []
        self.questions = self.every[number - 1 : number] if number else self.every
        self.earlier = {fact["key"]: fact for fact in answer["history"] if fact["child"] == child}
        self.sent: list[str] = []
        super().__init__(request, "record-facts", case)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each question with its fields, as the page lays them out."""
        return [
            {
                **q,
                "field": self[f"value-{q['id']}"],
                "from": self[f"source-{q['id']}"],
                "who": [self[f"said_by-{q['id']}"], self[f"said_on-{q['id']}"]],
                "seen": self[f"seen-{q['id']}"],
                "open": any(self[f"{part}-{q['id']}"].errors for part in ("said_by", "said_on")),
            }
            for q in self.questions
        ]

    @property
    def also(self) -> list[dict[str, str]]:
        """What stands of the questions that are not asked here: carried along, so that the answer can follow what is typed."""
        here = {q["id"] for q in self.questions}
        return [
            {"name": f"also-{part}-{q['id']}", "value": q[part] or ""}
            for q in self.every
            for part in PARTS
            if q["id"] not in here and q[part]
        ]

    @property
    def restored(self) -> bool:
        """Whether the page shows what this person typed before and did not record."""
        if self.is_bound:
            return False
        return any(_differs(self._initially(q["id"]), q) for q in self.questions)

    @property
    def typed(self) -> dict[str, Said]:
        """The answers as they are on the page now, recorded or not."""
        stands = {q["id"]: q for q in self.every}
        here = (
            said_in(self.data, list(stands))
            if self.is_bound
            else {q["id"]: _said(self._initially(q["id"])) for q in self.questions}
        )
        return {fact: _said(q) for fact, q in stands.items() if q["value"]} | {
            fact: said for fact, said in here.items() if said.value
        }

    def _initially(self, fact: str) -> dict[str, str]:
        return {part: str(self.initial.get(f"{part}-{fact}") or "") for part in PARTS}

    def submit(self) -> Done | None:
        """Record what was changed; where somebody else answered meanwhile, show theirs and ask again."""
        if self.is_valid() and not self.in_the_way and self._somebody_was_quicker():
            return None
        return super().submit()

    # -- making the questions ------------------------------------------------------------------------------------

    def _first(self, given: Mapping[str, Any]) -> dict[str, Any]:
        self.draft_key = f"record-facts {self.subject.reference} {self.child} {self.number}"
        return super()._first(given)

    def _ask_questions(self) -> None:
        self._grouped, self._rows, self._group_models = set(), {}, {}
        for q in self.questions:
            self._ask(q)
        self.fields["on"] = DayField(
            label="Day on which you record this",
            help_text="Today, unless it was done before and is entered now.",
            required=False,
        )
        self.initial.setdefault("on", self.actor.today)
        self.fields["token"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["token"] = uuid.uuid4().hex

    def _ask(self, q: dict[str, Any]) -> None:
        name = q["id"]
        self.fields[f"value-{name}"] = forms.ChoiceField(
            label=q["question"],
            help_text=q["help"],
            choices=choices(name, q["values"]),
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"source-{name}"] = forms.CharField(
            label="Where does this come from?", required=False, strip=False
        )
        self.fields[f"said_by-{name}"] = forms.CharField(
            label="Who said it?", help_text="A post or an agency, not a name.", required=False, strip=False
        )
        self.fields[f"said_on-{name}"] = DayField(label="On which day did they say it?", required=False)
        self.fields[f"seen-{name}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        for part in PARTS:
            self.initial.setdefault(f"{part}-{name}", q[part])
        self.initial.setdefault(f"seen-{name}", q["key"])

    # -- from what was typed to the payload ----------------------------------------------------------------------

    def _answers(self) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """Each question with what was typed, where somebody answered it."""
        for q in self.questions:
            said = {
                part: self.fields[f"{part}-{q['id']}"].widget.value_from_datadict(
                    self.data, self.files, f"{part}-{q['id']}"
                )
                or ""
                for part in PARTS
            }
            if said["value"]:
                yield q, said

    def _payload(self) -> dict[str, Any]:
        answers = []
        for q, said in self._answers():
            if _differs(said, self._shown(q)):
                answers.append({"fact": q["id"], **said, "said_on": said["said_on"] or None})
        self.sent = [answer["fact"] for answer in answers]
        return {"child": self.child, "answers": answers}

    def _shown(self, q: dict[str, Any]) -> Mapping[str, Any]:
        """What this page showed of a question, which may be older than what stands now."""
        seen = self.data.get(f"seen-{q['id']}", "")
        if seen == q["key"]:
            return q
        return self.earlier.get(seen, {})

    def _somebody_was_quicker(self) -> bool:
        found, newer = False, self.request.POST.copy()
        for q, said in self._answers():
            shown = self._shown(q)
            if shown is q or not _differs(said, shown) or not _differs(said, q):
                continue
            found = True
            self.add_error(
                f"value-{q['id']}",
                f"Meanwhile somebody recorded “{q['answer']}”"
                f"{' from ' + q['source'] if q['source'] else ''}. Yours is still here: record it again if it should stand.",
            )
            newer[f"seen-{q['id']}"] = q["key"]
        self.data = newer
        if found:
            self.status = 409
        return found

    def _beside(self, place: str | None, words: str) -> None:
        parts = (place or "").split(".")
        if len(parts) == 3 and parts[0] == "answers" and int(parts[1]) < len(self.sent):
            place = f"{parts[2]}-{self.sent[int(parts[1])]}"
            if place in self.fields:
                self.add_error(place, words)
                return
        if parts == ["answers"] and not self.sent:
            words = "Answer a question, or change an answer. Nothing on this page is new."
        super()._beside(place, words)


def _differs(said: Mapping[str, str], stands: Mapping[str, Any]) -> bool:
    return any(said[part] != (stands.get(part) or "") for part in PARTS)


def _said(answer: Mapping[str, Any]) -> Said:
    return Said(answer["value"], answer["source"] or "", answer["said_by"] or "", a_day(answer["said_on"]))


def said_in(posted: Mapping[str, str], facts: list[str]) -> dict[str, Said]:
    """The answers that a page sent, of the questions it asked and of those it carried along."""
    found = {}
    for fact in facts:
        for prefix in ("", "also-"):
            if value := posted.get(f"{prefix}value-{fact}", ""):
                boxes = [posted.get(f"{prefix}said_on-{fact}_{box}", "") for box in ("year", "month", "day")]
                day = posted.get(f"{prefix}said_on-{fact}", "") or "-".join(b.zfill(2) for b in boxes)
                found[fact] = Said(
                    value,
                    posted.get(f"{prefix}source-{fact}", ""),
                    posted.get(f"{prefix}said_by-{fact}", ""),
                    a_day(day),
                )
                break
    return found


def facts_asked(case: Case) -> list[str]:
    """The ids of the questions that a case's framework asks."""
    return [fact.id for fact in load(case.framework).facts]
