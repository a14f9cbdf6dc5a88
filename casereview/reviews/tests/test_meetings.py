"""Meetings as a lead runs them: arranged, invited to, papers in one file, attended, minuted, decided, tasks with owners."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.acts.tables import new
from casereview.evidence.models import AgencyReport, Document, Paragraph
from casereview.files.store import put
from casereview.notices.models import Outbox
from casereview.papers import to_docx, to_pdf
from casereview.people.models import Agency, Person
from casereview.reviews.models import Attendance, Heard, Meeting, Task

pytestmark = pytest.mark.django_db
EARLIER, DAY, NEXT = date(2014, 2, 21), date(2014, 2, 28), "2014-04-01"


@pytest.fixture
def review(a_case, someone):
    """A review at its gathering, with its lead and one member of the Review Team."""
    case = a_case("gathering")
    return case, someone("lead", case=case), someone("team-member", case=case)


@pytest.fixture
def held(review, does):
    """M1: a meeting of the Review Team, held on 28 February."""
    case, lead, _ = review
    does(
        lead,
        "arrange-meeting",
        to=case,
        on=EARLIER,
        what="review-team",
        held_on=str(DAY),
        agenda=["The merged chronology"],
    )
    return case


def text_of(paper) -> str:
    return repr(paper.blocks)


def person_key(actor) -> str:
    return str(Person.rows.get(account=actor.id).key)


def test_the_lead_chairs_the_review_team_and_nobody_else(review, does, someone):
    case, lead, member = review

    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT)
    assert Meeting.rows.get(case=case).chaired_by.account_id == lead.id

    with pytest.raises(Refused, match="The lead chairs the Review Team"):
        does(
            lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT, chaired_by=person_key(member)
        )


def test_without_a_lead_no_meeting_of_the_review_team_is_arranged(a_case, someone, does):
    case, manager = a_case("commissioned"), someone("manager")

    with pytest.raises(Refused, match="no lead yet"):
        does(manager, "arrange-meeting", to=case, what="review-team", held_on=NEXT)
    assert not Meeting.rows.exists()


def test_whoever_is_invited_by_name_is_told_by_a_mail_that_names_nobody(review, does):
    case, lead, member = review
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT)

    does(lead, "send-invitations", to=case, meeting="M1", invitees=[{"person": person_key(member)}])

    told = Outbox.rows.get(kind="meeting")
    assert (told.account, told.code) == (member.id, case.code)
    assert Meeting.rows.get(case=case).invitation_sent_on == date(2014, 3, 3)


def test_nobody_is_invited_twice_or_to_a_meeting_that_is_over(held, review, does):
    case, lead, member = review
    with pytest.raises(Refused, match="held already"):
        does(lead, "send-invitations", to=case, meeting="M1", invitees=[{"person": person_key(member)}])
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT)
    twice = [{"person": person_key(member)}, {"person": person_key(member)}]

    with pytest.raises(Refused, match="invited already"):
        does(lead, "send-invitations", to=case, meeting="M2", invitees=twice)
    assert not Attendance.rows.exists(), "one refused invitation leaves none behind"


def test_practitioners_are_invited_by_their_role_offered_support_and_named_nowhere(review, does, someone):
    case, lead, _ = review
    visitor = someone("practitioner", case=case)
    does(lead, "arrange-meeting", to=case, on=EARLIER, what="learning-event", held_on=str(DAY))
    invitee = {
        "person": person_key(visitor),
        "agency": "health",
        "support": "Their supervisor, before and after",
    }

    with pytest.raises(Refused, match="nobody is named"):
        does(lead, "send-invitations", to=case, on=EARLIER, meeting="M1", invitees=[invitee])
    does(
        lead,
        "send-invitations",
        to=case,
        on=EARLIER,
        meeting="M1",
        invitees=[{**invitee, "as_role": "Health visitor"}],
    )
    does(
        lead,
        "record-attendance",
        to=case,
        meeting="M1",
        people=[{"as_role": "Health visitor", "agency": "health"}],
    )
    does(
        lead,
        "record-heard",
        to=case,
        meeting="M1",
        text="We each thought another had it.",
        changes="The second question.",
    )

    seen = ask(lead, "meeting", of=case, key="M1")
    name = Person.rows.get(account=visitor.id).name
    assert seen["people"] == [
        {
            "who": "Health visitor",
            "as_role": "",
            "agency": "Marrowdale Community Health Trust",
            "came": "came",
            "support": "Their supervisor, before and after",
            "left_for": "",
        }
    ]
    papers = [ask(lead, "papers", of=case, paper=one, key="M1")["paper"] for one in ("invitation", "agenda")]
    assert name not in str(seen) + "".join(map(text_of, papers))
    assert "Their supervisor" in text_of(papers[0])
    assert "You are not on trial" in text_of(papers[0])
    assert {field.name for field in Heard._meta.get_fields()} & {"person", "by", "agency"} == set()


def test_a_practitioner_sees_the_event_they_are_invited_to_and_no_other_meeting(held, review, does, someone):
    case, lead, _ = review
    visitor, other = someone("practitioner", case=case), someone("practitioner", case=case)
    does(lead, "arrange-meeting", to=case, what="learning-event", held_on=NEXT)
    said = {"person": person_key(visitor), "as_role": "Health visitor", "agency": "health"}
    does(lead, "send-invitations", to=case, meeting="M2", invitees=[said])

    assert [m["key"] for m in ask(visitor, "meetings", of=case)["meetings"]] == ["M2"]
    assert ask(other, "meetings", of=case)["meetings"] == []
    for who, key in ((visitor, "M1"), (other, "M2")):
        for name in ("meeting", "meeting-pack"):
            with pytest.raises(AccessDenied):
                ask(who, name, of=case, key=key)
        with pytest.raises(AccessDenied):
            ask(who, "papers", of=case, paper="agenda", key=key)


def test_each_body_sees_its_own_meetings(held, review, does, someone):
    case, lead, team = review
    manager, group = someone("manager"), someone("learning-group")
    for what in ("board", "learning-group", "learning-event"):
        does(
            manager if what != "learning-event" else lead, "arrange-meeting", to=case, what=what, held_on=NEXT
        )

    def kinds(who):
        return {m["what"] for m in ask(who, "meetings", of=case)["meetings"]}

    assert kinds(team) == {"review-team", "learning-event"}
    assert kinds(group) == {"learning-group"}
    assert kinds(someone("board-member", case=case)) == {"board"}
    assert kinds(manager) == {"board", "learning-group", "learning-event", "review-team"}


def test_minutes_decisions_and_tasks_with_owners_stand_in_the_paper(held, review, does):
    case, lead, member = review
    owner = person_key(member)
    does(lead, "record-attendance", to=case, meeting="M1", people=[{"person": owner, "left_for": "item 4"}])
    does(
        lead,
        "minute-meeting",
        to=case,
        meeting="M1",
        minutes="The police did not agree.\n\nThey said why.",
        decisions=["Ask the school again."],
    )
    does(
        lead,
        "add-task",
        to=case,
        meeting="M1",
        text="Ask the school for its log.",
        owner=owner,
        due_on="2014-03-20",
    )

    minutes = ask(lead, "papers", of=case, paper="minutes", key="M1")["paper"]
    for words in (
        "The police did not agree.",
        "Ask the school again.",
        "Ask the school for its log.",
        "20 March 2014",
        "Left for: item 4",
    ):
        assert words in text_of(minutes)
    assert to_pdf(minutes).startswith(b"%PDF") and to_docx(minutes).startswith(b"PK")
    assert {o.kind for o in Outbox.rows.filter(account=member.id)} == {"task", "task-due"}


def test_the_owner_says_that_a_task_is_done_and_a_neighbour_cannot(held, review, does, someone):
    case, lead, member = review
    does(lead, "add-task", to=case, meeting="M1", text="Ask the school.", owner=person_key(member))
    neighbour = someone("team-member", case=case)

    with pytest.raises(AccessDenied):
        does(neighbour, "finish-task", to=case, task="TK1")
    does(member, "finish-task", to=case, task="TK1", came_of_it="They sent it.")

    assert Task.rows.get(case=case).done_on == date(2014, 3, 3)
    assert [t["theirs"] for t in ask(neighbour, "meeting", of=case, key="M1")["tasks"]] == [False]


def test_an_open_task_stands_on_the_next_agenda_until_it_is_done(held, review, does):
    case, lead, member = review
    does(
        lead, "add-task", to=case, meeting="M1", text="Ask the school for its log.", owner=person_key(member)
    )
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT)

    assert "Ask the school for its log." in text_of(
        ask(lead, "papers", of=case, paper="agenda", key="M2")["paper"]
    )
    does(member, "finish-task", to=case, task="TK1")
    assert "Ask the school for its log." not in text_of(
        ask(lead, "papers", of=case, paper="agenda", key="M2")["paper"]
    )


def test_an_agenda_that_nobody_wrote_is_the_usual_one(review, does):
    case, lead, _ = review
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT)

    assert "Declarations of interest" in text_of(ask(lead, "papers", of=case, paper="agenda")["paper"])


def test_there_are_no_minutes_before_a_meeting_is_minuted(held, review):
    case, lead, _ = review

    with pytest.raises(AccessDenied):
        ask(lead, "papers", of=case, paper="minutes", key="M1")


@pytest.mark.parametrize(
    "act, said",
    [("minute-meeting", {"minutes": "Said."}), ("record-attendance", {"people": [{"as_role": "GP"}]})],
)
def test_a_meeting_to_come_is_neither_minuted_nor_attended(review, does, act, said):
    case, lead, _ = review
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT)

    with pytest.raises(Refused, match="not been held yet"):
        does(lead, act, to=case, meeting="M1", **said)


def test_wb_14_who_minutes_over_somebody_else_gets_both_texts_and_nothing_is_lost(held, review, does):
    case, lead, _ = review
    does(
        lead,
        "minute-meeting",
        to=case,
        meeting="M1",
        minutes="Hers.",
        seen=Meeting.rows.get(case=case).version,
    )

    with pytest.raises(Refused) as stale:
        does(lead, "minute-meeting", to=case, meeting="M1", minutes="His.", seen=1)

    assert stale.value.refusal.theirs == "Hers."
    assert Meeting.rows.get(case=case).minutes == "Hers."


def _papers(case, *, shared=True):
    """DC1, a document of the board's, and AR1, the police's report, among the papers of M2."""
    new(
        Document,
        case,
        made_on=DAY,
        title="Genogram",
        what="other",
        digest=put(b"%PDF-1.7 made up"),
        file_name="Family of Canary.pdf",
        size=16,
    )
    report = new(
        AgencyReport,
        case,
        made_on=DAY,
        agency=Agency.rows.get(board=case.board, key="police"),
        digest="0" * 64,
        signed_by="Head of review",
        text="We were called.",
        shared_on=DAY if shared else None,
    )
    Paragraph.rows.create(report=report, number=1, text="We were called twice.")


def test_all_papers_of_a_meeting_come_in_one_file_without_a_name_on_it(held, review, does, browser_of):
    case, lead, _ = review
    _papers(case)
    does(lead, "minute-meeting", to=case, meeting="M1", minutes="What was said in February.")
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT, papers=["DC1"], reports=["AR1"])

    answer = browser_of(lead).get(f"/cases/{case.code}/meetings/M2/papers.zip")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"] == f'attachment; filename="{case.code.lower()}-m2-papers.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["00-agenda-and-papers.pdf", "01-DC1.pdf"]
        assert archive.read("01-DC1.pdf") == b"%PDF-1.7 made up"
    paper = ask(lead, "meeting-pack", of=case, key="M2")["paper"]
    assert "We were called twice." in text_of(paper)
    assert "What was said in February." in text_of(paper)


def test_the_file_of_papers_stops_at_the_wall(held, review, does):
    case, lead, member = review
    _papers(case, shared=False)
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT, reports=["AR1"])

    assert "We were called twice." in text_of(ask(lead, "meeting-pack", of=case, key="M2")["paper"])
    assert "We were called" not in text_of(ask(member, "meeting-pack", of=case, key="M2")["paper"])
    assert ask(member, "meeting", of=case, key="M2")["papers"] == []


def test_the_pages_lead_on_and_every_link_of_a_meetings_page_opens(held, review, does, browser_of):
    case, lead, member = review
    _papers(case)
    does(lead, "arrange-meeting", to=case, what="review-team", held_on=NEXT, papers=["DC1"])
    does(lead, "minute-meeting", to=case, meeting="M1", minutes="Said.")
    does(lead, "add-task", to=case, meeting="M1", text="Ask the school.", owner=person_key(member))
    browser = browser_of(lead)

    for page in (
        f"/cases/{case.code}/meetings/",
        f"/cases/{case.code}/meetings/M1/",
        f"/cases/{case.code}/meetings/M2/",
    ):
        text = browser.get(page).content.decode()
        assert text.count("<h1") == 1
        for address in {part.split('"')[0].replace("&amp;", "&") for part in text.split('href="/cases/')[1:]}:
            assert browser.get(f"/cases/{address}").status_code == 200, (page, address)


def test_the_form_of_the_minutes_begins_from_what_stands_there_so_that_it_can_be_sent(
    held, review, does, browser_of
):
    case, lead, _ = review
    does(lead, "minute-meeting", to=case, meeting="M1", minutes="The first text.")
    browser, address = browser_of(lead), f"/cases/{case.code}/do/minute-meeting/?meeting=M1"

    page = browser.get(address).content.decode()
    assert "The first text." in page
    version = page.split('name="seen" value="')[1].split('"')[0]
    sent = browser.post(address, {"meeting": "M1", "minutes": "The second text.", "seen": version})

    assert sent.status_code == 302
    assert Meeting.rows.get(case=case).minutes == "The second text."


def test_a_draft_of_one_meetings_minutes_never_shows_in_anothers(held, review, does, browser_of):
    case, lead, _ = review
    does(lead, "arrange-meeting", to=case, on=EARLIER, what="review-team", held_on=str(DAY))
    browser, base = browser_of(lead), f"/cases/{case.code}/do/minute-meeting/"
    browser.post(f"{base}?meeting=M1", {"meeting": "M1", "minutes": "", "decisions": "Typed for the first."})

    assert "Typed for the first." in browser.get(f"{base}?meeting=M1").content.decode()
    assert "Typed for the first." not in browser.get(f"{base}?meeting=M2").content.decode()


def test_everybody_of_a_large_learning_event_is_on_the_form_of_who_came(review, does, signed_in):
    case, lead, _ = review
    does(lead, "arrange-meeting", to=case, on=EARLIER, what="learning-event", held_on=str(DAY))
    event = Meeting.rows.get(case=case)
    Attendance.rows.bulk_create(
        Attendance(meeting=event, as_role=f"Practitioner {n}", came="invited") for n in range(1, 121)
    )
    browser, address = signed_in(lead), f"/cases/{case.code}/do/record-attendance/?meeting=M1"

    with CaptureQueriesContext(connection) as asked:
        page = browser.get(address).content.decode()

    assert 'value="Practitioner 120"' in page and len(asked) < 60
    sent = {"meeting": "M1", "people-119-as_role": "Practitioner 120", "people-119-came": "absent"}
    assert browser.post(address, sent).status_code == 302
    assert Attendance.rows.get(as_role="Practitioner 120").came == "absent"
