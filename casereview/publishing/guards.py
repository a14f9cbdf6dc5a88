"""What stands in the way of publishing and of closing, each as a sentence with the act that clears it."""

from __future__ import annotations

from datetime import date, timedelta

from casereview.actions.models import Action
from casereview.actions.standing import answers
from casereview.acts.registry import Guard, Refusal
from casereview.cases.called import called
from casereview.cases.models import Case, Telling
from casereview.law.clocks import count
from casereview.law.frameworks import load
from casereview.learning.models import Recommendation
from casereview.papers.blocks import day
from casereview.publishing.gate import LINES, NEEDED
from casereview.publishing.made import checked_against, text_of_report
from casereview.publishing.models import GateLine, NameCheck
from casereview.reporting.acts import current_version, signatures
from casereview.reporting.models import ReportVersion
from casereview.reviews.guards import family_questions_open, family_told, no_hold

FURTHEST = 60
"""So many days ahead the earliest day of publication is looked for; no notice period is as long."""


def many(number: int, one: str, more: str) -> str:
    """ "One line" or "3 lines", at the beginning of a sentence."""
    return f"One {one}" if number == 1 else f"{number} {more}"


def not_published_yet(case: Case, on: date) -> Refusal | None:
    """A review is published once. What was withheld may be published later, when the reasons are gone."""
    if case.published_on is None:
        return None
    return Refusal(
        f"The review was published on {day(case.published_on)}.",
        "There is nothing to do. A publication that was wrong is withdrawn first.",
        clears="withdraw",
    )


def signed_off(case: Case, on: date) -> Refusal | None:
    """What is published was signed by lead and board, and has not changed since."""
    version = current_version(case)
    if version is None:
        frozen = ReportVersion.rows.filter(case=case, what_for="sign-off", withdrawn_on=None).exists()
        return Refusal(
            "The report has changed since it was signed off."
            if frozen
            else "The report is not frozen for sign-off.",
            "Freeze it and have it signed by lead and board.",
            clears="freeze-report",
        )
    have = signatures(version)
    if "lead" not in have:
        return Refusal(
            "The lead has not signed this version of the report.",
            "The lead signs it.",
            clears="sign-off-as-lead",
        )
    if "board" not in have:
        return Refusal(
            "The board has not accepted this version of the report.",
            "The board accepts it after the lead has signed.",
            clears="sign-off-as-board",
        )
    return None


def every_recommendation_answered(case: Case, on: date) -> Refusal | None:
    """No publication while a recommendation has no response."""
    stands = answers(case)
    rows = Recommendation.rows.filter(case=case, withdrawn_on=None).order_by("number")
    bare = [r.key for r in rows if r.pk not in stands]
    if not bare:
        return None
    if len(bare) == 1:
        words = f"Recommendation {bare[0]} has no response."
    else:
        words = f"{len(bare)} recommendations have no response: {', '.join(bare[:8])}{' …' if len(bare) > 8 else ''}."
    return Refusal(
        words,
        "A response with reasons: accepted, in part or not accepted.",
        clears="respond",
    )


def names_checked(case: Case, on: date) -> Refusal | None:
    """No publication while the name check finds a name, has not run, or is older than the report."""
    latest = NameCheck.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    if latest is None:
        return Refusal(
            "The name check has not run.", "Run it: it takes about a minute.", clears="check-names"
        )
    if latest.digest != checked_against(case):
        return Refusal(
            "The report, the board's answers or the register have changed since the name check.",
            "Run it again.",
            clears="check-names",
        )
    if not latest.is_clean:
        places = many(len(latest.found), "place", "places")
        return Refusal(
            f"The name check found a name of the register in {places[0].lower()}{places[1:]}.",
            "Take each out or put the name used outside in its place, then run it again.",
            clears="check-names",
        )
    return None


def lines_signed(case: Case) -> dict[str, GateLine]:
    """The gate lines that stand: signed, and of this very text where the line judges the text."""
    rows = list(
        GateLine.rows.filter(case=case, withdrawn_on=None).select_related("person").order_by("number")
    )
    now = text_of_report(case) if any(LINES[row.line].of_text for row in rows) else ""
    return {row.line: row for row in rows if not LINES[row.line].of_text or row.digest == now}


def jigsaw_signed(case: Case, on: date) -> Refusal | None:
    """Somebody has judged whether the child can be put together from pieces. No machine sees that."""
    if "jigsaw" in lines_signed(case):
        return None
    before = GateLine.rows.filter(case=case, line="jigsaw", withdrawn_on=None).exists()
    return Refusal(
        "The report has changed since the jigsaw line was signed."
        if before
        else "The jigsaw line is not signed.",
        "Somebody searches what is public, judges whether anybody can be put together from it, and signs.",
        clears="sign-gate-line",
    )


