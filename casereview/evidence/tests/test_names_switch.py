"""Code names until somebody who may see the register asks for real ones: in every view, picture and file of the chronology."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.acts.tables import new
from casereview.cases.models import Child
from casereview.evidence.tests.conftest import Gathering, enter, sent, submits
from casereview.names.models import RegisterPerson

pytestmark = pytest.mark.django_db


def named(it: Gathering) -> None:
    new(
        RegisterPerson, it.case, made_on=date(2014, 3, 3), group="family", name="Ada Vexley",
        public_name="Child A", initials="AV",
    )  # fmt: skip


def test_names_are_codes_until_somebody_who_may_see_the_register_asks_for_them(asked: Gathering, does):
    named(asked)
    enter(does, asked.case, asked.police, "police", "Ada Vexley’s mother rang. AV asleep.", "14.03.13")
    submits(does, asked, "police")

    def told(who: Any, **more: str) -> str:
        return " ".join(e["event"] for e in ask(who, "chronology", of=asked.case, **more)["entries"])

    assert "Child A’s mother rang" in told(asked.lead) and "Vexley" not in told(asked.lead)
    assert "Ada Vexley’s mother" in told(asked.lead, names="real")
    assert "Vexley" not in told(asked.author, names="real"), "the author does not see the register"
    assert "Ada Vexley’s" in told(asked.police), "an agency reads its own words as it typed them"
    flagged = [m for e in ask(asked.lead, "chronology", of=asked.case)["entries"] for m in e["maybe"]]
    assert flagged == [{"found": "AV", "public_name": "Child A", "why": "initials"}]


@pytest.mark.parametrize("name", ["chronology-file", "entry"])
def test_the_switch_holds_for_the_file_and_for_one_entry(asked: Gathering, does, name):
    named(asked)
    enter(does, asked.case, asked.police, "police", "Saw ADA VEXLEY.", "14.03.13")
    submits(does, asked, "police")
    key = {"key": "E3"} if name == "entry" else {}

    assert "VEXLEY" not in json.dumps(ask(asked.lead, name, of=asked.case, **key), default=str)
    assert "VEXLEY" in json.dumps(ask(asked.lead, name, of=asked.case, names="real", **key), default=str)


def test_a_date_as_it_was_typed_is_in_code_names_and_a_month_is_nobody(asked: Gathering, does):
    named(asked)
    new(
        RegisterPerson, asked.case, made_on=date(2014, 3, 3), group="family", name="June Vexley",
        public_name="Grandmother", other_names=["May"],
    )  # fmt: skip
    for when in ("Ada Vexley’s birthday", "early June 2013", "mid-May", "12 may 2013"):
        enter(does, asked.case, asked.police, "police", "Rang.", when)
    submits(does, asked, "police")

    def typed(**more: str) -> list[str]:
        lines = ask(asked.lead, "chronology-file", of=asked.case, **more)["entries"]
        return sorted(line["date_text"] for line in lines if line["event"] == "Rang.")

    assert typed() == ["12 may 2013", "Child A’s birthday", "early June 2013", "mid-May"]
    assert "Ada Vexley’s birthday" in typed(names="real")


def test_the_file_that_is_taken_away_calls_no_agencys_file_by_a_real_name(asked: Gathering, does):
    named(asked)
    data = b"Date,Event,Source,Ada Vexley said\n12/3/2013,Rang.,Log,No.\n"
    file = sent(asked.police, "Ada Vexley chronology.csv", data)
    does(asked.police, "import-chronology", to=asked.case, agency="police", file=file)
    submits(does, asked, "police")

    def files(**more: str) -> set[str]:
        return {
            e["source_file"] for e in ask(asked.lead, "chronology-file", of=asked.case, **more)["entries"]
        }

    assert files() == {"", "Child A chronology.csv"}
    further = [e["other"] for e in ask(asked.lead, "chronology-file", of=asked.case)["entries"] if e["other"]]
    assert further == [{"Child A said": "No."}], "nor a column of it"
    assert files(names="real") == {"", "Ada Vexley chronology.csv"}


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf", "csv", "json"])
def test_a_file_in_real_names_is_called_so_and_nobody_named_in_it(asked: Gathering, does, signed_in, ending):
    named(asked)
    client = signed_in(asked.lead)
    address = f"/cases/{asked.case.code}/chronology/chronology.{ending}"

    called = [client.get(address, chosen)["Content-Disposition"] for chosen in ({}, {"names": "real"})]

    code = asked.case.code.lower()
    assert called == [
        f'attachment; filename="{code}-chronology.{ending}"',
        f'attachment; filename="{code}-chronology-real-names.{ending}"',
    ]


def test_the_picture_speaks_in_the_names_of_the_page(asked: Gathering, does):
    named(asked)
    person = RegisterPerson.rows.get(case=asked.case, name="Ada Vexley")
    RegisterPerson.rows.filter(pk=person.pk).update(date_of_birth=date(2010, 12, 20))
    Child.rows.filter(case=asked.case).update(person=person)
    does(
        asked.lead, "add-episode", to=asked.case, title="Ada Vexley’s winter", first_on="2013-03-01",
        last_on="2013-03-31",
    )  # fmt: skip
    enter(does, asked.case, asked.police, "police", "Rang.", "14.03.13")
    submits(does, asked, "police")

    def told(**more: str) -> tuple[set[str], set[str]]:
        pictures = ask(asked.lead, "chronology", of=asked.case, **more)["pictures"]
        assert len(pictures) == 2
        ages = {axis["name"] for one in pictures for axis in one["ages"]}
        return {k["title"] for one in pictures for k in one["episodes"]}, ages

    assert told() == ({"Child A’s winter"}, {"Child A"})
    assert told(names="real") == ({"Ada Vexley’s winter"}, {"Ada Vexley"})


def test_silences_are_the_same_in_both_names_and_stand_on_entries_in_the_names_of_the_page(
    asked: Gathering, does
):
    named(asked)
    for when in ("14.03.13", "14.09.13"):
        enter(does, asked.case, asked.police, "police", "Ada Vexley seen.", when)
    submits(does, asked, "police")

    def told(who: Any, **more: str) -> tuple[list[str], list[str]]:
        lines = ask(who, "silences", of=asked.case, **more)["silences"]
        return [line["key"] for line in lines], [row["event"] for line in lines for row in line["rows"]]

    code, real = told(asked.lead), told(asked.lead, names="real")
    assert code[0] == real[0] != []
    assert set(code[1]) == {"Child A seen."} and set(real[1]) == {"Ada Vexley seen."}
    assert told(asked.author, names="real") == told(asked.author), "the author does not see the register"
