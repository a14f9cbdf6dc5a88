"""The installation's own matters: making boards, people, accounts. Few functions, each audited, none with case content."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from casereview.access.roles import ROLE_TITLES
from casereview.audit import trail
from casereview.law.strict_yaml import BadInput
from casereview.people.models import (
    Account,
    Agency,
    ApiToken,
    Board,
    Interest,
    Invitation,
    Person,
    Post,
    Store,
)

NATIONS = ("england", "wales", "scotland", "northern-ireland")
LONG_AGO = date(2000, 1, 1)


def mark_store(made_by: str) -> None:
    """Write down what this store is. Only a store made by ``replay`` or ``demo`` can be replayed into."""
    if not Store.rows.exists():
        Store.rows.create(one=1, made_by=made_by)


def store_made_by() -> str:
    """What made this store: ``serve``, ``replay`` or ``demo``; nothing, if it is new."""
    found = Store.rows.first()
    return str(found.made_by) if found else ""


def make_board(
    name: str, nation: str, *, brand: str = "#10565c", titles: Mapping[str, str] | None = None
) -> Board:
    """A new board. Its code is made from its name and shown in addresses."""
    code = slugify(name)[:32].strip("-") or "board"
    while Board.rows.filter(code=code).exists():
        code = f"{code[:32]}-{secrets.randbelow(900) + 100}"
    with transaction.atomic():
        board: Board = Board.rows.create(
            code=code,
            name=name,
            nation=nation,
            brand=brand,
            titles=dict(titles or {}),
            made_on=timezone.localdate(),
        )
        trail.record("system:installation", "make-board", board.reference, {"nation": nation})
    return board


def first_manager(board: Board, name: str, email: str) -> Person:
    """The first person of a new board: its manager, with an account that is yet to be opened by invitation."""
    with transaction.atomic():
        person = add_person(board, "manager", name, email=email)
        give(person, "manager")
        account_for(person)
        trail.record("system:installation", "first-manager", board.reference, {"person": person.pk})
    return person


def add_person(board: Board, key: str, name: str, *, email: str = "", agency: Agency | None = None) -> Person:
    """Somebody whom the board knows."""
    person: Person = Person.rows.create(board=board, key=key, name=name, email=email, agency=agency)
    return person


def give(person: Person, role: str, since: date = LONG_AGO, agency: Agency | None = None) -> Post:
    """A standing place for a person, if they do not hold it already."""
    found: Post | None = Post.rows.filter(person=person, role=role, until=None).first()
    return found or Post.rows.create(
        person=person, board=person.board, role=role, since=since, agency=agency or person.agency
    )


def account_for(person: Person) -> Account:
    """The account of a person, made without a usable password if there is none."""
    if person.account_id:
        return person.account  # type: ignore[return-value]
    email = person.email or f"{person.key}.{person.board.code}@example.org"
    account = Account.rows.filter(email=email).first()
    if account is None:
        account = Account(email=email)
        account.set_unusable_password()
        account.save()
    person.account = account
    person.save()
    return account


def invite(account: Account) -> str:
    """A single-use link's secret, good for a day. Only its digest is kept; earlier ones die."""
    secret = secrets.token_urlsafe(32)
    Invitation.rows.filter(account=account, used_at=None).update(used_at=timezone.now())
    Invitation.rows.create(
        account=account, digest=digest_of(secret), until=timezone.now() + timedelta(hours=24)
    )
    return secret


