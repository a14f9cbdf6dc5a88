"""Sending chronology files: up to twelve at once, or a pasted table; looked at one by one, then accepted. Nothing is done before."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from pydantic import ValidationError

from casereview.access.policy import Actor
from casereview.acts.ask import ask, find_subject
from casereview.acts.perform import in_the_way, perform, require
from casereview.acts.registry import ACTS, AccessDenied, Done, Refused
from casereview.cases.head import head_of
from casereview.cases.models import Case
from casereview.evidence.held import MOST, PASTED, Held, agencies_for, held_by, hold, send
from casereview.evidence.views.chronology import rooms
from casereview.evidence.wall import own_agencies

ACT = "import-chronology"
BEFORE = "this agency has entries from files already. Open it and say whether it is a newer version of them or adds to them."
"""Why a file is not accepted together with others: nobody but a person knows whether it takes the place of what stands."""


def _case(request: HttpRequest, code: str) -> tuple[Actor, Case]:
    """Who asks and of which case, if sending a file is theirs to do here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    case = find_subject("case", code)
    if case is None:
        ask(actor, "import-held", of=code)
        raise AccessDenied("There is nothing here.")
    require(actor, ACTS[ACT], case)
    return actor, case


def _page(request: HttpRequest, template: str, actor: Actor, case: Case, **more: Any) -> HttpResponse:
    stops = list(in_the_way(ACTS[ACT], case, actor.today))
    context = {
        **head_of(case, actor, "chronology"),
        "rooms": rooms(request, case.code, "import"),
        "in_the_way": stops,
        "most": MOST,
        **more,
    }
    return render(request, f"evidence/{template}.html", context)


def import_files(request: HttpRequest, code: str) -> HttpResponse:
    """The files that wait, and the form for more."""
    actor, case = _case(request, code)
    if request.method == "POST":
        if "accept" in request.POST:
            _accept_all(request, actor, case)
        elif "drop" in request.POST:
            _leave_out_unread(request, actor, case)
        else:
            _receive(request, actor, case)
        return redirect("import-files", code=code)
    answer = ask(actor, "import-held", of=case)
    ready = sum(1 for one in answer["files"] if one["ready"])
    unread = sum(1 for one in answer["files"] if one["refused"])
    return _page(request, "import", actor, case, answer=answer, ready=ready, unread=unread)


def _receive(request: HttpRequest, actor: Actor, case: Case) -> None:
    sent: list[Any] = list(request.FILES.getlist("files"))
    if (pasted := request.POST.get("pasted", "")).strip():
        sent.append(ContentFile(pasted.replace("\r\n", "\n").encode(), name=PASTED))
    if not sent:
        messages.error(request, "Choose a file, or paste a table.")
        return
    beyond = send(actor, case, sent)
    if beyond:
        messages.error(
            request,
            f"Not taken: {', '.join(beyond)}. {MOST} files are held at once: "
            "accept or leave out some, then send the rest.",
        )


def _leave_out_unread(request: HttpRequest, actor: Actor, case: Case) -> None:
    """Let go of every file that cannot be read, so that there is room for what is sent in its place."""
    lines = ask(actor, "import-held", of=case)["files"]
    held = held_by(actor, case)
    kept = [one for one, line in zip(held, lines, strict=True) if not line["refused"]]
    hold(actor, case, kept)
    many = len(held) - len(kept)
    if many:
        messages.success(
            request,
            f"{many} file{' was' if many == 1 else 's were'} left out. Nothing of {'it' if many == 1 else 'them'} was recorded.",
        )


def _accept_all(request: HttpRequest, actor: Actor, case: Case) -> None:
    """Accept every file of which nothing stands open. One that is refused stays, with its sentence; the others go on.

    The second file of one agency stays too: whether it is a newer version is for a person to say.
    """
    lines = ask(actor, "import-held", of=case)["files"]
    left: list[Held] = []
    for one, line in zip(held_by(actor, case), lines, strict=True):
        if not line["ready"]:
            left.append(one)
            continue
        answer = ask(actor, "import-held", of=case, file=str(line["number"]))
        done = BEFORE if answer["before"] else _accept(actor, case, one, replaces="no", not_taken=[])
        if isinstance(done, Done):
            messages.success(request, f"{one.name}: {done.sentence}")
        else:
            messages.error(request, f"{one.name}: {done}")
            left.append(one)
    hold(actor, case, left)


