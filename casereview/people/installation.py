"""The installation's own matters: making boards, people, accounts. Few functions, each audited, none with case content."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from casereview.audit import trail
from casereview.people.models import (
    Account,
    Agency,
    ApiToken,
    Board,
    Invitation,
    Person,
    Post,
    Store,
)

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
    secret = secrets.token_urlsafe(24)  # 32 letters: it waits in the outbox, whose column takes 40
    Invitation.rows.filter(account=account, used_at=None).update(used_at=timezone.now())
    Invitation.rows.create(
        account=account, digest=digest_of(secret), until=timezone.now() + timedelta(hours=24)
    )
    return secret


def give_token(account: Account, until: date | None = None, name: str = "") -> str:
    """A token for a program that acts as this person. Shown once; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    ApiToken.rows.create(account=account, digest=digest_of(token), until=until, name=name)
    return token


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def block_was_read(board: Board, *, people: int) -> None:
    """Put on the trail that a journal's board block was read."""
    trail.record("system:installation", "board-block", board.reference, {"people": people})


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
