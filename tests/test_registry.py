"""The registries against what a person approved, and the form of everything that can be done."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pydantic import ValidationError

from casereview.acts.registry import ACTS, ASKS
from casereview.cli.acts import registries

ROOT = Path(__file__).resolve().parent.parent


def approved() -> set[tuple[str, str, str]]:
    with (ROOT / "docs" / "permissions.csv").open(newline="", encoding="utf-8") as file:
        return {(row["act"], row["role"], row["phase"]) for row in csv.DictReader(file)}


def registered() -> set[tuple[str, str, str]]:
    found = registries()
    rows = [(one["act"], one) for one in found["acts"]] + [(one["ask"], one) for one in found["asks"]]
    return {(name, role, phase) for name, one in rows for role in one["roles"] for phase in one["phases"]}


def test_az_1_no_cell_differs_from_the_permissions_that_a_person_keeps():
    have, want = registered(), approved()

    assert sorted(have - want) == [], "not approved: add it to docs/permissions.csv if it is meant"
    assert sorted(want - have) == [], "approved but not so"


def test_az_1_a_role_too_many_would_be_found():
    have = registered() | {("decide", "notifier", "screening")}

    assert have - approved() == {("decide", "notifier", "screening")}


def test_no_act_and_ask_share_a_name_and_each_has_roles_and_phases():
    assert not set(ACTS) & set(ASKS)
    assert [a.name for a in ACTS.values() if not a.by or not a.when] == []
    assert [a.name for a in ASKS.values() if not a.by or not a.when] == []


def test_nobody_reaches_a_case_as_administrator():
    roles = {role for one in (*ACTS.values(), *ASKS.values()) for role in one.by}

    assert "administrator" not in roles


@pytest.mark.parametrize("name", sorted(ACTS))
@pytest.mark.parametrize("extra", ["verified", "board", "actor", "at", "id"])
def test_az_16_an_unknown_member_is_refused_by_every_payload(name, extra):
    with pytest.raises(ValidationError) as wrong:
        ACTS[name].payload.model_validate({extra: "1"})

    kinds = {(tuple(e["loc"]), e["type"]) for e in wrong.value.errors()}
    assert ((extra,), "extra_forbidden") in kinds or extra in ACTS[name].payload.model_fields


def test_every_act_has_a_title_and_a_lede_that_people_can_read():
    assert [a.name for a in ACTS.values() if len(a.title) > 90 or not a.title[0].isupper()] == []


def test_every_payload_says_that_it_is_closed():
    assert [
        a["act"] for a in registries()["acts"] if a["payload"].get("additionalProperties") is not False
    ] == []
