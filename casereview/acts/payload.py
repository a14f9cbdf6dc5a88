"""What a person says when they do an act: the words of forms, of the API's schema and of journals, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


@dataclass(frozen=True, slots=True)
class Ref:
    """A payload's text that names a thing of this case or board by its key: ``F3``, ``police``.

    ``perform`` refuses a key that is not of this case (or this board), so an act never sees a stranger's thing.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class Long:
    """A text that wants several lines on a page."""

    lines: int = 5
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """How the answers of a closed question read on a page: value to label, with an optional hint each.

    Attributes:
        here: from the case or board, the labels that are other ones there: what its own law calls them.
    """

    of: tuple[tuple[str, str], ...]
    here: Callable[[Any], Mapping[str, str]] | None = None

    def on(self, subject: Any) -> list[tuple[str, str]]:
        """The labels as they read for a case or board."""
        own = self.here(subject) if self.here else {}
        return [(value, own.get(value, label)) for value, label in self.of]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Set by the page, not typed: a version seen, a thing chosen before."""


def _clean(text: str) -> str:
    """Refuse what no database keeps: NUL, other controls and halves of characters. Nothing else is touched."""
    if any((ord(c) < 32 and c not in "\n\r\t") or 0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise ValueError(
            "This text holds a character that cannot be stored. Type it again, or paste as plain text."
        )
    return text.replace("\r\n", "\n")


def _plain_day(value: Any) -> Any:
    """Days are ISO texts or dates; a number is not a day."""
    if isinstance(value, str) and len(value) == 10:
        return value
    if isinstance(value, date):
        return value
    raise ValueError("Give the day as 2014-03-27.")


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("Write something here: it cannot be left blank.")
    return text


Text = Annotated[str, AfterValidator(_clean)]
Line = Annotated[str, AfterValidator(_clean), AfterValidator(_said), Field(max_length=300)]
"""A line that must be filled in."""
OptionalLine = Annotated[str, AfterValidator(_clean), Field(max_length=300)]
Words = Annotated[str, Long(), AfterValidator(_clean), AfterValidator(_said), Field(max_length=60_000)]
"""Some sentences that must be filled in: reasons, a summary."""
OptionalWords = Annotated[str, Long(), AfterValidator(_clean), Field(max_length=60_000)]
Markdown = Annotated[str, Long(lines=18, markdown=True), AfterValidator(_clean), Field(max_length=400_000)]
Day = Annotated[date, BeforeValidator(_plain_day)]
TimeOfDay = Annotated[time, Field(description="For example 14:30")]
Seen = Annotated[int, Hidden(), Field(ge=0, title="The version that you saw")]


class Payload(BaseModel):
    """What a person says when they do an act. Unknown keys are refused; errors never repeat what was typed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class OnBehalf(Payload):
    """For what came by post, telephone or mail and is entered by the manager for whoever sent it."""

    on_behalf_of: OptionalLine = Field(
        "",
        title="Entered on behalf of",
        description="Only if it reached the board by post, telephone or mail: the post or agency that sent it, not a name.",
    )
    came_by: Annotated[
        str,
        Labels(
            (
                ("", "It is my own"),
                ("post", "Post"),
                ("telephone", "Telephone"),
                ("mail", "E-mail"),
                ("meeting", "In person"),
            )
        ),
        Field(pattern="^(|post|telephone|mail|meeting)$"),
    ] = Field("", title="How did it come?")


def marks(annotation: Any, kind: type) -> Iterator[Any]:
    """Every mark of one kind (``Ref``, ``Long`` …) in a type, through Optional, tuple and list."""
    if get_origin(annotation) is Annotated:
        for mark in annotation.__metadata__:
            if isinstance(mark, kind):
                yield mark
        yield from marks(annotation.__origin__, kind)
        return
    for part in get_args(annotation):
        if part is not type(None) and part is not Ellipsis:
            yield from marks(part, kind)


def field_marks(model: type[BaseModel], name: str, kind: type) -> list[Any]:
    """The marks of one kind on a payload's field."""
    field = model.model_fields[name]
    return [m for m in field.metadata if isinstance(m, kind)] + list(marks(field.annotation, kind))


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The payload inside a list, tuple or Optional, where there is one: a group of questions asked several times."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, tuple, Union, UnionType, Annotated):
        for part in get_args(annotation):
            if found := inner_model(part):
                return found
    return None


def references(said: BaseModel, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Every key that a payload names: where it stands, its kind, the key. Questions that were left out are left out here.

    An empty text is no key. It is passed on as it is where an answer is needed, so that it is refused like any stranger.
    """
    for name, field in type(said).model_fields.items():
        value = getattr(said, name)
        where = f"{place}{name}"
        kinds = [m.kind for m in field_marks(type(said), name, Ref)]
        for index, item in enumerate(value if isinstance(value, (list, tuple)) else [value]):
            spot = f"{where}.{index}" if isinstance(value, (list, tuple)) else where
            if isinstance(item, BaseModel):
                yield from references(item, f"{spot}.")
            elif kinds and isinstance(item, str) and (item or spot != where or field.is_required()):
                yield spot, kinds[0], item


def schema(model: type[BaseModel]) -> Mapping[str, Any]:
    """The JSON Schema of a payload, as ``casereview acts`` prints it."""
    return model.model_json_schema(ref_template="#/$defs/{model}")
