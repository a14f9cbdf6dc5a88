"""``casereview audit verify``, ``export`` and ``anchor`` as somebody new types them."""

from __future__ import annotations

import json
import stat

import pytest

from casereview.cli.tests.typed import casereview, change, refused


def test_the_chain_holds_and_an_anchor_kept_elsewhere_proves_it(made, tmp_path):
    anchor = casereview("audit", "anchor", "--data", made)
    kept = tmp_path / "anchors.txt"
    kept.write_text(anchor.stdout)

    found = casereview("audit", "verify", "--data", made, "--anchors", kept, "--format", "json")

    rows, digest = anchor.stdout.split()
    assert (anchor.returncode, found.returncode) == (0, 0)
    assert json.loads(found.stdout) == {"ok": True, "rows": int(rows), "head": digest, "broken": []}


def test_a_row_that_was_changed_is_named(data):
    change(data, "DROP TRIGGER audit_row_no_update", "UPDATE audit_row SET act = 'publish' WHERE seq = 2")

    found = casereview("audit", "verify", "--data", data)

    assert found.returncode == 1
    assert "the chain is broken" in found.stdout and "  row 2: " in found.stdout


def test_an_end_that_was_cut_off_is_found_by_an_anchor_alone(data, tmp_path):
    kept = tmp_path / "anchors.txt"
    kept.write_text(casereview("audit", "anchor", "--data", data).stdout)
    last = int(kept.read_text().split()[0])
    change(
        data,
        "DROP TRIGGER audit_row_no_delete",
        f"DELETE FROM audit_row WHERE seq = {last}",  # noqa: S608 - a number
        f"UPDATE audit_head SET seq = {last - 1}, hash = (SELECT hash FROM audit_row WHERE seq = {last - 1})",  # noqa: S608 - a number
    )

    found = [casereview("audit", "verify", "--data", data, *more) for more in ((), ("--anchors", kept))]

    assert [one.returncode for one in found] == [0, 1]


def test_without_the_key_it_says_that_the_seals_were_not_checked(data):
    (data / "audit.key").unlink()

    found = casereview("audit", "verify", "--data", data)

    assert found.returncode == 0
    assert "The audit key was not found, so the seals were not checked." in found.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "cannot be read"),
        ("17\n", "line 1: an anchor is a number and a hash"),
        ("1 " + "a" * 64 + "\nx y\n", "line 2: an anchor is a number and a hash"),
        ("é\n", "cannot be read"),
    ],
)
def test_anchors_that_cannot_be_read_are_said_with_their_place(text, words, made, tmp_path):
    kept = tmp_path / "anchors.txt"
    if text is not None:
        kept.write_text(text, encoding="utf-8")

    found = casereview("audit", "verify", "--data", made, "--anchors", kept)

    refused(found, "audit", words)
    assert "anchors.txt" in found.stderr


def test_the_export_is_a_line_a_row_and_the_payloads_stand_apart(made, tmp_path):
    out, apart = tmp_path / "trail.jsonl", tmp_path / "payloads.jsonl"

    found = casereview("audit", "export", out, "--payloads", apart, "--data", made)
    printed = casereview("audit", "export", "--data", made)

    lines = out.read_text(encoding="utf-8").splitlines()
    assert (found.returncode, printed.stdout.splitlines()) == (0, lines)
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert "payload" not in json.loads(lines[0]), "only its digest"
    assert len(apart.read_text(encoding="utf-8").splitlines()) == len(lines)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, apart)} == {0o600}


def test_an_export_to_where_there_is_no_folder_is_said(made, tmp_path):
    found = casereview("audit", "export", tmp_path / "no" / "trail.jsonl", "--data", made)

    refused(found, "audit", "cannot be written")
