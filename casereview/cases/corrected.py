"""What was corrected in a case, and what was moved out of it: a page at a time, read in the names that the reader may see."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.access.roles import Role
from casereview.acts.listed import page_asked
from casereview.acts.registry import query
from casereview.cases.acts.corrections import READ_BY
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case, Correction, Referral
from casereview.cases.things import is_day, named
from casereview.names.models import RegisterPerson
from casereview.names.queries import REAL, may_see_names, names_in

PAGE = 50


@query(by=(Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR))
def corrections(
    seen: Reach, *, of: Case, by: Actor, page: str = "1", moved: str = "1", names: str = ""
) -> dict[str, Any]:
    """What was corrected in this case, with the words before and the reasons

    What an agency corrected in its own papers before it submitted them is not here: nobody else ever read those words. What only
    some may read, such as a comment on an entry, is here for them alone.
    """
    may = may_see_names(by, of)
    real = may and names == REAL
    said = str if real else names_in(of).text
    rows = _readable(by, of)
    out = Referral.rows.filter(case=of, withdrawn_on=None).order_by("number")
    count = rows.count()
    pages = {"corrections": page_asked(page, count, PAGE), "moved_out": page_asked(moved, out.count(), PAGE)}
    return {
        "corrections": [_line(row, said, real) for row in _cut(rows, *pages["corrections"])],
        "total": count,
        "moved_out": [
            {
                "thing": r.thing,
                "called": named(r.thing),
                "matter": r.matter,
                "referred_to": r.referred_to,
                "referred_on": iso(r.referred_on),
                "on": iso(r.made_on),
            }
            for r in _cut(out, *pages["moved_out"])
        ],
        "pages": {name: {"page": number, "pages": last} for name, (number, last) in pages.items()},
        "may_see_names": may,
        "real": real,
    }


def _readable(by: Actor, case: Case) -> Any:
    """The corrections whose words this person may read."""
    rows = Correction.rows.filter(case=case, agency=None).order_by("number")
    for kind, readable in READ_BY.items():
        things = set(
            rows.filter(thing__startswith=f"{kind}:").order_by().values_list("thing", flat=True).distinct()
        )
        keys = {thing.partition(":")[2] for thing in things}
        if hidden := keys - readable(by, case, keys) if keys else set():
            rows = rows.exclude(thing__in=[f"{kind}:{key}" for key in hidden])
    return rows


def _line(row: Correction, said: Any, real: bool) -> dict[str, Any]:
    """One correction; of somebody in the register only that there was one, unless real names are read."""
    withheld = row.thing.startswith(f"{RegisterPerson.KIND}:") and not real
    words = {name: "" if withheld else said(getattr(row, name)) for name in ("was", "now", "because")}
    return {
        "thing": row.thing,
        "called": named(row.thing),
        "label": row.label,
        "day": is_day(row.thing, row.label),
        **words,
        "withheld": withheld,
        "on": iso(row.made_on),
    }


def _cut(rows: Any, number: int, pages: int) -> Any:
    return rows[(number - 1) * PAGE : number * PAGE]
