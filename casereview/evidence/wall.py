"""The wall between agencies: one function for every list, count, search, reference and file.

An agency sees its own. Whoever has the whole case sees what was submitted. Other agencies, and the Review
Team, see what the lead has shared with all at once. Nothing else decides.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor, Reach, reach
from casereview.access.roles import Role
from casereview.acts.tables import number_of
from casereview.cases.acts.corrections import OWN_SIDE, READ_BY
from casereview.cases.models import Case
from casereview.evidence.models import (
    AgencyQuestion,
    AgencyReport,
    ChronologyVersion,
    Comment,
    Dismissed,
    Document,
    Entry,
    Key,
    Pairing,
    Paragraph,
    SoughtFact,
)

WHOLE = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR)
SHARED = (Role.TEAM_MEMBER,)
PARTS = (Role.AGENCY_LEAD, Role.REPORT_WRITER)
READERS = (*WHOLE, *SHARED, *PARTS)
FOLLOWERS = (Role.LEARNING_GROUP, Role.ACTION_OWNER)
"""Those who follow actions through: of all evidence they see the proof of actions, and nothing else."""
PROOF = "evidence-of-action"

EVERY = Q(pk__isnull=False)
"""Every row of these tables is a submitted version. Not an empty ``Q()``: that one drops out of an *or*."""
SUBMITTED: dict[type, Q] = {
    Entry: Q(submitted_on__isnull=False),
    Document: Q(agency=None) | Q(submitted_on__isnull=False),
    AgencyReport: EVERY,
    ChronologyVersion: EVERY,
}
"""When a row reaches those who have the whole case."""


def seen_by(actor: Actor, table: Any, case: Case | None = None) -> Any:
    """The rows of a table of evidence that an actor may see, in one case or in all.

    Args:
        table: ``Entry``, ``Document``, ``AgencyReport`` or ``ChronologyVersion``.
    """
    rows = table.rows.filter(_side_of(actor, table, case), withdrawn_on=None)
    return rows.filter(case=case) if case is not None else rows


def _side_of(actor: Actor, table: type, case: Case | None) -> Q:
    """What stands on this person's side of the wall."""
    shared = Q(shared_on__isnull=False)
    seen = _cases(reach(actor, WHOLE)) & (SUBMITTED[table] | shared)
    seen |= _cases(reach(actor, SHARED)) & shared
    for of, agency in reach(actor, PARTS).parts:
        if case is None or of == case.pk:
            seen |= Q(case=of) & (Q(agency=agency) | shared)
    if table is Document:
        seen |= _proof(actor)
    return seen


def _proof(actor: Actor) -> Q:
    """Proof of actions: the learning group sees all, an owner what their own agency has sent."""
    group = _cases(reach(actor, (Role.LEARNING_GROUP,)))
    owner = _cases(reach(actor, (Role.ACTION_OWNER,))) & Q(agency__in=actor.agencies)
    return Q(what=PROOF) & (group | owner)


def _cases(found: Reach) -> Q:
    """The cases to which a reach takes somebody whole."""
    return (Q(case__board__in=found.boards) & ~Q(case__in=found.aside)) | Q(case__in=found.cases)


def entries_seen(actor: Actor, case: Case | None = None) -> Any:
    """The chronology entries that an actor may see."""
    return seen_by(actor, Entry, case)


def paragraphs_seen(actor: Actor, case: Case) -> Any:
    """The numbered paragraphs of agencies' reports that an actor may see."""
    return Paragraph.rows.filter(report__in=seen_by(actor, AgencyReport, case).values("pk"))


def episodes_seen(actor: Actor, case: Case) -> Any:
    """Key practice episodes: a reading of all agencies' entries, so never for one agency alone.

    The Review Team sees them from the day on which the lead has shared.
    """
    return _readings_seen(Key, actor, case)


def sought_seen(actor: Actor, case: Case) -> Any:
    """Facts that the panel looks for in every record: its reading of them, so never an agency's to see."""
    return _readings_seen(SoughtFact, actor, case)


