"""From a payload's fields to a form's questions, and from what was typed back to a payload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django import forms
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casereview.access.policy import Actor
from casereview.acts.listed import Choice, Listed
from casereview.acts.payload import Hidden, Labels, Long, Ref, field_marks, inner_model
from casereview.acts.references import REFERABLE
from casereview.acts.tables import Subject
from casereview.web.looking import MANY, LookedForField
from casereview.web.widgets import DayField

FEW = 7
"""Up to so many answers are radios or checkboxes; more are a list."""


def bare(annotation: Any) -> Any:
    """The type inside Optional and its marks.

    >>> from casereview.acts.payload import Day
    >>> bare(Day | None)
    <class 'datetime.date'>
    """
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        inner = [part for part in get_args(annotation) if part is not NoneType]
        return bare(inner[0]) if inner else annotation
    return annotation


def is_list(annotation: Any) -> bool:
    """Whether a question takes several answers."""
    return get_origin(bare(annotation)) in (list, tuple)


def label_of(name: str, info: FieldInfo) -> str:
    """How a question reads on a page."""
    return info.title or name.replace("_", " ").capitalize()


def labels_of(model: type[BaseModel], name: str, subject: Subject | None = None) -> list[tuple[str, str]]:
    """The answers of a closed question with their labels, or none where it is open.

    Args:
        subject: the case or board whose own words they are to be in.
    """
    if marks := field_marks(model, name, Labels):
        return list(marks[0].of) if subject is None else marks[0].on(subject)
    kind = bare(model.model_fields[name].annotation)
    if get_origin(kind) in (list, tuple):
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        return [(str(v), str(v).replace("-", " ").replace("_", " ").capitalize()) for v in get_args(kind)]
    return []


def question(model: type[BaseModel], name: str, subject: Subject, actor: Actor) -> forms.Field:
    """The form's field for one field of a payload. It checks nothing: the payload does."""
    info = model.model_fields[name]
    words: dict[str, Any] = {
        "label": label_of(name, info),
        "help_text": info.description or "",
        "required": False,
    }
    several = is_list(info.annotation)
    kind = bare(info.annotation)
    if field_marks(model, name, Hidden):
        return forms.CharField(widget=forms.HiddenInput, **words)
    if refs := field_marks(model, name, Ref):
        if refs[0].kind == "upload":
            return forms.FileField(**words)
        return _of_kind(REFERABLE[refs[0].kind].choices(subject, actor), several, words, info)
    if labels := labels_of(model, name, subject):
        return _choice(labels, several, words, info)
    if kind is bool:
        return forms.ChoiceField(
            choices=[("true", "Yes"), ("false", "No")], widget=forms.RadioSelect, **words
        )
    if kind is date:
        return DayField(**words)
    if several:
        words["help_text"] = words["help_text"] or "One on each line."
        return forms.CharField(widget=forms.Textarea({"rows": 5}), strip=False, **words)
    if long := field_marks(model, name, Long):
        attrs = {"rows": long[0].lines, **({"data-markdown": "1"} if long[0].markdown else {})}
        return forms.CharField(widget=forms.Textarea(attrs), strip=False, **words)
    if kind in (int, time):
        return forms.CharField(widget=forms.TextInput({"class": "govuk-input--width-5"}), **words)
    return forms.CharField(strip=False, **words)


def _of_kind(choices: Iterable[Choice], several: bool, words: dict[str, Any], info: FieldInfo) -> forms.Field:
    """A list of what there is; where that would be too long to read, a way to look for it."""
    few = choices.first(MANY + 1) if isinstance(choices, Listed) else list(choices)
    if isinstance(choices, Listed) and len(few) > MANY:
        return LookedForField(choices, several=several, needed=info.is_required(), **words)
    return _choice([(one.key, one.label) for one in few], several, words, info)


def offered(model: type[BaseModel], name: str, choices: Sequence[tuple[str, str]]) -> forms.Field:
    """The form's field for a question whose answers are known only once others are."""
    info = model.model_fields[name]
    words = {"label": label_of(name, info), "help_text": "", "required": False}
    return _choice(list(choices), False, words, info)


def _choice(
    choices: list[tuple[str, str]], several: bool, words: dict[str, Any], info: FieldInfo
) -> forms.Field:
    if several:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **words)
    if len(choices) <= FEW:
        open_ = (
            info.get_default() in (None, "")
            and not info.is_required()
            and not any(v == "" for v, _ in choices)
        )
        shown = [("", "None of these"), *choices] if open_ and choices else choices
        return forms.ChoiceField(choices=shown, widget=forms.RadioSelect, **words)
    return forms.ChoiceField(choices=[("", "Choose one"), *choices], **words)


def answer(model: type[BaseModel], name: str, typed: Any) -> Any:
    """What was typed, in the payload's own shape. A blank is ``None``: it was not said."""
    info = model.model_fields[name]
    kind = bare(info.annotation)
    if is_list(info.annotation):
        if isinstance(typed, str):
            typed = [line for line in typed.replace("\r\n", "\n").split("\n") if line.strip()]
        return list(typed or [])
    if typed in (None, ""):
        return None
    if kind is bool:
        return {"true": True, "false": False}.get(str(typed), typed)
    if kind is int:
        return int(typed) if str(typed).strip().lstrip("-").isdecimal() else typed
    return typed


def shown(value: Any) -> Any:
    """A payload's value as a form shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (list, tuple)) and not any(isinstance(v, (BaseModel, Mapping)) for v in value):
        return list(value)
    return value


__all__ = [
    "answer",
    "bare",
    "inner_model",
    "is_list",
    "label_of",
    "labels_of",
    "offered",
    "question",
    "shown",
]
