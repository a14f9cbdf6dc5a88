"""What the tests of screening share."""

from __future__ import annotations

import pytest

from tests.test_web import browser_of


@pytest.fixture
def room(a_case, someone):
    """A case in screening, its manager's browser, and the addresses of its first child."""
    case, client = a_case(), browser_of(someone("manager"))
    return case, client, f"/cases/{case.code}/screening/C1/facts/"
