"""What a notice says: one sentence for each kind. With it go the case's code, a link and a day; never a name."""

from __future__ import annotations

from datetime import date

KINDS: dict[str, str] = {
    "notified": "A serious incident was notified to the board.",
    "information-asked": "Your agency is asked for information.",
    "information-due": "Answers to a request for information are due.",
    "decision-to-sign": "A decision waits for your signature.",
    "decided": "A decision was made.",
    "appointed": "You are asked to take an appointment. Please accept or decline it.",
    "confirmed": "Your appointment is confirmed.",
    "clock-soon": "A third of the time of one of this review's clocks is left.",
    "clock-due": "One of this review's clocks ends today.",
    "invited": "You are invited to open an account.",
    "asked": "Your agency is asked for its chronology and report.",
    "asked-due": "Your agency's chronology and report are due.",
    "returns-due": "Agencies' chronologies and reports are due.",
    "submitted": "An agency has submitted.",
    "accepted": "What your agency submitted was accepted.",
    "sent-back": "What your agency submitted was sent back with comments.",
    "shared": "The agencies' reports and chronologies are shared with you.",
    "question": "Your agency is sent a question about its chronology.",
    "question-due": "An answer to a question about your agency's chronology is due.",
    "answered": "An agency has answered a question about its chronology.",
    "meeting": "You are invited to a meeting.",
    "task": "A meeting has given you a task.",
    "task-due": "A task that a meeting gave you is due.",
    "accuracy": "A draft waits for your agency's comments on its accuracy.",
    "sign-off": "A report waits for your sign-off.",
    "hold": "A hold was placed.",
    "published": "A review was published.",
    "action-planned": "You own a new action.",
    "action-soon": "An action of yours is due in four weeks.",
    "action-due": "An action of yours is due.",
    "action-done": "The owner of an action says that it is done.",
    "verified": "The Learning and Improvement Group looked at an action of yours.",
}


def subject_of(kind: str, code: str) -> str:
    """The subject of a mail: the case's code and nothing that tells anything.

    >>> subject_of("decided", "CURLEW-4821")
    'Casereview: CURLEW-4821'
    """
    return f"Casereview: {code}"


def body_of(kind: str, code: str, link: str, due: date | None = None) -> str:
    """The text of a mail: a sentence, the code, a link, a day."""
    lines = [KINDS[kind], "", f"Code: {code}"]
    if due:
        lines.append(f"Day: {due.day} {due:%B %Y}")
    lines += [
        f"Open: {link}",
        "",
        "Please do not answer this mail, and do not put names into mails about a case.",
    ]
    return "\n".join(lines) + "\n"
