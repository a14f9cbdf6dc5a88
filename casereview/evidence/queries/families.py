"""The family and the household, as the panel sees them: pictures and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import query
from casereview.cases.models import Case, Child
from casereview.evidence.families import STILL, Couple, Family, Member, Parent, Stay, read_days
from casereview.evidence.genogram import genogram
from casereview.evidence.household import looks_of, strip
from casereview.evidence.models import Described, Parentage, Partnership, Residence
from casereview.evidence.rules import when_words
from casereview.evidence.switch import Switch, switch_for
from casereview.evidence.wall import SHARED, WHOLE
from casereview.names.models import RegisterPerson

SEX = {"male": "Male", "female": "Female", "other": "Neither", "not-known": "Not known"}
DIED = {"yes": "Yes", "no": "No", "not-known": "Not known"}
STATE = {"together": "Together", "ended": "Ended", "not-known": "Not known"}
SURE = {"sure": "Sure", "in-doubt": "In doubt"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of a family: rows of the store, those withdrawn left out."""

    people: list[RegisterPerson]
    described: dict[int, Described]
    parents: list[Parentage]
    couples: list[Partnership]
    homes: list[Residence]
    subjects: frozenset[int]


@query(by=(*WHOLE, *SHARED))
def family_tree(seen: Reach, *, of: Case, by: Actor, names: str = "") -> dict[str, Any]:
    """The genogram, and who lived where and when"""
    switch = switch_for(by, of, names)
    found = _recorded(of)
    called = {p.pk: (p.name or p.public_name) if switch.real else p.public_name for p in found.people}
    family = _family(found, called, real=switch.real)
    return {
        "genogram": genogram(family),
        "strips": [one for narrow in (False, True) if (one := strip(family, of.incident_on, narrow=narrow))],
        "people": [_person_line(p, found, called, switch) for p in found.people],
        "parents": [
            {"key": r.key, "parent": called[r.parent_id], "child": called[r.child_id], **_told(r, switch)}
            for r in found.parents
        ],
        "couples": [
            {
                "key": r.key,
                "one": called[r.one_id],
                "other": called[r.other_id],
                "state": STATE[r.state],
                **_days(r, switch),
            }
            for r in found.couples
        ],
        "homes": _homes(found, called, switch),
        "outside": len(_drawn_people(found)) < len(found.people),
        "may_see_names": switch.may,
        "real": switch.real,
    }


def _recorded(case: Case) -> Recorded:
    """Everybody of the family, and whoever else is tied to them; professionals and places are not drawn."""

    def rows(table: Any) -> list[Any]:
        return list(table.rows.filter(case=case, withdrawn_on=None).order_by("number"))

    parents, couples, homes = rows(Parentage), rows(Partnership), rows(Residence)
    described = {row.person_id: row for row in rows(Described)}
    subjects = frozenset(Child.rows.filter(case=case, withdrawn_on=None).values_list("person", flat=True))
    tied = {pk for r in parents for pk in (r.parent_id, r.child_id)} | {r.person_id for r in homes}
    tied |= {pk for r in couples for pk in (r.one_id, r.other_id)} | set(described) | subjects
    people = [p for p in rows(RegisterPerson) if p.group == "family" or p.pk in tied]
    here = {p.pk for p in people}
    return Recorded(
        people,
        described,
        [r for r in parents if {r.parent_id, r.child_id} <= here],
        [r for r in couples if {r.one_id, r.other_id} <= here],
        [r for r in homes if r.person_id in here],
        subjects,
    )


def _drawn_people(found: Recorded) -> list[RegisterPerson]:
    """Who is in the picture: whoever is described or tied to somebody, and the children whom the review is about."""
    tied = {pk for r in found.parents for pk in (r.parent_id, r.child_id)} | set(found.described)
    tied |= {pk for r in found.couples for pk in (r.one_id, r.other_id)} | found.subjects
    return [p for p in found.people if p.pk in tied]


