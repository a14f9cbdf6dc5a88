"""The family and the household: recorded by those who read for the review, drawn for the panel, in code names by default."""

from __future__ import annotations

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.acts.tables import new
from casereview.audit.models import Row as Trail
from casereview.evidence.models import Described, Parentage, Partnership, Residence
from casereview.evidence.tests.conftest import DAY
from casereview.names.models import RegisterPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(gathering):
    """The child whom the review is about (P1), the mother and a man; in the register and not yet drawn."""
    it = gathering()
    for name, outside in (("Ottoline Wrenfield", "Mother"), ("Jasper Thornquist", "Adult 3")):
        new(
            RegisterPerson,
            it.case,
            made_on=DAY,
            group="family",
            name=name,
            public_name=outside,
            relation=outside,
        )
    return it


def test_who_reads_for_the_review_draws_the_family_and_the_panel_sees_it(family, does):
    does(
        family.lead,
        "describe-person",
        to=family.case,
        person="P1",
        sex="male",
        died="yes",
        died_text="March 2013",
    )
    does(family.author, "record-parent", to=family.case, child="P1", parent="P2")
    does(
        family.manager, "record-partners", to=family.case, one="P2", other="P3", to_text="2012", state="ended"
    )
    does(family.lead, "record-home", to=family.case, person="P1", place="Home A", from_text="about 2012")

    seen = ask(family.team, "family-tree", of=family.case)

    assert [(p["name"], p["sex"], p["died"], p["died_when"]) for p in seen["people"]] == [
        ("Child A", "Male", "Yes", "March 2013"),
        ("Mother", "Not said", "Not said", ""),
        ("Adult 3", "Not said", "Not said", ""),
    ]
    assert [(p["parent"], p["child"]) for p in seen["parents"]] == [("Mother", "Child A")]
    assert [(c["one"], c["other"], c["from"], c["to"], c["state"]) for c in seen["couples"]] == [
        ("Mother", "Adult 3", "", "2012", "Ended")
    ]
    assert [(h["person"], h["place"], h["from"], h["to"]) for h in seen["homes"]] == [
        ("Child A", "Home A", "about 2012", "")
    ]
    assert {p["name"] for p in seen["genogram"]["people"]} == {"Mother", "Child A", "Adult 3"}


@pytest.mark.parametrize("who", ["police", "school"])
def test_an_agency_neither_draws_nor_sees_it(family, does, who):
    actor = getattr(family, who)

    with pytest.raises(AccessDenied):
        ask(actor, "family-tree", of=family.case)
    with pytest.raises(AccessDenied):
        does(actor, "record-parent", to=family.case, child="P1", parent="P2")
    assert not Parentage.rows.exists()


def test_the_review_team_sees_the_picture_and_draws_nothing(family, does):
    assert ask(family.team, "family-tree", of=family.case)["people"]
    with pytest.raises(AccessDenied):
        does(family.team, "describe-person", to=family.case, person="P1", sex="male", died="no")
    assert not Described.rows.exists()


def test_real_names_are_shown_only_to_those_who_may_see_the_register_and_only_if_asked_for(
    family, does, signed_in
):
    does(
        family.lead,
        "record-home",
        to=family.case,
        person="P1",
        place="Home A",
        source="Told by Ottoline Wrenfield",
    )
    path = f"/cases/{family.case.code}/chronology/family/"

    lead = signed_in(family.lead)
    code = lead.get(path).content.decode()
    real = lead.get(path + "?names=real").content.decode()
    team = signed_in(family.team).get(path + "?names=real").content.decode()

    assert "Wrenfield" not in code and "Told by Mother" in code
    assert "Ottoline Wrenfield" in real and "Told by Ottoline Wrenfield" in real
    assert "Wrenfield" not in team and "Show real names" not in team


