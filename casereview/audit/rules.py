"""The form of the trail: canonical JSON, digests, the chain and its check. Pure.

Source for canonical JSON: RFC 8785, narrowed to text, whole numbers, true, false, null, lists and objects.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

ZERO = "0" * 64
LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """Something cannot be written in the trail's form. Says what kind of thing, never its content."""


def plain(value: Any) -> Any:
    """The value with dates as ISO text, sets sorted and tuples as lists, ready for canonical JSON.

    Raises:
        NotCanonical: for a fraction, a number out of range, a lone surrogate or an unknown kind of value.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise NotCanonical("A text holds half of a character and cannot be stored.") from None
        return str(value)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical("A whole number is too large to be stored exactly.")
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    raise NotCanonical(f"A value of kind {type(value).__name__} cannot be written in the trail.")


def canonical(value: Any) -> bytes:
    """The one spelling of a value, so that two programs hash the same bytes.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    text = json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def new_nonce() -> str:
    """64 random hexadecimal digits, kept beside a payload so that its digest cannot be guessed at."""
    return secrets.token_hex(32)


def payload_digest(nonce: str, payload: bytes) -> str:
    """The digest of one payload, given in canonical form."""
    return hashlib.sha256(b"casereview-payload-1\n" + nonce.encode("ascii") + b"\n" + payload).hexdigest()


def row_hash(body: Mapping[str, Any]) -> str:
    """The hash of a row: every member but ``hash`` and ``mac``."""
    kept = {name: value for name, value in body.items() if name not in ("hash", "mac")}
    return hashlib.sha256(b"casereview-audit-1\n" + canonical(kept)).hexdigest()


def row_mac(key: bytes, digest: str) -> str:
    """The row's seal under the audit key, which is not in the database."""
    return hmac.new(key, b"casereview-mac-1\n" + digest.encode("ascii"), hashlib.sha256).hexdigest()


def stamp(moment: datetime) -> str:
    """A moment as the trail writes it: UTC, six decimals, always 27 characters."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def faults(
    rows: Iterable[Mapping[str, Any]],
    *,
    key: bytes | None = None,
    anchors: Mapping[int, str] | None = None,
    payloads: Mapping[int, tuple[str, Any]] | None = None,
) -> Iterator[tuple[int, str]]:
    """Everything that is wrong with a chain, row by row: nothing, if it holds.

    Args:
        rows: rows in order of ``seq``, as exported.
        key: the audit key; without it seals are not checked.
        anchors: heads noted earlier, ``seq`` to ``hash``: what finds a cut or rewritten end.
        payloads: nonce and payload by ``seq``, where digests are to be checked too.
    """
    before, last_at, expected, seen = ZERO, "", 1, {}
    for row in rows:
        seq = int(row["seq"])
        if seq != expected:
            yield seq, f"row {expected} was expected here"
        if row["prev"] != before:
            yield seq, "it does not follow from the row before"
        if row_hash(row) != row["hash"]:
            yield seq, "its hash is not that of its content"
        if key is not None and not hmac.compare_digest(
            row_mac(key, str(row["hash"])), str(row.get("mac", ""))
        ):
            yield seq, "its seal was not made with this key"
        if str(row["at"]) < last_at:
            yield seq, "its time is before the row before"
        if payloads is not None and seq in payloads:
            nonce, payload = payloads[seq]
            if payload_digest(nonce, canonical(payload)) != row["payload_digest"]:
                yield seq, "what was said is not what the row was made from"
        before, last_at, expected = str(row["hash"]), str(row["at"]), seq + 1
        if anchors and seq in anchors:
            seen[seq] = row["hash"]
    for seq, digest in (anchors or {}).items():
        if seen.get(seq) != digest:
            yield seq, "the anchor noted earlier does not agree: rows were cut off or written again"