def _family(found: Recorded, called: dict[int, str], *, real: bool) -> Family:
    shown = _drawn_people(found)
    housed = {r.person_id for r in found.homes} - {p.pk for p in shown}
    return Family(
        tuple(
            _member(p, found, called, real=real)
            for p in (*shown, *(p for p in found.people if p.pk in housed))
        ),
        tuple(Parent(r.parent_id, r.child_id, r.sure == "sure") for r in found.parents),
        tuple(
            Couple(r.one_id, r.other_id, _years(r), r.state == "ended", r.sure == "sure")
            for r in found.couples
        ),
        tuple(
            Stay(
                r.person_id,
                r.place,
                read_days(r.from_text),
                read_days(r.to_text),
                still=r.to_text.casefold() == STILL,
                sure=r.sure == "sure",
            )
            for r in found.homes
        ),
    )


def _member(person: RegisterPerson, found: Recorded, called: dict[int, str], *, real: bool) -> Member:
    """Outside, of a birthday the year alone is told."""
    told = found.described.get(person.pk)
    born = person.date_of_birth
    return Member(
        person.pk,
        called[person.pk],
        (when_words(born, born) if real else str(born.year)) if born else "",
        told.sex if told else "not-known",
        told.died if told else "not-known",
        _when(told.died_text) if told and told.died == "yes" else "",
        person.pk in found.subjects,
    )


def _when(text: str) -> str:
    first, last = read_days(text)
    return when_words(first, last) if first or last else ""


def _years(row: Partnership) -> str:
    """When two were partners, in the few words that have room at a line."""
    first, last = (_year(text) for text in (row.from_text, row.to_text))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"to {last}" if last else ""


def _year(text: str) -> str:
    first, last = read_days(text)
    if first is None or last is None:
        day = first or last
        return str(day.year) if day else ""
    return str(first.year) if first.year == last.year else f"about {(first + (last - first) / 2).year}"


def _told(row: Any, switch: Switch) -> dict[str, str]:
    return {"sure": SURE[row.sure], "source": switch.text(row.source)}


def _days(row: Any, switch: Switch) -> dict[str, str]:
    """Both ends as they were typed, each with what was understood where that says more."""
    return {
        "from": switch.text(row.from_text),
        "from_read": _when(row.from_text),
        "to": switch.text(row.to_text),
        "to_read": _when(row.to_text),
        **_told(row, switch),
    }


def _person_line(
    person: RegisterPerson, found: Recorded, called: dict[int, str], switch: Switch
) -> dict[str, Any]:
    told = found.described.get(person.pk)
    return {
        "person": person.key,
        "name": called[person.pk],
        "relation": switch.text(person.relation),
        "born": str(person.date_of_birth.year) if person.date_of_birth else "Not known",
        "key": told.key if told else "",
        "sex": SEX[told.sex] if told else "Not said",
        "died": DIED[told.died] if told else "Not said",
        "died_when": _when(told.died_text) if told and told.died == "yes" else "",
        "subject": person.pk in found.subjects,
    }


def _homes(found: Recorded, called: dict[int, str], switch: Switch) -> list[dict[str, Any]]:
    """Who lived where: the homes of one person together, in the order of their days, those without one last."""
    looks = looks_of([Stay(r.person_id, r.place) for r in found.homes])
    place = {p.pk: number for number, p in enumerate(found.people)}

    def order(row: Residence) -> tuple[int, str]:
        days = [str(day) for day in (*read_days(row.from_text), *read_days(row.to_text)) if day]
        return place[row.person_id], min(days, default="9999")

    return [
        {
            "key": r.key,
            "person": called[r.person_id],
            "place": r.place,
            "look": looks[r.place],
            "still": r.to_text.casefold() == STILL,
            **_days(r, switch),
        }
        for r in sorted(found.homes, key=order)
    ]
