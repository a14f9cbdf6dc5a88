"""An agency that merges keeps its part of a case: what it wrote goes with it to its successor, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from casereview.evidence.models import ChronologyVersion, Entry
from casereview.evidence.tests.conftest import POLICE, SCHOOL, Gathering, enter, events

pytestmark = pytest.mark.django_db


def test_an_agency_that_merges_keeps_what_it_wrote_and_goes_on_with_it(asked: Gathering, does):
    again = _again(asked, does, into="health")

    assert events(again.police, asked.case) == {POLICE}
    enter(does, asked.case, again.police, "police", "Written since.", "3.5.13")
    assert events(again.police, asked.case) == {POLICE, "Written since."}
    assert Entry.rows.get(event="Written since.").agency.key == "health"
    does(again.police, "submit-chronology", to=asked.case, agency="health")
    assert ChronologyVersion.rows.get().entries == 2
    assert events(asked.school, asked.case) == {SCHOOL}


def test_the_successor_of_an_agency_reads_what_that_agency_wrote(asked: Gathering, does, someone):
    health = someone("agency-lead", agency="health", case=asked.case)
    assert events(health, asked.case) == set()

    _again(asked, does, into="health")

    assert events(_today(health), asked.case) == {POLICE}


def _again(it: Gathering, does: Any, into: str) -> Gathering:
    """The police merge into another agency, and everybody signs in anew."""
    does(it.manager, "merge-agency", to=it.case.board, agency="police", into=into)
    return Gathering(it.case, **{name: _today(who) for name, who in it.everybody.items()})


def _today(who: Any) -> Any:
    from casereview.cases.actors import actor_of_person
    from casereview.people.models import Person

    return actor_of_person(Person.rows.get(pk=min(who.people)), who.today)
