"""``ActForm``: the form of any act, written once. The payload is its only validation."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from casereview.access.policy import Actor, Denied, allow
from casereview.acts.payload import OnBehalf, Ref, field_marks
from casereview.acts.perform import in_the_way, perform, require
from casereview.acts.registry import ACTS, ASKS, Done, Refused
from casereview.files.store import keep_sent
from casereview.web import drafts
from casereview.web.errors import sentences
from casereview.web.looking import LookedForField, look_for
from casereview.web.questions import answer, inner_model, label_of, offered, question, shown
from casereview.web.widgets import DayField

Prefill = Callable[[Any, Actor, Mapping[str, str]], Mapping[str, Any]]
PREFILLS: dict[str, Prefill] = {}
Narrow = Callable[[Any, Actor, Mapping[str, str]], Mapping[str, Sequence[tuple[str, str]] | forms.Field]]
NARROWS: dict[str, Narrow] = {}
MOST_ROWS = 300
"""The most times that one question is asked on one page, such as for each of those who came to a learning event."""


def prefill(act: str) -> Callable[[Prefill], Prefill]:
    """Register what an act's form shows at first, from the case and the address: the text to be edited, its version."""

    def register(fill: Prefill) -> Prefill:
        PREFILLS[act] = fill
        return fill

    return register


def narrow(act: str) -> Callable[[Narrow], Narrow]:
    """Register which answers questions of an act have, once it is known what the page was opened for.

    For each question its answers; or the whole question, where it is another one for each thing.
    """

    def register(answers: Narrow) -> Narrow:
        NARROWS[act] = answers
        return answers

    return register


