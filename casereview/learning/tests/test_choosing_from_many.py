"""A finding rests on entries of a chronology that is too long to list: they are looked for on its own form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from casereview.evidence.models import Entry
from casereview.learning.models import Basis, Finding
from casereview.learning.tests.conftest import DAY, Gathered, agency
from casereview.names.models import RegisterPerson
from casereview.web.models import Draft

pytestmark = pytest.mark.django_db
MANY = 5_000
FIRST = date(2001, 1, 1)


@pytest.fixture
def it(gathered: Callable[..., Gathered]) -> Gathered:
    """Five thousand more entries of the police, a day each, one of which names a child of the register."""
    found = gathered()
    police = agency(found.case, "police")
    RegisterPerson.rows.create(
        case=found.case, number=50, made_on=DAY, group="family", name="Ada Vexley", public_name="Child A"
    )
    told = {100: "Ada Vexley was at home.", 2900: "A zebra was seen.", 4900: "A zebra was gone."}
    Entry.rows.bulk_create(
        (
            Entry(
                case=found.case,
                number=2 + n,
                made_on=DAY,
                agency=police,
                date_text=f"{day.day}.{day.month}.{day:%y}",
                earliest=day,
                latest=day,
                event=told.get(n, "Nobody was at home."),
                submitted_on=DAY,
            )
            for n in range(1, MANY + 1)
            if (day := FIRST + timedelta(days=n))
        ),
        batch_size=500,
    )
    return found


@pytest.fixture
def browser(it: Gathered, signed_in: Any) -> Any:
    """The author's."""
    return signed_in(it.author)


@pytest.fixture
def form(it: Gathered, browser: Any) -> Callable[..., str]:
    """The form of a finding: opened, or sent with what is given."""
    address = f"/cases/{it.case.code}/do/record-finding/"

    def send(query: str = "", **said: Any) -> str:
        answer = browser.post(address, said, follow=True) if said else browser.get(address + query)
        return str(answer.content.decode())

    return send


def boxes(page: str) -> dict[str, bool]:
    """The entries that a page offers, and whether each is ticked."""
    found = re.findall(r'<input[^>]*name="entries" value="(\w+)"([^>]*)>', page)
    return {key: "checked" in rest for key, rest in found}


def looks(words: str, **said: Any) -> dict[str, Any]:
    """The form sent with its button to find entries."""
    return {"text": "It was so.", "look": "entries", "entries-words": words, **said}


def test_entries_too_many_to_list_are_looked_for_and_one_that_the_page_was_opened_for_is_chosen(form):
    assert boxes(form()) == {} and "There are 5002, too many to list." in form()
    assert boxes(form("?entries=E4902")) == {"E4902": True}


def test_they_are_found_by_words_by_day_and_by_key_and_what_is_chosen_stays_chosen(form):
    found = form(**looks("zebra"))
    assert boxes(found) == {"E2902": False, "E4902": False} and "2 found." in found

    more = form(**looks("8 august 2001", entries=["E4902"]))
    assert boxes(more) == {"E4902": True, f"E{2 + (date(2001, 8, 8) - FIRST).days}": False}
    assert "It was so." in more and Finding.rows.count() == 0

    assert boxes(form(**looks("police zebra gone"))) == {"E4902": False}
    assert boxes(form(**looks("e5000, E7"))) == {"E7": False, "E5000": False}


def test_words_that_nothing_was_looked_for_by_are_looked_for_before_anything_is_recorded(form):
    page = form(**{"text": "It was so.", "entries": ["E1"], "entries-words": "zebra gone"})
    assert boxes(page) == {"E1": True, "E4902": False} and Finding.rows.count() == 0

    looked = {"entries-words": "zebra gone", "entries-looked": "zebra gone"}
    form(**{"text": "It was so.", "entries": ["E1", "E4902"], **looked})
    assert {basis.entry.key for basis in Basis.rows.all()} == {"E1", "E4902"}


def test_the_page_says_how_many_more_have_the_words_and_nobody_finds_by_a_name_that_they_do_not_read(form):
    many, none = form(**looks("nobody")), form(**looks("vexley"))

    assert len(boxes(many)) == 50 and "The first 50 of 4997: give more words to find fewer." in many
    assert boxes(none) == {} and "Nothing that you may choose has these words." in none
    known = form(**looks("child a at home"))
    assert boxes(known) == {"E102": False} and "Child A was at home." in known and "Vexley" not in known


def test_what_an_agency_has_not_handed_in_is_neither_found_nor_taken(it, form):
    Entry.rows.filter(case=it.case, number=4902).update(submitted_on=None)

    assert boxes(form(**looks("zebra"))) == {"E2902": False}
    assert boxes(form(**looks("E4902"))) == {}
    assert "names an entry that is not here" in form(text="It was so.", entries=["E4902"]).replace(
        "&#x27;", "'"
    )
    assert Finding.rows.count() == 0


def test_what_was_chosen_is_still_there_when_the_finding_is_refused_and_when_it_was_left_as_a_draft(
    form, browser
):
    assert boxes(form(text="", entries=["E4902", "E1"])) == {"E1": True, "E4902": True}
    draft = Draft.rows.get()

    sent = {"form": draft.form, "content": {"text": "So far.", "entries": ["E2", "E4902"]}}
    assert browser.post("/drafts/", sent, content_type="application/json").status_code == 200
    page = form()
    assert boxes(page) == {"E2": True, "E4902": True} and "So far." in page
