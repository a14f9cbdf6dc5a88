"""``casereview doctor`` as somebody new types it: each setting that matters, good or bad, with what to do."""

from __future__ import annotations

import json

from casereview.cli.tests.typed import STORE, casereview, change


def findings(*args: object, **environment: str) -> dict[str, dict[str, object]]:
    """What the doctor says, by what it looks at."""
    answer = json.loads(casereview("doctor", "--format", "json", *args, **environment).stdout)
    return {one["what"]: one for one in answer["findings"]}


def test_the_doctor_says_what_is_good_and_what_is_not_and_what_to_do(made):
    found = casereview("doctor", "--data", made)

    assert found.returncode == 1, "no mail server is set, and no scanner asked"
    lines = found.stdout.splitlines()
    assert any(line.startswith("good  audit trail: ") and line.endswith("the chain holds") for line in lines)
    assert "BAD   mail: no server is set, so notices wait Set CASEREVIEW_SMTP_HOST." in lines


def test_the_doctor_finds_a_store_that_others_can_read(data):
    (data / STORE).chmod(0o644)
    (data / "audit.key").chmod(0o644)

    found = findings("--data", data)

    assert (found["store file"]["good"], found["store file"]["do"]) == (False, f"chmod 600 {STORE}")
    assert (found["audit key"]["good"], found["audit key"]["do"]) == (False, "chmod 600 audit.key")


def test_the_doctor_finds_what_must_not_be_served(made):
    found = findings(
        "--data",
        made,
        CASEREVIEW_DEBUG="1",
        CASEREVIEW_HOSTS="*",
        CASEREVIEW_ADDRESS="http://reviews.example.org",
        CASEREVIEW_SMTP_HOST="mail.example.org",
    )

    assert {
        name: one["good"]
        for name, one in found.items()
        if name in ("debugging", "host names", "address", "mail")
    } == {
        "debugging": False,
        "host names": False,
        "address": False,
        "mail": True,
    }


def test_the_doctor_finds_a_trail_that_was_changed(data):
    change(data, "DROP TRIGGER audit_row_no_update", "UPDATE audit_row SET actor = 'account:9' WHERE seq = 2")

    assert findings("--data", data)["audit trail"]["says"] == "broken at row 2"
