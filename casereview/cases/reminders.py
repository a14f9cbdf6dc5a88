"""What a board is reminded of as its clocks run: when a third of the time is left, and on the last day. Codes only."""

from __future__ import annotations

from datetime import date, timedelta

from casereview.access.roles import Role
from casereview.acts.registry import Notice
from casereview.cases.actors import accounts_holding
from casereview.cases.clocks import KEEPS, about, clocks_of, met_on
from casereview.cases.models import Case
from casereview.law.clocks import Clock
from casereview.notices.models import Outbox

KINDS = ("clock-soon", "clock-due")


def clock_reminders(case: Case, on: date) -> tuple[Notice, ...]:
    """The reminders of this case's clocks that are still to come, in place of those that wait already.

    Called by each act that starts, moves or ends a clock, once it has written. A reminder that waits is nobody's record:
    the act that made it stays in the trail. A day that was not published reminds nobody.
    """
    forget_clocks(case)
    fresh = Case.rows.select_related("board").get(pk=case.pk)
    to = accounts_holding({Role.MANAGER, Role.CHAIR}, board=fresh.board_id, case=fresh.pk, today=on)
    notices = []
    for clock in clocks_of(fresh):
        if clock.amount > 0 and met_on(clock, fresh) is None and not about(clock, fresh):
            notices += [
                Notice(to, kind, due=day, about=clock.clock) for kind, day in _days(clock) if day > on
            ]
    return tuple(notices)


def forget_clocks(case: Case) -> None:
    """Take back the reminders of this case's clocks that have not gone."""
    Outbox.rows.filter(code=case.code, kind__in=KINDS, done_at=None).delete()


def _days(clock: Clock) -> tuple[tuple[str, date], ...]:
    if clock.due is None or clock.from_day is None or clock.clock in KEEPS:
        return ()
    third = timedelta(days=(clock.due - clock.from_day).days // 3)
    return (("clock-soon", clock.due - third), ("clock-due", clock.due))