def _accept(actor: Actor, case: Case, one: Held, *, replaces: str, not_taken: list[str]) -> Done | str:
    """Do the act for one file: what was done, or the sentence why not.

    Args:
        replaces: what the agency sent before: ``yes``, ``no``, or ``part`` where it does so for its own days alone.
    """
    agency = next((a for a in agencies_for(actor, case) if a.key == one.agency), None)
    if agency is None:
        return "Say whose chronology it is."
    own = agency.pk in own_agencies(actor, case)
    payload: dict[str, Any] = {
        "agency": agency.key,
        "file": one.upload,
        "columns": [{"heading": head, "means": means} for head, means in one.meanings.items()],
        "answers": [{"question": q, "answer": a} for q, a in one.answers.items()],
        "encoding": one.encoding,
        "delimiter": one.delimiter,
        "replaces": replaces != "no",
        "its_days_only": replaces == "part",
        "not_taken": not_taken,
        **({} if own else {"on_behalf_of": agency.name, "came_by": "mail"}),
    }
    try:
        return perform(actor, ACT, payload, to=case, on=actor.today, token=f"import {one.upload}")
    except Refused as refused:
        return str(refused)
    except ValidationError:
        return "The file's headings could not be used. Look at its columns again."


def import_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One file as it was read: columns with samples, dates in doubt, what it would change; then accept or leave out."""
    actor, case = _case(request, code)
    chosen = {"names": request.GET["names"]} if "names" in request.GET else {}
    answer = ask(actor, "import-held", of=case, file=str(number), **chosen)
    if request.method != "POST":
        return _page(request, "import_file", actor, case, answer=answer, filters=chosen)
    files = held_by(actor, case)
    one = files[number - 1]
    if "drop" in request.POST:
        hold(actor, case, [*files[: number - 1], *files[number:]])
        messages.success(request, "The file was left out. Nothing of it was recorded.")
        return redirect("import-files", code=code)
    before = deepcopy(one)
    _put_right(request, one, answer)
    hold(actor, case, files)
    if "accept" not in request.POST:
        return redirect("import-file", code=code, number=number)
    if before != one:
        messages.error(request, "The file is now read as you said. Look at it once more, then accept it.")
        return redirect("import-file", code=code, number=number)
    said = request.POST.get("replaces", "")
    replaces = said if answer["before"] and said in ("yes", "part") else "no"
    done = _accept(actor, case, one, replaces=replaces, not_taken=_left_out(request, answer))
    if isinstance(done, Done):
        hold(actor, case, [*files[: number - 1], *files[number:]])
        messages.success(request, done.sentence)
        return redirect("import-files", code=code)
    messages.error(request, done)
    return redirect("import-file", code=code, number=number)


def _put_right(request: HttpRequest, one: Held, answer: dict[str, Any]) -> None:
    """Take over whose the file is and what its columns mean, where that differs from what was shown."""
    if request.POST.get("agency") in {a["key"] for a in answer["agencies"]}:
        one.agency = request.POST["agency"]
    known = {value for value, _ in answer["means"]}
    for column in answer["columns"]:
        chosen = request.POST.get(f"column-{column['number']}", column["meaning"])
        if chosen in known and chosen != column["meaning"]:
            one.meanings[column["heading"]] = chosen
    for question in answer["questions"]:
        said = request.POST.get(f"question-{question['number']}", "")
        if said in {choice["id"] for choice in question["choices"]}:
            one.answers[question["id"]] = said
    for name, choices in (("encoding", answer["encodings"]), ("delimiter", answer["delimiters"])):
        said = request.POST.get(name, "")
        if said in dict(choices) and said != answer[name]:
            setattr(one, name, said)


def _left_out(request: HttpRequest, answer: dict[str, Any]) -> list[str]:
    """The changes that were offered by row and not ticked, and those of which it was said that they are two entries.

    Of a file that is taken as a whole, corrections that were made here are not undone.
    """
    if not answer["before"]:
        return []
    if not answer["by_row"]:
        return list(answer["undone"])
    offered = [change["key"] for kind in answer["changes"].values() for change in kind]
    taken = set(request.POST.getlist("take"))
    apart = {change["apart"] for change in answer["changes"]["changed"]}
    return [key for key in offered if key not in taken] + [
        key for key in request.POST.getlist("apart") if key in apart
    ]
