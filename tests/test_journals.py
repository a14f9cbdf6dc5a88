"""Every journal of the demo on a fresh store, through the same guards as every page: how far it comes, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.access.roles import PHASES
from casereview.actions.queries import counts_of
from casereview.audit.models import Row
from casereview.cases.clocks import about, clocks_of
from casereview.cases.models import Case
from casereview.cli.journal import Journal
from casereview.evidence.models import Entry
from casereview.law.strict_yaml import read
from casereview.learning.models import Recommendation

JOURNALS = Path(__file__).resolve().parent.parent / "journals"
INVENTED = {
    "02-notified": ("notified", 2, 0),
    "03-screening": ("screening", 3, 0),
    "04-late-decision": ("decided", 6, 0),
    "05-commissioned": ("commissioned", 31, 0),
    "06-gathering": ("gathering", 48, 0),
    "07-analysing": ("analysing", 71, 0),
    "08-reporting": ("reporting", 72, 0),
    "09-held-by-a-trial": ("responding", 98, 1),
    "10-withheld": ("published", 79, 0),
    "11-monitoring": ("monitoring", 116, 0),
    "12-death-in-custody": ("closed", 95, 0),
    "13-reopened": ("decided", 11, 0),
    "14-published": ("published", 104, 0),
    "walkthrough": ("closed", 517, 39),
}
"""Each invented journal: the phase it comes to, the acts done, the acts that are refused as the journal expects."""
PUBLISHED = {
    "birmingham-case-14-2010": 53,
    "birmingham-keanu-williams-2013": 45,
    "blackpool-child-br-2014": 39,
    "bradford-hamzah-khan-2013": 39,
    "coventry-daniel-pelka-2013": 45,
    "cumbria-child-l-2016": 41,
    "cumbria-child-n-2016": 41,
    "east-sussex-child-g-2013": 49,
    "norfolk-family-u-2018": 52,
    "north-somerset-first-school-2012": 45,
    "oxfordshire-baby-l-2016": 35,
    "wiltshire-family-m-2018": 47,
}
"""Each published review: the acts done. All of them come to *published*."""
REFUSED = {
    "somebody whose act it is not": "This act is not theirs to do here",
    "the wrong phase": "belongs to a review that is screening",
    "a day before the notification": "before the board was notified",
    "an agency that is not of this board": "names an agency that is not here",
    "an impossible order of days": "became aware before it happened",
    "a departure without its reason": "Say why you depart from it",
    "on nobody's behalf": "Say on whose behalf you enter it",
    "a decision that took effect": "This decision has taken effect",
    "independence, by law": "(WT2013 ch4)",
    "independence, by the board's own rule": "This is the board's local rule, not the law",
    "lead and author one person": "the terms keep lead and author apart",
    "not accepted": "They have not accepted",
    "a hold": "There is a hold on interviews",
    "something rests on it": "rests on it",
    "a stale page": "Somebody has changed this since you saw it",
    "another's draft": "Somebody has saved this section since you opened it",
    "sign-off out of turn": "The lead signs first",
    "no response": "have no response",
    "no name check": "The name check has not run",
    "the jigsaw line": "The jigsaw line is not signed",
    "the gate list": "lines of the gate list are not signed",
    "the national body": "The national body has not been sent the report",
    "the notice period": "its notice period is not over",
    "no proof": "There is no proof yet",
    "actions not in place": "actions are not in place",
    "one's own agency's action": "Nobody verifies their own agency's action",
}
"""The kinds of refusal that the walkthrough meets, each by words of its sentence."""

pytestmark = pytest.mark.django_db


def replayed(folder, name):
    outcome = Journal(JOURNALS / folder / f"{name}.yaml").replay()
    assert outcome.stopped is None, outcome.stopped
    return outcome, Case.rows.get(code=outcome.cases[0])


def test_no_journal_is_left_out():
    for folder, known in (("invented", INVENTED), ("published", PUBLISHED)):
        assert {path.stem for path in (JOURNALS / folder).glob("*.yaml")} == set(known)


def test_the_demo_has_a_review_in_every_phase():
    assert {phase for phase, _, _ in INVENTED.values()} == {str(phase) for phase in PHASES}


@pytest.mark.parametrize("name", sorted(set(INVENTED) - {"walkthrough"}))
def test_an_invented_review_comes_as_far_as_its_journal_says(name):
    outcome, case = replayed("invented", name)

    assert (case.phase, outcome.acts_done, len(outcome.refused)) == INVENTED[name]


def test_the_walkthrough_goes_all_the_way_and_meets_every_kind_of_refusal():
    outcome, case = replayed("invented", "walkthrough")

    assert (case.phase, outcome.acts_done, len(outcome.refused)) == INVENTED["walkthrough"]
    whys = [one["why"] for one in outcome.refused]
    assert [kind for kind, words in REFUSED.items() if not any(words in why for why in whys)] == []
    assert Entry.rows.filter(case=case).values("agency").distinct().count() == 12
    assert Entry.rows.filter(case=case, withdrawn_on=None).count() >= 400
    assert Recommendation.rows.filter(case=case).count() == 30
    counts = counts_of(case)
    assert counts["total"] - counts["in_place"] == 1, "one was dropped by the board, the others are in place"
    assert Row.rows.filter(outcome="refused").count() == len(outcome.refused), "refusals are on the trail too"


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_review_replays_as_far_as_its_record_and_is_never_called_late(name):
    outcome, case = replayed("published", name)

    assert (case.phase, outcome.acts_done, outcome.refused) == ("published", PUBLISHED[name], [])
    vague = [clock.clock for clock in clocks_of(case) if clock.due and about(clock, case)]
    assert vague, "a day was not published, so a clock says about"


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_journal_names_its_sources_and_invents_nothing(name):
    path = JOURNALS / "published" / f"{name}.yaml"
    header = "".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    acts = read(path).data["acts"]

    assert "http" in header and "Sources:" in header
    assert all(
        one.get("approximate") == "true" or one["act"] in ("publish", "end-proceedings", "respond")
        for one in acts
    ), "a day that was not published is marked"
    assert next(one for one in acts if one["act"] == "decide")["with"]["reasons"] == "Not published."
    assert all(
        not child.get("name") for one in acts if one["act"] == "notify" for child in one["with"]["children"]
    )
