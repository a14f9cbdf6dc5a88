"""The genogram and the strip of homes as pure pictures: who stands where, what is dashed, what is never drawn."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from casereview.evidence.families import Couple, Family, Member, Parent, Stay
from casereview.evidence.genogram import WIDE, genogram
from casereview.evidence.household import strip

GRANDMOTHER, MOTHER, FATHER, PARTNER, CHILD, SIBLING, AUNT = range(1, 8)
NAMES = ("Grandmother", "Mother", "Father", "Partner 1", "Child A", "Sibling 1", "Aunt 1")
SEXES = ("female", "female", "male", "male", "male", "female", "not-known")
INCIDENT = date(2013, 6, 7)


def a_family(*, parents=None, couples=(), **changes):
    """Grandmother; her daughters; the mother's two partners; a child of each."""
    members = tuple(
        Member(number, name, sex=sex, subject=name == "Child A")
        for number, (name, sex) in enumerate(zip(NAMES, SEXES, strict=True), 1)
    )
    ties = (
        (GRANDMOTHER, MOTHER),
        (GRANDMOTHER, AUNT),
        (MOTHER, CHILD),
        (FATHER, CHILD),
        (MOTHER, SIBLING),
        (PARTNER, SIBLING),
    )
    return Family(
        members, tuple(Parent(*t) for t in ties) if parents is None else parents, couples, **changes
    )


def placed(picture):
    return {p["name"]: (p["x"], p["y"]) for p in picture["people"]}


def test_children_stand_below_their_parents_and_partners_beside_each_other():
    at = placed(genogram(a_family()))

    rows = {name: y for name, (_, y) in at.items()}
    assert rows["Grandmother"] < rows["Mother"] == rows["Aunt 1"] == rows["Father"] == rows["Partner 1"]
    assert rows["Mother"] < rows["Child A"] == rows["Sibling 1"]
    assert abs(at["Mother"][0] - at["Father"][0]) == WIDE
    assert abs(at["Mother"][0] - at["Partner 1"][0]) == WIDE


def test_nobody_stands_on_anybody_and_each_is_drawn_once():
    picture = genogram(a_family(couples=(Couple(MOTHER, FATHER), Couple(AUNT, PARTNER))))

    assert sorted(p["name"] for p in picture["people"]) == sorted(NAMES)
    for y in {y for _, y in placed(picture).values()}:
        along = sorted(x for x, other in placed(picture).values() if other == y)
        assert all(b - a >= WIDE - 0.2 for a, b in pairwise(along))


def test_square_circle_and_diamond_say_the_sex_and_a_question_mark_that_it_is_not_known():
    shapes = {p["name"]: p for p in genogram(a_family())["people"]}

    assert "h40" in shapes["Father"]["shape"] and "a20" in shapes["Mother"]["shape"]
    assert shapes["Aunt 1"]["shape"].count("L") == 3 and shapes["Aunt 1"]["unknown"]
    assert not shapes["Mother"]["unknown"]
    assert [name for name, p in shapes.items() if p["inner"]] == ["Child A"]


def test_only_a_death_that_is_known_is_crossed():
    for died, crossed in (("yes", True), ("no", False), ("not-known", False)):
        (one,) = genogram(Family((Member(1, "Uncle", died=died),)))["people"]
        assert bool(one["cross"]) is crossed


def test_a_partnership_that_ended_has_two_strokes_and_one_in_doubt_is_dashed():
    couples = (Couple(MOTHER, FATHER, "2009 to 2012", ended=True), Couple(MOTHER, PARTNER, sure=False))
    lines = {u["words"]: u for u in genogram(a_family(couples=couples))["unions"] if u["partners"]}

    assert lines["2009 to 2012"]["strokes"].count("M") == 2 and not lines["2009 to 2012"]["dashed"]
    assert lines[""]["dashed"] and not lines[""]["strokes"]


