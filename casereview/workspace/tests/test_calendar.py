"""A person's calendar: each thing once and for good, codes and kinds alone, and an address that opens nothing else."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from casereview.actions.models import Action
from casereview.audit.models import Row
from casereview.cases.models import Case
from casereview.people.keys import end_calendar_address, make_calendar_address
from casereview.people.models import Account, Agency, CalendarAddress, Person, Post
from casereview.reviews.models import Meeting, Step

pytestmark = pytest.mark.django_db
CANARY = "Canary Madeup-Childname"


@pytest.fixture
def manager(someone):
    return someone("manager", today=timezone.localdate())


@pytest.fixture
def address(manager):
    return f"/dates/{make_calendar_address(Account.rows.get(pk=manager.id))}/casereview.ics"


def events(address: str) -> dict[str, object]:
    """What a calendar program without a session reads, by summary."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["summary"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def a_meeting(case: Case, on: date) -> Meeting:
    return Meeting.rows.create(
        case=case, number=1, made_on=on, what="review-team", title=CANARY, held_on=on, starts=time(14, 30)
    )


def test_a_date_that_moves_keeps_its_name(a_case, address):
    case = a_case("decided")
    Case.rows.filter(pk=case.pk).update(target_on=date(2030, 3, 3))
    said = f"{case.code}: Target date"
    before = events(address)[said]

    Case.rows.filter(pk=case.pk).update(target_on=date(2030, 6, 3))
    after = events(address)[said]

    assert before["uid"] == after["uid"]
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2030, 3, 3), date(2030, 6, 3))


def test_an_act_in_the_review_raises_its_sequence_and_a_look_does_not(a_case, manager, address, does):
    case = a_case("decided")
    Case.rows.filter(pk=case.pk).update(target_on=date(2030, 3, 3))
    said = f"{case.code}: Target date"

    first, again = events(address)[said], events(address)[said]
    does(
        manager,
        "secure-records",
        to=case,
        on=timezone.localdate(),
        agency="police",
        on_behalf_of="The duty desk",
    )
    later = events(address)[said]

    assert first["sequence"] == again["sequence"] < later["sequence"]
    assert first["last-modified"].dt == again["last-modified"].dt <= later["last-modified"].dt


def test_the_file_is_the_same_bytes_until_something_was_done(a_case, address):
    Case.rows.filter(pk=a_case("decided").pk).update(target_on=date(2030, 3, 3))

    assert Client().get(address).content == Client().get(address).content


def test_two_steps_on_one_day_are_two_things_and_one_thing_twice_is_one(a_case, manager, address):
    case = a_case("decided")
    owner = Person.rows.get(account=manager.id)
    for number in (1, 2):
        Step.rows.create(
            case=case, number=number, made_on=date(2014, 3, 3), title=CANARY, due_on=date(2030, 1, 2)
        )
    agency = Agency.rows.get(board=case.board, key="police")
    Action.rows.create(
        case=case,
        number=1,
        made_on=date(2014, 3, 3),
        owner=owner,
        agency=agency,
        text=CANARY,
        will_show="x",
        due_on=date(2014, 4, 1),
        first_due_on=date(2014, 4, 1),
    )

    uids = [str(e["uid"]) for e in Calendar.from_ical(Client().get(address).content).walk("VEVENT")]
    found = events(address)

    assert len(uids) == len(set(uids)) == 4, "the target, two steps and one action, overdue and their own"
    assert f"{case.code}: Action A1 due" in found


def test_a_meeting_has_its_hour_and_summer_time_is_minded(a_case, address):
    a_meeting(a_case("decided"), date(2030, 7, 1))

    (one,) = [e for said, e in events(address).items() if said.endswith("Review team")]

    assert one["dtstart"].dt.isoformat() == "2030-07-01T13:30:00+00:00"


def test_pr_1_no_word_that_anybody_wrote_is_in_it(a_case, address):
    case = a_case("decided")
    a_meeting(case, date(2030, 7, 1))
    Step.rows.create(case=case, number=1, made_on=date(2014, 3, 3), title=CANARY, due_on=date(2030, 1, 2))

    text = Client().get(address).content.decode().replace("\r\n ", "")

    assert "Step due" in text and "Review team" in text
    for word in (CANARY, "Madeup", "Marrowdale", "police", "example.org"):
        assert word not in text


def test_each_reading_is_on_the_trail_in_its_owners_name(manager, address):
    events(address)

    row = Row.rows.order_by("seq").last()
    assert (row.act, row.actor) == ("look", f"account:{manager.id}")
    assert CalendarAddress.rows.get().used_on == timezone.localdate()


def dead(address: str) -> bool:
    answer = Client().get(address)
    return (answer.status_code, answer.content) == (404, Client().get("/dates/x/casereview.ics").content)


def test_withdrawn_it_is_dead(manager, address):
    end_calendar_address(Account.rows.get(pk=manager.id))

    assert dead(address)


def test_a_second_address_ends_the_first(manager, address):
    second = make_calendar_address(Account.rows.get(pk=manager.id))

    assert dead(address)
    assert events(f"/dates/{second}/casereview.ics") == {}


def test_it_ends_with_the_account(manager, address):
    Account.rows.filter(pk=manager.id).update(is_active=False)

    assert dead(address)


def test_it_ends_with_the_last_thing_that_its_owner_held(manager, address):
    Post.rows.filter(person__account=manager.id).update(until=date(2020, 1, 1))

    assert dead(address)


def test_it_opens_nothing_else_and_takes_nothing(a_case, address):
    case = a_case("decided")
    client, secret = Client(), address.split("/")[2]

    assert client.post(address).status_code == 404
    assert client.get(f"/cases/{case.code}/").status_code == 302
    answer = client.get("/api/asks/home", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_only_its_digest_is_kept_and_no_log_has_it(address, caplog, settings):
    secret = address.split("/")[2]
    settings.LOGGING_CONFIG = None
    with caplog.at_level("DEBUG"):
        Client().get(address)
        Client().get(f"/dates/{secret}x/casereview.ics")

    from casereview.web.logs import Formatter

    lines = [Formatter().format(record) for record in caplog.records]
    assert lines, "a 404 is logged"
    assert not [line for line in lines if secret in line]
    assert secret not in str(list(CalendarAddress.rows.values()))


def test_the_page_has_fifty_dates_at_a_time(a_case, someone, signed_in):
    case, browser = a_case("decided"), signed_in(someone("manager"))
    for number in range(1, 121):
        Step.rows.create(
            case=case, number=number, made_on=date(2014, 3, 3), title="Step", due_on=date(2030, 1, 2)
        )

    first, last = (browser.get("/calendar/", {"page": page}).content.decode() for page in ("1", "3"))

    assert (first.count("<li><strong>"), last.count("<li><strong>")) == (50, 21), (
        "the target date is one more"
    )


def test_an_empty_calendar_says_so(someone, signed_in):
    assert "no meeting is arranged" in signed_in(someone("chair")).get("/calendar/").content.decode()
