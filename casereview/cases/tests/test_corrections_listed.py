"""What was corrected is listed a page at a time, and read in the names that its reader may see."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.cases.corrected import PAGE
from casereview.cases.models import Case, Correction, Referral
from casereview.names.models import RegisterPerson

pytestmark = pytest.mark.django_db
DAY = date(2014, 3, 1)


@pytest.fixture
def case(a_case) -> Case:
    """A review with Ada Vexley in its register."""
    found: Case = a_case("decided")
    RegisterPerson.rows.create(
        case=found, number=50, made_on=DAY, group="family", name="Ada Vexley", public_name="Child A"
    )
    return found


def corrected(case: Case, thing: str, number: int, **words: str) -> None:
    said = {"label": "What happened", "was": "Ada Vexley fell.", "now": "She fell.", "because": "Said twice."}
    Correction.rows.create(case=case, number=number, made_on=DAY, thing=thing, **{**said, **words})


def of(who: Any, case: Case, **said: str) -> dict[str, Any]:
    answer: dict[str, Any] = ask(who, "corrections", of=case, **said)
    return answer


def test_hundreds_are_shown_a_page_at_a_time(case, someone, signed_in):
    for number in range(1, 2 * PAGE + 4):
        corrected(case, f"entry:E{number}", number)
        Referral.rows.create(
            case=case, number=number, made_on=DAY, thing=f"entry:E{number}", matter="complaint", referred_to="An office", referred_on=DAY,
        )  # fmt: skip
    browser, address = signed_in(someone("manager")), f"/cases/{case.code}/corrections/"

    first, last = (browser.get(address + query).content.decode() for query in ("", "?page=3&moved=2"))

    assert first.count("<article") == PAGE and "entry E1:" in first and f"entry E{PAGE + 1}:" not in first
    assert last.count("<article") == 3 and f"entry E{2 * PAGE + 3}:" in last
    assert re.findall(r"entry E(\d+): a complaint", last)[0] == str(PAGE + 1)
    assert 'href="?page=2"' in first and "moved=2" in first
    assert browser.get(f"{address}?page=soon").content.decode().count("<article") == PAGE


def test_the_words_are_read_in_code_names_unless_somebody_who_may_asks_for_real_ones(case, someone):
    corrected(case, "entry:E1", 1)
    lead, author = someone("lead", case=case), someone("author", case=case)

    for who, names in ((author, ""), (author, "real"), (lead, "")):
        (said,) = of(who, case, names=names)["corrections"]
        assert (said["was"], said["now"]) == ("Child A fell.", "She fell.")
    (said,) = of(lead, case, names="real")["corrections"]
    assert said["was"] == "Ada Vexley fell."


def test_of_a_name_in_the_register_others_learn_only_that_it_was_corrected(case, someone, signed_in):
    corrected(case, "register-person:P50", 1, label="Name", was="Eda Vexlie", now="Ada Vexley")
    chair, manager = someone("chair"), someone("manager")

    (said,) = of(chair, case, names="real")["corrections"]
    assert (said["withheld"], said["was"], said["now"], said["because"]) == (True, "", "", "")
    page = signed_in(chair).get(f"/cases/{case.code}/corrections/").content.decode()
    assert "they are for those who see the register" in page and "Vexl" not in page
    assert of(manager, case, names="real")["corrections"][0]["was"] == "Eda Vexlie"
