"""What can be asked of a board: who is who there."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.access.roles import ROLE_TITLES, Role
from casereview.acts.registry import query
from casereview.people.installation import LONG_AGO
from casereview.people.models import Agency, Board, Person, Post
from casereview.people.references import interest_words, interests_at

PAGE = 100
"""So many people are on one page; without a page, all of them are given."""


@query(by=(Role.MANAGER, Role.CHAIR, Role.LEARNING_GROUP, Role.NOTIFIER), on="board")
def board_head(seen: Reach, *, of: Board) -> dict[str, Any]:
    """The head of a board's pages"""
    return {"board": {"code": of.code, "name": of.name, "nation": of.nation}, "vocabulary": dict(of.titles)}


@query(by=(Role.MANAGER, Role.CHAIR), on="board")
def board(seen: Reach, *, of: Board, by: Actor, page: str = "") -> dict[str, Any]:
    """A board: its agencies, its people and their posts"""
    posts: dict[int, list[dict[str, Any]]] = {}
    rows = Person.rows.filter(board=of).select_related("agency").order_by("name", "pk")
    total = rows.count()
    pages = max(1, -(-total // PAGE)) if page else 1
    number = min(max(1, int(page)), pages) if page.isdecimal() and len(page) < 8 else 1
    people = list(rows[(number - 1) * PAGE : number * PAGE] if page else rows)
    for post in Post.rows.filter(person__in=[p.pk for p in people], until=None).order_by("role"):
        posts.setdefault(post.person_id, []).append(
            {"role": post.role, "title": ROLE_TITLES[post.role], "number": post.pk}
        )
    return {
        "total": total,
        "page": number,
        "pages": pages,
        "board": {
            "code": of.code,
            "name": of.name,
            "nation": of.nation,
            "employed_within_years": of.employed_within_years,
        },
        "interests": [
            {
                "person": row.person.name,
                "words": interest_words(row),
                "on": row.declared_on.isoformat() if row.declared_on > LONG_AGO else None,
            }
            for row in interests_at(of.pk).filter(person__in=[p.pk for p in people])
        ],
        "agencies": [
            {"key": a.key, "name": a.name, "merged_into": a.merged_into.name if a.merged_into else ""}
            for a in Agency.rows.filter(board=of).select_related("merged_into").order_by("name")
        ],
        "people": [
            {
                "key": p.key,
                "name": p.name,
                "agency": p.agency.name if p.agency else "",
                "posts": posts.get(p.pk, []),
                "can_sign_in": p.account_id is not None,
            }
            for p in people
        ],
    }
