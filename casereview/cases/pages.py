"""How a page of a case is shown: one recorded look, the head, and what this person can do here."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casereview.access.policy import Actor
from casereview.acts.ask import ask, find_subject
from casereview.acts.perform import in_the_way, may
from casereview.acts.registry import ACTS, AccessDenied
from casereview.cases.head import head_of
from casereview.cases.queries import papers_for
from casereview.web.may import MayDo, MaySee


class MayRead(MayDo):
    """``{% if may_read.action_plan %}``: whether a paper can be made from this case, and is this person's to read."""

    def __contains__(self, name: object) -> bool:
        return any(one["name"] == name for one in papers_for(self.subject, self.actor))


def show(
    request: HttpRequest,
    name: str,
    code: str,
    template: str,
    *,
    room: str,
    acts: Collection[str] = (),
    beside: Collection[str] = (),
    filters: Collection[str] = (),
    given: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a page of a case from one ask.

    Args:
        name: the ask; its answer is ``answer`` in the template.
        room: the address name of the room, marked as current.
        acts: names of acts to offer; those that are this person's appear as ``open`` and ``shut`` (with what is in the way).
        beside: names of acts that the page offers beside the thing they are about, and not in its list; those that are open
            to this person appear in ``can`` with their addresses, as do the open ones of ``acts``: ``can.appoint``.
        filters: names of the ask's filters to take from the address; ``given`` are set by the view itself.
    """
    actor = request.actor  # type: ignore[attr-defined]
    case = find_subject("case", code)
    if case is None:
        ask(actor, name, of=code)  # records the attempt like any other, and raises
        raise AccessDenied("There is nothing here.")
    chosen = {f: request.GET[f] for f in filters if f in request.GET} | (given or {})
    answer = ask(actor, name, of=case, **chosen)
    context = {
        **head_of(case, actor, room),
        "answer": answer,
        "filters": chosen,
        **offers(actor, case, acts, beside),
        "may_do": MayDo(actor, case),
        "may_see": MaySee(actor, case),
        "may_read": MayRead(actor, case),
        **(more or {}),
    }
    return render(request, template, context)


def offers(
    actor: Actor, subject: Any, names: Collection[str], beside: Collection[str] = ()
) -> dict[str, Any]:
    """The acts among these that are this person's: open to them now, or shut, each with what clears it."""
    open_: list[dict[str, Any]] = []
    shut: list[dict[str, Any]] = []
    can: dict[str, str] = {}
    for name in (*names, *beside):
        act = ACTS[name]
        if not may(actor, name, subject.place):
            continue
        url = "act" if act.on == "case" else "board-act"
        offer: dict[str, Any] = {
            "name": name,
            "title": act.title,
            "href": reverse(url, kwargs={"code": subject.code, "act": name}),
            "in_the_way": [],
        }
        if found := list(in_the_way(act, subject, actor.today)):
            offer["in_the_way"] = [with_link(r, subject, actor) for r in found]
        else:
            can[name.replace("-", "_")] = offer["href"]
        if name in names:
            (shut if found else open_).append(offer)
    return {"open": open_, "shut": shut, "can": can}


def with_link(refusal: Any, subject: Any, actor: Actor) -> dict[str, str]:
    """A refusal with the address of the act that clears it, where there is one and it is this person's to do."""
    href = ""
    if refusal.clears in MayDo(actor, subject):
        href = reverse("act", kwargs={"code": subject.code, "act": refusal.clears})
    return {"because": refusal.because, "cleared_by": refusal.cleared_by, "href": href}


def keeps(request: HttpRequest, code: str, keepers: frozenset[str]) -> bool:
    """Whether whoever looks may correct such things here; for links alone, never instead of the act."""
    case, actor = find_subject("case", code), request.actor  # type: ignore[attr-defined]
    return case is not None and any(actor.holds(role, case.place) for role in keepers)
