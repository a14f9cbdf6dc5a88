"""Three values: what is known stays so, whatever is found out later."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.law.truth import Truth, all_of, any_of

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
some = st.lists(st.sampled_from(Truth), max_size=6)


def test_a_three_valued_fact_is_never_tested_with_if():
    with pytest.raises(TypeError, match="cannot be tested with 'if'"):
        bool(YES)


def test_and_is_no_if_any_part_is_not_so_else_unknown_if_any_is_not_known():
    table = {(one, other): one & other for one, other in product(Truth, repeat=2)}

    assert table == {
        (YES, YES): YES,
        (YES, NO): NO,
        (YES, UNKNOWN): UNKNOWN,
        (NO, YES): NO,
        (NO, NO): NO,
        (NO, UNKNOWN): NO,
        (UNKNOWN, YES): UNKNOWN,
        (UNKNOWN, NO): NO,
        (UNKNOWN, UNKNOWN): UNKNOWN,
    }


def test_or_is_yes_if_any_part_is_so_else_unknown_if_any_is_not_known():
    table = {(one, other): one | other for one, other in product(Truth, repeat=2)}

    assert table == {
        (YES, YES): YES,
        (YES, NO): YES,
        (YES, UNKNOWN): YES,
        (NO, YES): YES,
        (NO, NO): NO,
        (NO, UNKNOWN): UNKNOWN,
        (UNKNOWN, YES): YES,
        (UNKNOWN, NO): UNKNOWN,
        (UNKNOWN, UNKNOWN): UNKNOWN,
    }


def test_not_of_not_known_is_not_known():
    assert [~YES, ~NO, ~UNKNOWN] == [NO, YES, UNKNOWN]


@given(some, st.data())
def test_what_is_known_stays_so_whatever_is_found_out_later(parts, data):
    later = [data.draw(st.sampled_from([YES, NO])) if part is UNKNOWN else part for part in parts]

    for join in (all_of, any_of):
        if join(parts) is not UNKNOWN:
            assert join(later) is join(parts)


def test_several_are_all_so_if_each_is_and_any_so_if_one_is():
    assert (all_of([YES, NO, YES]), any_of([NO, YES, NO])) == (NO, YES)
    assert (all_of([YES, YES]), any_of([NO, NO])) == (YES, NO)
    assert (all_of([YES, UNKNOWN]), any_of([NO, UNKNOWN])) == (UNKNOWN, UNKNOWN)
    assert (all_of([]), any_of([])) == (YES, NO)


@given(some)
def test_all_and_any_are_each_other_seen_from_the_other_side(parts):
    assert any_of(parts) is ~all_of(~part for part in parts)
