"""``docs/adding-a-framework.md``, step 4: the file is put beside the others, and a case of its nation runs by it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import Refused
from casereview.cases.called import title_of
from casereview.cases.clocks import clocks_of
from casereview.cases.models import Case
from casereview.cases.screened import screening_of
from casereview.law import frameworks
from casereview.law.page import nations
from casereview.law.strict_yaml import BadInput
from casereview.people.block import board_from_block
from casereview.people.views import nations as people_nations
from tests.test_web import browser_of, text_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "adding-a-framework.md").read_text(encoding="utf-8")
KEPT = (frameworks.load, frameworks.every_id, frameworks.every_framework)


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """The folder of frameworks with the page's own file put beside the others."""
    folder = tmp_path / "frameworks"
    shutil.copytree(frameworks.FOLDER, folder)
    [(name, text)] = re.findall(
        r"^`(saltholm[\w.-]+)`:\n\n```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL
    )
    (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(frameworks, "FOLDER", folder)
    for one in KEPT:
        one.cache_clear()
    yield
    for one in KEPT:
        one.cache_clear()


def test_a_case_of_a_new_nation_is_notified_screened_decided_and_led_by_its_own_law(shipped, someone, does):
    board = board_from_block(
        {"name": "Saltholm Island Board", "nation": "saltholm", "agencies": ["Coastguard"]}
    )
    manager, chair = (
        replace(someone(role, board=board), today=date(2022, 2, 1)) for role in ("manager", "chair")
    )
    told = date(2021, 12, 24)

    done = does(
        manager,
        "notify",
        to=board,
        on=told,
        what_happened="A child fell from the ferry.",
        children=[{"initials": "EF"}],
    )
    case = Case.rows.get(pk=done.made.pk)
    assert case.framework == "saltholm-lr-2020"

    answers = [{"fact": fact, "value": "yes"} for fact in ("child", "at_sea", "died")]
    does(manager, "record-facts", to=case, on=told, answers=answers)
    assert screening_of(case).outcome == "must"
    [clock] = [each for each in clocks_of(case) if not each.local]
    assert (clock.clock, clock.due) == ("decision", date(2022, 1, 13))

    client = browser_of(manager)
    text = text_of(client.get(f"/cases/{case.code}/screening/"))
    assert "A learning review must be held" in text and "Island Children Ordinance" in text
    assert "Did it happen at sea, on a vessel of the island?" in text_of(
        client.get(f"/cases/{case.code}/screening/C1/facts/")
    )

    with pytest.raises(Refused, match="late"):
        does(
            chair,
            "decide",
            to=case,
            on=date(2022, 1, 14),
            outcome="review",
            reasons="There is much to learn.",
        )
    does(chair, "decide", to=case, on=date(2022, 1, 13), outcome="review", reasons="There is much to learn.")
    case = Case.rows.get(pk=case.pk)
    assert case.phase == "decided"

    # Article 10: the author is never the chair.
    with pytest.raises(Refused, match="never the chair"):
        does(manager, "appoint", to=case, on=date(2022, 1, 14), person=chair_key(chair), role="author")
    assert (title_of(case, "lead"), title_of(case, "author")) == ("Lead reviewer", "Report author")
    letter = ask(manager, "papers", of=case, paper="decision-letter")["paper"]
    assert "learning review" in str(letter.blocks)


def test_a_new_nation_is_offered_wherever_a_nation_is_asked_for(shipped, someone):
    assert nations()["saltholm"] == "Saltholm"
    assert ("saltholm", "Saltholm: learning review") in [
        (nation, words[:25]) for nation, words in people_nations()
    ]
    assert "Saltholm" in text_of(browser_of(someone("manager")).get("/law/"))
    with pytest.raises(BadInput, match="There is no law for 'atlantis'; there is for england, wales"):
        board_from_block({"name": "Atlantis Board", "nation": "atlantis"})


def chair_key(chair) -> str:
    from casereview.people.models import Person

    return Person.rows.get(account_id=chair.id).key
