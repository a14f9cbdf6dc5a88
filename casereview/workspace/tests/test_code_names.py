"""The names switch holds in every view of what agencies wrote: search, extracts under findings, files on their way in, lists to choose from.

Code names unless somebody who may see the register asks for real ones; an agency reads its own words as it typed them.
"""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from casereview.acts.ask import ask
from casereview.acts.references import REFERABLE
from casereview.acts.tables import new
from casereview.evidence.held import send
from casereview.evidence.tests.conftest import (  # noqa: F401  # two of them fixtures
    DAY,
    asked,
    enter,
    gathering,
)
from casereview.evidence.tests.conftest import sent as file_of
from casereview.names.models import RegisterPerson
from casereview.workspace.search import EACH, found

pytestmark = pytest.mark.django_db

TOLD = "Officers spoke to Ottoline Wrenfield about bruising."
NAME = "Wrenfield"


@pytest.fixture
def named(asked, does):  # noqa: F811  # the fixture of the same name
    """The police's entry names the mother; both agencies have submitted."""
    enter(does, asked.case, asked.police, "police", TOLD, "14/3/13")
    new(
        RegisterPerson,
        asked.case,
        made_on=DAY,
        group="family",
        name="Ottoline Wrenfield",
        public_name="Mother",
    )
    does(asked.police, "submit-chronology", to=asked.case, agency="police")
    text = "Ottoline Wrenfield was not asked.\n\nNobody wrote to Mrs Wrenfield."
    does(
        asked.police,
        "submit-report",
        to=asked.case,
        agency="police",
        text=text,
        signed_by="The head of service",
    )
    return asked


@pytest.mark.parametrize("words", ["bruising", "Wrenfield"])
def test_a_search_finds_by_the_words_as_typed_and_shows_code_names(named, words):
    (one,) = [r for r in found(named.lead, words)[0] if r["kind"].startswith("Chronology")]

    assert one["text"] == "Officers spoke to Mother about bruising."


def test_who_reads_code_names_alone_finds_nothing_by_a_real_name(named):
    def finds(words: str) -> list[str]:
        return [r["text"] for r in found(named.author, words)[0]]

    assert (finds("Wrenfield"), finds("spoke ottoline"), finds("officers wrenfield")) == ([], [], [])
    assert finds("bruising") == ["Officers spoke to Mother about bruising."]


def test_what_is_not_found_by_a_name_does_not_hide_what_is_found_behind_it(named, does):
    for number in range(EACH + 5):
        enter(does, named.case, named.police, "police", f"Wren was called, {number}.")
    does(named.police, "submit-chronology", to=named.case, agency="police")
    RegisterPerson.rows.filter(case=named.case, public_name="Mother").update(other_names=["Wren"])

    assert [r["text"] for r in found(named.author, "wren")[0]] == []
    assert len(found(named.author, "called")[0]) == EACH and found(named.author, "called")[1]


def test_an_agency_finds_its_own_words_as_it_typed_them(named):
    (one,) = [r for r in found(named.police, "bruising")[0] if r["kind"].startswith("Chronology")]

    assert one["text"] == TOLD


def test_an_extract_cut_out_of_a_long_text_never_holds_half_a_name(named, does):
    long = "Nothing of note. " * 20 + "Ottoline Wrenfield was seen with a scald. " + "All was quiet. " * 20
    does(named.lead, "add-entry", to=named.case, agency="police", date_text="1/4/13", event=long, source="Log",
         on_behalf_of="Police", came_by="mail")  # fmt: skip

    (one,) = [r for r in found(named.lead, "scald")[0] if r["kind"].startswith("Chronology")]

    assert "ttoline" not in one["text"] and "renfield" not in one["text"] and "Mother" in one["text"]


def test_what_a_finding_rests_on_is_read_in_code_names(named, does, signed_in):
    does(
        named.author,
        "record-finding",
        to=named.case,
        text="Nobody asked the mother.",
        why="It was not asked for.",
        entries=["E3"],
        paragraphs=["AR1.1"],
    )

    page = signed_in(named.author).get(f"/cases/{named.case.code}/learning/").content.decode()

    assert NAME not in page
    assert "Officers spoke to Mother about bruising." in page and "Mother was not asked." in page


def test_lists_to_choose_from_are_read_in_code_names(named):
    for kind in ("entry", "paragraph"):
        labels = " ".join(one.label for one in REFERABLE[kind].choices(named.case, named.author))
        assert NAME not in labels and "Mother" in labels


def test_a_submitted_report_is_read_in_code_names_until_somebody_who_may_asks_for_real_ones(named, signed_in):
    path = f"/cases/{named.case.code}/evidence/AR1/"
    lead = signed_in(named.lead)

    code, real = lead.get(path).content.decode(), lead.get(path + "?names=real").content.decode()
    author = signed_in(named.author).get(path + "?names=real").content.decode()
    own = signed_in(named.police).get(path).content.decode()

    assert NAME not in code and "Mother was not asked." in code
    assert "Ottoline Wrenfield was not asked." in real
    assert NAME not in author, "an author does not see the register"
    assert "Ottoline Wrenfield was not asked." in own


def test_a_file_on_its_way_in_is_looked_at_in_code_names_by_the_board_and_as_typed_by_its_agency(
    named, signed_in
):
    sent = (
        b"Date,What happened,Source\n12/3/13,Spoke to Ottoline Wrenfield,Log\nsome day,Mrs Wrenfield rang,\n"
    )
    for who in (named.manager, named.police):
        send(who, named.case, [ContentFile(sent, name="police.csv")])
    path = f"/cases/{named.case.code}/chronology/import/1/"
    manager = signed_in(named.manager)

    code, real = manager.get(path).content.decode(), manager.get(path + "?names=real").content.decode()
    own = signed_in(named.police).get(path).content.decode()

    assert NAME not in code and "Spoke to Mother" in code
    assert "Spoke to Ottoline Wrenfield" in real
    assert "Spoke to Ottoline Wrenfield" in own and "Show code names" not in own


def test_what_is_recorded_of_a_file_is_what_was_typed_whatever_the_switch_said(named, does):
    sent = b"Date,What happened,Source\n12/3/13,Spoke to Ottoline Wrenfield,Log\n"
    does(
        named.police,
        "import-chronology",
        to=named.case,
        agency="police",
        file=file_of(named.police, "p.csv", sent),
    )

    newest = max(ask(named.police, "chronology", of=named.case)["entries"], key=lambda e: int(e["key"][1:]))
    assert newest["event"] == "Spoke to Ottoline Wrenfield"
