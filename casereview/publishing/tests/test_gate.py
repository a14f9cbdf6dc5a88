"""The gate: each thing that stands in the way refuses by itself and says what clears it; what leaves is whole and nameless."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from casereview.access.policy import Actor
from casereview.acts.ask import ask
from casereview.acts.perform import perform
from casereview.acts.registry import AccessDenied, Done, Refused
from casereview.acts.tables import new
from casereview.cases.models import Case
from casereview.evidence.models import Document
from casereview.files.store import get
from casereview.papers.blocks import WHAT_A_REVIEW_IS
from casereview.people.models import Person
from casereview.publishing.gate import LIST
from casereview.publishing.models import NameCheck, Publication

pytestmark = pytest.mark.django_db
READY, OUT = date(2014, 3, 3), date(2014, 3, 20)
NAME = "Wilhelmina Quillfeather"
PAPERS = ("overview-report", "executive-summary", "learning-brief", "board-response")


@dataclass(frozen=True)
class Gate:
    """A review whose report lead and board have accepted, with one recommendation that has no answer yet."""

    case: Case
    people: dict[str, Actor]

    def does(self, who: str, act: str, /, *, day: date = READY, **said: Any) -> Done:
        """An act on a day by somebody whose today it is."""
        return perform(replace(self.people[who], today=day), act, said, to=self.case, on=day)

    def writes(self, text: str) -> None:
        """The author puts this text into the report, and it is signed again."""
        case = Case.rows.get(pk=self.case.pk)
        seen = ask(self.people["author"], "section", of=case, key="SC4")["version"]
        self.does("author", "save-section", section="SC4", heading="What happened", text=text, seen=seen)

    def answers(self) -> None:
        """The board answers the recommendation."""
        self.does("chair", "respond", recommendation="R1", answer="accepted", reasons="The board agrees.")

    def tells(self, sent: date = READY) -> None:
        """The national body is sent the report."""
        self.does("manager", "record-telling", day=sent, to="The panel", what="The report", national=True)

    def tells_the_family(self) -> None:
        """The mother takes part and is told."""
        self.does("manager", "add-family-member", relation="Mother")
        self.does("manager", "set-family-state", member="FM1", state="taking-part")
        self.does("lead", "record-family-contact", member="FM1", what="told-of-publication", how="At home")

    def signs(self, *but: str) -> None:
        """Every line of the gate list is signed, save some."""
        for line in LIST:
            if line.id not in but:
                who = (
                    "manager"
                    if line.id in ("accessible", "proceedings", "practitioners", "brief")
                    else "signer"
                )
                self.does(who, "sign-gate-line", line=line.id, note="Searched press and courts.")

    def is_ready(self, *but: str) -> None:
        """All is done that publication waits for, save what is named."""
        steps: dict[str, Callable[[], Any]] = {
            "answers": self.answers,
            "national": self.tells,
            "family": self.tells_the_family,
            "lines": self.signs,
            "names": lambda: self.does("manager", "check-names"),
        }
        for name, step in steps.items():
            if name not in but:
                step()

    def publishes(self, day: date = OUT) -> Done:
        """The chair publishes."""
        return self.does("chair", "publish", day=day)

    def stopped_by(self, day: date = OUT) -> str:
        """What the chair is told instead; nothing was published."""
        with pytest.raises(Refused) as refused:
            self.publishes(day)
        assert not Publication.rows.exists()
        assert Case.rows.get(pk=self.case.pk).published_on is None
        shown = ask(
            replace(self.people["chair"], today=day), "publication", of=Case.rows.get(pk=self.case.pk)
        )
        assert str(refused.value.refusal) in [f"{b['because']} {b['cleared_by']}" for b in shown["blocks"]]
        return str(refused.value)


@pytest.fixture
def gate(a_case, someone, does) -> Gate:
    case = a_case("analysing")
    people = {role: someone(role, case=case) for role in ("author", "lead")}
    people |= {role: someone(role, board=case.board) for role in ("manager", "chair")}
    people |= {
        "signer": someone("gate-signer", case=case),
        "owner": someone("action-owner", case=case, agency="health"),
    }
    minutes = {"title": "Minutes", "what": "minutes", "digest": "1" * 64, "file_name": "m.docx", "size": 1}
    new(Document, case, made_on=READY, **minutes)
    author = people["author"]
    does(author, "record-finding", to=case, text="Nobody checked who had seen the child.", documents=["DC1"])
    lesson = {"reach": "across", "agencies": ["health", "school"], "themes": ["A2"], "findings": ["F1"]}
    does(author, "draw-lesson", to=case, text="Each thought that another had seen the child.", **lesson)
    does(author, "recommend", to=case, text="Ask who saw the child.", lessons=["L1"], agency="health")
    named = {"group": "family", "name": NAME, "relation": "Brother", "public_name": "Brother 1"}
    does(people["manager"], "name-in-register", to=case, **named)
    does(author, "start-report", to=case)
    it = Gate(Case.rows.get(pk=case.pk), people)
    it.writes("Child A was seen by four agencies.")
    it.does("author", "freeze-report")
    it.does("lead", "sign-off-as-lead")
    it.does("chair", "sign-off-as-board")
    return Gate(Case.rows.get(pk=case.pk), people)


def test_with_everything_in_place_the_chair_publishes_and_the_page_says_so(gate):
    gate.is_ready()

    gate.publishes()

    case = Case.rows.get(pk=gate.case.pk)
    assert (case.phase, case.published_on) == ("published", OUT)
    assert case.keep_until is not None


@pytest.mark.parametrize(
    "missing, sentence",
    [
        ("answers", "R1 has no response"),
        ("national", "The national body has not been sent the report"),
        ("family", "The family has not been told"),
        ("names", "The name check has not run"),
    ],
)
def test_publishing_is_refused_while_one_thing_is_missing(gate, missing, sentence):
    gate.is_ready(missing)

    assert sentence in gate.stopped_by()


def test_publishing_is_refused_while_a_hold_is_on_and_only_its_lifting_ends_that(gate):
    gate.is_ready()
    gate.does("manager", "record-proceedings", what="criminal-trial")
    gate.does("manager", "place-hold", proceedings="J1", holds="publication", because="The trial is live.")
    assert "There is a hold on" in gate.stopped_by()

    gate.does("manager", "lift-hold", hold="H1", because="The prosecutor, in writing.")
    gate.publishes()


def test_publishing_is_refused_before_the_notice_period_is_over(gate):
    gate.is_ready()

    assert "notice period is not over" in gate.stopped_by(date(2014, 3, 7))


def test_publishing_is_refused_while_a_question_of_the_familys_has_no_answer(gate):
    gate.is_ready()
    gate.does("manager", "add-family-question", member="FM1", text="Why did nobody come?")

    assert "One question of the family's has no answer" in gate.stopped_by()


@pytest.mark.parametrize("line", [line.id for line in LIST if line.waits])
def test_publishing_is_refused_while_one_line_of_the_gate_list_is_not_signed(gate, line):
    gate.is_ready("lines")
    gate.signs(line)

    said = gate.stopped_by()

    assert (
        "The jigsaw line is not signed" in said if line == "jigsaw" else "One line of the gate list" in said
    )


def test_a_report_changed_after_its_signatures_is_refused(gate):
    gate.is_ready()
    gate.writes("Child A was seen by five agencies.")

    assert "The report has changed since it was signed off" in gate.stopped_by()


def test_a_name_check_of_an_older_register_does_not_count(gate):
    gate.is_ready()
    gate.does(
        "manager", "name-in-register", group="other", name="Osbert Fennimore", public_name="Neighbour 1"
    )

    assert "have changed since the name check" in gate.stopped_by()


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_a_name_planted_in_the_report_is_found_in_each_of_its_forms_and_nothing_leaves(gate, form):
    gate.is_ready("names")
    gate.writes(f"On that day {NAME.upper()} was seen.")

    gate.does("manager", "check-names")

    found = NameCheck.rows.get().found
    assert f"overview-report.{form}" in [one["where"] for one in found]
    assert {one["outside"] for one in found} == {"Brother 1"}
    assert NAME.split()[1].casefold() not in str(found).casefold(), "the check itself repeats no name"
    gate.stopped_by()


def test_a_name_in_the_boards_answer_is_found_in_its_papers_and_on_the_public_page(gate):
    gate.is_ready("answers", "names")
    gate.does("chair", "respond", recommendation="R1", answer="accepted", reasons=f"For {NAME}.")

    gate.does("manager", "check-names")

    places = {one["where"] for one in NameCheck.rows.get().found}
    assert places == {"board-response.html", "board-response.docx", "board-response.pdf", "index.html"}
    assert "The name check found a name" in gate.stopped_by()


@pytest.mark.parametrize("who", ["manager", "lead", "author", "signer"])
def test_nobody_but_the_chair_publishes(gate, who):
    gate.is_ready()

    with pytest.raises(AccessDenied):
        gate.does(who, "publish", day=OUT)


def test_a_review_is_published_once(gate):
    gate.is_ready()
    gate.publishes()

    with pytest.raises(Refused, match="was published on"):
        gate.publishes()


def test_the_published_folder_holds_every_paper_in_three_forms_and_says_what_a_review_is_not(gate):
    gate.is_ready()
    gate.publishes()

    with zipfile.ZipFile(io.BytesIO(get(Publication.rows.get().bundle))) as folder:
        files = {name: folder.read(name) for name in folder.namelist()}

    assert {f"{paper}.{form}" for paper in PAPERS for form in ("html", "docx", "pdf")} < set(files)
    assert all(files[f"{paper}.pdf"].startswith(b"%PDF-") for paper in PAPERS)
    assert all(zipfile.is_zipfile(io.BytesIO(files[f"{paper}.docx"])) for paper in PAPERS)
    page = files["index.html"].decode()
    assert WHAT_A_REVIEW_IS in page
    assert "not a public enquiry" in page
    assert "<script" not in page and "http" not in page
    assert not any(NAME.encode() in data for data in files.values())


def test_a_withheld_report_has_its_reasons_and_its_actions_go_on(gate):
    gate.answers()
    gate.does("chair", "withhold", reasons="A living child would be harmed.", told="The panel, 2 March.")
    case = Case.rows.get(pk=gate.case.pk)
    assert (case.phase, case.withheld_on, case.published_on) == ("published", READY, None)
    page = ask(gate.people["chair"], "public-page", of=case)["html"]
    assert "the report is not published" in page and "Ask who saw the child" not in page

    planned(gate)
    gate.does("owner", "report-progress", action="A1", text="Begun.")


def test_a_report_is_not_withheld_without_reasons_or_before_the_board_has_answered(gate):
    with pytest.raises(Refused, match="R1 has no response"):
        gate.does("chair", "withhold", reasons="Harm.", told="The panel.")
    gate.answers()

    with pytest.raises(ValidationError, match="reasons"):
        gate.does("chair", "withhold", reasons=" ", told="The panel.")
    assert Case.rows.get(pk=gate.case.pk).withheld_on is None


def planned(gate: Gate) -> None:
    """An action for the recommendation, and the plan adopted."""
    owner = Person.rows.get(pk__in=gate.people["owner"].people).key
    said = {"recommendation": "R1", "owner": owner, "agency": "health", "due_on": "2014-09-30"}
    gate.does("manager", "plan-action", text="Use the checklist.", will_show="An audit of 40.", **said)
    gate.does("chair", "adopt-plan", agreement="Minute 9")


def test_a_review_closes_only_when_all_is_in_place_or_dropped_by_the_board_with_reasons(gate):
    gate.answers()
    gate.does("chair", "withhold", reasons="A living child would be harmed.", told="The panel.")
    with pytest.raises(Refused, match="has not adopted the action plan"):
        gate.does("chair", "close", agreement="Minute 10")
    planned(gate)
    with pytest.raises(Refused, match="One action is not in place: A1"):
        gate.does("chair", "close", agreement="Minute 10")

    gate.does("chair", "drop-action", action="A1", because="The ward was closed.")
    gate.does("chair", "close", agreement="Minute 10")

    assert Case.rows.get(pk=gate.case.pk).phase == "closed"
