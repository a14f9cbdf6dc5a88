"""A chronology of more than two thousand entries: each can be found for correction, withdrawal and findings."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereview.acts.ask import ask
from casereview.acts.references import REFERABLE
from casereview.cases.choosing import PAGE
from casereview.evidence.models import Comment, Entry
from casereview.evidence.tests.conftest import Gathering
from casereview.names.models import RegisterPerson
from casereview.people.models import Agency

pytestmark = pytest.mark.django_db
MANY = 2_600
FIRST = date(2010, 1, 1)
HANDED_IN = date(2014, 3, 1)


def written(it: Gathering, agency: str, many: int = MANY, *, submitted: bool = True) -> None:
    """An agency's entries, a day each: every hundredth names a child of the register, the last is like no other."""
    last = Entry.rows.filter(case=it.case).count()
    of = Agency.rows.get(board=it.case.board, key=agency)
    Entry.rows.bulk_create(
        (
            Entry(
                case=it.case,
                number=last + n,
                made_on=HANDED_IN,
                agency=of,
                date_text=f"{day.day}.{day.month}.{day:%y}",
                earliest=day,
                latest=day,
                certainty="exact",
                event="A zebra was seen."
                if n == many
                else f"{'Ada Vexley' if n % 100 == 0 else 'Nobody'} was at home.",
                source="Record",
                submitted_on=HANDED_IN if submitted else None,
            )
            for n in range(1, many + 1)
            if (day := FIRST + timedelta(days=n))
        ),
        batch_size=500,
    )


@pytest.fixture
def it(gathering) -> Gathering:
    """The police's entries come first, then the school's; one child is in the register."""
    found: Gathering = gathering()
    RegisterPerson.rows.create(
        case=found.case,
        number=50,
        made_on=HANDED_IN,
        group="family",
        name="Ada Vexley",
        public_name="Child A",
    )
    written(found, "police")
    written(found, "school")
    return found


def kept(who: Any, it: Gathering, **said: str) -> dict[str, Any]:
    """What the page offers somebody to correct."""
    answer: dict[str, Any] = ask(who, "things-kept", of=it.case, act="correct", **said)
    return answer


def keys(answer: dict[str, Any]) -> list[str]:
    return [one["name"].removeprefix("entry:") for one in answer["things"]]


# -- correcting and withdrawing


def test_all_are_counted_and_the_last_page_has_the_last(it: Gathering):
    answer = kept(it.manager, it, kind="entry", page="104")

    assert answer["kinds"] == [{"kind": "entry", "words": "Chronology entry", "count": 2 * MANY}]
    assert (answer["found"], answer["page"], answer["pages"]) == (2 * MANY, 104, 104)
    assert keys(answer) == [f"E{n}" for n in range(103 * PAGE + 1, 2 * MANY + 1)]


def test_an_agency_reaches_its_own_entries_behind_thousands_of_anothers(it: Gathering):
    answer = kept(it.school, it, kind="entry")

    assert answer["found"] == MANY
    assert keys(answer) == [f"E{n}" for n in range(MANY + 1, MANY + PAGE + 1)]
    assert keys(kept(it.school, it, words="zebra")) == [f"E{2 * MANY}"]
    assert keys(kept(it.police, it, words="zebra")) == [f"E{MANY}"]


def test_who_has_no_part_here_finds_nothing(it: Gathering, someone):
    health = someone("agency-lead", agency="health", case=it.case)

    assert kept(health, it)["kinds"] == []
    assert kept(health, it, words="zebra")["found"] == kept(health, it, kind="entry")["found"] == 0


def test_the_business_unit_does_not_find_what_an_agency_has_not_handed_in(it: Gathering):
    written(it, "hospital", submitted=False)

    assert kept(it.manager, it, kind="entry")["found"] == 2 * MANY
    assert keys(kept(it.manager, it, words="zebra")) == [f"E{MANY}", f"E{2 * MANY}"]


@pytest.mark.parametrize(
    "words",
    [
        "zebra",
        "larkrise zebra 2017",
        "ZEBRA seen",
        "E5200",
        "chronology e5200",
        "zebra 1 march 2014",
        "a zebra was seen.",
    ],
)
def test_a_late_entry_is_found_by_its_words_its_key_and_the_day_it_was_recorded(it: Gathering, words):
    assert f"E{2 * MANY}" in keys(kept(it.lead, it, words=words))


