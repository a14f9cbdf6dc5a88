"""The law as anybody signed in may read it: every framework, any two side by side, and a public page set against it.

Nothing of a case is on these pages, so nothing here is asked or recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from casereview.law.comparison import public_page
from casereview.law.frameworks import every_framework, every_id, load
from casereview.law.governing import NoFramework, governing
from casereview.law.page import by_nation, changes, counted_both_ways, in_force_words, nations, page, unread
from casereview.web.middleware import not_there
from casereview.web.widgets import DayField

TOLD_LATE = {"incident": date(2014, 1, 31), "notified": date(2014, 2, 24), "decided": date(2014, 3, 21)}
"""A made-up death of which the board was told some weeks later, to show what a clock's first day does to its last."""


class WhichForm(forms.Form):
    """A nation, a person and a day: which framework governs?"""

    nation = forms.ChoiceField(label="Which nation is the board in?", choices=lambda: nations().items())
    person = forms.ChoiceField(
        label="Who died or was harmed?",
        choices=(("child", "A child"), ("adult", "An adult")),
        widget=forms.RadioSelect,
        initial="child",
    )
    day = DayField(label="On which day was the board told?")

    def clean_day(self) -> date:
        """A day that exists."""
        try:
            return date.fromisoformat(self.cleaned_data["day"])
        except (TypeError, ValueError):
            raise forms.ValidationError("Give a day that exists, such as 27 3 2014.") from None


@require_http_methods(["GET", "HEAD", "POST"])
def law(request: HttpRequest) -> HttpResponse:
    """Every framework by nation and date; and which of them governs on a day.

    The day goes by POST: a day on which somebody died or was told of it stands in no address.
    """
    form = WhichForm(request.POST or None)
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        found = _governing(form.cleaned_data)
    context = {
        "nations": [
            (nation, [(each, in_force_words(each), unread(each)) for each in group])
            for nation, group in by_nation(every_framework())
        ],
        "form": form,
        "choices": _choices(),
        **_latest_change(),
        **found,
    }
    return render(request, "law/law.html", context, status=400 if form.errors else 200)


def _governing(said: dict[str, Any]) -> dict[str, Any]:
    try:
        found = governing(said["nation"], said["day"], person=said["person"])
    except NoFramework as none:
        return {"none": str(none)}
    others = [(load(framework), why) for framework, why in found.alternatives]
    return {"governs": load(found.framework_id), "reason": found.reason, "others": others}


def _latest_change() -> dict[str, str]:
    """The two frameworks to compare unless somebody chooses others: the newest that followed another, and the other."""
    followed = [each for each in every_framework() if each.follows and each.status == "in-force"]
    newest = max(followed, key=lambda each: each.in_force_from or date.min)
    return {"first_id": newest.follows or "", "second_id": newest.id}


def _choices() -> list[tuple[str, str]]:
    return [
        (each.id, f"{nation}: {each.title}")
        for nation, group in by_nation(every_framework())
        for each in group
    ]


@require_safe
def framework(request: HttpRequest, framework_id: str) -> HttpResponse:
    """One framework, every line with its source."""
    if framework_id not in every_id():
        return not_there()
    return render(request, "law/framework.html", {"page": page(load(framework_id))})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Any two frameworks: what is not the same, line by line."""
    chosen = [request.GET.get(name, "") for name in ("first", "second")]
    context: dict[str, Any] = {"choices": _choices(), "first_id": chosen[0], "second_id": chosen[1]}
    if all(each in every_id() for each in chosen):
        first, second = load(chosen[0]), load(chosen[1])
        context |= {"first": first, "second": second, "changes": changes(first, second)}
    elif any(chosen):
        context["missing"] = True
    return render(request, "law/compare.html", context, status=400 if context.get("missing") else 200)


@require_safe
def questions_and_answers(request: HttpRequest) -> HttpResponse:
    """What a page told the public in January 2014, set against the law then in force."""
    told = public_page()
    governs = load(told.framework)
    context = {"told": told, "framework": governs, "both_ways": counted_both_ways(governs, TOLD_LATE)}
    return render(request, "law/questions_and_answers.html", context | {"days": TOLD_LATE})