def test_two_partnerships_of_one_person_have_lines_at_different_heights_or_do_not_meet():
    couples = (Couple(MOTHER, FATHER), Couple(MOTHER, PARTNER), Couple(FATHER, PARTNER))
    flat = [u["d"].rsplit("M", 1)[1] for u in genogram(a_family(parents=(), couples=couples))["unions"]]

    assert len({one.split("H")[0].split()[1] for one in flat}) > 1


def test_a_parent_in_doubt_is_a_dashed_line_and_a_third_parent_is_drawn_too():
    parents = (Parent(MOTHER, CHILD), Parent(FATHER, CHILD), Parent(PARTNER, CHILD, sure=False))
    picture = genogram(a_family(parents=parents))
    assert len(picture["further"]) == 1
    assert not any(u["doubtful"] for u in picture["unions"])

    doubtful = genogram(a_family(parents=(Parent(MOTHER, CHILD), Parent(PARTNER, CHILD, sure=False))))
    assert [bool(u["doubtful"]) for u in doubtful["unions"]] == [True]


@pytest.mark.parametrize(
    "parents",
    [
        (Parent(CHILD, MOTHER), Parent(MOTHER, CHILD)),
        (Parent(MOTHER, MOTHER),),
        (Parent(GRANDMOTHER, CHILD), Parent(MOTHER, CHILD), Parent(GRANDMOTHER, MOTHER)),
    ],
)
def test_a_tangled_family_is_drawn_all_the_same(parents):
    picture = genogram(a_family(parents=parents, couples=(Couple(GRANDMOTHER, CHILD), Couple(MOTHER, 99))))

    assert len(picture["people"]) == len(NAMES)


def test_sisters_and_brothers_stand_in_one_row_whoever_has_children_of_their_own():
    grandmother, father, uncle, cousin, mother, child, grandfather, great = range(1, 9)
    names = (
        "Grandmother",
        "Father",
        "Uncle",
        "Cousin",
        "Mother",
        "Child A",
        "Grandfather",
        "Great-grandmother",
    )
    ties = (
        (grandmother, father), (grandmother, uncle), (uncle, cousin), (father, child), (mother, child),
        (grandfather, mother), (great, grandfather),
    )  # fmt: skip
    family = Family(
        tuple(Member(number, name) for number, name in enumerate(names, 1)), tuple(Parent(*t) for t in ties)
    )

    rows = {name: y for name, (_, y) in placed(genogram(family)).items()}

    assert rows["Uncle"] == rows["Father"] == rows["Mother"]
    assert rows["Grandmother"] == rows["Grandfather"]
    assert rows["Cousin"] == rows["Child A"]


def test_a_brother_who_is_a_partner_of_a_niece_does_not_stop_the_picture():
    family = Family(
        tuple(Member(n, f"Person {n}") for n in range(1, 6)),
        (Parent(1, 2), Parent(1, 3), Parent(2, 4), Parent(4, 5), Parent(3, 5)),
        (Couple(3, 4),),
    )

    assert len(genogram(family)["people"]) == 5


def test_the_lines_of_three_partnerships_leave_one_person_side_by_side():
    partners = tuple(Member(n, f"Partner {n}") for n in (2, 3, 4))
    family = Family(
        (Member(1, "Mother"), *partners), couples=tuple(Couple(1, n, ended=n < 4) for n in (2, 3, 4))
    )

    drawn = genogram(family)

    mother = placed(drawn)["Mother"][0]
    feet = [float(x) for u in drawn["unions"] for x in re.findall(r"M([\d.]+) [\d.]+V", u["d"])]
    assert len({x for x in feet if abs(x - mother) < 15}) == 3


