"""``docs/permissions.md``, which people read, says what ``docs/permissions.csv`` says, and making it changes no decision."""

from __future__ import annotations

import hashlib
import re

from casereview.access.roles import PHASES, ROLE_TITLES
from casereview.acts.registry import ACTS, ASKS
from tools import permissions


def test_az_1_the_page_that_people_read_is_the_table_that_a_person_keeps():
    assert permissions.PAGE.read_text(encoding="utf-8") == permissions.page(), (
        "run python tools/permissions.py and commit docs/permissions.md"
    )


def test_the_page_names_everything_that_was_approved_once_and_by_its_title():
    listed = re.findall(r"^\| (.+) \(`([\w-]+)`\) \|", permissions.page(), re.MULTILINE)

    assert sorted(name for _, name in listed) == sorted(permissions.approved())
    assert {name: title for title, name in listed} == {
        one.name: one.title for one in (*ACTS.values(), *ASKS.values())
    }


def test_a_role_has_its_title_and_phases_are_ranges():
    lines = permissions.lines_of(
        "Made up",
        "made-up",
        {
            "chair": frozenset({"notified", "screening", "decided", "closed"}),
            "manager": frozenset(map(str, PHASES)),
        },
        [str(phase) for phase in PHASES],
    )

    assert lines == [
        "| Made up (`made-up`) | Board manager | at any time |",
        "|  | Chair | notified to decided; closed |",
    ]


def test_what_everybody_may_is_said_so():
    every = {role: frozenset({"board"}) for role in ROLE_TITLES}

    assert permissions.lines_of("Made up", "made-up", every, []) == [
        "| Made up (`made-up`) | Everybody with a role | on the board |"
    ]


def test_writing_the_page_never_writes_the_table(monkeypatch, tmp_path):
    before = hashlib.sha256(permissions.TABLE.read_bytes()).hexdigest()
    monkeypatch.setattr(permissions, "PAGE", tmp_path / "permissions.md")

    assert permissions.main(["--check"]) == 1
    assert permissions.main([]) == 0
    assert permissions.main(["--check"]) == 0
    assert hashlib.sha256(permissions.TABLE.read_bytes()).hexdigest() == before
