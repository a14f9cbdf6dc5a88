"""What the forms of the chronology show at first: the entry that is spoken of, as its reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.access.policy import Actor
from casereview.acts.tables import number_of
from casereview.evidence.accounts import asked_of_the_author, children_of, kept_rows, why_proposed
from casereview.evidence.models import Entry
from casereview.evidence.rules import when_words
from casereview.evidence.switch import switch_for
from casereview.evidence.wall import seen_by
from casereview.names.queries import names_in
from casereview.web.forms import prefill


def about(case: Any, actor: Actor, key: str) -> dict[str, Any]:
    """An entry's words above a form, with code names; nothing where this person may not see it."""
    row = (
        seen_by(actor, Entry, case).select_related("agency").filter(number=number_of(Entry, key) or 0).first()
    )
    if row is None:
        return {}
    line = switch_for(actor, case).line({"event": row.event}, row.agency_id)
    when = when_words(row.earliest, row.latest)
    return {
        "about": line["event"],
        "about_key": row.key,
        "about_head": f"{row.agency.name}, {when}",
        "about_agency": row.agency.key,
    }


@prefill("comment-on-entry")
@prefill("mark-entry")
@prefill("tag-entry")
def _of_entry(case: Any, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    return about(case, actor, given.get("entry", ""))


@prefill("question-agency")
def _of_question(case: Any, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """A question about an entry goes to the agency that wrote it."""
    found = about(case, actor, given.get("entry", ""))
    return found | ({"agency": found["about_agency"]} if found else {})


@prefill("judge-pair")
def _of_pair(case: Any, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """Both accounts stand above the question; why they were proposed, and where they differ, is filled in."""
    first, second = about(case, actor, given.get("first", "")), about(case, actor, given.get("second", ""))
    if not first or not second:
        return {}
    pair = [number_of(Entry, given[name]) or 0 for name in ("first", "second")]
    rows = kept_rows(actor, case, switch_for(actor, case))
    found = {"why": why_proposed(rows).get(frozenset(pair), "")[:1000]}
    if given.get("same") == "true":
        asked = asked_of_the_author(
            rows, (pair[0], pair[1]), children_of(case, real=False), names_in(case), real=False
        )
        found["question"] = "\n".join(asked)
    return first | {f"second_{name}": words for name, words in second.items()} | found