@pytest.mark.parametrize(
    "name", ["Great-grandmother", "Paternal grandmother", "Llanfairpwllgwyngyll", "Siân Rhydderch-Jones"]
)
def test_a_name_ends_before_the_next_person(name):
    drawn = genogram(Family((Member(1, name), Member(2, "Father")), couples=(Couple(1, 2),)))

    one = next(p for p in drawn["people"] if p["name"] == name)
    assert 1 <= len(one["named"]) <= 2
    assert all(len(line["text"]) <= 14 for line in one["named"])


def test_without_anybody_there_is_no_picture():
    assert genogram(Family(())) == {}
    assert strip(Family(())) == {}


# -- who lived where


def a_strip(*stays, incident=INCIDENT, narrow=False):
    return strip(a_family(stays=stays), incident, narrow=narrow)


def test_a_known_stay_has_no_dashed_box_and_one_known_to_the_month_has_it_only_there():
    day, end = date(2012, 3, 5), date(2013, 3, 1)
    sure = Stay(CHILD, "Home A", (day, day), (end, end))
    month = Stay(CHILD, "Home B", (end, end), (date(2013, 5, 1), date(2013, 5, 31)))
    first, second = a_strip(sure, month)["rows"][0]["bars"]

    assert first["doubts"] == []
    (doubt,) = second["doubts"]
    assert second["box"]["x"] < doubt["x"]
    assert doubt["x"] + doubt["width"] == pytest.approx(second["box"]["x"] + second["box"]["width"], abs=0.2)


def test_an_end_that_is_not_known_may_have_come_at_any_time_and_is_dashed_to_the_edge():
    day = date(2012, 3, 5)
    picture = a_strip(Stay(FATHER, "Home C", (day, day)))
    (bar,) = picture["rows"][0]["bars"]

    assert [d["width"] for d in bar["doubts"]] == [bar["box"]["width"]]


def test_somebody_still_there_lived_there_at_the_incident():
    day = date(2012, 3, 5)
    picture = a_strip(Stay(MOTHER, "Home A", (day, day), still=True))
    (bar,) = picture["rows"][0]["bars"]

    assert bar["doubts"] == []
    assert bar["box"]["x"] + bar["box"]["width"] == pytest.approx(
        float(picture["incident"]["d"][1:].split()[0]), abs=0.2
    )


def test_a_stay_without_any_day_is_left_to_the_table():
    day = date(2012, 3, 5)
    picture = a_strip(Stay(MOTHER, "Home A"), Stay(CHILD, "Home A", (day, day), still=True))

    assert [row["name"] for row in picture["rows"]] == ["Child A"]


def test_each_home_has_a_pattern_of_its_own_and_one_person_one_line():
    day, later = date(2012, 3, 5), date(2012, 9, 1)
    picture = a_strip(
        Stay(CHILD, "Home B", (later, later), still=True),
        Stay(CHILD, "Home A", (day, day), (later, later)),
        Stay(MOTHER, "Home A", (day, day), still=True),
    )

    assert picture["homes"] == [{"place": "Home A", "look": 1}, {"place": "Home B", "look": 2}]
    assert [(r["name"], [b["place"] for b in r["bars"]]) for r in picture["rows"]] == [
        ("Mother", ["Home A"]),
        ("Child A", ["Home A", "Home B"]),
    ]


@pytest.mark.parametrize("narrow", [False, True])
def test_nothing_of_the_strip_lies_outside_the_picture(narrow):
    days = [date(2010, 1, 1), date(2010, 1, 2), date(2012, 6, 1), date(2013, 6, 1)]
    stays = [Stay(CHILD, f"Hostel number {n}", (a, a), (b, b)) for n, (a, b) in enumerate(pairwise(days))]
    picture = a_strip(*stays, Stay(MOTHER, "Home A", sure=False, still=True), narrow=narrow)

    for row in picture["rows"]:
        for bar in row["bars"]:
            for box in (bar["box"], *bar["doubts"], *([bar["behind"]] if bar["words"] else [])):
                assert box["x"] >= 0 and box["x"] + box["width"] <= picture["width"] + 0.2
