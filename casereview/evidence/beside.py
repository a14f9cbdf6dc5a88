"""What the panel put beside entries, for many entries in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor
from casereview.acts.references import REFERABLE
from casereview.cases.actors import names_holding
from casereview.cases.called import title_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.models import Comment, Significance, Tag
from casereview.evidence.wall import beside_entries, of_panel, pairings_seen, questions_seen

HOW = {"significant": "Significant", "turning-point": "Turning point"}


def theme_words(case: Case, by: Actor) -> dict[str, str]:
    """The themes of the taxonomy, code to words, as its keeper lists them."""
    return {choice.key: choice.label for choice in REFERABLE["theme"].choices(case, by)}


def beside(
    by: Actor, case: Case, entries: Collection[int], said: Callable[[str], str] = str
) -> dict[int, dict[str, Any]]:
    """What this reader may see beside these entries: comments, marks, tags, questions, other accounts.

    Args:
        entries: the entries' numbers in the store.
        said: how a text is shown (real names or code names).

    Returns:
        for each entry, its lists; an entry with nothing beside it is left out. The same few queries for any number.
    """
    found: dict[int, dict[str, Any]] = {}

    def of(entry: int) -> dict[str, Any]:
        empty: dict[str, Any] = {"comments": [], "mark": {}, "tags": [], "questions": [], "accounts": []}
        return found.setdefault(entry, empty)

    for asked in questions_seen(by, case).filter(entry__in=entries).order_by("number"):
        of(asked.entry_id)["questions"].append(question_line(asked, said))
    if not of_panel(by, case):
        return found
    comments = list(
        beside_entries(by, Comment, case)
        .filter(entry__in=entries)
        .select_related("writer")
        .order_by("number")
    )
    roles = {role for comment in comments for role in comment.seen_by}
    holders = names_holding(roles, board=case.board_id, case=case.pk, today=by.today) if comments else {}
    for comment in comments:
        of(comment.entry_id)["comments"].append(_comment(comment, case, said, holders))
    for mark in beside_entries(by, Significance, case).filter(entry__in=entries):
        of(mark.entry_id)["mark"] = {
            "key": mark.key,
            "how": mark.how,
            "words": HOW[mark.how],
            "because": said(mark.because),
        }
    tags = list(beside_entries(by, Tag, case).filter(entry__in=entries).order_by("theme"))
    words = theme_words(case, by) if tags else {}
    for tag in tags:
        of(tag.entry_id)["tags"].append(
            {"key": tag.key, "theme": tag.theme, "words": words.get(tag.theme, tag.theme)}
        )
    wanted = set(entries)
    told = Q(first__in=wanted) | Q(second__in=wanted)
    pairs = (
        pairings_seen(by, case).filter(told, same=True).select_related("first", "second").order_by("number")
    )
    for pair in pairs.only("number", "first__number", "second__number"):
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if one.pk in wanted:
                of(one.pk)["accounts"].append({"key": pair.key, "entry": other.key})
    return found


def _comment(
    row: Comment, case: Case, said: Callable[[str], str], holders: Mapping[str, list[str]]
) -> dict[str, Any]:
    return {
        "key": row.key,
        "text": said(row.text),
        "by": f"{row.writer.name}, {title_of(case, row.by_role)}"
        if row.writer
        else title_of(case, row.by_role),
        "on": iso(row.made_on),
        "seen_by": [title_of(case, role) for role in row.seen_by],
        "readers": [
            f"{title_of(case, role)} ({', '.join(holders[role])})"
            if role in holders
            else title_of(case, role)
            for role in row.seen_by
        ],
    }


def question_line(row: Any, said: Callable[[str], str] = str) -> dict[str, Any]:
    """A question to an agency, as pages show it."""
    return {
        "key": row.key,
        "text": said(row.text),
        "due_on": iso(row.due_on),
        "asked_on": iso(row.made_on),
        "answer": said(row.answer),
        "answered_on": iso(row.answered_on),
        "on_behalf_of": row.on_behalf_of,
    }
