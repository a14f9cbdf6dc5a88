"""Two accounts of one event and silences: proposed by the product, said by a person, remembered. And the files taken away."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.acts.tables import new
from casereview.evidence.models import Entry
from casereview.evidence.tests.conftest import DAY, Gathering, enter, shares, submits
from casereview.names.models import RegisterPerson

pytestmark = pytest.mark.django_db

STRANGE = "Mother burned with hair tongs at the swimming baths; ambulance crew alerted by the lifeguard."


@pytest.fixture
def told_twice(asked: Gathering, does: Any) -> Gathering:
    """Police and school both tell of one afternoon, among ordinary days; the police are silent all winter."""
    for n in range(1, 9):
        enter(does, asked.case, asked.police, "police", f"Patrol {n} passed the address.", f"{n}.4.13")
        enter(does, asked.case, asked.school, "school", f"Attended lesson {n}, lunch eaten.", f"{n + 8}.4.13")
    enter(does, asked.case, asked.police, "police", STRANGE, "14.11.13")
    enter(does, asked.case, asked.school, "school", f"We heard: {STRANGE}", "15.11.13")
    submits(does, asked, "police")
    submits(does, asked, "school")
    return asked


def fresh(who: Any, it: Gathering, **more: str) -> list[set[str]]:
    return [{p["one"]["key"], p["other"]["key"]} for p in ask(who, "accounts", of=it.case, **more)["pairs"]]


def test_the_same_afternoon_is_proposed_with_why_and_the_differing_days_side_by_side(told_twice: Gathering):
    pairs = ask(told_twice.lead, "accounts", of=told_twice.case)["pairs"]
    strange = next(p for p in pairs if "tongs" in p["one"]["event"])

    assert "tongs" in strange["other"]["event"] and strange["why"]
    assert strange["differ"] == ["when"]


def test_what_a_person_said_of_a_pair_is_remembered_and_can_be_withdrawn(told_twice: Gathering, does: Any):
    pair = next(p for p in fresh(told_twice.lead, told_twice))
    one, other = sorted(pair)
    does(
        told_twice.lead,
        "judge-pair",
        to=told_twice.case,
        first=one,
        second=other,
        same=True,
        question="Which day?",
    )

    assert pair not in fresh(told_twice.lead, told_twice)
    assert fresh(told_twice.lead, told_twice, show="open") == [pair]
    with pytest.raises(Refused, match="judged already, as PA1"):
        does(told_twice.author, "judge-pair", to=told_twice.case, first=other, second=one, same=False)
    does(
        told_twice.author,
        "settle-difference",
        to=told_twice.case,
        pairing="PA1",
        answer="The 14th, by the log.",
    )
    assert fresh(told_twice.lead, told_twice, show="open") == []

    does(
        told_twice.lead, "withdraw", to=told_twice.case, thing="pairing:PA1", because="Two visits after all."
    )
    assert pair in fresh(told_twice.lead, told_twice)


def test_beside_each_account_of_one_event_stands_the_other_and_beside_no_other_entry(
    told_twice: Gathering, does: Any
):
    one, other = sorted(next(iter(fresh(told_twice.lead, told_twice))))
    apart = next(key for key in ("E1", "E2", "E3") if key not in (one, other))
    does(told_twice.lead, "judge-pair", to=told_twice.case, first=one, second=other, same=True)
    does(told_twice.lead, "judge-pair", to=told_twice.case, first=apart, second=other, same=False)

    def accounts(**chosen: str) -> dict[str, Any]:
        lines = ask(told_twice.lead, "chronology", of=told_twice.case, **chosen)["entries"]
        return {line["key"]: line["beside"]["accounts"] for line in lines if line["beside"]}

    both = {one: [{"key": "PA1", "entry": other}], other: [{"key": "PA1", "entry": one}]}
    assert accounts() == both
    assert accounts(agency="police") | accounts(agency="school") == both
    assert len(accounts(agency="police")) == 1


def test_whom_one_account_alone_names_is_asked_in_the_names_that_the_reader_sees(asked: Gathering, does: Any):
    for name, public in (("Ada Vexley", "Child A"), ("Tom Vexley", "Father")):
        new(RegisterPerson, asked.case, made_on=DAY, group="family", name=name, public_name=public)
    police = enter(
        does, asked.case, asked.police, "police", "Ada Vexley and Tom Vexley in the car.", "14.11.13"
    )
    school = enter(does, asked.case, asked.school, "school", "Ada Vexley came by car, crying.", "14.11.13")
    for agency in ("police", "school"):
        submits(does, asked, agency)
    pair = {"first": police.made.key, "second": school.made.key}
    does(asked.lead, "judge-pair", to=asked.case, same=True, **pair)

    def questions(**names: str) -> list[str]:
        (shown,) = ask(asked.lead, "accounts", of=asked.case, show="same", **names)["pairs"]
        return list(shown["questions"])

    assert any(one.endswith("alone names Father. Who was there?") for one in questions())
    assert any(one.endswith("alone names Tom Vexley. Who was there?") for one in questions(names="real"))


def test_the_form_keeps_why_a_pair_was_proposed_and_asks_the_author_where_the_accounts_differ(
    told_twice: Gathering, signed_in: Any
):
    pair = next(
        p
        for p in ask(told_twice.lead, "accounts", of=told_twice.case)["pairs"]
        if "tongs" in p["one"]["event"]
    )
    assert any("14 November 2013" in q and q.endswith("Which is right?") for q in pair["questions"])
    lead = signed_in(told_twice.lead)
    base = f"/cases/{told_twice.case.code}"
    one, other = pair["one"]["key"], pair["other"]["key"]

    form = lead.get(f"{base}/do/judge-pair/?first={one}&second={other}&same=true").context["form"]

    assert form["why"].value() == pair["why"] != ""
    assert form["question"].value() == "\n".join(pair["questions"])


def test_a_pair_that_was_judged_without_its_reason_says_why_it_was_proposed(told_twice: Gathering, does: Any):
    pair = next(
        p
        for p in ask(told_twice.lead, "accounts", of=told_twice.case)["pairs"]
        if "tongs" in p["one"]["event"]
    )
    one, other = pair["one"]["key"], pair["other"]["key"]
    does(told_twice.lead, "judge-pair", to=told_twice.case, first=one, second=other, same=False)

    (judged,) = ask(told_twice.lead, "accounts", of=told_twice.case, show="two")["pairs"]

    assert judged["why"] == pair["why"]


def test_silences_of_one_kind_alone_can_be_shown(told_twice: Gathering):
    every = ask(told_twice.lead, "silences", of=told_twice.case)
    gaps = ask(told_twice.lead, "silences", of=told_twice.case, kind="gap")
    none = ask(told_twice.lead, "silences", of=told_twice.case, kind="visit-due")

    assert {s["kind"] for s in gaps["silences"]} == {"gap"} and gaps["total"] <= every["total"]
    assert none["silences"] == []


def test_an_entry_is_no_account_of_itself(told_twice: Gathering, does: Any):
    with pytest.raises(Refused, match="one entry twice"):
        does(told_twice.lead, "judge-pair", to=told_twice.case, first="E1", second="E1", same=True)


def test_az3_no_agency_is_told_of_pairs_or_silences_and_the_team_only_of_what_was_shared(
    told_twice: Gathering, does: Any
):
    for who in (told_twice.police, told_twice.school):
        for name in ("accounts", "silences"):
            with pytest.raises(AccessDenied):
                ask(who, name, of=told_twice.case)
    assert fresh(told_twice.team, told_twice) == []

    shares(does, told_twice)

    assert fresh(told_twice.team, told_twice) == fresh(told_twice.lead, told_twice) != []


def test_what_was_said_of_a_silence_holds_when_a_date_is_put_right(asked: Gathering, does: Any):
    for n in range(1, 25):
        enter(does, asked.case, asked.police, "police", f"Patrol {n}.", f"{n % 28 + 1}.{n % 12 + 1}.2012")
        enter(does, asked.case, asked.school, "school", f"Lesson {n}.", f"{n % 27 + 1}.{n % 12 + 1}.2012")
    told = enter(does, asked.case, asked.school, "school", "Police told of the bruise.", "12.6.2012").made.key
    for agency in ("police", "school"):
        submits(does, asked, agency)

    def told_of(show: str) -> list[str]:
        lines = ask(asked.lead, "silences", of=asked.case, kind="not-received", show=show)["silences"]
        return [row["key"] for line in lines for row in line["rows"]]

    (line,) = ask(asked.lead, "silences", of=asked.case, kind="not-received")["silences"]
    does(
        asked.lead, "dismiss-silence", to=asked.case, silence=line["key"], agency="police", because="By telephone."
    )  # fmt: skip
    words = {"field": "date_text", "now": "13.6.2012", "because": "A slip.", "seen": 1}
    does(asked.school, "correct", to=asked.case, thing=f"entry:{told}", **words)

    assert str(Entry.rows.get(number=int(told[1:])).earliest) == "2012-06-13", "it was read anew"
    assert (told_of("open"), told_of("dismissed")) == ([], [told])


def test_a_silence_becomes_a_question_to_the_agency_or_is_set_aside_with_a_reason(
    told_twice: Gathering, does: Any
):
    found = ask(told_twice.lead, "silences", of=told_twice.case)["silences"]
    police = next(s for s in found if s["agency_key"] == "police" and s["kind"] == "gap")
    school = next(s for s in found if s["agency_key"] == "school" and s["kind"] == "gap")
    assert police["days"] > 60 and len(police["rows"]) == 2

    does(
        told_twice.lead, "question-agency", to=told_twice.case, agency="police", silence=police["key"],
        text="Was there no contact?", due_on="2014-03-28",
    )  # fmt: skip
    does(
        told_twice.author, "dismiss-silence", to=told_twice.case, agency="school", silence=school["key"],
        because="Summer holidays.",
    )  # fmt: skip

    left = {s["key"] for s in ask(told_twice.lead, "silences", of=told_twice.case)["silences"]}
    assert not {police["key"], school["key"]} & left
    assert ask(told_twice.lead, "silences", of=told_twice.case, show="asked")["silences"][0]["asked"] == "AQ1"
    kept = ask(told_twice.lead, "silences", of=told_twice.case, show="dismissed")["silences"]
    assert [s["because"] for s in kept] == ["Summer holidays."]


# -- files


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "json", "pdf"])
def test_the_chronology_is_taken_away_as_what_the_page_shows(told_twice: Gathering, ending):
    answer = _get(told_twice, ending)

    assert answer.headers["Content-Disposition"].endswith(f'-chronology.{ending}"')
    data = answer.content
    if ending == "csv":
        assert sum("tongs" in " ".join(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))) == 2
    elif ending == "json":
        assert len(json.loads(data)) == 20
    elif ending == "pdf":
        assert data.startswith(b"%PDF")
    else:
        assert any("tongs" in part for part in _parts(data))


def _get(it: Gathering, ending: str) -> Any:
    from django.test import RequestFactory

    from casereview.evidence.views.files import chronology_file

    request = RequestFactory().get("/")
    request.actor = it.lead  # type: ignore[attr-defined]
    return chronology_file(request, it.case.code, ending)


def _parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]


def test_az3_an_agencys_file_holds_its_own_entries_alone(told_twice: Gathering):
    answer = ask(told_twice.school, "chronology-file", of=told_twice.case)

    assert answer["order"] == ["Larkrise School"] and len(answer["entries"]) == 10


def test_a_file_that_leaves_says_its_board_code_and_version_and_heads_its_columns_in_words(
    told_twice: Gathering, does: Any, signed_in: Any
):
    lead = signed_in(told_twice.lead)
    path = f"/cases/{told_twice.case.code}/chronology/chronology.xlsx"

    def footer() -> str:
        return str(load_workbook(io.BytesIO(lead.get(path).content)).worksheets[0].oddFooter.left.text)

    does(
        told_twice.lead, "add-entry", to=told_twice.case, agency="school", date_text="2/5/13", event="Seen at school.",
        source="Log", child_seen="Yes", on_behalf_of="Larkrise School", came_by="mail",
    )  # fmt: skip
    first, again = footer(), footer()
    heads = [c.value for c in load_workbook(io.BytesIO(lead.get(path).content)).worksheets[0][1]]
    does(
        told_twice.lead, "add-entry", to=told_twice.case, agency="school", date_text="3/5/13", event="Absent.",
        source="Log", on_behalf_of="Larkrise School", came_by="mail",
    )  # fmt: skip

    assert "Child seen" in heads and "child_seen" not in heads
    assert told_twice.case.code in first and "version" in first
    assert first == again, "the same entries are the same version"
    assert footer() != first, "another entry is another version"
