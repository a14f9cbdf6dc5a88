"""What can be asked of a publication: what stands in the way, what is cleared, the public page, the folders."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.access.roles import PHASES, Phase, Role
from casereview.acts.registry import AccessDenied, Refusal, Refused, query
from casereview.acts.tables import number_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case, Telling
from casereview.cases.queries import papers_for
from casereview.law.frameworks import load
from casereview.publishing import guards
from casereview.publishing.checks import look_through, names_in, said_where
from casereview.publishing.gate import LIST, Line
from casereview.publishing.made import STYLES, checked_against
from casereview.publishing.models import Export, GateLine, NameCheck, Publication
from casereview.publishing.page import page_of

READS = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.GATE_SIGNER, Role.BOARD_MEMBER)
TAKES_OUT = (Role.MANAGER, Role.CHAIR)
PREVIEW_STYLES = (
    "/static/vendor/govuk-frontend.css",
    "/static/casereview/casereview.css",
    "/static/casereview/forms.css",
)


@query(by=READS)
def publication(seen: Reach, *, of: Case, by: Actor) -> dict[str, Any]:
    """What stands in the way of publishing, what is cleared, and what was published"""
    made = Publication.rows.filter(case=of, withdrawn_on=None).order_by("number").last()
    early = PHASES.index(Phase(of.phase)) < PHASES.index(Phase.REPORTING)
    blocks, cleared = ([], []) if early or of.published_on else _in_the_way(of, by)
    due, told = guards.notice_due(of, by.today), guards.told_national_body(of)
    framework = load(of.framework)
    return {
        "phase": of.phase,
        "early": early,
        "published_on": iso(of.published_on),
        "withheld_on": iso(of.withheld_on),
        "keep_until": iso(of.keep_until),
        "reasons": made.reasons if made else "",
        "told": made.told if made else "",
        "look_again_on": iso(made.look_again_on) if made else None,
        "bundle": bool(made and made.bundle),
        "blocks": blocks,
        "cleared": cleared,
        "lines": _gate(of, by),
        "name_check": _last_check(of),
        "notice": {"must_have_by": iso(due), "sent_on": iso(told)} if due else {},
        "duties": [{"text": d.text, "cite": d.cite} for d in framework.publication],
        "bodies": [{"who": t.who, "what": t.what, "cite": t.cite} for t in framework.told],
        "tellings": [
            {"to": t.to, "what": t.what, "sent_on": iso(t.sent_on)}
            for t in Telling.rows.filter(case=of, withdrawn_on=None).order_by("number")
        ],
        "exports": _exports(of) if any(by.holds(role, of.place) for role in TAKES_OUT) else [],
    }


def _in_the_way(case: Case, by: Actor) -> tuple[list[dict[str, str]], list[str]]:
    """Each guard of publishing on today: what it says with what clears it, or what is so because it lets pass."""
    blocks, cleared = [], []
    for guard, so in guards.PUBLISH:
        if (refusal := guard(case, by.today)) is None:
            cleared.append(so)
            continue
        blocks.append(
            {
                "because": refusal.because,
                "cleared_by": refusal.cleared_by,
                "clears": refusal.clears or "",
                "fact": "",
            }
        )
    return blocks, cleared


def _gate(case: Case, by: Actor) -> list[dict[str, Any]]:
    stands = guards.lines_signed(case)
    lapsed = set(GateLine.rows.filter(case=case, withdrawn_on=None).values_list("line", flat=True)) - set(
        stands
    )
    held = case.withheld_on is not None and case.published_on is None
    return [_line(line, stands.get(line.id), line.id in lapsed, held) for line in LIST]


def _line(line: Line, row: GateLine | None, lapsed: bool, held: bool) -> dict[str, Any]:
    return {
        "line": line.id,
        "words": line.words,
        "hint": line.hint,
        "waits": line.waits,
        "applies": line.withholding if held else True,
        "withholding": line.withholding,
        "lapsed": lapsed,
        "by": row.person.name if row else "",
        "on": iso(row.made_on) if row else None,
        "note": row.note if row else "",
    }


def _last_check(case: Case) -> dict[str, Any]:
    last = NameCheck.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    if last is None:
        return {}
    return {
        "on": iso(last.made_on),
        "clean": last.is_clean,
        "fresh": last.digest == checked_against(case),
        "found": [{**one, "where": said_where(one["where"], case)} for one in last.found],
    }


def _exports(case: Case) -> list[dict[str, Any]]:
    rows = Export.rows.filter(case=case, withdrawn_on=None).order_by("number")
    return [{"key": e.key, "on": iso(e.made_on), "because": e.because} for e in rows]


@query(by=READS)
def public_page(seen: Reach, *, of: Case, by: Actor) -> dict[str, str]:
    """The public page as it reads today, or as it would read"""
    papers = [one["name"] for one in papers_for(of, by)]
    page = page_of(of, by.today, styles=PREVIEW_STYLES, beside="../../papers/", papers=papers)
    return {"html": page}


@query(by=READS)
def bundle_file(seen: Reach, *, of: Case, by: Actor) -> dict[str, str]:
    """The bundle of a published review, with the public page as it reads today"""
    made = Publication.rows.filter(case=of, withdrawn_on=None).order_by("number").last()
    if made is None:
        raise AccessDenied("There is nothing here.")
    page = page_of(of, by.today, styles=STYLES)
    if look_through({"index.html": page.encode()}, names_in(of)):
        raise Refused(
            Refusal(
                "A name of the register stands in the public page as it reads today.",
                "Something was written into the plan or corrected since publication. Take the name out, then fetch the bundle again.",
            )
        )
    return {"digest": made.bundle, "index": page, "file_name": f"{of.code.lower()}-public.zip"}


@query(by=TAKES_OUT)
def export_file(seen: Reach, *, of: Case, key: str = "") -> dict[str, str]:
    """The whole case as a folder"""
    row = Export.rows.filter(case=of, number=number_of(Export, key) or 0, withdrawn_on=None).first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    return {"digest": row.digest, "file_name": f"{of.code.lower()}-{row.key.lower()}.zip"}