class ActForm(forms.Form):
    """The questions of one act on one subject.

    Answers "not there" to whoever may not do the act here; carries the idempotency token; calls ``perform``; and puts a
    refusal beside the question it is about. ``status`` is the answer's HTTP status.
    """

    def __init__(
        self, request: HttpRequest, act: str, subject: Any, initial: Mapping[str, Any] | None = None
    ) -> None:
        self.request, self.act, self.subject = request, ACTS[act], subject
        self.actor: Actor = request.actor  # type: ignore[attr-defined]
        self.status = 200
        self.refusal: Any = None
        require(self.actor, self.act, subject)
        self.in_the_way = list(in_the_way(self.act, subject, self.actor.today))
        if self.in_the_way:
            self.status = 409 if request.method == "POST" else 200
        self.model = self.act.payload
        self.draft_key = f"{act} {subject.reference} {self._about(initial or {})}".strip()[:200]
        self.adding, self.looking = self._adding(), False
        posted = request.method == "POST"
        super().__init__(request.POST if posted else None, request.FILES if posted else None)
        self.initial = self._first(initial or {})
        self._ask_questions()

    @property
    def back(self) -> str:
        """Where to go afterwards: the page that led here, if it is one of ours."""
        given = self.request.POST.get("next") or self.request.GET.get("next") or ""
        if given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None):
            return given
        page, shown = ("case", "workspace") if self.act.on == "case" else ("board", "board")
        if isinstance(allow(self.actor, ASKS[shown].by, self.subject.place), Denied):
            return reverse("home")  # an appointment is answered before its case can be seen
        return reverse(page, kwargs={"code": self.subject.code})

    def submit(self) -> Done | None:
        """Do the act, or put what is wrong beside its question and return None. Nothing typed is lost."""
        if self.adding or self.looking or not self.is_valid() or self.in_the_way:
            return None
        try:
            payload = self._payload()
            day = self._day()
            done = perform(
                self.actor,
                self.act.name,
                payload,
                to=self.subject,
                on=day,
                token=self.cleaned_data.get("token"),
            )
        except ValidationError as wrong:
            self._complain(wrong)
        except Refused as refused:
            self.status, self.refusal = 409, refused.refusal
            self._beside(refused.refusal.field, str(refused))
        except ValueError as wrong_day:
            self.status = 400
            self._beside("on", str(wrong_day))
        else:
            drafts.drop(self.actor.id, self.draft_key)
            return done
        drafts.keep(self.actor.id, self.draft_key, self._typed())
        return None

    def finished(self, done: Done) -> HttpResponseRedirect:
        """Say what was done and go back to where they came from, or on to the case that was made."""
        messages.success(self.request, done.sentence or "Saved.")
        made = done.made
        if self.act.on == "board" and getattr(made, "kind", "") == "case":
            return HttpResponseRedirect(reverse("received", kwargs={"code": made.code}))
        return HttpResponseRedirect(self.back)

    def finished_at(self, address: str) -> HttpResponseRedirect:
        """The same, and on to an address of our own."""
        self.finished(Done(""))
        return HttpResponseRedirect(address)

    @property
    def plain_fields(self) -> list[Any]:
        """The questions that are asked once, in order; on whose behalf it is entered comes after what is said."""
        names = [n for n in self.fields if n not in self._grouped and not self.fields[n].widget.is_hidden]
        names.sort(key=lambda name: name in OnBehalf.model_fields)
        return [self[name] for name in names]

    @property
    def hidden(self) -> list[Any]:
        """What the page carries without asking."""
        return [self[name] for name in self.fields if self.fields[name].widget.is_hidden]

    @property
    def looks(self) -> bool:
        """Whether there is more to choose from than a list can show: the page is sent to look for it, and nothing is done."""
        return any(isinstance(field, LookedForField) for field in self.fields.values())

    @property
    def draft_owner(self) -> str:
        """Whose draft this text would be, signed, should the session end meanwhile."""
        return drafts.owner_mark(self.actor.id, self.draft_key)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The questions that are asked several times, a group a row."""
        return [
            {
                "name": name,
                "legend": label_of(name, self.model.model_fields[name]),
                "hint": self.model.model_fields[name].description or "",
                "rows": [
                    {"index": i + 1, "fields": [self[f"{name}-{i}-{inner}"] for inner in model.model_fields]}
                    for i in range(self._rows[name])
                ],
                "add_name": f"add_{name}",
            }
            for name, model in self._group_models.items()
        ]

    # -- making the questions ------------------------------------------------------------------------------------

    def _ask_questions(self) -> None:
        self._grouped: set[str] = set()
        self._rows: dict[str, int] = {}
        self._group_models: dict[str, type[BaseModel]] = {}
        for name, info in self.model.model_fields.items():
            inner = inner_model(info.annotation)
            if inner is None:
                self.fields[name] = question(self.model, name, self.subject, self.actor)
                self._choose_the_only_one(name, info)
            else:
                self._group_models[name] = inner
                self._ask_group(name, inner)
        self._narrow_questions()
        self.looking = look_for(self)
        self.fields["on"] = DayField(
            label="Day on which this was done",
            help_text="Today, unless it was done before and is entered now.",
            required=False,
        )
        self.initial.setdefault("on", self.actor.today)
        self.fields["token"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["token"] = uuid.uuid4().hex

    def _narrow_questions(self) -> None:
        """Where the answers to a question hang on another answer, offer those; one alone is chosen already."""
        if self.act.name not in NARROWS:
            return
        given = {n: str(v) for n, v in self.initial.items() if v} | (
            self.request.POST.dict() if self.is_bound else self.request.GET.dict()
        )
        for name, choices in NARROWS[self.act.name](self.subject, self.actor, given).items():
            if isinstance(choices, forms.Field):
                self.fields[name] = choices
                continue
            self.fields[name] = offered(self.model, name, choices)
            if len(choices) == 1 and name in given:
                self.initial[name] = choices[0][0]
            elif self.initial.get(name) not in dict(choices):
                self.initial.pop(name, None)  # the address names what is not here: the page asks

    def _choose_the_only_one(self, name: str, info: FieldInfo) -> None:
        """Where a question must name a thing and there is one alone, it is chosen already, for all to see."""
        offered = [value for value, _ in getattr(self.fields[name], "choices", ()) if value]
        several = isinstance(self.fields[name], forms.MultipleChoiceField)
        if len(offered) == 1 and info.is_required() and not several and field_marks(self.model, name, Ref):
            self.initial.setdefault(name, offered[0])

    def _ask_group(self, name: str, model: type[BaseModel]) -> None:
        rows = self._count(name)
        self._rows[name] = rows
        asked = {inner: question(model, inner, self.subject, self.actor) for inner in model.model_fields}
        for index in range(rows):
            for inner, one in asked.items():
                full = f"{name}-{index}-{inner}"
                self.fields[full] = deepcopy(one)  # what there is to choose from is asked of the store once
                self._grouped.add(full)

    def _count(self, name: str) -> int:
        if self.is_bound:
            there = {
                int(k.split("-")[1])
                for k in self.data
                if k.startswith(f"{name}-") and k.split("-")[1].isdecimal()
            }
            rows = min(max(there, default=0) + 1, MOST_ROWS)
            return rows + (1 if self.adding == name and rows < MOST_ROWS else 0)
        return max(1, min(len(self.initial.get(name) or []), MOST_ROWS))

    def _about(self, initial: Mapping[str, Any]) -> str:
        """Which things the page was opened for. Each has a draft of its own: what was typed for one never shows for another."""
        opened_for = {**self.request.GET.dict(), **initial}
        named = [n for n in self.model.model_fields if field_marks(self.model, n, Ref) and opened_for.get(n)]
        return " ".join(f"{name}={opened_for[name]}" for name in named)

    def _adding(self) -> str:
        for name in self.request.POST if self.request.method == "POST" else ():
            if name.startswith("add_"):
                return name.removeprefix("add_")
        return ""

    def _first(self, given: Mapping[str, Any]) -> dict[str, Any]:
        first: dict[str, Any] = {
            name: shown(info.default)
            for name, info in self.model.model_fields.items()
            if not info.is_required()
        }
        first = {name: value for name, value in first.items() if value not in (None, ())}
        if self.act.name in PREFILLS:
            first |= {
                n: shown(v)
                for n, v in PREFILLS[self.act.name](self.subject, self.actor, self.request.GET.dict()).items()
            }
        first |= {n: shown(v) for n, v in given.items()}
        first |= {n: v for n, v in self.request.GET.items() if n in self.model.model_fields}
        if self.actor.id:
            first |= drafts.kept(self.actor.id, self.draft_key)
        for name, rows in list(first.items()):
            if isinstance(rows, (list, tuple)) and rows and isinstance(rows[0], Mapping):
                for index, row in enumerate(rows):
                    first |= {f"{name}-{index}-{inner}": shown(value) for inner, value in row.items()}
            elif isinstance(rows, list) and name in self.model.model_fields and not self._has_choices(name):
                first[name] = "\n".join(map(str, rows))
        return first

    def _has_choices(self, name: str) -> bool:
        from casereview.web.questions import labels_of

        return bool(field_marks(self.model, name, Ref) or labels_of(self.model, name))

    # -- from what was typed to the payload ----------------------------------------------------------------------

    def _payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = {}
        for name in self.model.model_fields:
            if name in self._group_models:
                payload[name] = self._group(name)
            else:
                value = self._answer(self.model, name, name)
                if value is not None:
                    payload[name] = value
        return payload

    def _group(self, name: str) -> list[dict[str, Any]]:
        model, rows = self._group_models[name], []
        for index in range(self._rows[name]):
            row = {
                inner: self._answer(model, inner, f"{name}-{index}-{inner}") for inner in model.model_fields
            }
            said = {inner: value for inner, value in row.items() if value not in (None, [])}
            if any(str(value).strip() for value in said.values()):
                rows.append(said)
        return rows

    def _answer(self, model: type[BaseModel], name: str, full: str) -> Any:
        field = self.fields[full]
        if isinstance(field, forms.FileField):
            sent = self.files.get(full)
            return keep_sent(self.actor.id, sent) if sent else None
        raw = field.widget.value_from_datadict(self.data, self.files, full)
        return answer(model, name, raw)

    def _day(self) -> date:
        typed = self.fields["on"].widget.value_from_datadict(self.data, self.files, "on")
        if not typed:
            return self.actor.today
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise ValueError("Give a day that exists, such as 27 3 2014.") from None

    def _typed(self) -> dict[str, Any]:
        skip = {"csrfmiddlewaretoken", "token", "next", "owner"}
        typed: dict[str, Any] = {}
        for name, field in self.fields.items():
            if name in skip or isinstance(field, forms.FileField):
                continue
            value = field.widget.value_from_datadict(self.data, self.files, name)
            if value not in (None, "", []):
                typed[name] = value if isinstance(value, list) else str(value)
        return typed

    # -- what is wrong -------------------------------------------------------------------------------------------

    def _complain(self, wrong: ValidationError) -> None:
        self.status = 400
        for place, words in sentences(wrong):
            self._beside(".".join(map(str, place)), words)

    def _beside(self, place: str | None, words: str) -> None:
        parts = (place or "").split(".")
        full = "-".join(parts)
        target = full if full in self.fields else parts[0] if parts[0] in self.fields else None
        if target is None and parts[0] in self._group_models:
            first = next(iter(self._group_models[parts[0]].model_fields))
            target = f"{parts[0]}-0-{first}" if f"{parts[0]}-0-{first}" in self.fields else None
        if target and self.fields[target].widget.is_hidden:
            target = None
        self.add_error(target, words)

    def full_clean(self) -> None:
        """Nothing is judged here: the payload is the only validation, so a page and the API cannot disagree."""
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data = {"token": self.data.get("token", "")} if self.is_bound else {}
