"""AZ-3 and AZ-4: the wall between agencies, tried through every way by which one could see another's.

Each agency has something there that could leak. What somebody may not see is not there: in lists, counts, pictures, search, files,
papers, choices and references.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.acts.references import REFERABLE
from casereview.acts.registry import AccessDenied, Refused
from casereview.audit.models import Row
from casereview.evidence.models import AgencyReport, ChronologyVersion, Document, Entry, Key
from casereview.evidence.tests.conftest import POLICE, SCHOOL, Gathering, enter, events, sent, shares, submits
from casereview.evidence.wall import seen_by

pytestmark = pytest.mark.django_db

TABLES = (Entry, Document, AgencyReport, ChronologyVersion)


def said_to(actor: Any, case: Any) -> str:
    """Everything that every page of evidence says to somebody, as one text."""
    asks: list[tuple[str, dict[str, str]]] = [("evidence", {}), ("chronology", {}), ("chronology-file", {})]
    return json.dumps([ask(actor, name, of=case, **more) for name, more in asks], default=str)


# -- AZ-3: two agencies, both gathering -------------------------------------------------------------------


def test_az3_an_agency_reads_its_own_entries_alone(asked: Gathering):
    assert events(asked.police, asked.case) == {POLICE}
    assert events(asked.school, asked.case) == {SCHOOL}


def test_az3_before_submission_nobody_else_reads_anything(asked: Gathering):
    found = {name: events(who, asked.case) for name, who in asked.everybody.items()}

    assert found == {
        "manager": set(), "chair": set(), "lead": set(), "author": set(), "team": set(), "police": {POLICE}, "school": {SCHOOL},
    }  # fmt: skip


def test_az3_totals_pictures_years_and_agencies_count_ones_own_only(asked: Gathering, does):
    for when in ("1.4.13", "2.4.13"):
        enter(does, asked.case, asked.school, "school", "Absent.", when)

    answer = ask(asked.police, "chronology", of=asked.case)

    assert (answer["total"], answer["all"], answer["weak"], answer["doubtful"]) == (1, 1, 0, 0)
    assert [(a["name"], a["entries"]) for a in answer["agencies"]] == [("Marrowdale Police", 1)]
    assert (answer["years"], answer["pictures"]) == ([{"year": 2013, "entries": 1}], [])


def test_az3_a_filter_for_another_agency_finds_nothing(asked: Gathering):
    assert ask(asked.police, "chronology", of=asked.case, agency="school")["total"] == 0


def test_az3_the_evidence_page_says_nothing_of_another_agency(asked: Gathering, does):
    submits(does, asked, "school")

    said = said_to(asked.police, asked.case)

    assert "Larkrise School" not in said
    assert "school" not in said.lower()
    assert [row["agency"] for row in ask(asked.police, "evidence", of=asked.case)["asked"]] == [
        "Marrowdale Police"
    ]


def test_az3_one_entry_of_another_agency_is_not_there(asked: Gathering):
    assert ask(asked.police, "entry", of=asked.case, key="E1")["entry"]["event"] == POLICE
    for key in ("E2", "E99", "", "x"):
        with pytest.raises(AccessDenied):
            ask(asked.police, "entry", of=asked.case, key=key)


def test_az3_a_file_of_another_agency_is_not_there(asked: Gathering):
    assert ask(asked.police, "document-file", of=asked.case, key="DC1")["file_name"] == "police.txt"
    with pytest.raises(AccessDenied):
        ask(asked.police, "document-file", of=asked.case, key="DC2")
    with pytest.raises(AccessDenied):
        ask(asked.lead, "document-file", of=asked.case, key="DC1")


def test_az3_a_submission_of_another_agency_is_not_there(asked: Gathering, does):
    submits(does, asked, "school")

    assert ask(asked.school, "submission", of=asked.case, key="AR1")["signed_by"] == "The head of service"
    for key in ("AR1", "CH1"):
        with pytest.raises(AccessDenied):
            ask(asked.police, "submission", of=asked.case, key=key)


def test_az3_search_finds_ones_own_only(asked: Gathering):
    assert ask(asked.school, "search", words="hungry")["results"] != []
    assert ask(asked.police, "search", words="hungry")["results"] == []
    assert ask(asked.lead, "search", words="hungry")["results"] == []


def test_az3_the_file_of_the_chronology_holds_ones_own_only(asked: Gathering):
    entries = ask(asked.police, "chronology-file", of=asked.case)["entries"]

    assert [entry["event"] for entry in entries] == [POLICE]


@pytest.mark.parametrize(
    "kind", ["entry", "document", "agency-report", "chronology", "paragraph", "submission"]
)
def test_az3_no_list_to_choose_from_offers_another_agencys(asked: Gathering, does, kind):
    submits(does, asked, "school")

    offered = [choice.label for choice in REFERABLE[kind].choices(asked.case, asked.police)]

    assert not any(word in " ".join(offered) for word in ("hungry", "school", "Larkrise"))
    assert [c.label for c in REFERABLE[kind].choices(asked.case, asked.school)] != []


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("correct", {"thing": "entry:E2", "field": "event", "now": "Mine now.", "because": "So.", "seen": 1}),
        ("withdraw", {"thing": "entry:E2", "because": "So."}),
        ("withdraw", {"thing": "document:DC2", "because": "So."}),
    ],
)
def test_az3_nobody_else_touches_what_an_agency_has_not_submitted(asked: Gathering, does, act, said):
    for who in (asked.police, asked.lead, asked.manager):
        with pytest.raises(AccessDenied):
            does(who, act, to=asked.case, **said)

    assert Entry.rows.get(number=2).event == SCHOOL
    assert not Entry.rows.exclude(withdrawn_on=None).exists()


@pytest.mark.parametrize(
    "act", ["add-entry", "submit-chronology", "submit-report", "import-chronology", "add-document"]
)
def test_az3_no_agency_writes_in_anothers_part(asked: Gathering, does, act):
    before = (
        Entry.rows.count(),
        Document.rows.count(),
        AgencyReport.rows.count(),
        ChronologyVersion.rows.count(),
    )
    said: dict[str, dict[str, Any]] = {
        "add-entry": {"date_text": "1/1/13", "event": "Not ours."},
        "submit-chronology": {},
        "submit-report": {"text": "Not ours.", "signed_by": "Us"},
        "import-chronology": {"file": sent(asked.police, "x.csv", b"Date,Event\n1/1/13,x\n")},
        "add-document": {"file": sent(asked.police, "x.txt", b"words"), "title": "x", "what": "other"},
    }

    with pytest.raises(AccessDenied):
        does(asked.police, act, to=asked.case, agency="school", **said[act])

    assert (
        Entry.rows.count(),
        Document.rows.count(),
        AgencyReport.rows.count(),
        ChronologyVersion.rows.count(),
    ) == before


def test_az3_a_stranger_and_the_learning_group_see_no_evidence(asked: Gathering, someone, a_case, does):
    submits(does, asked, "school")
    elsewhere = a_case("gathering")
    people = (
        someone("learning-group", board=asked.case.board),
        someone("lead", case=elsewhere),
        someone("notifier"),
    )

    for who in people:
        for name in ("evidence", "chronology", "chronology-file"):
            with pytest.raises(AccessDenied):
                ask(who, name, of=asked.case)
        assert all(list(seen_by(who, table, asked.case)) == [] for table in TABLES)


def test_the_group_opens_the_proof_of_an_action_and_no_other_document(asked: Gathering, someone):
    Document.rows.filter(number=1).update(what="evidence-of-action", submitted_on="2014-03-03")
    group = someone("learning-group", board=asked.case.board)

    assert ask(group, "document-file", of=asked.case, key="DC1")["key"] == "DC1"
    with pytest.raises(AccessDenied):
        ask(group, "document-file", of=asked.case, key="DC2")


# -- AZ-4: submit, submit, share --------------------------------------------------------------------------


def test_az4_from_submission_those_who_have_the_whole_case_see_it_and_other_agencies_do_not(
    asked: Gathering, does
):
    submits(does, asked, "police")

    found = {name: events(who, asked.case) for name, who in asked.everybody.items()}

    assert found == {
        "manager": {POLICE}, "chair": {POLICE}, "lead": {POLICE}, "author": {POLICE},
        "team": set(), "police": {POLICE}, "school": {SCHOOL},
    }  # fmt: skip


def test_az4_until_the_lead_shares_neither_sees_the_other_and_then_both_do(asked: Gathering, does):
    submits(does, asked, "police")
    submits(does, asked, "school")
    assert (events(asked.police, asked.case), events(asked.school, asked.case)) == ({POLICE}, {SCHOOL})

    shares(does, asked)

    both = {POLICE, SCHOOL}
    assert {name: events(who, asked.case) for name, who in asked.everybody.items()} == dict.fromkeys(
        asked.everybody, both
    )
    days = {row.shared_on for table in TABLES for row in table.rows.exclude(shared_on=None)}
    assert len(days) == 1, "all of it in one act"


def test_az4_what_was_frozen_is_older_than_the_sharing_in_the_trail(asked: Gathering, does):
    submits(does, asked, "police")
    frozen = ChronologyVersion.rows.get().digest
    submits(does, asked, "school")
    shares(does, asked)

    order = list(
        Row.rows.filter(outcome="", act__in=("submit-chronology", "share-submissions")).order_by("seq")
    )

    assert [row.act for row in order] == ["submit-chronology", "submit-chronology", "share-submissions"]
    assert ask(asked.school, "submission", of=asked.case, key="CH1") | {
        "digest": frozen,
        "as_frozen": True,
    } == ask(asked.school, "submission", of=asked.case, key="CH1")


def test_az4_what_comes_after_the_sharing_is_again_the_agencys_own(asked: Gathering, does):
    submits(does, asked, "police")
    submits(does, asked, "school")
    shares(does, asked)
    enter(does, asked.case, asked.police, "police", "Found later.", "2.5.13")

    assert "Found later." not in events(asked.school, asked.case) | events(asked.lead, asked.case)

    does(asked.police, "submit-chronology", to=asked.case, agency="police")
    assert "Found later." in events(asked.lead, asked.case)
    does(asked.lead, "accept-submission", to=asked.case, submission="chronology:CH3")
    assert "Found later." not in events(asked.school, asked.case)
    does(asked.lead, "share-submissions", to=asked.case)
    assert "Found later." in events(asked.school, asked.case)


def test_az4_what_was_submitted_and_not_accepted_is_not_shared(asked: Gathering, does):
    submits(does, asked, "police")
    submits(does, asked, "school")
    for name in ("chronology:CH1", "chronology:CH2", "agency-report:AR1", "agency-report:AR2"):
        does(asked.lead, "accept-submission", to=asked.case, submission=name)
    enter(does, asked.case, asked.police, "police", "Not accepted yet.", "2.5.13")
    does(asked.police, "submit-chronology", to=asked.case, agency="police")

    does(asked.lead, "share-submissions", to=asked.case)

    assert events(asked.school, asked.case) == {POLICE, SCHOOL}
    assert "Not accepted yet." in events(asked.lead, asked.case)


def test_what_the_lead_writes_to_one_agency_stays_between_the_two(asked: Gathering, does):
    submits(does, asked, "police")
    does(
        asked.lead,
        "accept-submission",
        to=asked.case,
        submission="agency-report:AR1",
        note="Thin on supervision.",
    )
    submits(does, asked, "school")
    for name in ("chronology:CH1", "chronology:CH2", "agency-report:AR2"):
        does(asked.lead, "accept-submission", to=asked.case, submission=name)
    does(asked.lead, "share-submissions", to=asked.case)

    def comments(who):
        return {r["agency"]: r["comments"] for r in ask(who, "evidence", of=asked.case)["reports"]}

    assert comments(asked.school)["Marrowdale Police"] == ""
    assert comments(asked.team)["Marrowdale Police"] == ""
    assert comments(asked.police)["Marrowdale Police"] == "Thin on supervision."
    assert comments(asked.author)["Marrowdale Police"] == "Thin on supervision."


def test_an_episode_is_a_reading_of_all_agencies_and_shown_to_none_of_them_alone(asked: Gathering, does):
    does(
        asked.author,
        "add-episode",
        to=asked.case,
        title="Missed",
        first_on="2013-03-01",
        last_on="2013-04-01",
    )

    def shown(who):
        return [episode["title"] for episode in ask(who, "chronology", of=asked.case)["episodes"]]

    assert (shown(asked.lead), shown(asked.police), shown(asked.team)) == (["Missed"], [], [])
    submits(does, asked, "police")
    submits(does, asked, "school")
    shares(does, asked)
    assert (shown(asked.police), shown(asked.team)) == ([], ["Missed"])


def test_an_episode_leads_to_its_entries_and_is_corrected_so_that_it_stays_a_span(
    asked: Gathering, does, signed_in
):
    span = {"first_on": "2013-03-01", "last_on": "2013-04-01"}
    does(asked.author, "add-episode", to=asked.case, title="Missed", **span)
    submits(does, asked, "police")
    base = f"/cases/{asked.case.code}/chronology/"

    def corrects(field: str, day: str) -> None:
        words = {"field": field, "now": day, "because": "Misread.", "seen": Key.rows.get().version}
        does(asked.lead, "correct", to=asked.case, thing="episode:KE1", **words)

    lead = signed_in(asked.lead)
    page = lead.get(base).content.decode()
    assert "?first=2013-03-01&amp;last=2013-04-01" in page and "thing=episode:KE1" in page
    assert POLICE in lead.get(f"{base}?first=2013-03-01&last=2013-04-01").content.decode()
    corrects("last_on", "2013-05-01")
    with pytest.raises(Refused, match="end before it begins"):
        corrects("first_on", "2013-06-01")
    assert (str(Key.rows.get().first_on), str(Key.rows.get().last_on)) == ("2013-03-01", "2013-05-01")


# -- what an agency put right before it submitted ----------------------------------------------------------


def test_az4_what_an_agency_corrected_before_it_submitted_is_shown_to_nobody_else_ever(
    asked: Gathering, does
):
    _corrects(asked, does, "entry", Entry.rows.get(agency__key="police"), "event", "Two officers left early.")
    notes = Document.rows.get(agency__key="police")
    _corrects(asked, does, "document", notes, "title", "Notes of two officers")
    for who in (asked.manager, asked.chair, asked.lead, asked.author):
        assert ask(who, "corrections", of=asked.case)["corrections"] == []

    submits(does, asked, "police")

    assert ask(asked.lead, "corrections", of=asked.case)["corrections"] == []
    assert POLICE not in json.dumps(ask(asked.manager, "corrections", of=asked.case), default=str)


def test_what_an_agency_corrects_after_it_submitted_is_shown_with_the_words_before(asked: Gathering, does):
    submits(does, asked, "police")
    _corrects(asked, does, "entry", Entry.rows.get(agency__key="police"), "event", "Two officers left early.")

    (said,) = ask(asked.lead, "corrections", of=asked.case)["corrections"]

    assert (said["was"], said["now"]) == (POLICE, "Two officers left early.")


def _corrects(it: Gathering, does: Any, kind: str, row: Any, field: str, now: str) -> None:
    said = {
        "thing": f"{kind}:{row.key}",
        "field": field,
        "now": now,
        "because": "A slip.",
        "seen": row.version,
    }
    does(it.police, "correct", to=it.case, **said)


def test_a_reference_to_anothers_entry_is_refused_as_though_it_were_not_there(asked: Gathering, does):
    with pytest.raises(Refused, match="names an entry that is not here"):
        does(asked.author, "record-finding", to=asked.case, text="They did not ask.", entries=["E1"])

    submits(does, asked, "police")
    does(asked.author, "record-finding", to=asked.case, text="They did not ask.", entries=["E1"])
