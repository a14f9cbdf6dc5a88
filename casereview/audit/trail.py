"""The one writer of the trail. Called last in an act's transaction, so that nothing happens unrecorded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction

from casereview.audit.key import audit_key
from casereview.audit.models import Said
from casereview.audit.rules import ZERO, canonical, new_nonce, payload_digest, row_hash, row_mac, stamp

# Four statements that every act and every look makes, in plain SQL: to put them together anew took longer than to do them.
END_OF_CHAIN = "SELECT seq, hash, at FROM audit_head WHERE one = 1"
FOR_UPDATE = " FOR UPDATE"
ADD_ROW = (
    'INSERT INTO audit_row (seq, at, "on", actor, act, subject, outcome, payload_digest, prev, hash, mac) VALUES '
    "(%(seq)s, %(at)s, %(on)s, %(actor)s, %(act)s, %(subject)s, %(outcome)s, %(payload_digest)s, %(prev)s, %(hash)s, %(mac)s)"
)
ADD_SAID = "INSERT INTO audit_said (seq, nonce, payload, sentence, made, phase, token) VALUES (%s, %s, %s, %s, %s, %s, %s)"
FIRST_END = "INSERT INTO audit_head (one, seq, hash, at) VALUES (1, %s, %s, %s)"
MOVE_END = "UPDATE audit_head SET seq = %s, hash = %s, at = %s WHERE one = 1"


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
    with connection.cursor() as cursor:
        cursor.execute(END_OF_CHAIN + (FOR_UPDATE if connection.features.has_select_for_update else ""))
        end = cursor.fetchone()
    seq, before, last_at = end or (0, ZERO, "")
    body: dict[str, Any] = {
        "seq": seq + 1,
        "at": max(stamp(datetime.now(UTC)), last_at),
        "actor": actor,
        "act": act,
        "subject": subject,
        "payload_digest": payload_digest(nonce, spelt),
        "prev": before,
    }
    if on is not None:
        body["on"] = on.isoformat()
    if outcome:
        body["outcome"] = outcome
    digest = row_hash(body)
    mac = row_mac(audit_key(), digest)
    known = token_digest(token, actor, act, subject) if token else None
    with connection.cursor() as cursor:
        cursor.execute(ADD_ROW, {"on": "", "outcome": "", **body, "hash": digest, "mac": mac})
        cursor.execute(ADD_SAID, (body["seq"], nonce, spelt.decode(), sentence, made, phase, known))
        cursor.execute(MOVE_END if end else FIRST_END, (body["seq"], digest, body["at"]))
    return int(body["seq"])


def record_alone(actor: str, act: str, subject: str, payload: Mapping[str, Any], **members: Any) -> int:
    """Add one line in a transaction of its own: a look before its answer, a refusal after its rollback."""
    with transaction.atomic(durable=True):
        return record(actor, act, subject, payload, **members)
