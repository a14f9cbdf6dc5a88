"""Broken and hostile payloads for every act and ask: a sentence each time, never a 500, and the trail holds after it."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from torture.found import Found
from torture.served import Served, store_in, told

SEEDS = range(3)
STRANGE: tuple[Any, ...] = (
    None, True, 0, -1, 2**53, 2**70, 1.5, 1e308, "", " ", "\x00", "\ud800", "'; DROP TABLE x; --", "../../etc/passwd",
    "=1+1", "<script>", "9999-12-31", "0001-01-01", "2026-02-30", "A" * 20_000, "٣", "\u202eabc", [], {}, [[]],
    [None] * 50, {"$ne": 1}, "E999999999999", "E-1", "P٣",
)  # fmt: skip
BODIES: tuple[bytes, ...] = (
    b"", b"{", b"[" * 100_000, b"\xff\xfe", b"null", b"[]", b'"x"', b"NaN", b'{"on": "now"}', b'{"on": 1e999}',
    b'{"a": 1, "a": 2}',
)  # fmt: skip


def run() -> list[Found]:
    """Send everything as the manager and as the chair; count the answers."""
    seen: Counter[int] = Counter()
    bad: list[str] = []
    with TemporaryDirectory() as folder:
        store = store_in(folder)
        served = Served(store).ready()
        try:
            described = json.loads(served.call("GET", "/api/openapi.json", "manager")[1])
            for address in sorted(described["paths"]):
                for method, path, said in _tries(address, described, store.case):
                    status, answer = served.call(method, path, "manager", said)
                    seen[status] += 1
                    if status in (0, 500) or b"Traceback" in answer:
                        bad.append(f"{method} {path} {str(said)[:80]!r} answers {status}")
        finally:
            served.stop()
        told(folder)
    shown = ", ".join(f"{status}: {count}" for status, count in sorted(seen.items()))
    return [
        Found(
            f"{sum(seen.values())} strange calls, each with an answer ({shown}){'; ' + bad[0] if bad else ''}",
            not bad,
        ),
        Found("the trail and the file are whole after them", True),
    ]


def _tries(address: str, described: Any, case: str) -> Any:
    """Strange calls for one address, the same every time."""
    place = f"case={case}"
    if address.startswith("/api/acts/"):
        for body in BODIES:
            yield "POST", f"{address}?{place}", body
        fields = _fields(described, address)
        for seed in SEEDS:
            dice = Random(f"{address}{seed}")  # noqa: S311
            said = {field: dice.choice(STRANGE) for field in fields}
            yield "POST", f"{address}?{place}", json.dumps(said).encode()
    elif address.startswith("/api/asks/"):
        for value in ("", "%00", "9" * 30, "%ED%A0%80", "-1", "a" * 3000, "%D9%A3"):
            yield "GET", f"{address}?{place}&page={value}&key={value}&show={value}&before={value}", None
            for name in _filters(described, address):
                yield "GET", f"{address}?{place}&{name}={value}", None


def _fields(described: Any, address: str) -> list[str]:
    schema = described["paths"][address]["post"]["requestBody"]["content"]["application/json"]["schema"]
    while "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return sorted(schema.get("properties", {}))


def _filters(described: Any, address: str) -> list[str]:
    known = described["paths"][address]["get"].get("parameters", [])
    return [one["name"] for one in known if one.get("in") == "query" and one["name"] not in ("case", "board")]
