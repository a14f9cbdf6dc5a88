"""The roles that a framework may name are the roles that people can hold."""

from __future__ import annotations

from casereview.access.roles import Role
from casereview.law.model import ROLE_IDS


def test_the_law_knows_every_role_that_a_person_can_be_given_and_no_other():
    assert set(ROLE_IDS) == set(Role) - {Role.APPOINTEE}
