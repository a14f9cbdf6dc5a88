"""What a framework is made of. Each kind of line carries where it comes from.

These are plain frozen dataclasses so that the command line can read the law without loading a validator.
``checking.py`` hands the same classes to pydantic, which refuses a file that is not in this shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar, dataclass_transform

from casereview.law.predicates import ANSWERS, Predicate
from casereview.law.working_days import NATIONS, Nation

Force = Literal["statute", "regulation", "guidance"]
Kind = Literal["mandatory", "discretionary"]
Event = Literal["incident", "aware", "notified", "decided", "published", "meeting", "requisition"]
Unit = Literal["months", "weeks", "days", "working-days"]
Person = Literal["child", "adult"]
Outcome = Literal["must", "may", "need-not", "cannot-say"]
Made = TypeVar("Made")

ROLE_IDS = (
    "notifier",
    "manager",
    "chair",
    "board-member",
    "lead",
    "author",
    "team-member",
    "agency-lead",
    "report-writer",
    "practitioner",
    "action-owner",
    "learning-group",
    "gate-signer",
)
"""The roles that a framework may name, by the ids that access knows them by; a test holds the two lists equal."""


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
def plain(kind: type[Made]) -> type[Made]:
    """A frozen dataclass without what is never asked of a line of law: comparing and printing.

    Each part that is generated costs a command a third of a millisecond before it says anything.
    """
    return dataclass(frozen=True, kw_only=True, eq=False, repr=False)(kind)


class Strict:
    """Refuses a key that has no meaning here, when a file is checked."""

    __pydantic_config__ = {"extra": "forbid"}


@plain
class Sourced(Strict):
    """Something the law says, and where.

    Attributes:
        cite: the source, as precisely as it is known.
        checked: whether the source's own words were read. Pages say "not yet checked against the source".
        force: what kind of source binds: an Act, regulations, or guidance.
    """

    cite: str
    checked: bool
    force: Force


@plain
class Line(Sourced):
    """One line of law in plain words."""

    text: str


@plain
class Fact(Strict):
    """One thing a board needs to know, as a question that a tired person can answer.

    Attributes:
        help: what counts and what does not.
        is_so, is_not: how a reason says it ("the child died").
        cite: where the help text's definition comes from, if it has one.
        values: the answers it takes.
    """

    id: str
    question: str
    help: str
    is_so: str
    is_not: str
    cite: str = ""
    values: tuple[str, ...] = ANSWERS


@plain
class Criterion(Line):
    """One way in which a case meets the framework.

    Attributes:
        label: how people refer to it ("regulation 5(2)(b)(ii)").
        when: what must be so.
    """

    id: str
    kind: Kind
    label: str
    when: Predicate


@plain
class ClockRule(Line):
    """A deadline the framework sets.

    Attributes:
        starts: the event on whose day it starts to run (day 0).
        amount: how many units; negative counts back from the event.
        may_extend: who may agree to a later day, in words.
        extendable: whether anybody may.
        when: the facts on which it runs; always, where nothing is said.
    """

    id: str
    starts: Event
    amount: int
    unit: Unit
    may_extend: str
    extendable: bool
    when: Predicate | None = None


@plain
class Duty(Line):
    """What must be done whatever is decided about a review.

    Attributes:
        when: the facts on which it arises; in every case notified, where nothing is said.
    """

    id: str
    when: Predicate | None = None


@plain
class Note(Line):
    """Something a board needs to know about the framework that is no criterion, clock or duty.

    Attributes:
        notified_from: printed under the screening of a case notified on or after this day.
    """

    id: str = ""
    notified_from: date | None = None


@plain
class AlsoIn(Strict):
    """Another nation whose boards go by the framework, until a day."""

    nation: str
    until: date | None = None


@plain
class Form(Line):
    """A form that a review takes once it is certain that there will be one."""

    id: str
    when: Predicate


@plain
class Told(Sourced):
    """A body outside the board that has to be told something.

    Attributes:
        decision: whether the decision is among what it has to be told.
    """

    who: str
    what: str
    decision: bool = False


@plain
class Decides(Sourced):
    """Who decides whether there is a review.

    Attributes:
        roles: the ids of the roles that may record the decision.
        by: who that is, in this framework's words.
        signatures: how many separate signatures the decision needs.
    """

    roles: tuple[str, ...]
    by: str
    signatures: int = 1


@plain
class RoleRule(Line):
    """How independent whoever holds a role has to be.

    Attributes:
        of_board: must be independent of the board.
        of_agencies: must be independent of every agency involved in the case.
        not_roles: the ids of the roles that its holder may not hold at this board.
    """

    of_board: bool
    of_agencies: bool
    not_roles: tuple[str, ...] = ()


@plain
class Publication(Line):
    """What is published, or what has to happen before it is.

    Attributes:
        decided_from, decided_to: the days of decision to which it applies; always, where nothing is said.
    """

    id: str
    decided_from: date | None = None
    decided_to: date | None = None


@plain
class Changeover(Line):
    """A case notified before the framework was in force may still be taken under it.

    Attributes:
        notified_from: the earliest day of notification for which the chair may choose it, with a reason.
    """

    notified_from: date


@plain
class GivesWay(Line):
    """Another framework takes over area by area, before this one ends.

    Attributes:
        to: the framework that takes over.
        earliest: the first day on which it can.
    """

    to: str
    earliest: date


@plain
class Framework(Strict):
    """One legal framework: what a board of one nation went by, from one day to another.

    Attributes:
        people: whether it is about children, adults or both.
        occasion: ``domestic-death`` frameworks are about one kind of death and stand beside the others.
        also: other nations whose boards go by it too.
        calendar: whose working days are counted, where that is not the nation's own.
        status: a prospective framework is never chosen by date.
        follows: the framework before it, for a comparison.
        roles: by role id.
        vocabulary: what this framework calls the review, the board, the lead, the report …
    """

    id: str
    title: str
    nation: str
    source: str
    people: tuple[Person, ...]
    decides: Decides
    vocabulary: Mapping[str, str]
    facts: tuple[Fact, ...]
    criteria: tuple[Criterion, ...]
    roles: Mapping[str, RoleRule]
    in_force_from: date | None = None
    in_force_to: date | None = None
    status: Literal["in-force", "prospective"] = "in-force"
    occasion: Literal["any", "domestic-death"] = "any"
    also: tuple[AlsoIn, ...] = ()
    calendar: Nation | None = None
    follows: str | None = None
    changeover: Changeover | None = None
    gives_way: GivesWay | None = None
    form: tuple[Form, ...] = ()
    duties: tuple[Duty, ...] = ()
    residual_power: Line | None = None
    clocks: tuple[ClockRule, ...] = ()
    told: tuple[Told, ...] = ()
    publication: tuple[Publication, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def counts_by(self) -> Nation:
        """The nation whose bank holidays its working days leave out."""
        found = self.calendar or self.nation
        for nation in NATIONS:
            if nation == found:
                return nation
        raise ValueError(f"'{self.id}' names no calendar, and '{found}' has none of its own.")

    def counts_nowhere(self) -> bool:
        """Whether it names no nation whose bank holidays are known."""
        return (self.calendar or self.nation) not in NATIONS

    def in_force_on(self, day: date) -> bool:
        """Whether it was in force on a day. A prospective framework never is."""
        if self.status == "prospective" or self.in_force_from is None:
            return False
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def serves(self, nation: str, day: date) -> bool:
        """Whether boards of a nation went by it on a day."""
        if not self.in_force_on(day):
            return False
        return nation == self.nation or any(
            nation == other.nation and (other.until is None or day <= other.until) for other in self.also
        )

    def fact(self, fact_id: str) -> Fact:
        """A fact as this framework asks for it.

        Raises:
            KeyError: it does not ask for it.
        """
        return {fact.id: fact for fact in self.facts}[fact_id]

    def clock(self, clock_id: str) -> ClockRule:
        """One of its clocks.

        Raises:
            KeyError: it has no such clock.
        """
        return {clock.id: clock for clock in self.clocks}[clock_id]
