"""The door through which everything that changes a case or a board passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NoReturn

from django.db import transaction
from pydantic import ValidationError

from casereview.access.policy import Actor, Denied, Place, allow
from casereview.access.roles import ROLE_TITLES
from casereview.acts.references import first_unknown
from casereview.acts.registry import ACTS, AccessDenied, Act, Done, Notice, Refusal, Refused
from casereview.acts.tables import SUBJECTS, Subject
from casereview.audit import trail

NOTICE_WRITERS: list[Callable[[Subject, Notice, int], None]] = []
"""What puts an act's notices in the outbox, in the act's own transaction. ``notices`` adds its one writer here."""


def in_the_way(act: Act, subject: Any, on: date) -> Iterator[Refusal]:
    """Everything that stands between a case and an act. Pages list it all; ``perform`` stops at the first."""
    if subject.phase not in act.when:
        wanted = " or ".join(sorted(act.when, key=_order))
        yield Refusal(f"'{act.title}' belongs to a review that is {wanted}.", f"This one is {subject.phase}.")
        return
    for guard in act.guards:
        if refusal := guard(subject, on):
            yield refusal


def perform(
    actor: Actor,
    name: str,
    payload: Mapping[str, Any],
    *,
    to: Any,
    on: date,
    token: str | None = None,
    approximate: bool = False,
) -> Done:
    """Do one act to one case or board: all of it, or nothing and a sentence that says why.

    Args:
        actor: who does it; what they hold is judged on ``actor.today``, whatever day is given as ``on``.
        name: the act, as ``casereview acts`` lists it.
        payload: what they said; read by the act's own payload type.
        to: the case or board.
        on: the day it is said to have been done. The trail keeps the server's own time beside it.
        token: the same one again gives the first answer, so a form sent twice is done once.
        approximate: the day was not published, so that a clock which starts or ends on it says "about" and never "late".

    Raises:
        AccessDenied: this person may not do this here.
        Refused: they may, but not now or not so.
        pydantic.ValidationError: what was said cannot be read as this payload.
    """
    act = ACTS[name]
    _work_ahead(act, actor, payload, to)
    try:
        with transaction.atomic(durable=True):
            subject = to.locked()
            require(actor, act, subject)
            if token and (already := trail.answer_to(token, str(actor), act.name, subject.reference)):
                return Done(already.sentence, already.phase, already.made)
            for refusal in (*_impossible_day(subject, actor, on), *in_the_way(act, subject, on)):
                raise Refused(refusal)
            said = act.payload.model_validate(payload)
            if (stranger := first_unknown(said, subject, actor)) is not None:
                raise Refused(stranger)
            done = _or_refuse(act.run(subject, said, by=actor, on=on))
            subject.move_on(done.phase, allowed=act.leads_to)
            if approximate:
                _noticed(subject, done).day_not_published(on)
            seq = trail.record(
                str(actor),
                act.name,
                _about(subject, done),
                {**said.model_dump(mode="json"), **({"approximate": True} if approximate else {})},
                on=on,
                sentence=done.sentence,
                made=_made(done),
                phase=done.phase or "",
                token=token,
            )
            for notice in done.notices:
                for write in NOTICE_WRITERS:
                    write(_noticed(subject, done), notice, seq)
    except (AccessDenied, Refused) as refused:
        why = "" if isinstance(refused, AccessDenied) else str(refused)
        trail.record_alone(
            str(actor), act.name, to.reference, {"because": why}, on=on, outcome="refused", sentence=why
        )
        raise
    return done


def _work_ahead(act: Act, actor: Actor, payload: Mapping[str, Any], subject: Any) -> None:
    """What takes long is done while nobody waits for the store, for somebody who may do the act as things stand.

    Whether it is done is decided in the transaction alone: what is refused there is left to be refused there.
    """
    if act.ahead is None or subject.phase not in act.when:
        return
    if isinstance(allow(actor, act.by, subject.place), Denied):
        return
    try:
        said = act.payload.model_validate(payload)
    except ValidationError:
        return
    if first_unknown(said, subject, actor) is None:
        act.ahead(subject, said, by=actor)


def refuse_nothing(actor: Actor, name: str, on: date) -> NoReturn:
    """Somebody sends an act to a case or board that is not there.

    The same is done as for a stranger to one that is: it is locked, refused and recorded. So the two cannot be told
    apart by the time that an answer takes either, and whoever tries codes one by one is on the trail.

    Raises:
        AccessDenied: always.
    """
    act = ACTS[name]
    with transaction.atomic(durable=True):
        SUBJECTS[act.on].rows.select_for_update(of=("self",)).filter(pk=0).first()
        transaction.set_rollback(True)
    trail.record_alone(
        str(actor), act.name, f"{act.on}:0", {"because": ""}, on=on, outcome="refused", sentence=""
    )
    raise AccessDenied(f"This is for the {titles(act.by)}.")


def require(actor: Actor, act: Act, subject: Any) -> None:
    """Stop whoever may not do this here.

    Raises:
        AccessDenied: with the same words whoever asks.
    """
    if isinstance(allow(actor, act.by, subject.place), Denied):
        raise AccessDenied(f"This is for the {titles(act.by)}.")


def titles(roles: frozenset[str]) -> str:
    """Roles as a page says them: "Board manager or Chair"."""
    return " or ".join(sorted(ROLE_TITLES.get(role, role) for role in roles))


def may(actor: Actor, name: str, place: Place) -> bool:
    """Whether an act is this person's to do here; for menus and buttons, never instead of ``perform``."""
    return not isinstance(allow(actor, ACTS[name].by, place), Denied)


def _order(phase: str) -> int:
    from casereview.access.roles import PHASES

    return [str(p) for p in PHASES].index(phase) if phase in PHASES else -1


def _impossible_day(subject: Any, actor: Actor, on: date) -> Iterator[Refusal]:
    if on > actor.today:
        yield Refusal(
            "The day that you gave is in the future.", "Give the day on which it was done.", field="on"
        )
    first = getattr(subject, "notified_on", None)
    if first is not None and on < first:
        yield Refusal(
            "The day that you gave is before the board was notified.",
            "Give the day on which it was done.",
            field="on",
        )


def _or_refuse(answer: Done | Refusal) -> Done:
    if isinstance(answer, Refusal):
        raise Refused(answer)
    return answer


def _noticed(subject: Any, done: Done) -> Any:
    return done.made if isinstance(done.made, Subject) else subject


def _about(subject: Any, done: Done) -> str:
    """The trail's subject: the board or case; the new case itself where the act made one."""
    return str(_noticed(subject, done).reference)


def _made(done: Done) -> str:
    if done.made is None or isinstance(done.made, str):
        return done.made or ""
    return str(getattr(done.made, "key", None) or done.made.code)


__all__ = ["ValidationError", "in_the_way", "may", "perform", "refuse_nothing", "require"]
