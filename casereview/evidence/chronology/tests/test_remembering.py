"""A corrected file comes in: comments, links and marks stay with their entries, wherever these stand now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casereview.evidence.chronology.remembering import compared
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.tests.made import child_m, row

POLICE = [one for one in child_m() if one.source_file == "police.docx"]


def test_an_unchanged_file_changes_nothing():
    found = compared(POLICE, POLICE)

    assert [(one.before, one.after, one.changed) for one in found.kept] == [(i, i, ()) for i in range(118)]
    assert (found.added, found.removed) == ((), ())


def test_a_row_in_other_words_is_the_same_entry_and_the_change_is_named():
    before = [row("Visited. No answer."), row("Child seen at school, appeared tired and hungry.", number=2)]
    after = [
        before[0],
        replace(before[1], event="Child seen at school by SENCO, appeared tired and very hungry."),
    ]

    found = compared(before, after)

    assert [(one.before, one.after, one.changed) for one in found.changed] == [(1, 1, ("event",))]
    assert (found.added, found.removed) == ((), ())


def test_a_row_with_another_date_is_the_same_entry():
    before = [row("Strategy discussion with the police.", "2012-03-12")]
    after = [row("Something new.", "2012-03-01"), row("Strategy discussion with the police.", "2012-12-03")]

    found = compared(before, after)

    assert [(one.before, one.after, one.changed) for one in found.kept] == [(0, 1, ("date",))]
    assert found.added == (0,)


def test_of_rows_in_the_same_words_each_keeps_the_nearest_day():
    before = [row("Missed appointment.", "2012-01-10"), row("Missed appointment.", "2012-06-10")]
    after = [row("Missed appointment.", "2012-06-11")]

    found = compared(before, after)

    assert [(one.before, one.after) for one in found.kept] == [(1, 0)]
    assert found.removed == (0,)


def test_a_file_whose_year_was_wrong_throughout_is_the_same_rows():
    """Many rows of the police say the same: each is known by what stands around it, not by the nearest day."""
    year = timedelta(366)
    after = [
        replace(
            one,
            date_text=f"{one.date_text} corrected",
            earliest=one.earliest and one.earliest + year,
            latest=one.latest and one.latest + year,
        )
        for one in POLICE
    ]

    found = compared(POLICE, after)

    assert [one.after for one in found.kept] == list(range(118))
    assert (found.added, found.removed) == ((), ())


def test_of_two_rows_that_say_the_very_same_the_one_on_which_something_rests_is_found_again():
    before = [row("Rang.", number=1), row("Other matter.", number=2), row("Rang.", number=3)]

    found = compared(before, before[:2], held=[2])

    assert [(one.before, one.after) for one in found.kept] == [(1, 1), (2, 0)]
    assert found.removed == (0,)


def test_routine_words_years_later_are_another_entry():
    """An agency sends the later half, and what came after it in the words that it always uses."""
    day = date(2014, 5, 20)
    later = [
        replace(one, event=f"{one.event} Ref {number}.", earliest=day, latest=day, date_text="20/5/14")
        for number, one in enumerate(POLICE[:10])
    ]

    found = compared(POLICE, [*POLICE[59:], *later])

    assert [(one.before, one.after) for one in found.kept] == [(i, i - 59) for i in range(59, 118)]
    assert len(found.added) == 10 and found.removed == tuple(range(59))


def test_a_year_typed_wrongly_is_put_right_in_its_row():
    before = [row("Visit. Mother seen.", "2011-05-01"), row("Clinic.", "2011-06-01", number=2)]
    after = [before[1], row("Visit. Mother seen!", "2012-05-01", number=2)]

    assert [(kept.before, kept.after, kept.sure) for kept in compared(before, after).kept] == [
        (0, 1, True),
        (1, 0, True),
    ]


def test_a_date_typed_another_way_is_a_change_of_typing_alone():
    before = [row("Seen.", typed="12/3/12")]

    (one,) = compared(before, [row("Seen.", typed="12 March 2012")]).kept

    assert one.changed == ("date",) and one.sure


def test_of_two_rows_much_alike_that_change_places_and_words_each_is_known_by_its_own_number():
    before = [_own_words(one, number) for number, one in enumerate(POLICE[:40])]
    after = [
        replace(one, event=one.event.replace("attended", "came at once") + " Log closed.")
        if number in (0, 1, 2, 3, 33, 34)
        else one
        for number, one in enumerate(before)
    ]
    after[33], after[34] = after[34], after[33]

    found = {one.before: one.after for one in compared(before, after).kept}

    assert (found[33], found[34]) == (34, 33)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(len(POLICE))))
def test_rows_in_another_order_are_the_same_rows(order: list[int]):
    after = [POLICE[i] for i in order]

    found = compared(POLICE, after)

    assert len(found.kept) == len(POLICE)
    assert all(not one.changed for one in found.kept)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_whatever_is_inserted_dropped_moved_reworded_and_redated_each_row_is_found_again(data: st.DataObject):
    """Rows told apart by their own words: an edit of each kind, and the mapping is right for every one."""
    before = [_own_words(one, number) for number, one in enumerate(POLICE[:40])]
    numbers = list(range(len(before)))
    dropped = set(data.draw(st.lists(st.sampled_from(numbers), max_size=6, unique=True)))
    reworded = set(data.draw(st.lists(st.sampled_from(numbers), max_size=6, unique=True)))
    redated = set(data.draw(st.lists(st.sampled_from(numbers), max_size=6, unique=True))) - reworded
    order = data.draw(st.permutations([n for n in numbers if n not in dropped]))
    after: list[tuple[int | None, Row]] = []
    for n in order:
        one = before[n]
        if n in reworded:
            one = replace(one, event=one.event.replace("attended", "came at once") + " Log closed.")
        if n in redated and one.earliest:
            day = one.earliest + timedelta(1)
            one = replace(one, date_text=day.isoformat(), earliest=day, latest=day)
        after.append((n, one))
    for place in data.draw(st.lists(st.integers(0, len(after)), max_size=5)):
        after.insert(place, (None, row(f"Quite another matter {place}: passport returned.", "2014-02-03")))

    found = compared(before, [one for _, one in after])

    assert {one.before: one.after for one in found.kept} == {
        n: place for place, (n, _) in enumerate(after) if n is not None
    }
    assert set(found.removed) == dropped
    assert set(found.added) == {place for place, (n, _) in enumerate(after) if n is None}


TEXTS = st.text(st.sampled_from("ab .\n'="), max_size=6)


@settings(max_examples=200, deadline=None)
@given(*[st.lists(st.tuples(TEXTS, st.integers(0, 4)), max_size=9)] * 2)
def test_every_row_is_accounted_for_exactly_once(old: list[tuple[str, int]], new: list[tuple[str, int]]):
    before, after = (
        [row(text, (date(2012, 1, 1) + timedelta(day)).isoformat()) for text, day in one]
        for one in (old, new)
    )

    found = compared(before, after)

    assert sorted([*(one.before for one in found.kept), *found.removed]) == list(range(len(before)))
    assert sorted([*(one.after for one in found.kept), *found.added]) == list(range(len(after)))


def _own_words(one: Row, number: int) -> Row:
    """The row with words that no other has, so that there is one right answer."""
    return replace(one, event=f"{one.event} Incident WX{number * 7919 % 10007:05d}, officer attended.")
