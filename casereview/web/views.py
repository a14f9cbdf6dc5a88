"""Pages that belong to no capability: errors, the board's brand, drafts, and the page of any act."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from casereview.acts.ask import ask, find_subject
from casereview.acts.registry import ACTS, AccessDenied
from casereview.web import drafts
from casereview.web.forms import ActForm
from casereview.web.may import MayDo
from casereview.web.middleware import not_there


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    return HttpResponse(render_to_string("web/error_400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request was not sent from one of our pages."""
    return HttpResponse(render_to_string("web/error_403.html"), status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or from a page that is too old."""
    return forbidden(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address, or it is not this person's."""
    return not_there()


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong; nothing was changed."""
    return HttpResponse(render_to_string("web/error_500.html"), status=500)


@require_GET
def brand(request: HttpRequest, colour: str) -> HttpResponse:
    """The board's one colour, as a style sheet of its own, so that no page needs a style in it."""
    return HttpResponse(f":root{{--cr-brand:#{colour}}}\n", content_type="text/css")


@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Keep what somebody has typed so far. Theirs alone; gone when they submit."""
    if not request.user.is_authenticated:
        return not_there()
    try:
        said = json.loads(request.body or b"{}")
        form, content = str(said["form"]), dict(said["content"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"saved": False}, status=400)
    if len(form) > 200 or len(request.body) > 1_000_000:
        return JsonResponse({"saved": False}, status=400)
    drafts.keep(request.user.pk, form, {str(k): _words(v) for k, v in content.items()})
    return JsonResponse({"saved": True, "at": timezone.localtime().strftime("%H:%M")})


def _words(said: Any) -> str | list[str]:
    """What a question was answered with so far: one answer, or those that are ticked."""
    return [str(one) for one in said] if isinstance(said, list) else str(said)


def act_page(request: HttpRequest, kind: str, code: str, act: str) -> HttpResponse:
    """The page of any act: its questions, made from its payload; or what stands in its way."""
    actor = request.actor  # type: ignore[attr-defined]
    if act not in ACTS or ACTS[act].on != kind:
        return not_there()
    subject = find_subject(kind, code)
    if subject is None:
        raise AccessDenied("There is nothing here.")
    form = ActForm(request, act, subject)
    head = ask(actor, f"{kind}-head", of=subject)
    if request.method == "POST":
        done = form.submit()
        if done is not None:
            return form.finished(done)
    return render(request, template_of(act), page_of(form, head), status=form.status)


def template_of(act: str) -> list[str]:
    """The act's own template where its capability has one, else the page that suits every act."""
    return [f"{ACTS[act].capability}/act_{act.replace('-', '_')}.html", "web/act.html"]


def page_of(form: ActForm, head: dict[str, Any]) -> dict[str, Any]:
    """What an act's page is laid out from."""
    return {
        **head,
        "form": form,
        "title": form.act.title,
        "lede": form.act.about,
        "in_the_way": form.in_the_way,
        "may_do": MayDo(form.actor, form.subject),
        "submit_label": form.act.title,
        "back": form.back,
    }


def kept(request: HttpRequest) -> HttpResponse:
    """Somebody's session ended while they typed: their text is kept for when they sign in again."""
    return redirect("account_login")