def gate_signed(case: Case, on: date) -> Refusal | None:
    """Every line of the gate list that publication waits for has its signature."""
    have = lines_signed(case)
    missing = [LINES[line].words for line in NEEDED if line not in have]
    if not missing:
        return None
    verb = "is" if len(missing) == 1 else "are"
    return Refusal(
        f"{many(len(missing), 'line', 'lines')} of the gate list {verb} not signed: {'; '.join(missing)}.",
        "Each is signed by a person, with the day.",
        clears="sign-gate-line",
    )


def notice_due(case: Case, published: date) -> date | None:
    """The last day on which the national body must have its copy for publication on a day; None where nobody need have one."""
    clocks = {c.clock: c.due for c in count(load(case.framework), {"published": published})}
    return clocks.get("before-publication")


def told_national_body(case: Case) -> date | None:
    """The day on which the national body was first sent the report, since the board accepted it.

    ``record-telling`` marks where the body told is the national one; an earlier telling to the same body counts from its
    own day.
    """
    if case.completed_on is None:
        return None
    since = list(Telling.rows.filter(case=case, withdrawn_on=None, sent_on__gte=case.completed_on))
    bodies = {row.to.strip().casefold() for row in since if row.matter == "national"}
    return min((row.sent_on for row in since if row.to.strip().casefold() in bodies), default=None)


def earliest_day(case: Case, told: date) -> date | None:
    """The first day on which the notice period is over."""
    days = (told + timedelta(days=ahead) for ahead in range(FURTHEST))
    return next((d for d in days if (due := notice_due(case, d)) is None or due >= told), None)


def notice_given(case: Case, on: date) -> Refusal | None:
    """The national body has had its copy for as long as the framework says, counted back from the day."""
    due = notice_due(case, on)
    if due is None:
        return None
    told = told_national_body(case)
    if told is None:
        return Refusal(
            "The national body has not been sent the report.",
            f"Send it, and record on which day. To publish on {day(on)} it must have it by {day(due)}.",
            clears="record-telling",
        )
    if told > due:
        first = earliest_day(case, told)
        return Refusal(
            f"The national body was sent the report on {day(told)}, and its notice period is not over.",
            f"Publish on {day(first)} or later." if first else "Publish later.",
        )
    return None


def family_knows(case: Case, on: date) -> Refusal | None:
    """The family knows of the publication, or it is on record why they cannot."""
    if family_told(case):
        return None
    return Refusal(
        "The family has not been told of the publication.",
        "Tell each of them, or record who declined, was not reached or could not safely be asked.",
        clears="record-family-contact",
    )


def family_answered(case: Case, on: date) -> Refusal | None:
    """Each of the family's questions carries an answer in plain words."""
    waiting = family_questions_open(case)
    if not waiting:
        return None
    verb = "has" if waiting == 1 else "have"
    return Refusal(
        f"{many(waiting, 'question', 'questions')} of the family's {verb} no answer.",
        "Answer each in plain words.",
        clears="answer-family-question",
    )


PUBLISH: tuple[tuple[Guard, str], ...] = (
    (not_published_yet, "It is not published already"),
    (no_hold("publication"), "No hold is on publication"),
    (signed_off, "Lead and board have signed the report as it reads now"),
    (every_recommendation_answered, "Every recommendation has the board's answer"),
    (names_checked, "The name check found no name"),
    (jigsaw_signed, "The jigsaw line is signed"),
    (gate_signed, "Every other line of the gate list is signed"),
    (notice_given, "The national body's notice period is over, or it has none"),
    (family_knows, "The family has been told, or it is on record why not"),
    (family_answered, "Every question of the family's has its answer"),
)
"""Every guard of publishing, with what is so when it lets pass."""


def every_action_done(case: Case, on: date) -> Refusal | None:
    """No closing while one action is not verified in place, or dropped by the board with reasons."""
    open_ = Action.rows.filter(case=case, verified_on=None, dropped_on=None, withdrawn_on=None).order_by(
        "number"
    )
    keys = [row.key for row in open_]
    if not keys:
        return None
    verb = "is" if len(keys) == 1 else "are"
    return Refusal(
        f"{many(len(keys), 'action', 'actions')} {verb} not in place: {', '.join(keys[:8])}{' …' if len(keys) > 8 else ''}.",
        "The group verifies each from its proof, or the board drops it with reasons.",
        clears="drop-action",
    )


def plan_adopted(case: Case, on: date) -> Refusal | None:
    """A review with recommendations is closed from its adopted plan; one without closes by the board's act alone."""
    if case.phase != "published" or not Recommendation.rows.filter(case=case, withdrawn_on=None).exists():
        return None
    return Refusal(
        f"The board has not adopted the {called(case, 'plan')}.",
        "It adopts the plan; the review closes when all of it is in place.",
        clears="adopt-plan",
    )


def keep_until(case: Case, published: date) -> date | None:
    """Until when the report stays on show, by the framework's own clock."""
    clocks = {c.clock: c.due for c in count(load(case.framework), {"published": published})}
    return clocks.get("on-website")