def give_token(account: Account, until: date | None = None) -> str:
    """A token for a program that acts as this person. Shown once; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    ApiToken.rows.create(account=account, digest=digest_of(token), until=until)
    return token


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def board_from_block(block: Mapping[str, Any]) -> Board:
    """The board of a journal, matched by its name; agencies and people by their keys, added where they are new.

    Raises:
        BadInput: the block cannot be read; the sentence names the field.
    """
    name, nation = str(block.get("name") or "").strip(), str(block.get("nation") or "")
    if not name:
        raise BadInput("board: 'name' is missing.")
    if nation not in NATIONS:
        raise BadInput(f"board: 'nation' must be one of {', '.join(NATIONS)}.")
    if unknown := set(block) - {
        "name",
        "nation",
        "agencies",
        "people",
        "partners_from",
        "local_clocks",
        "brand",
        "employed_within_years",
    }:
        raise BadInput(f"board: '{sorted(unknown)[0]}' is not known.")
    board = Board.rows.filter(name=name).first() or make_board(
        name, nation, brand=str(block.get("brand") or "#10565c")
    )
    if block.get("partners_from"):
        board.partners_from = date.fromisoformat(str(block["partners_from"]))
        board.save()
    with transaction.atomic():
        for one in block.get("agencies") or []:
            _agency(board, one)
        for one in block.get("people") or []:
            _person(board, one)
        trail.record(
            "system:installation", "board-block", board.reference, {"people": len(block.get("people") or [])}
        )
    return board


def _agency(board: Board, one: Any) -> None:
    said = {"name": one} if isinstance(one, str) else dict(one)
    name = str(said.get("name") or "").strip()
    key = str(said.get("key") or slugify(name))
    if not name or not key:
        raise BadInput("board.agencies: each needs a name.")
    Agency.rows.get_or_create(
        board=board, key=key, defaults={"name": name, "kind": str(said.get("kind") or "")}
    )


def _person(board: Board, one: Any) -> None:
    if not isinstance(one, Mapping) or not one.get("key"):
        raise BadInput("board.people: each needs a key.")
    if unknown := set(one) - {"key", "name", "roles", "agency", "email", "interests"}:
        raise BadInput(f"board.people: '{sorted(unknown)[0]}' is not known.")
    key, roles = str(one["key"]), [str(role) for role in one.get("roles") or []]
    for role in roles:
        if role not in ROLE_TITLES:
            raise BadInput(f"board.people: there is no role '{role}'.")
    agency = None
    if one.get("agency"):
        agency = Agency.rows.filter(board=board, key=str(one["agency"])).first()
        if agency is None:
            raise BadInput(
                f"board.people: {key} works for '{one['agency']}', which is not among the agencies."
            )
    person = Person.rows.filter(board=board, key=key).first()
    if person is None:
        title = " and ".join(ROLE_TITLES[r].lower() for r in roles) or "somebody"
        name = str(one.get("name") or f"The {title}")
        person = add_person(board, key, name, email=str(one.get("email") or ""), agency=agency)
        account_for(person)
    for role in roles:
        give(person, role, agency=agency)
    for interest in one.get("interests") or []:
        _interest(board, person, interest)


def _interest(board: Board, person: Person, said: Any) -> None:
    if not isinstance(said, Mapping):
        raise BadInput("board.people.interests: each is written as {kind: …, agency: …}.")
    until = date.fromisoformat(str(said["until"])) if said.get("until") else None
    Interest.rows.get_or_create(
        person=person,
        kind=str(said.get("kind") or "employed"),
        agency=Agency.rows.filter(board=board, key=str(said.get("agency") or "")).first(),
        until=until,
        defaults={"declared_on": LONG_AGO},
    )


def give_demo_login(person: Person) -> tuple[str, str, str]:
    """A login for the demo: address, password, second factor's secret. Only the demo command calls this.

    Raises:
        RuntimeError: the store is not a demo's.
    """
    if store_made_by() != "demo":
        raise RuntimeError("Only a demo's people get a password by themselves.")
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    account = account_for(person)
    password = "-".join(secrets.choice(WORDS) for _ in range(4))
    account.set_password(password)
    account.save()
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return account.email, password, secret


WORDS = [
    "amber",
    "anchor",
    "apple",
    "autumn",
    "barley",
    "basket",
    "beacon",
    "birch",
    "bramble",
    "bridge",
    "brook",
    "butter",
    "candle",
    "castle",
    "cedar",
    "cherry",
    "clover",
    "copper",
    "cotton",
    "daisy",
    "ember",
    "fallow",
    "feather",
    "fennel",
    "ferry",
    "field",
    "flint",
    "forest",
    "garden",
    "ginger",
    "granite",
    "harbour",
    "hazel",
    "heather",
    "honey",
    "island",
    "ivory",
    "juniper",
    "kettle",
    "ladder",
    "lantern",
    "linen",
    "maple",
    "marble",
    "meadow",
    "mellow",
    "minnow",
    "mossy",
    "nettle",
    "orchard",
    "otter",
    "pebble",
    "pepper",
    "plum",
    "quarry",
    "quiet",
    "ribbon",
    "river",
    "saddle",
    "sparrow",
    "spruce",
    "summer",
    "thistle",
    "thyme",
    "timber",
    "valley",
    "velvet",
    "walnut",
    "willow",
    "winter",
    "woollen",
    "yarrow",
]


def has_a_board() -> bool:
    """Whether this installation has been set up."""
    return bool(Board.rows.exists())


def set_password(person: Person, password: str) -> None:
    """Give the first manager the password that they chose at the first start."""
    account = account_for(person)
    with transaction.atomic():
        account.set_password(password)
        account.save()
        trail.record("system:installation", "open-account", f"account:{account.pk}", {})