def _readings_seen(table: Any, actor: Actor, case: Case) -> Any:
    rows = table.rows.filter(case=case, withdrawn_on=None)
    if any(actor.holds(role, case.place) for role in WHOLE):
        return rows
    shared = ChronologyVersion.rows.filter(case=case, shared_on__isnull=False, withdrawn_on=None)
    if any(actor.holds(role, case.place) for role in SHARED) and shared.exists():
        return rows
    return rows.none()


def sees_whole(actor: Actor, case: Case) -> bool:
    """Whether somebody sees what every agency has submitted."""
    return any(actor.holds(role, case.place) for role in WHOLE)


def own_agencies(actor: Actor, case: Case) -> frozenset[int]:
    """The agencies whose part of this case is the actor's own, with all that they have merged with."""
    return reach(actor, PARTS).agencies_in(case.pk)


def referable(rows: Any, actor: Actor, subject: Any) -> Any:
    """For references: of these rows, those on this person's side of the wall."""
    return (rows & seen_by(actor, rows.model, subject)).select_related("agency")


def of_panel(actor: Actor, case: Case) -> bool:
    """Whether somebody reads the chronology of all agencies: the whole case, or the Review Team."""
    return any(actor.holds(role, case.place) for role in (*WHOLE, *SHARED))


def beside_entries(actor: Actor, table: Any, case: Case) -> Any:
    """What the panel put beside entries (marks, tags, comments): never an agency's to see, and never about an
    entry that the reader may not see. A comment is for the roles that its writer named."""
    rows = table.rows.filter(case=case, withdrawn_on=None)
    if not of_panel(actor, case):
        return rows.none()
    rows = rows.filter(entry__in=entries_seen(actor, case).values("pk"))
    return rows.filter(pk__in=_read_by(actor, rows, case)) if table is Comment else rows


def _read_by(actor: Actor, comments: Any, case: Case) -> list[int]:
    """Of these comments, those whose writer named a role that the actor holds."""
    held = {role for role in (*WHOLE, *SHARED) if actor.holds(role, case.place)}
    return [pk for pk, roles in comments.values_list("pk", "seen_by") if set(roles) & held]


def _comments_read(actor: Actor, case: Case, keys: set[str]) -> set[str]:
    """Of these comments, withdrawn or not, those that are the actor's to read: for what was corrected in them."""
    rows = Comment.rows.filter(case=case, number__in=[number_of(Comment, key) or 0 for key in keys])
    return {row.key for row in rows.filter(pk__in=_read_by(actor, rows, case))}


READ_BY[Comment.KIND] = _comments_read


def questions_seen(actor: Actor, case: Case) -> Any:
    """Questions to agencies: all to whoever has the whole case; to an agency those that it was asked itself."""
    rows = AgencyQuestion.rows.filter(case=case, withdrawn_on=None)
    return rows if sees_whole(actor, case) else rows.filter(agency__in=own_agencies(actor, case))


def pairings_seen(actor: Actor, case: Case) -> Any:
    """Judged pairs: to the panel, where the reader sees both accounts. To an agency none, ever."""
    rows = Pairing.rows.filter(case=case, withdrawn_on=None)
    if not of_panel(actor, case):
        return rows.none()
    seen = entries_seen(actor, case).values("pk")
    return rows.filter(first__in=seen, second__in=seen)


def dismissed_seen(actor: Actor, case: Case) -> Any:
    """Silences that were looked at: to whoever has the whole case."""
    rows = Dismissed.rows.filter(case=case, withdrawn_on=None)
    return rows if sees_whole(actor, case) else rows.none()


def _alone(row: Any) -> int | None:
    """The agency that alone can read a paper now: its own, until it submits or the lead shares."""
    return row.agency_id if row.submitted_on is None and row.shared_on is None else None


OWN_SIDE[Entry.KIND] = OWN_SIDE[Document.KIND] = _alone
