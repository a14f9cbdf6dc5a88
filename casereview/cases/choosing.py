"""Choosing what is corrected or withdrawn: first its kind, then the thing, found by its day and words or a page at a time."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.listed import page_asked
from casereview.acts.registry import query
from casereview.acts.tables import KINDS
from casereview.cases.acts.corrections import CORRECTORS
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.cases.things import kept_by, kind_words

PAGE = 50


@query(by=CORRECTORS)
def things_kept(
    seen: Reach, *, of: Case, by: Actor, act: str = "", kind: str = "", page: str = "1", words: str = ""
) -> dict[str, Any]:
    """The things that one may correct or withdraw: how many of each kind, and those of a kind or with given words

    Where a kind is chosen, that kind alone is counted.
    """
    every = kept_by(of, by, kind=kind, correctable=act == "correct")
    counts = {one.kind: count for one in every if (count := one.count())}
    having = [thing for one in every if one.kind in counts for thing in one.having(words)] if words else []
    found = len(having) if words else counts.get(kind, 0)
    number, pages = page_asked(page, found, PAGE)
    if words:
        things = having[(number - 1) * PAGE : number * PAGE]
    else:
        things = [thing for one in every if one.kind == kind for thing in one.page(number, PAGE)]
    return {
        "kinds": [
            {"kind": each, "words": kind_words(each), "count": count}
            for each, count in sorted(counts.items(), key=lambda one: kind_words(one[0]))
        ],
        "kind": kind,
        "kind_words": kind_words(kind) if kind in KINDS else "",
        "words": words,
        "things": [{"name": one.name, "called": one.called, "on": iso(one.on)} for one in things],
        "found": found,
        "page": number,
        "pages": pages,
    }
