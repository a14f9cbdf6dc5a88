"""The engine for criteria that nobody wrote yet: whatever a newcomer's file may say, against the rule written a second time."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from casereview.law.criteria import compiled
from casereview.law.frameworks import every_framework, load
from casereview.law.predicates import ANSWERS, CUSTODY_ANSWERS, CUSTODY_KINDS, read_predicate
from casereview.law.screening import outcome_only, screen
from casereview.law.tests import oracle

QUESTIONS = {fact.id: fact for framework in every_framework() for fact in framework.facts}
FACTS = ("child", "adult", "aged_16_or_over", "died", "concern_working_together")
LETTERS = {"met": "T", "not-met": "F", "not-known": "U"}

one_fact = st.sampled_from(FACTS)
simple = st.one_of(
    one_fact,
    st.builds(lambda how, fact: {how: fact}, st.sampled_from(["not", "suspected", "unless_no"]), one_fact),
    st.builds(lambda kind: {"custody": kind}, st.sampled_from(CUSTODY_KINDS)),
)
conditions = st.recursive(
    simple,
    lambda inner: st.builds(
        lambda join, parts: {join: parts},
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=7,
)


@st.composite
def laws(draw):
    """One to four criteria of any kind, as a file would write them, and the framework that they make."""
    written = tuple(
        {
            "id": f"c{number}",
            "kind": draw(st.sampled_from(["mandatory", "discretionary"])),
            "when": draw(conditions),
        }
        for number in range(draw(st.integers(1, 4)))
    )
    model = load("england-scr-2013")
    like = model.criteria[0]
    return written, replace(
        model,
        facts=tuple(QUESTIONS[fact] for fact in oracle.read_by(written)),
        criteria=tuple(
            replace(like, id=each["id"], kind=each["kind"], when=read_predicate(each["when"]))
            for each in written
        ),
        form=(),
        duties=(),
        clocks=(),
    )


@st.composite
def answers(draw):
    facts = {fact: draw(st.sampled_from(ANSWERS)) for fact in FACTS if draw(st.booleans())}
    if draw(st.booleans()):
        facts["custody"] = draw(st.sampled_from(CUSTODY_ANSWERS))
    if facts.get("child") == facts.get("adult") == "yes":
        del facts["adult"]
    return facts


@settings(max_examples=400, deadline=None)
@given(laws(), answers())
def test_any_law_is_answered_by_the_rule(law, facts):
    written, framework = law
    answer = screen(framework, facts)

    assert {each.criterion: LETTERS[each.result] for each in answer.because} == oracle.results(written, facts)
    assert answer.outcome == outcome_only(framework, facts) == oracle.outcome(written, facts)
    assert set(answer.turns_on) == oracle.turns_on(written, facts)
    met = [
        answer.because[place].criterion for place in compiled(framework).met(compiled(framework).state(facts))
    ]
    assert met == [each.criterion for each in answer.because if each.result == "met"]


@settings(max_examples=200, deadline=None)
@given(laws(), answers(), st.data())
def test_under_any_law_what_is_known_stays_so(law, facts, data):
    _, framework = law
    before = screen(framework, facts)
    found_out = {
        fact: data.draw(st.sampled_from((CUSTODY_ANSWERS if fact == "custody" else ANSWERS)[:-1]))
        for fact in (*FACTS, "custody")
        if before.facts.get(fact, "unknown") == "unknown"
    }
    if {**before.facts, **found_out}.get("child") == {**before.facts, **found_out}.get("adult") == "yes":
        return

    after = {each.criterion: each.result for each in screen(framework, {**before.facts, **found_out}).because}

    for each in before.because:
        if each.result != "not-known" and not each.presumed:
            assert after[each.criterion] == each.result
