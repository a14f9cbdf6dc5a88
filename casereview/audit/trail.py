"""The one writer of the trail. Called last in an act's transaction, so that nothing happens unrecorded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from casereview.audit.key import audit_key
from casereview.audit.models import Head, Row, Said
from casereview.audit.rules import ZERO, canonical, new_nonce, payload_digest, row_hash, row_mac, stamp


@dataclass(frozen=True, slots=True)
class Earlier:
    """The answer that a repeated token gave the first time."""

    sentence: str
    phase: str | None
    made: str | None


def token_digest(token: str, actor: str, act: str, subject: str) -> str:
    """A token belongs to one person, act and subject: somebody else's same word is another token."""
    return hashlib.sha256("\n".join((actor, act, subject, token)).encode()).hexdigest()


def answer_to(token: str | None, actor: str, act: str, subject: str) -> Earlier | None:
    """What this token was answered before, if it was."""
    if not token:
        return None
    said = Said.rows.filter(token=token_digest(token, actor, act, subject)).first()
    return Earlier(said.sentence, said.phase or None, said.made or None) if said else None


def record(
    actor: str,
    act: str,
    subject: str,
    payload: Mapping[str, Any],
    *,
    on: date | None = None,
    outcome: str = "",
    sentence: str = "",
    made: str = "",
    phase: str = "",
    token: str | None = None,
) -> int:
    """Add one line to the trail and return its number. Must run inside the transaction of what it records.

    The server's own time never runs backwards in the chain: if the clock went back, the last time is repeated.
    """
    nonce, spelt = new_nonce(), canonical(payload)
    head = next(iter(Head.rows.select_for_update().filter(one=1)), None) or Head(one=1, hash=ZERO)
    body: dict[str, Any] = {
        "seq": head.seq + 1,
        "at": max(stamp(datetime.now(UTC)), head.at),
        "actor": actor,
        "act": act,
        "subject": subject,
        "payload_digest": payload_digest(nonce, spelt),
        "prev": head.hash,
    }
    if on is not None:
        body["on"] = on.isoformat()
    if outcome:
        body["outcome"] = outcome
    digest = row_hash(body)
    row = Row(hash=digest, mac=row_mac(audit_key(), digest), **body)
    row.save(force_insert=True)
    Said(
        seq=row.seq,
        nonce=nonce,
        payload=spelt.decode(),
        sentence=sentence,
        made=made,
        phase=phase,
        token=token_digest(token, actor, act, subject) if token else None,
    ).save(force_insert=True)
    if head.seq:
        Head.rows.filter(one=1).update(seq=row.seq, hash=digest, at=row.at)
    else:
        Head(one=1, seq=row.seq, hash=digest, at=row.at).save()
    return int(row.seq)


def record_alone(actor: str, act: str, subject: str, payload: Mapping[str, Any], **members: Any) -> int:
    """Add one line in a transaction of its own: a look before its answer, a refusal after its rollback."""
    with transaction.atomic(durable=True):
        return record(actor, act, subject, payload, **members)