@pytest.mark.parametrize(
    ("act", "said", "why"),
    [
        ("record-parent", {"child": "P1", "parent": "P1"}, "Nobody is their own parent"),
        ("record-parent", {"child": "P2", "parent": "P1"}, "their own ancestor"),
        ("record-parent", {"child": "P1", "parent": "P2"}, "recorded already"),
        ("record-partners", {"one": "P2", "other": "P2", "state": "ended"}, "Nobody is their own partner"),
        (
            "record-partners",
            {"one": "P2", "other": "P3", "to_text": "2012", "state": "together"},
            "had not ended",
        ),
        (
            "record-partners",
            {"one": "P2", "other": "P3", "from_text": "2013", "to_text": "2012", "state": "ended"},
            "end before it began",
        ),
        ("record-home", {"person": "P1", "place": "12 Wicker Lane"}, "reads like an address"),
        ("record-home", {"person": "P1", "place": "XX1 1XX"}, "reads like an address"),
        ("record-home", {"person": "P1", "place": "Thornquist's"}, "name of the register"),
        ("record-home", {"person": "P1", "place": "Home A", "from_text": "some day"}, "No day could be read"),
        ("record-home", {"person": "P1", "place": "Home A", "from_text": "1/1/2031"}, "still to come"),
        (
            "describe-person",
            {"person": "P1", "sex": "male", "died": "no", "died_text": "2013"},
            "not said that they died",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_changes_nothing_and_is_written_down(
    family, does, act, said, why
):
    does(family.lead, "record-parent", to=family.case, child="P1", parent="P2")
    before = [table.rows.count() for table in (Described, Parentage, Partnership, Residence)]

    with pytest.raises(Refused, match=why):
        does(family.lead, act, to=family.case, **said)

    assert [table.rows.count() for table in (Described, Parentage, Partnership, Residence)] == before
    assert Trail.rows.filter(act=act).latest("pk").outcome


def test_somebody_is_described_once_and_then_corrected_with_a_reason(family, does):
    does(family.lead, "describe-person", to=family.case, person="P1", sex="not-known", died="no")
    with pytest.raises(Refused, match="described already, as GD1"):
        does(family.lead, "describe-person", to=family.case, person="P1", sex="male", died="no")
    said = {
        "thing": "described-person:GD1",
        "field": "sex",
        "because": "The birth record says so.",
        "seen": 1,
    }

    with pytest.raises(Refused, match="not one of the answers"):
        does(family.lead, "correct", to=family.case, **said, now="boy")
    does(family.lead, "correct", to=family.case, **said, now="male")

    assert ask(family.lead, "family-tree", of=family.case)["people"][0]["sex"] == "Male"


def test_a_corrected_home_is_held_to_the_same_rules(family, does):
    does(
        family.lead,
        "record-home",
        to=family.case,
        person="P1",
        place="Home A",
        from_text="2012",
        to_text="2013",
    )
    said = {"thing": "residence:GH1", "because": "Typed wrongly.", "seen": 1}

    for field, now, why in (
        ("place", "4 Wicker Lane", "address"),
        ("to_text", "2010", "before it began"),
        ("from_text", "when she was small-ish", "No day could be read"),
    ):
        with pytest.raises(Refused, match=why):
            does(family.lead, "correct", to=family.case, **said, field=field, now=now)
    does(family.lead, "correct", to=family.case, **said, field="to_text", now="still there")

    assert ask(family.lead, "family-tree", of=family.case)["homes"][0]["still"]


def test_what_is_withdrawn_is_no_longer_drawn(family, does):
    does(family.lead, "record-parent", to=family.case, child="P1", parent="P2")
    does(family.author, "withdraw", to=family.case, thing="parentage:GT1", because="It was the aunt.")

    seen = ask(family.lead, "family-tree", of=family.case)

    assert seen["parents"] == [] and seen["genogram"]["unions"] == []
    assert Parentage.rows.get().withdrawn_because == "It was the aunt."


def test_the_page_says_what_is_recorded_and_offers_corrections_to_those_who_draw(family, does, signed_in):
    does(family.lead, "record-home", to=family.case, person="P1", place="Home A", from_text="20/3/13")
    path = f"/cases/{family.case.code}/chronology/family/"

    lead = signed_in(family.lead).get(path).content.decode()
    team = signed_in(family.team).get(path).content.decode()

    assert "20/3/13" in lead and "(20 March 2013)" in lead
    assert "thing=residence:GH1" in lead and "thing=residence:GH1" not in team
    assert lead.count("<h1") == 1 and lead.count('role="img"') == 3
