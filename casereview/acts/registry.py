"""The registries of acts and asks, filled by reading each capability's ``acts.py`` and ``queries.py``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

from casereview.access.roles import ANY_PHASE, BOARD_PHASE
from casereview.acts.payload import Payload


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that leaves with an act: to whom, about which kind of thing, and when it is due.

    Args:
        to: accounts' numbers.
        kind: one of ``notices.rules.KINDS``; the mail says that sentence, the case's code and a link, nothing else.
        due: the day from which it is sent; none is at once.
        about: a thing's key such as ``A3``, for the link.
    """

    to: tuple[int, ...]
    kind: str
    due: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: a sentence for the timeline (no names), where the case now stands, what was made."""

    sentence: str
    phase: str | None = None
    made: Any = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act cannot be done, and what would clear it, in words a chair can read.

    ``clears`` names the act that would clear it, so that a page can link to it.
    ``theirs`` is what somebody else has written meanwhile, where a stale page is the reason.
    """

    because: str
    cleared_by: str
    field: str | None = None
    clears: str | None = None
    theirs: str | None = None

    def __str__(self) -> str:
        return f"{self.because} {self.cleared_by}"


class Refused(Exception):
    """They may do it, but not now or not so."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class AccessDenied(Exception):
    """This person may not do or see this here; to them it is not there."""


class CannotRecord(Exception):
    """The look or act could not be recorded, so nothing is shown or done."""


Guard = Callable[[Any, date], Refusal | None]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done to a case or a board.

    Attributes:
        ahead: work that takes long and changes nothing, such as reading a file: done before the transaction is begun, and never decides.
    """

    name: str
    title: str
    capability: str
    on: str
    by: frozenset[str]
    when: frozenset[str]
    leads_to: frozenset[str]
    guards: tuple[Guard, ...]
    payload: type[Payload]
    run: Callable[..., Done | Refusal]
    about: str = ""
    ahead: Callable[..., None] | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that can be looked at, of a case, a board or the asker's own."""

    name: str
    title: str
    capability: str
    on: str
    by: frozenset[str]
    when: frozenset[str]
    run: Callable[..., Any]
    filters: tuple[str, ...] = ()
    wants_actor: bool = False


ACTS: dict[str, Act] = {}
ASKS: dict[str, Ask] = {}


def _named(run: Callable[..., Any]) -> tuple[str, str, str, str]:
    doc = (inspect.getdoc(run) or "").strip()
    if not doc:
        raise ValueError(f"{run.__module__}.{run.__name__} has no docstring, so it has no title.")
    title, _, rest = doc.partition("\n")
    name = run.__name__.rstrip("_").replace("_", "-")
    if name in ACTS or name in ASKS:
        raise ValueError(f"There are two acts or asks called '{name}'.")
    return name, title.rstrip("."), rest.strip(), run.__module__.split(".")[1]


def act(
    *,
    by: Iterable[str],
    when: Iterable[str] = (BOARD_PHASE,),
    leads_to: Iterable[str] = (),
    guards: tuple[Guard, ...] = (),
    ahead: Callable[..., None] | None = None,
) -> Callable[[Callable[..., Done | Refusal]], Callable[..., Done | Refusal]]:
    """Register a function as an act. Its name, title and payload are read from the function itself.

    The function is called as ``run(subject, said, by=actor, on=day)`` and returns what it did, or a refusal.
    The world comes in by these alone: no request, no settings, no clock. ``ahead(subject, said, by=actor)`` is called before.
    """

    def register(run: Callable[..., Done | Refusal]) -> Callable[..., Done | Refusal]:
        name, title, about, capability = _named(run)
        phases = frozenset(str(phase) for phase in when)
        ACTS[name] = Act(
            name=name,
            title=title,
            about=about,
            capability=capability,
            on="board" if phases == {BOARD_PHASE} else "case",
            by=frozenset(str(role) for role in by),
            when=phases,
            leads_to=frozenset(str(phase) for phase in leads_to),
            guards=guards,
            payload=get_type_hints(run)["said"],
            run=run,
            ahead=ahead,
        )
        return run

    return register


def _filters(run: Callable[..., Any]) -> tuple[str, ...]:
    """The names of an ask's filters: its own keywords, and those of a ``TypedDict`` that it shares with another ask."""
    parameters = inspect.signature(run).parameters
    own = [n for n, p in parameters.items() if p.kind is p.KEYWORD_ONLY and n not in ("of", "by")]
    hints = get_type_hints(run)
    shared = [get_args(hints[n])[0] for n, p in parameters.items() if p.kind is p.VAR_KEYWORD]
    return (*own, *(name for one in shared for name in get_type_hints(one)))


def query(
    *, by: Iterable[str], on: str = "case", when: Iterable[str] = ANY_PHASE
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as an ask. It is called as ``run(seen, of=subject, **filters)`` and gives plain values.

    ``seen`` is how far the asker's roles take them (``Reach``); for an ask of the person's own, the actor itself.
    Filters are the function's own keyword parameters, all texts with defaults; those that several asks share are a
    ``TypedDict`` (``**said: Unpack[Chosen]``). A function that has a parameter ``by``
    is given the asker too, where what is shown depends on more than reach (their own tasks, which buttons are theirs).
    """

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        name, title, _, capability = _named(run)
        parameters = inspect.signature(run).parameters
        ASKS[name] = Ask(
            name=name,
            title=title,
            capability=capability,
            on=on,
            by=frozenset(str(role) for role in by),
            when=frozenset(str(phase) for phase in when),
            run=run,
            filters=_filters(run),
            wants_actor="by" in parameters,
        )
        return run

    return register
