"""The trail as others read it: one JSON line a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from casereview.audit.key import NoKey, audit_key
from casereview.audit.models import Head, Row, Said
from casereview.audit.rules import faults


def as_line(row: Row) -> dict[str, Any]:
    """A row with exactly the members that were hashed, and its hash and seal."""
    line: dict[str, Any] = {
        "seq": row.seq,
        "at": row.at,
        "actor": row.actor,
        "act": row.act,
        "subject": row.subject,
        "payload_digest": row.payload_digest,
        "prev": row.prev,
        "hash": row.hash,
        "mac": row.mac,
    }
    if row.on:
        line["on"] = row.on
    if row.outcome:
        line["outcome"] = row.outcome
    return line


def lines() -> Iterator[dict[str, Any]]:
    """Every row, from the first, without holding them all."""
    for row in Row.rows.order_by("seq").iterator(chunk_size=2000):
        yield as_line(row)


def payloads() -> Iterator[dict[str, Any]]:
    """Every nonce and payload, for a checker that is trusted with content."""
    for said in Said.rows.order_by("seq").iterator(chunk_size=2000):
        yield {"seq": said.seq, "nonce": said.nonce, "payload": json.loads(said.payload)}


def head() -> tuple[int, str]:
    """The number and hash of the last row: what an anchor keeps."""
    end = Head.rows.filter(one=1).first()
    return (end.seq, end.hash) if end else (0, "0" * 64)


def verify(*, with_key: bool = True, anchors: dict[int, str] | None = None) -> dict[str, Any]:
    """Check the whole chain of this store: its answer has the shape that ``audit verify`` prints.

    What was said is checked against its digest too, so that neither line can be changed without the other telling.
    """
    key: bytes | None = None
    if with_key:
        try:
            key = audit_key()
        except (NoKey, OSError):
            key = None
    said = {seq: (nonce, payload) for seq, nonce, payload in Said.rows.values_list("seq", "nonce", "payload")}
    known = {seq: (nonce, json.loads(payload)) for seq, (nonce, payload) in said.items()}
    broken = [{"seq": s, "why": why} for s, why in faults(lines(), key=key, anchors=anchors, payloads=known)]
    seq, digest = head()
    count = Row.rows.count()
    if count != seq:
        broken.append({"seq": seq, "why": f"the head says {seq} rows and there are {count}"})
    last = Row.rows.order_by("seq").last()
    if last is not None and last.hash != digest:
        broken.append({"seq": last.seq, "why": "the head is not the last row"})
    return {"ok": not broken, "rows": count, "head": digest, "broken": broken, "key_checked": key is not None}
