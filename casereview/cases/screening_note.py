"""The screening note: two pages from the record, for whoever decides to sign. No name of the family stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from casereview.access.roles import Role
from casereview.cases.clocks import decision_due
from casereview.cases.models import Case, Fact
from casereview.cases.papers import paper
from casereview.cases.screening_room import capital, case_headline, framework_line, screened_children
from casereview.law.frameworks import load
from casereview.papers.blocks import Block, Bullets, Heading, KeyValues, Note, Paper, Paragraph, Table, day

RESULTS = {"met": "Met", "not-met": "Not met", "not-known": "Cannot be said yet"}
UNREAD = " (not yet checked against the source)"


def source(line: dict[str, Any]) -> str:
    """A citation, and that its source was not read where it was not."""
    return f"{line['cite']}{'' if line['checked'] else UNREAD}"


@paper("screening-note", title="Screening note", by=(Role.MANAGER, Role.CHAIR, Role.LEAD))
def screening_note(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The screening as it stands, with its reasons and sources, for whoever decides to sign."""
    answer, children = screened_children(of)
    governs, due = framework_line(of), decision_due(of)
    blocks: list[Block] = [
        Note(f"{case_headline(of, answer.outcome)}.", "What the criteria say"),
        KeyValues(
            (
                ("Notified", day(of.notified_on)),
                ("Decision due", day(due) if due else "no day is set"),
                ("Framework", _why(governs)),
                ("Decides", governs["decides"]),
            )
        ),
    ]
    for number, child in enumerate(children, 1):
        blocks += _of(child, f"{'Adult' if child['adult'] else 'Child'} {number}", alone=len(children) == 1)
    blocks += _beside(children) + _to_sign(load(of.framework).decides.signatures)
    return Paper(
        title="Screening note",
        board=of.board.name,
        reference=of.code,
        made_on=_as_of(of),
        blocks=tuple(blocks),
        brand=of.board.brand,
    )


def _why(governs: dict[str, Any]) -> str:
    title, because = governs["title"], governs["because"]
    return because if because.startswith(title) else f"{title}. {because}"


def _as_of(case: Case) -> date:
    """The day of the newest fact: the note says what was known then."""
    latest: date | None = (
        Fact.rows.filter(case=case).order_by("-made_on").values_list("made_on", flat=True).first()
    )
    return latest or case.notified_on


def _of(child: dict[str, Any], name: str, *, alone: bool) -> list[Block]:
    told = child["told"]
    title = "The reasons" if alone else f"{name}: {told['headline'][0].lower()}{told['headline'][1:]}"
    deciding = [one for one in told["criteria"] if one["decisive"]]
    reasons = tuple(f"{one['sentence']} [{source(one)}]" for one in deciding)
    blocks: list[Block] = [Heading(title), Bullets(reasons or ("No criterion can be met on these facts.",))]
    if told["turns_on"]:
        blocks += [Heading("What it turns on", 3), Bullets(tuple(_turns(one) for one in told["turns_on"]))]
    elif told["changes"]:
        blocks += [
            Heading("What would change it", 3),
            Bullets(tuple(_change(one) for one in told["changes"])),
        ]
    blocks += _facts(child["questions"])
    other = _others(one for one in told["criteria"] if not one["decisive"])
    if other:
        blocks.append(Table("The other criteria", ("Criterion", "Result"), other))
    return blocks


def _facts(questions: Iterable[dict[str, Any]]) -> list[Block]:
    """The facts in rows of a line; what they are from stands once below, by its number, so that two pages are enough."""
    numbers: dict[str, int] = {}
    rows = []
    for q in questions:
        where = _from(q)
        number = str(numbers.setdefault(where, len(numbers) + 1)) if where else ""
        rows.append((q["question"], q["answer"], number))
    blocks: list[Block] = [Table("The facts as they stand", ("Question", "Answer", "From"), tuple(rows))]
    if numbers:
        sources = " ".join(f"({number}) {where}." for where, number in numbers.items())
        blocks.append(Paragraph(f"Where it is from: {sources}"))
    return blocks


def _others(criteria: Iterable[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """The criteria that do not decide; those with one result from one source share a row, so that two pages are enough."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in criteria:
        found.setdefault((RESULTS[one["result"]], source(one)), []).append(one["label"])
    return tuple(
        (f"{capital('; '.join(labels))} [{where}]", result) for (result, where), labels in found.items()
    )


def _turns(one: dict[str, Any]) -> str:
    questions = " and ".join(q["question"] for q in one["questions"])
    return f"{questions} {' '.join(_way(way) for way in one['ways'])}"


def _change(one: dict[str, Any]) -> str:
    return f"{one['question']} (now: {one['now']}) {' '.join(_way(way) for way in one['ways'])}"


def _way(way: dict[str, str]) -> str:
    return f"{way['answer']}: {way['becomes'][0].lower()}{way['becomes'][1:]}."


def _from(q: dict[str, Any]) -> str:
    said = ", ".join(filter(None, (q["said_by"], day(q["said_on"]) if q["said_on"] else "")))
    words = "; ".join(filter(None, (q["source"], said)))
    return words or ("No source given" if q["known"] else "")


def _beside(children: list[dict[str, Any]]) -> list[Block]:
    """What must be done whatever is decided, and the power that is there in every case: once, for all children."""
    duties = {
        f"{duty['text']} [{source(duty)}]": duty["result"]
        for one in children
        for duty in one["told"]["duties"]
    }
    power = next((one["told"]["residual_power"] for one in children if one["told"]["residual_power"]), None)
    blocks: list[Block] = []
    if duties:
        said = tuple(
            text if result == "met" else f"Perhaps, for it is not known yet: {text}"
            for text, result in duties.items()
        )
        blocks += [Heading("What must be done whatever is decided", 3), Bullets(said)]
    if power:
        blocks.append(Paragraph(f"In every case: {power['text']} [{source(power)}]"))
    return blocks


def _to_sign(signatures: int) -> list[Block]:
    """Room for the decision: which, why, and as many signatures as the framework asks for."""
    room = "\n\n"
    return [
        Heading("The decision"),
        Paragraph("The criteria do not decide. Whoever decides may depart from them, and then says why."),
        KeyValues(
            (
                ("Decided", "☐ Hold this review   ☐ No review\n☐ Another kind of review, namely:"),
                ("Reasons", room * 2),
            )
        ),
        Table(
            "Signature" if signatures == 1 else "Signatures",
            ("Name and post", "Signature", "Day"),
            ((room, room, room),) * signatures,
        ),
    ]
