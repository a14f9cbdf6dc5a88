"""Which framework governs a case: proposed from the nation, the person and the day, with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casereview.law.frameworks import every_framework
from casereview.law.model import Framework, Person
from casereview.law.words import said


class NoFramework(ValueError):
    """No framework is known for this nation, person and day. Its text is a sentence for a coordinator."""


class Governing(NamedTuple):
    """The framework proposed for a case, why, and which others could be chosen with a reason.

    Attributes:
        alternatives: framework id and why it may be the right one, in order.
    """

    framework_id: str
    reason: str
    alternatives: tuple[tuple[str, str], ...]


def governing(
    nation: str,
    on: date,
    *,
    person: Person = "child",
    partners_from: date | None = None,
    frameworks: Sequence[Framework] | None = None,
) -> Governing:
    """The framework in force for a board of this nation on the day of notification.

    The decision fixes it: law that changes during a review does not change the review.

    Args:
        on: the day the board was notified.
        partners_from: the day on which the board's area changed over, where frameworks changed area by area.
        frameworks: to choose from; those shipped, unless told otherwise.

    Raises:
        NoFramework: none is known; the text says what there is.
    """
    if frameworks is None:
        frameworks = every_framework()
    here = [
        each
        for each in frameworks
        if nation == each.nation and person in each.people and each.occasion == "any"
    ]
    domestic = [each for each in _of_domestic_deaths(nation, person, frameworks) if each.serves(nation, on)]
    live = [each for each in here if each.in_force_on(on)]
    if not live and domestic:
        return Governing(domestic[-1].id, _domestic_alone(domestic[-1], nation, on, person), ())
    if not live:
        raise NoFramework(
            _none_known(nation, on, person, [*here, *_of_domestic_deaths(nation, person, frameworks)])
        )
    chosen, reason, left = _of_those_in_force(live, on, partners_from)
    alternatives = [(each.id, why) for each, why in left]
    alternatives += [
        (each.id, each.changeover.text)
        for each in here
        if each.changeover and each.in_force_from and each.changeover.notified_from <= on < each.in_force_from
    ]
    alternatives += [
        (each.id, f"{each.title}: instead of this, or beside it, where the death came from domestic abuse.")
        for each in domestic
    ]
    return Governing(chosen.id, reason, tuple(alternatives))


def _of_those_in_force(
    live: list[Framework], on: date, partners_from: date | None
) -> tuple[Framework, str, list[tuple[Framework, str]]]:
    chosen = live[-1]
    giving_way = next((each for each in live if each.gives_way and on >= each.gives_way.earliest), None)
    if giving_way is None or giving_way.gives_way is None:
        return chosen, f"{chosen.title}: {_in_force(chosen)}, and notified on {said(on)}.", []
    to = next((each for each in live if each.id == giving_way.gives_way.to), None)
    if to is None:
        return giving_way, f"{giving_way.title}: {_in_force(giving_way)}, and notified on {said(on)}.", []
    if partners_from is None:
        why = (
            f"{giving_way.title}: areas changed over one by one, and this board has not said when its own "
            "did; the older one is proposed. Record the day, or choose the other with a reason."
        )
        return giving_way, why, [(to, "If the area had changed over by the day of notification.")]
    if on < partners_from:
        why = f"{giving_way.title}: notified on {said(on)}; this area changes over on {said(partners_from)}."
        return giving_way, why, [(to, giving_way.gives_way.text)]
    why = f"{to.title}: notified on {said(on)}, this area having changed over on {said(partners_from)}."
    return to, why, [(giving_way, giving_way.gives_way.text)]


def _in_force(framework: Framework) -> str:
    begins = f"in force from {said(framework.in_force_from)}" if framework.in_force_from else "in force"
    return f"{begins} to {said(framework.in_force_to)}" if framework.in_force_to else begins


def _of_domestic_deaths(nation: str, person: Person, frameworks: Sequence[Framework]) -> list[Framework]:
    """The frameworks for a death from domestic abuse that the nation's boards go by, or went by once."""
    return [
        each
        for each in frameworks
        if each.occasion == "domestic-death"
        and person in each.people
        and nation in (each.nation, *(other.nation for other in each.also))
    ]


def _domestic_alone(framework: Framework, nation: str, on: date, person: Person) -> str:
    """Why the framework for deaths from domestic abuse is proposed: it is the only one for such a person then."""
    return (
        f"{framework.title}: {_in_force(framework)}, and notified on {said(on)}. It is for a death from domestic "
        f"abuse alone; no other framework for {_about(nation, person)} is known for that day."
    )


def _about(nation: str, person: Person) -> str:
    return f"{'a child' if person == 'child' else 'an adult'} in {nation.replace('-', ' ').title()}"


def _none_known(nation: str, on: date, person: Person, here: list[Framework]) -> str:
    about = _about(nation, person)
    if not here:
        return f"No framework is known for {about}."
    begins = min(each.in_force_from for each in here if each.in_force_from)
    return f"No framework for {about} is known for {said(on)}; the earliest is in force from {said(begins)}."


def not_in_force(framework: Framework, events: Mapping[str, date]) -> str | None:
    """Why a framework cannot be the one for a case notified on this day; None where it can.

    It has to be in force on the day of notification or of the decision, or to be one that the chair may
    choose for cases notified shortly before it began. Where no notification is given, it may always be.
    """
    notified, decided = events.get("notified"), events.get("decided")
    if notified is None:
        return None
    if framework.in_force_on(notified) or (decided is not None and framework.in_force_on(decided)):
        return None
    begins, early = framework.in_force_from, framework.changeover
    if early and begins and early.notified_from <= notified < begins:
        return None
    if framework.status == "prospective" or begins is None:
        return f"{framework.id} is not in force on any day yet"
    ends = f" to {framework.in_force_to.isoformat()}" if framework.in_force_to else ""
    when = f"it is in force from {begins.isoformat()}{ends}"
    return f"{framework.id} was not in force on {notified.isoformat()}; {when}"
