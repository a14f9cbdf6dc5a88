"""The JSON API: one endpoint for each act and each ask, from the registries, through the same two doors as the pages."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date, time
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel, ValidationError

from casereview.access.policy import Actor
from casereview.acts.ask import ask, find_subject
from casereview.acts.perform import perform, refuse_nothing, require
from casereview.acts.registry import ACTS, ASKS, AccessDenied, CannotRecord, Refused
from casereview.api.describe import description
from casereview.api.tokens import actor_of_request
from casereview.files.store import NotWhatWasStored, keep_sent
from casereview.web.errors import sentences

NOT_THERE = b'{"error": "There is nothing here."}'
Answer = Callable[..., HttpResponse]


def _json(status: int, **said: Any) -> HttpResponse:
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def not_there() -> HttpResponse:
    """The same bytes for what is not there and what is not yours."""
    return HttpResponse(NOT_THERE, status=404, content_type="application/json")


def wrong_method(right: str, words: str) -> HttpResponse:
    """The answer to a verb that this address does not know."""
    answer = _json(405, error=words)
    answer["Allow"] = right
    return answer


def answered(view: Callable[..., HttpResponse]) -> Answer:
    """Turn what the doors raise into the API's answers, and ask for a live token first."""

    @csrf_exempt
    @wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = actor_of_request(request)
        if actor is None:
            answer = _json(401, error="Send a token that is alive: Authorization: Bearer …")
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        try:
            return view(request, actor, *args, **kwargs)
        except AccessDenied:
            return not_there()
        except Refused as refused:
            return _json(409, error=str(refused), **{k: v for k, v in _of_refusal(refused).items() if v})
        except ValidationError as wrong:
            errors = [
                {"field": ".".join(map(str, place)), "error": words} for place, words in sentences(wrong)
            ]
            return _json(400, error="What was sent cannot be read.", errors=errors)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return _json(413, error="What was sent is too large. Send a file by itself, to /api/uploads.")
        except (CannotRecord, NotWhatWasStored):
            return _json(503, error="This could not be recorded or read, so nothing was shown or done.")

    return handle


def _of_refusal(refused: Refused) -> dict[str, Any]:
    one = refused.refusal
    return {
        "because": one.because,
        "cleared_by": one.cleared_by,
        "field": one.field,
        "theirs": one.theirs,
        "clears": one.clears,
    }


@answered
def act(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Do an act: ``POST /api/acts/decide?case=CODE`` with the payload."""
    if request.method != "POST":
        return wrong_method("POST", "Acts are done with POST.")
    if name not in ACTS:
        return not_there()
    kind = ACTS[name].on
    subject = find_subject(kind, request.GET.get(kind, ""))
    said = _body(request)
    if not isinstance(said, dict):
        # whoever may not do this act must not learn that by a different answer
        if subject is None:
            return not_there()
        require(actor, ACTS[name], subject)
        return _json(400, error="Send one JSON object.")
    on = said.pop("on", None) if "on" not in ACTS[name].payload.model_fields else None
    token = request.headers.get("Idempotency-Key")
    day = _day(on) if on is not None else actor.today
    if day is None:
        if subject is None:
            return not_there()
        require(actor, ACTS[name], subject)
        return _json(
            400, error="'on' is not a day.", errors=[{"field": "on", "error": "Give the day as 2014-03-27."}]
        )
    if subject is None:
        refuse_nothing(actor, name, day)
    done = perform(actor, name, said, to=subject, on=day, token=token)
    made = (
        done.made
        if isinstance(done.made, str)
        else getattr(done.made, "key", None) or getattr(done.made, "code", None)
    )
    return _json(200, done=done.sentence, phase=done.phase, made=made)


def _body(request: HttpRequest) -> Any:
    if "json" not in request.headers.get("Content-Type", ""):
        return None
    try:
        return json.loads(request.body or b"null")
    except (ValueError, RecursionError):  # no JSON, or nested without end
        return None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


@answered
def look(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Look at something: ``GET /api/asks/workspace?case=CODE``."""
    if request.method != "GET":
        return wrong_method("GET", "Asks are made with GET.")
    if name not in ASKS:
        return not_there()
    kind = ASKS[name].on
    filters = {k: str(v) for k, v in request.GET.items() if k not in ("case", "board")}
    if set(filters) - set(ASKS[name].filters):
        return _json(400, error=f"Known filters: {', '.join(ASKS[name].filters) or 'none'}.")
    of = None if kind == "person" else request.GET.get(kind, "")
    return _json(200, **{"answer": plain(ask(actor, name, of=of, **filters))})


@answered
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Send a file, to be named by an act: multipart, one part called ``file``. Answers with its key."""
    if request.method != "POST":
        return wrong_method("POST", "Files are sent with POST.")
    sent = request.FILES.get("file")
    if sent is None:
        return _json(400, error="Send one file in a part called 'file'.")
    return _json(200, upload=keep_sent(actor.id, sent))


@answered
def openapi(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The API's description, made from the registries."""
    if request.method != "GET":
        return wrong_method("GET", "The description is read with GET.")
    return JsonResponse(description())


def plain(value: Any) -> Any:
    """An ask's answer as JSON."""
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return None
    return value
