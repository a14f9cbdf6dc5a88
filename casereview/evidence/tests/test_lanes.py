"""The picture of the lanes as a pure picture: what is drawn one by one and what is counted, what never lies on anything else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from casereview.evidence.lanes import MOST_MARKS, MOST_ROWS, Ages, Gap, Mark, Span, picture
from casereview.evidence.shapes import LOOKS, lines_of, look_of, shape

DAY = date(2012, 4, 7)
MONTH = (date(2012, 4, 1), date(2012, 5, 1))
TEMPLATES = Path(__file__).parents[1] / "templates" / "evidence"
STYLES = Path(__file__).parents[2] / "web" / "static" / "casereview" / "pictures.css"


def marks(*days: date, lane: int = 0) -> list[Mark]:
    return [Mark(lane, day, day, "exact") for day in days]


def days(many: int, first: date = date(2012, 1, 1)) -> list[date]:
    return [first + timedelta(days=n) for n in range(many)]


def boxes(drawn):
    return [
        (k["flag"]["x"], k["flag"]["y"], k["flag"]["width"], k["flag"]["height"]) for k in drawn["episodes"]
    ]


def apart(one, other) -> bool:
    (a, b, c, d), (e, f, g, h) = one, other
    return a + c <= e or e + g <= a or b + d <= f or f + h <= b


def test_twelve_agencies_have_twelve_colours_shapes_and_patterns():
    looks = [look_of(number) for number in range(12)]
    patterns = (TEMPLATES / "_patterns.html").read_text(encoding="utf-8")
    badges = (TEMPLATES / "_badge.html").read_text(encoding="utf-8")
    styles = STYLES.read_text(encoding="utf-8")

    assert len(set(looks)) == LOOKS == 12
    assert len({shape(look, 0, 0) for look in looks}) == 12
    assert len(set(re.findall(r"--cr-\d+: (#\w{6});", styles))) == 12
    for look in looks:
        assert re.search(rf'"(?:pt k|ptf f)-{look}"', patterns), f"look {look} has no pattern of its own"
        assert re.search(rf'"f-{look}"', badges), f"look {look} has no mark in the table"
        assert all(re.search(rf"\.{one}-{look}\b", styles) for one in ("f", "k", "cr-agency-"))


def test_a_lane_is_drawn_for_an_agency_that_has_nothing_in_the_stretch():
    drawn = picture(marks(DAY), ["Police", "School"], window=MONTH)

    assert [lane["name"] for lane in drawn["lanes"]] == ["Police", "School"]
    assert drawn["lanes"][1]["count"] == 0


def test_a_silence_is_shaded_also_where_the_stretch_lies_inside_it():
    inside = Gap(1, date(2012, 1, 1), date(2012, 8, 1))

    drawn = picture(marks(DAY), ["Police", "School"], gaps=[inside], window=MONTH)
    alone = picture([], ["School"], gaps=[Gap(0, inside.first, inside.last)], window=MONTH)

    assert [len(lane["gaps"]) for lane in drawn["lanes"]] == [0, 1]
    assert alone["lanes"][0]["gaps"][0]["days"] == 213


def test_all_bars_stand_on_one_scale_and_the_longest_says_what_it_stands_for():
    busy = marks(*[DAY] * 30, lane=0)
    quiet = marks(*[DAY] * 3, lane=1)

    drawn = picture(busy + quiet, ["Police", "School"], window=MONTH)

    assert drawn["counted"] and drawn["most"] == 30
    heights = [lane["bars"][0]["height"] for lane in drawn["lanes"]]
    assert heights[0] == pytest.approx(10 * heights[1], abs=0.5)


def test_a_month_of_entries_is_as_wide_as_the_month_so_that_no_silence_seems_to_lie_in_it():
    every = [Mark(0, date(2012, m, 1), date(2012, m, 28), "exact", 40) for m in range(1, 13)]

    bars = picture(every, ["Police"])["lanes"][0]["bars"]

    assert len(bars) == 12
    assert all(b["x"] - (a["x"] + a["width"]) < 2 for a, b in pairwise(bars))


def test_three_hundred_entries_of_one_day_are_counted_and_not_a_lane_of_three_hundred_rows():
    drawn = picture(marks(*[DAY] * 300, *days(60)), ["Police"])

    assert drawn["counted"] and drawn["most"] == 300
    assert drawn["height"] < 300


def test_few_entries_are_drawn_one_by_one_and_four_hundred_and_one_are_not():
    spread = days(MOST_MARKS + 1, date(2010, 1, 1))

    assert not picture(marks(*[DAY] * MOST_ROWS, *days(20)), ["Police"])["counted"]
    assert picture(marks(*spread), ["Police"])["counted"]


@pytest.mark.parametrize("tall", [False, True])
def test_flags_of_episodes_and_of_the_incident_never_lie_on_one_another(tall):
    episodes = [
        Span("Winter", date(2012, 1, 1), date(2012, 3, 1)),
        Span("The same winter", date(2012, 2, 1), date(2012, 4, 1)),
        Span("One day of it", date(2012, 2, 10), date(2012, 2, 10)),
        Span("Before the incident", date(2012, 11, 20), date(2012, 12, 1)),
    ]

    drawn = picture(marks(*days(300)[::10]), ["Police"], episodes, date(2012, 12, 1), tall=tall)

    flags = boxes(drawn)
    if not tall:
        flags.append((drawn["incident"]["x"], drawn["incident"]["y"], 66, 20))
    assert [k["letter"] for k in drawn["episodes"]] == ["A", "B", "C", "D"]
    assert all(apart(one, other) for one, other in combinations(flags, 2))
    assert all(x >= 0 and y >= 0 and x + w <= drawn["width"] for x, y, w, _ in flags)


def test_an_episode_keeps_its_letter_where_the_one_before_it_is_not_shown():
    episodes = [Span("Before", date(2010, 1, 1), date(2010, 2, 1)), Span("Now", *MONTH)]

    assert [k["letter"] for k in picture(marks(DAY), ["Police"], episodes, window=MONTH)["episodes"]] == ["B"]


@pytest.mark.parametrize("tall", [False, True])
@pytest.mark.parametrize(
    ("window", "ages"),
    [
        ((DAY, DAY), ["1 year 3 months"]),
        ((DAY, date(2012, 4, 13)), ["1 year 3 months"]),
        (MONTH, ["1 year 3 months", "1 year 4 months"]),
    ],
)
def test_an_age_is_said_once_and_again_when_it_changes(window, ages, tall):
    drawn = picture(
        marks(DAY), ["Police"], ages=[Ages("Child A", date(2010, 12, 20))], window=window, tall=tall
    )

    assert [tick["text"] for tick in drawn["ages"][0]["ticks"]] == ages


def test_before_the_birth_the_axis_says_so():
    born = date(2012, 4, 10)

    month = picture(marks(DAY), ["Police"], ages=[Ages("Child A", born)], window=MONTH)
    years = picture(marks(date(2009, 1, 1), date(2014, 1, 1)), ["Police"], ages=[Ages("Child A", born)])

    assert [t["text"] for t in month["ages"][0]["ticks"]][:2] == ["not yet born", "born"]
    assert [t["text"] for t in years["ages"][0]["ticks"]][:2] == ["not yet born", "born"]


def test_where_the_whole_stretch_is_before_the_birth_the_axis_says_so_once():
    window = (date(2008, 1, 1), date(2010, 1, 1))

    drawn = picture(marks(DAY), ["Police"], ages=[Ages("Child A", date(2013, 4, 10))], window=window)

    assert [t["text"] for t in drawn["ages"][0]["ticks"]] == ["not yet born"]


def test_twins_have_an_axis_each():
    born = date(2011, 4, 10)

    drawn = picture(marks(DAY), ["Police"], ages=[Ages("Child A", born), Ages("Child B", born)], window=MONTH)

    assert [axis["name"] for axis in drawn["ages"]] == ["Child A", "Child B"]
    assert drawn["ages"][0]["y"] < drawn["ages"][1]["y"]


@pytest.mark.parametrize(
    "name",
    [
        "Police",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch Primary",
        "",
        "a b c d e f g h " * 9,
        "🚓 Heddlu",
    ],
)
def test_a_name_of_any_length_stays_beside_its_lane(name):
    lines = lines_of(name)

    assert len(lines) <= 3
    assert all(len(line) <= 17 for line in lines)


@pytest.mark.parametrize("tall", [False, True])
def test_entries_of_eighteen_years_lie_inside_the_picture(tall):
    spread = [date(1996, 1, 1) + timedelta(days=31 * n) for n in range(210)]

    drawn = picture(marks(*spread), ["Police"], tall=tall, ages=[Ages("Child A", date(1996, 2, 1))])

    for bar in drawn["lanes"][0]["bars"]:
        assert bar["x"] >= 0 and bar["x"] + bar["width"] <= drawn["width"]
    assert all(
        t["y" if tall else "x"] <= drawn["height" if tall else "width"] for t in drawn["ages"][0]["ticks"]
    )


@pytest.mark.parametrize("years", range(1, 20))
@pytest.mark.parametrize("tall", [False, True])
def test_no_name_of_the_axis_lies_on_another(years, tall):
    window = (date(2001, 2, 3), date(2001 + years, 2, 1))

    ticks = [t for t in picture(marks(DAY), ["Police"], window=window, tall=tall)["ticks"] if t["text"]]

    assert len(ticks) > 2
    if tall:
        assert all(b["y"] - a["y"] >= 14 for a, b in pairwise(ticks))
    else:
        assert all(a["x"] + 6.8 * len(a["text"]) < b["x"] for a, b in pairwise(ticks))


def test_no_name_of_the_axis_is_cut_at_the_edge():
    drawn = picture(marks(date(2012, 3, 1)), ["Police"], window=(date(2010, 1, 1), date(2020, 1, 2)))

    assert all(t["x"] + 7 * len(t["text"]) <= drawn["width"] for t in drawn["ticks"])
