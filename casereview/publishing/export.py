"""The whole case as a folder: an index page, every table as CSV and JSON, the trail, every file. One place walks it all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.template.loader import render_to_string

from casereview.acts.tables import KINDS, CaseRow, Table
from casereview.audit.export import as_line
from casereview.audit.models import Row, Said
from casereview.cases.models import Case
from casereview.files.gate import safe_display_name
from casereview.files.store import NotWhatWasStored, get
from casereview.papers.blocks import WHAT_A_REVIEW_IS
from casereview.people.models import Agency, Person
from casereview.publishing.made import pack
from casereview.publishing.walled import Walled, walled

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FILES = {"document": "digest", "publication": "bundle"}
"""The columns that name a stored file. Other digests are of a text in their own row; an export holds no earlier export."""


def safe_cell(text: str) -> str:
    """A CSV cell that no program takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("one")
    ("'=1+1", 'one')
    """
    return f"'{text}" if text.startswith(DANGEROUS) else text


def whole_case(case: Case) -> bytes:
    """Everything of one case but what is an agency's own still, packed: the same case gives the same bytes."""
    wall = walled(case)
    files: dict[str, bytes] = {}
    contents: list[dict[str, Any]] = []
    for name, rows in (("case", [values(case)]), *tables_of(case, wall)):
        if rows:
            files[f"{name}.json"] = as_json(rows)
            files[f"{name}.csv"] = as_csv(rows)
            contents.append({"name": name, "rows": len(rows)})
    trail, said = trail_of(case, wall)
    files["trail.jsonl"], files["trail-payloads.jsonl"] = as_lines(trail), as_lines(said)
    held, missing = files_of(case, wall)
    page = {
        "case": {
            "code": case.code,
            "phase": case.phase,
            "framework": case.framework,
            "board": case.board.name,
        },
        "contents": contents,
        "trail": len(trail),
        "files": sorted(held),
        "missing": missing,
        "walled": len(wall.unsubmitted),
        "words": WHAT_A_REVIEW_IS,
    }
    index = render_to_string("publishing/export_index.html", page).encode()
    return pack({"index.html": index, **dict(sorted({**files, **held}.items()))})


def trail_of(case: Case, wall: Walled) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The trail's lines of the case as they were hashed, and what was said in each, with its nonce.

    Of what an agency said about papers of its own before it submitted them there is the line alone.
    """
    lines = [as_line(row) for row in Row.rows.filter(subject=case.reference).order_by("seq")]
    acts = {line["seq"]: line["act"] for line in lines}
    said = Said.rows.filter(seq__in=acts).order_by("seq")
    return lines, [
        {"seq": one.seq, "nonce": one.nonce, "payload": json.loads(one.payload), "sentence": one.sentence}
        for one in said
        if not wall.said(acts[one.seq], one)
    ]


def as_lines(rows: list[dict[str, Any]]) -> bytes:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def tables_of(case: Case, wall: Walled) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every table of the case with its rows: the kinds that acts know, what hangs on them, and the people they name."""
    for kind, table in sorted(KINDS.items()):
        rows = _with_what_they_name(table).filter(case=case).order_by("number")
        yield kind, [values(row) for row in rows if not wall.row(row)]
    for other, column in hanging():
        path = f"{column}__case"
        rows = _with_what_they_name(other).filter(**{path: case}).order_by("pk")
        yield (
            other._meta.model_name or "",
            [values(row) for row in rows if not wall.row(getattr(row, column))],
        )
    board = case.board_id
    yield "agency", [values(row) for row in Agency.rows.filter(board=board).order_by("pk")]
    yield (
        "person",
        [
            {"key": p.key, "name": p.name, "agency": p.agency.key if p.agency else None}
            for p in Person.rows.filter(board=board).select_related("agency").order_by("pk")
        ],
    )


def hanging() -> list[tuple[type[Table], str]]:
    """Tables that belong to a case through one of its rows: attendance, signatures, paragraphs, versions."""
    found: list[tuple[type[Table], str]] = []
    for table in apps.get_models():
        if not issubclass(table, Table) or issubclass(table, CaseRow):
            continue
        for field in table._meta.get_fields():
            to = field.related_model if isinstance(field, ForeignKey) else None
            if isinstance(to, type) and issubclass(to, CaseRow) and not getattr(field, "null", False):
                found.append((table, field.name))
                break
    return sorted(found, key=lambda pair: pair[0]._meta.label)


def _with_what_they_name(table: type[Table]) -> Any:
    names = [f.name for f in table._meta.concrete_fields if isinstance(f, ForeignKey) and f.name != "case"]
    return table.rows.select_related(*names) if names else table.rows.all()


def values(row: Model) -> dict[str, Any]:
    """One row in plain values: what it names by a key stands as that key and not as a number of our store."""
    found: dict[str, Any] = {"key": row.key} if isinstance(row, CaseRow) else {"id": row.pk}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name == "case":
            continue
        value = getattr(row, field.name)
        found[field.name] = _named(value) if isinstance(value, Model) else value
    for many in row._meta.many_to_many:
        found[many.name] = sorted(_named(other) for other in getattr(row, many.name).all())
    return found


def _named(row: Model) -> str:
    return str(getattr(row, "key", None) or getattr(row, "code", None) or row.pk)


def as_json(rows: list[dict[str, Any]]) -> bytes:
    """A table as JSON, for programs."""
    return json.dumps(rows, ensure_ascii=False, indent=1, default=str).encode()


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    """A table as CSV, for people: with a mark of its encoding, and no cell that a program would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([safe_cell(_cell(value)) for value in row.values()])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, date)):
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=str)


def files_of(case: Case, wall: Walled) -> tuple[dict[str, bytes], list[str]]:
    """Every stored file of the case by its name in the folder; and those that could not be read, which the index names."""
    held: dict[str, bytes] = {}
    missing: list[str] = []
    for kind, column in FILES.items():
        for row in KINDS[kind].rows.filter(case=case).order_by("number"):
            digest = getattr(row, column)
            if not digest or wall.row(row):
                continue
            name = f"files/{row.key}-{file_name(row)}"
            try:
                held[name] = get(digest)
            except NotWhatWasStored:
                missing.append(name)
    return held, missing


def file_name(row: Any) -> str:
    """A name that every system can keep: no folders, nothing hidden."""
    given = safe_display_name(getattr(row, "file_name", "") or f"{row.KIND}.zip")
    return "".join(c if c.isalnum() or c in "-_. ()" else "_" for c in given)[-120:].lstrip(".") or "file"
