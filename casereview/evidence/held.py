"""Chronology files that a person has sent and not yet accepted: a draft, seen by that person alone, gone at the act."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from casereview.access.policy import Actor
from casereview.acts.registry import Refused
from casereview.cases.models import Case
from casereview.evidence.chronology.reading.file import why_not
from casereview.evidence.imports import Asked, CannotRead, FileRead, read_once, said_by, way_of
from casereview.evidence.remembered import Known, born_of
from casereview.evidence.wall import own_agencies
from casereview.files.gate import safe_display_name
from casereview.files.models import Upload
from casereview.files.store import keep_sent
from casereview.people.models import Agency
from casereview.web import drafts

MOST = 12
"""Files held at once: a board of twelve agencies sends them in one afternoon."""
PASTED = "pasted table.csv"


@dataclass(slots=True)
class Held:
    """One file that waits.

    Attributes:
        upload: the key of its bytes; empty where the gate did not let it in.
        agency: the key of the agency whose it is; empty until somebody says so.
        meanings: headings that a person put right, and what they mean.
        answers: what they said to questions about its dates.
        encoding, delimiter: of a CSV file, where they set them.
        refused: why it was not let in, in a sentence.
    """

    name: str
    upload: str = ""
    agency: str = ""
    meanings: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    refused: str = ""


def _key(case: Case) -> str:
    return f"import {case.reference}"


def held_by(actor: Actor, case: Case) -> list[Held]:
    """The files that this person holds for a case, in the order in which they were sent."""
    found: Any = drafts.kept(actor.id, _key(case)).get("files", [])
    rows: list[Any] = list(found) if isinstance(found, list) else []
    known = set(Held.__dataclass_fields__)
    return [Held(**row) for row in rows if isinstance(row, dict) and "name" in row and set(row) <= known]


def hold(actor: Actor, case: Case, files: Iterable[Held]) -> None:
    """Keep these files, in place of what was held."""
    rows = [asdict(one) for one in files]
    if rows:
        drafts.keep(actor.id, _key(case), {"files": rows})
    else:
        drafts.drop(actor.id, _key(case))


def send(actor: Actor, case: Case, sent: Iterable[Any]) -> list[str]:
    """Let files through the gate and hold them. One that is not let in says why and never stops the others.

    Args:
        sent: uploaded files, each with its ``name`` and ``size``; one is in memory at a time, and one beyond the limit never.

    Returns:
        the names of those above ``MOST``: they are not taken.
    """
    files, beyond = held_by(actor, case), list[str]()
    for one in sent:
        name = safe_display_name(one.name or "file")
        if len(files) >= MOST:
            beyond.append(name)
            continue
        try:
            key = keep_sent(actor.id, one)
        except Refused as refused:
            files.append(Held(name, refused=why_not(name, refused.refusal.because)))
        else:
            files.append(Held(name, key, agency_for(actor, case, name)))
    hold(actor, case, files)
    return beyond


def agencies_for(actor: Actor, case: Case) -> list[Agency]:
    """The agencies for which somebody may send a file: their own; all of the board for those who run the review."""
    rows = Agency.rows.filter(board=case.board_id, merged_into=None).order_by("name")
    own = own_agencies(actor, case)
    return list(rows.filter(pk__in=own) if own else rows)


def agency_for(actor: Actor, case: Case, name: str) -> str:
    """Whose a file seems to be: the only agency that somebody acts for, or the one whose words are in its name."""
    agencies = agencies_for(actor, case)
    if len(agencies) == 1:
        return str(agencies[0].key)
    words = {word for word in re.split(r"[\W_\d]+", name.lower()) if len(word) > 2}
    fits = {
        agency.key: len(words & set(re.split(r"[\W_]+", f"{agency.name} {agency.key}".lower())))
        for agency in agencies
    }
    best = [key for key, count in fits.items() if count and count == max(fits.values())]
    return str(best[0]) if len(best) == 1 else ""


def read_held(actor: Actor, case: Case, one: Held, known: Known) -> FileRead | str:
    """A held file as it is read now, or the sentence why it cannot be. Read once while nothing changes.

    Args:
        known: what was remembered of the agency's files.
    """
    if one.refused:
        return one.refused
    sent = Upload.rows.filter(account=actor.id, key=one.upload).first()
    if sent is None:
        return "The file is not there any more. Send it again."
    asked = Asked(
        {**known.columns, **one.meanings},
        {**known.answers, **one.answers},
        one.encoding,
        one.delimiter,
        born_of(case),
        actor.today,
    )
    try:
        return read_once(way_of(sent.digest, sent.file_name, one.agency, asked))
    except CannotRead as why:
        return said_by(why)