def test_an_entry_is_found_by_its_day_however_its_agency_typed_it(it: Gathering):
    day = FIRST + timedelta(days=2500)
    assert f"{day.day} {day:%B %Y}" == "5 November 2016"

    for words in ("5 november 2016", "5.11.16"):
        assert {"E2500", "E5100"} <= set(keys(kept(it.manager, it, kind="entry", words=words)))


def test_nobody_finds_by_a_name_that_they_do_not_read(it: Gathering):
    named = [f"E{n}" for n in range(100, MANY + 1, 100) if n != MANY]

    for words in ("vexley", "ada", "Ada Vexley"):
        assert kept(it.police, it, words=words)["found"] == 0
        assert kept(it.manager, it, kind="entry", words=words)["found"] == 0
    assert keys(kept(it.police, it, words="child a was at home")) == named
    assert kept(it.lead, it, kind="entry", words="child was")["found"] == 2 * len(named)


def test_words_are_turned_over_too_and_stand_in_no_address(it: Gathering, signed_in):
    browser, address = signed_in(it.school), f"/cases/{it.case.code}/do/withdraw/?kind=entry&page=9"

    first = browser.post(address, {"find": "1", "words": "nobody"}).content.decode()
    second = browser.post(address, {"find": "1", "words": "nobody", "page": "2"}).content.decode()

    assert "2574 found, page 1 of 52." in first and "2574 found, page 2 of 52." in second
    assert first.count("?thing=entry:E") == second.count("?thing=entry:E") == PAGE
    assert '?thing=entry:E2601"' in first and '?thing=entry:E2601"' not in second
    assert not re.search(r'(href|action)="[^"]*nobody', first)


def test_a_page_of_very_many_asks_no_more_than_a_page_of_few(it: Gathering):
    Entry.rows.filter(case=it.case, number__gt=60).update(withdrawn_on=HANDED_IN)
    with CaptureQueriesContext(connection) as few:
        kept(it.manager, it, kind="entry", words="nobody")
    Entry.rows.filter(case=it.case).update(withdrawn_on=None)
    with CaptureQueriesContext(connection) as many:
        kept(it.manager, it, kind="entry", words="nobody")

    assert len(many) == len(few)


def test_a_late_entry_is_opened_for_its_correction(it: Gathering, signed_in):
    page = signed_in(it.school).get(f"/cases/{it.case.code}/do/correct/?thing=entry:E5200").content.decode()

    assert "E5200:" in page and "A zebra was seen." in page and "Which part of it?" in page


def test_what_was_withdrawn_is_not_opened_for_correction_by_one_who_could_not_read_it(
    it: Gathering, signed_in
):
    written(it, "hospital", 1, submitted=False)
    Entry.rows.filter(case=it.case, number=5201).update(withdrawn_on=HANDED_IN)

    page = signed_in(it.manager).get(f"/cases/{it.case.code}/do/correct/?thing=entry:E5201&field=event")

    assert "A zebra" not in page.content.decode() and "choose its kind" in page.content.decode()


# -- choosing


def test_a_comment_is_found_by_code_names_and_by_those_alone_who_may_read_it(it: Gathering):
    Comment.rows.create(
        case=it.case,
        number=1,
        made_on=HANDED_IN,
        entry=Entry.rows.get(case=it.case, number=1),
        text="Ada Vexley is not mentioned.",
        by_role="lead",
        seen_by=["author", "lead"],
    )

    assert [one["called"] for one in kept(it.author, it, words="mentioned")["things"]] == [
        "Comment on an entry CO1: Child A is not mentioned."
    ]
    assert kept(it.author, it, words="vexley mentioned")["found"] == 0
    assert kept(it.manager, it, words="mentioned")["found"] == 0


def test_a_list_to_choose_from_leaves_nothing_out(it: Gathering):
    offered = REFERABLE["entry"].choices(it.case, it.lead)

    assert len(list(offered)) == offered.count() == 2 * MANY
    assert [one.key for one in offered.of(["E5200", "E9999", "CO1"])] == ["E5200"]
    assert [one.key for one in offered.named("e5200, E7")] == ["E7", "E5200"]
    assert offered.named("E7 E9999") == offered.named("zebra") == []
