"""The analysis is opened when every agency that was asked has submitted, or the lead says why not."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.registry import AccessDenied, Refused
from casereview.acts.tables import new
from casereview.audit.models import Row
from casereview.cases.models import Case
from casereview.evidence.models import AgencyReport, Asked, ChronologyVersion
from casereview.learning.models import Analysis
from casereview.people.models import Agency

pytestmark = pytest.mark.django_db
DAY = date(2014, 2, 26)


@pytest.fixture
def asked(a_case):
    """Police and school were asked for both; the police submitted both, the school its chronology alone."""
    case = a_case("gathering")
    police, school = (Agency.rows.get(board=case.board, key=key) for key in ("police", "school"))
    for one in (police, school):
        new(Asked, case, made_on=DAY, agency=one, due_on=DAY)
        new(ChronologyVersion, case, made_on=DAY, agency=one, entries=3, digest="0" * 64)
    new(AgencyReport, case, made_on=DAY, agency=police, digest="0" * 64)
    return case


def test_a_missing_submission_is_named_and_nothing_moves(does, someone, asked):
    with pytest.raises(
        Refused, match=r"Not yet submitted: Larkrise School\. Wait, or say why you do not\."
    ) as refused:
        does(someone("lead", case=asked), "open-analysis", to=asked)

    assert refused.value.refusal.field == "without_because"
    assert (Case.rows.get(pk=asked.pk).phase, Analysis.rows.count()) == ("gathering", 0)
    assert list(Row.rows.filter(act="open-analysis").values_list("outcome", flat=True)) == ["refused"]


def test_what_was_sent_back_is_not_in(does, someone, asked):
    new(
        AgencyReport,
        asked,
        made_on=DAY,
        agency=Agency.rows.get(key="school"),
        digest="1" * 64,
        state="sent-back",
    )

    with pytest.raises(Refused, match="Not yet submitted: Larkrise School"):
        does(someone("lead", case=asked), "open-analysis", to=asked)


def test_the_lead_goes_on_with_the_reason_which_is_kept(does, someone, asked):
    does(someone("lead", case=asked), "open-analysis", to=asked, without_because="The school has closed.")

    opened = Analysis.rows.get(case=asked)
    assert (opened.without, opened.because) == (["school"], "The school has closed.")
    assert Case.rows.get(pk=asked.pk).phase == "analysing"


def test_when_all_is_in_no_reason_is_asked_and_none_is_kept(does, someone, asked):
    new(AgencyReport, asked, made_on=DAY, agency=Agency.rows.get(key="school"), digest="1" * 64)

    does(someone("lead", case=asked), "open-analysis", to=asked, without_because="Not needed.")

    opened = Analysis.rows.get(case=asked)
    assert (opened.without, opened.because) == ([], "")


@pytest.mark.parametrize("role", ["manager", "chair", "author"])
def test_only_the_lead_opens_it(does, someone, asked, role):
    who = someone(role, case=asked) if role == "author" else someone(role)

    with pytest.raises(AccessDenied):
        does(who, "open-analysis", to=asked, without_because="The school has closed.")

    assert Case.rows.get(pk=asked.pk).phase == "gathering"


def test_it_is_opened_once_and_not_before_the_agencies_are_asked(does, someone, a_case):
    case = a_case("commissioned")

    with pytest.raises(Refused, match="belongs to a review that is gathering"):
        does(someone("lead", case=case), "open-analysis", to=case)
