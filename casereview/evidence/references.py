"""How payloads name evidence: only what is on this person's side of the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor
from casereview.acts.listed import Listed
from casereview.acts.references import Choice, referable, referable_rows
from casereview.acts.tables import number_of
from casereview.evidence.models import AgencyReport, ChronologyVersion, Comment, Paragraph, Significance, Tag
from casereview.evidence.rules import when_words
from casereview.evidence.switch import Switch, switch_for
from casereview.evidence.wall import (
    beside_entries,
    dismissed_seen,
    episodes_seen,
    own_agencies,
    pairings_seen,
    paragraphs_seen,
    questions_seen,
    seen_by,
    sees_whole,
    sought_seen,
)
from casereview.evidence.wall import referable as seen_side
from casereview.papers.blocks import day


def _asked_of(rows: Any, actor: Actor, subject: Any) -> Any:
    """Who runs the review sees what every agency was asked; an agency what it was asked itself."""
    rows = rows.select_related("agency")
    return rows if sees_whole(actor, subject) else rows.filter(agency__in=own_agencies(actor, subject))


def _seen_episodes(rows: Any, actor: Actor, subject: Any) -> Any:
    return rows & episodes_seen(actor, subject)


def _in_code_names(actor: Actor, subject: Any) -> Switch:
    """A list to choose from is read in code names. What is cut off later is cut after the names were replaced."""
    return switch_for(actor, subject)


def _when_and_whose(row: Any) -> str:
    """The day that was understood, as pages write it, and the agency: an entry is found by them however it was typed."""
    return f"{when_words(row.earliest, row.latest)} {row.agency.name}"


referable_rows("document", lambda row: row.title, seen_side)
referable_rows(
    "entry",
    lambda row: f"{row.date_text}: {row.event}",
    seen_side,
    _in_code_names,
    also=_when_and_whose,
    needs=("date_text", "event", "earliest", "latest", "agency__name"),
)
referable_rows("agency-report", lambda row: f"{row.agency.name}, {day(row.made_on)}", seen_side)
referable_rows("chronology", lambda row: f"{row.agency.name}, {day(row.made_on)}", seen_side)
referable_rows("asked", lambda row: f"{row.agency.name}, due {day(row.due_on)}", _asked_of)
referable_rows("episode", lambda row: row.title, _seen_episodes, _in_code_names)


def paragraph_of(case: Any, key: str) -> Paragraph:
    """The paragraph of a submitted report that "AR1.4" names."""
    report, number = _split(key)
    found: Paragraph = Paragraph.rows.select_related("report").get(
        report__case=case, report__number=report, number=number
    )
    return found


def _split(key: str) -> tuple[int, int]:
    report, _, number = key.partition(".")
    paragraph = int(number) if number.isdecimal() and len(number) < 10 else 0
    return number_of(AgencyReport, report) or 0, paragraph


def _paragraphs(subject: Any, actor: Actor) -> Listed:
    rows = paragraphs_seen(actor, subject).select_related("report__agency").order_by("report", "number")
    return Listed(
        rows,
        called=lambda p, read: f"{p.report.agency.name} {p.number}: {read(p.text)}",
        said=cache(lambda: _in_code_names(actor, subject)),
        key=_paragraph_key,
        keyed=lambda keys: _of_keys(map(_split, keys)),
    )


def _paragraph_key(row: Paragraph) -> str:
    return f"{row.report.key}.{row.number}"


def _of_keys(wanted: Iterable[tuple[int, int]]) -> Q:
    """Paragraphs by the numbers of their reports and their own."""
    named = Q(pk__in=[])
    for report, number in wanted:
        named |= Q(report__number=report, number=number)
    return named


def _unknown_paragraphs(subject: Any, actor: Actor, keys: set[str]) -> set[str]:
    wanted = {_split(key): key for key in keys}
    there = set(
        paragraphs_seen(actor, subject).filter(_of_keys(wanted)).values_list("report__number", "number")
    )
    return {key for place, key in wanted.items() if place not in there}


def _submissions(subject: Any, actor: Actor) -> Iterable[Choice]:
    found = []
    for table, word in ((AgencyReport, "report"), (ChronologyVersion, "chronology")):
        rows = seen_by(actor, table, subject).select_related("agency").order_by("number")
        found += [
            Choice(
                f"{table.KIND}:{row.key}",
                f"{row.agency.name}, {word} of {day(row.made_on)}, {row.state.replace('-', ' ')}",
            )
            for row in rows
        ]
    return found


def _unknown_submissions(subject: Any, actor: Actor, keys: set[str]) -> set[str]:
    there: set[str] = set()
    for table in (AgencyReport, ChronologyVersion):
        named = [key.removeprefix(f"{table.KIND}:") for key in keys if key.startswith(f"{table.KIND}:")]
        if numbers := [number for key in named if (number := number_of(table, key))]:
            seen = seen_by(actor, table, subject).filter(number__in=numbers)
            there |= {f"{table.KIND}:{table.PREFIX}{n}" for n in seen.values_list("number", flat=True)}
    return keys - there


referable("paragraph", _paragraphs, _unknown_paragraphs)
referable("submission", _submissions, _unknown_submissions)


def _beside(table: Any) -> Any:
    return lambda rows, actor, subject: rows & beside_entries(actor, table, subject)


def _only(seen: Callable[[Actor, Any], Any]) -> Callable[[Any, Actor, Any], Any]:
    return lambda rows, actor, subject: rows & seen(actor, subject)


def _only_of_agencies(seen: Callable[[Actor, Any], Any]) -> Callable[[Any, Actor, Any], Any]:
    return lambda rows, actor, subject: (rows & seen(actor, subject)).select_related("agency")


referable_rows("entry-comment", lambda row: row.text, _beside(Comment), _in_code_names)
referable_rows("significance", lambda row: row.how.replace("-", " "), _beside(Significance))
referable_rows("tag", lambda row: row.theme, _beside(Tag))
referable_rows(
    "agency-question",
    lambda row: f"{row.agency.name}, by {day(row.due_on)}",
    _only_of_agencies(questions_seen),
)
referable_rows(
    "pairing",
    lambda row: "two accounts" if row.same else "two events",
    _only(pairings_seen),
)
referable_rows(
    "dismissed-silence",
    lambda row: row.agency.name,
    _only_of_agencies(dismissed_seen),
)
referable_rows("sought-fact", lambda row: row.words[:70], _only(sought_seen), _in_code_names)
