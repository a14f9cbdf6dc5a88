"""The trail: complete, chained, sealed, never changed; and when it cannot be written, nothing is shown or done."""

from __future__ import annotations

import json
import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.db.utils import DatabaseError

from casereview.acts.ask import ask
from casereview.acts.perform import perform
from casereview.acts.registry import CannotRecord, Refused
from casereview.audit import trail
from casereview.audit.export import head, lines, payloads, verify
from casereview.audit.models import Row, Said
from casereview.audit.rules import ZERO, canonical, faults, payload_digest, row_hash, row_mac
from casereview.cases.models import Case, Fact

pytestmark = pytest.mark.django_db


def test_the_form_of_a_row_is_the_one_that_others_check():
    nonce, payload = "0" * 64, {"outcome": "review", "reasons": "Fáth: cúis imní"}
    body = {
        "act": "decide",
        "actor": "account:7",
        "at": "2014-03-03T10:15:00.000000Z",
        "payload_digest": payload_digest(nonce, canonical(payload)),
        "prev": ZERO,
        "seq": 1,
        "subject": "case:3",
    }
    assert body["payload_digest"] == "eea1005171141b743d31976b7b6fe69f66e367ee547297bc5b6c8edc0b2f2911"
    assert row_hash(body) == "22b28dee94da2cbad247900e52f70c6db63a2d65198ee187a1ee34dabf61bf38"
    assert (
        row_mac(b"k" * 32, row_hash(body))
        == "6337851ba34d8fba5804d589f014a86332728817cc00af0b2fdb7c7e753f6f25"
    )


def test_ad_1_every_changed_member_and_every_missing_row_is_found(a_case):
    a_case("decided")
    rows, said = list(lines()), {p["seq"]: (p["nonce"], p["payload"]) for p in payloads()}
    assert list(faults(rows, payloads=said)) == []
    for index, row in enumerate(rows):
        for member in ("at", "actor", "act", "subject", "payload_digest", "hash"):
            spoiled = [dict(r) for r in rows]
            spoiled[index][member] = str(row[member])[:-1] + ("0" if str(row[member])[-1] != "0" else "1")
            assert row["seq"] in {seq for seq, _ in faults(spoiled)} | {seq - 1 for seq, _ in faults(spoiled)}
    assert list(faults(rows[:1] + rows[2:])) != []
    assert list(faults([rows[1], rows[0], *rows[2:]])) != []
    assert list(faults([rows[0], rows[0], *rows[1:]])) != []


def test_ad_2_a_chain_written_again_without_the_key_is_found(a_case):
    a_case("screening")
    rows = [dict(row) for row in lines()]
    before = rows[0]["hash"]
    for row in rows[1:]:
        row["actor"], row["prev"] = "account:999", before
        row["hash"] = before = row_hash(row)
    from casereview.audit.key import audit_key

    assert list(faults(rows)) == [], "without the key nobody can tell"
    assert {why for _, why in faults(rows, key=audit_key())} == {"its seal was not made with this key"}


def test_ad_3_a_cut_end_is_found_by_whoever_kept_an_anchor(a_case):
    a_case("screening")
    seq, digest = head()
    rows = list(lines())

    assert list(faults(rows, anchors={seq: digest})) == []
    assert list(faults(rows[:-1])) == [], "without an anchor nobody can tell"
    assert [s for s, _ in faults(rows[:-1], anchors={seq: digest})] == [seq]


def test_ad_4_a_look_that_cannot_be_recorded_shows_nothing(a_case, someone, monkeypatch):
    case, chair = a_case(), someone("chair")

    def fails(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(trail, "record", fails)
    with pytest.raises(CannotRecord):
        ask(chair, "screening", of=case)


def test_ad_5_an_act_that_cannot_be_recorded_changes_nothing(a_case, someone, does, monkeypatch):
    case, manager = a_case("notified"), someone("manager")
    before = (Case.rows.get(pk=case.pk).phase, Fact.rows.count(), Row.rows.count())

    def fails(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(trail, "record", fails)
    with pytest.raises(DatabaseError):
        does(manager, "record-facts", to=case, answers=[{"fact": "died", "value": "yes"}])

    assert (Case.rows.get(pk=case.pk).phase, Fact.rows.count(), Row.rows.count()) == before


def test_ad_6_the_day_that_is_claimed_and_the_servers_time_are_two_things(a_case, someone, does):
    case, manager = a_case("notified"), someone("manager")

    does(manager, "record-facts", to=case, on=date(2014, 2, 12), answers=[{"fact": "died", "value": "yes"}])

    row = Row.rows.order_by("seq").last()
    assert row.on == "2014-02-12"
    assert row.at[:4] >= "2026" and len(row.at) == 27


def test_ad_8_the_database_itself_refuses_to_change_or_delete_a_row(a_case):
    a_case("notified")
    for statement in (
        "UPDATE audit_row SET actor = 'account:1'",
        "DELETE FROM audit_row",
        "DELETE FROM audit_said",
    ):
        from django.db import transaction

        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert verify()["ok"]


@pytest.mark.django_db(transaction=True)
def test_ad_10_writers_at_once_make_one_chain_without_fork_or_gap(a_case, someone):
    case, manager = a_case(), someone("manager")
    start, wrong = Row.rows.count(), []

    def write(number: int) -> None:
        try:
            for turn in range(6):
                said = {
                    "answers": [{"fact": "died", "value": "yes", "source": f"writer {number}, turn {turn}"}]
                }
                perform(manager, "record-facts", said, to=case, on=date(2014, 3, 3))
        except Exception as problem:
            wrong.append(repr(problem))
        finally:
            connections.close_all()

    if connection.vendor == "sqlite" and "mode=memory" in str(connection.settings_dict["NAME"]):
        threads = [threading.Thread(target=write, args=(0,))]  # an in-memory store has one connection
    else:
        threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert Row.rows.count() == start + 6 * len(threads)
    assert verify()["ok"]


def test_du_16_the_same_token_again_gives_the_first_answer(a_case, someone):
    case, manager = a_case(), someone("manager")
    said = {"answers": [{"fact": "seriously_harmed", "value": "no"}]}

    first = perform(manager, "record-facts", said, to=case, on=date(2014, 3, 3), token="abc")
    again = perform(manager, "record-facts", said, to=case, on=date(2014, 3, 3), token="abc")

    assert (again.sentence, Fact.rows.filter(fact="seriously_harmed").count()) == (first.sentence, 1)


def test_a_token_is_one_persons_own(a_case, someone):
    case, manager, other = a_case(), someone("manager"), someone("manager")
    said = {"answers": [{"fact": "seriously_harmed", "value": "no"}]}

    perform(manager, "record-facts", said, to=case, on=date(2014, 3, 3), token="1")
    perform(other, "record-facts", said, to=case, on=date(2014, 3, 3), token="1")

    assert Fact.rows.filter(fact="seriously_harmed").count() == 2


def test_a_refusal_is_on_record_without_what_was_typed(a_case, someone, does):
    case, chair = a_case(), someone("chair")
    with pytest.raises(Refused):
        does(chair, "decide", to=case, outcome="no-review", reasons="CANARY", instead="CANARY")

    said = Said.rows.order_by("seq").last()
    assert Row.rows.get(seq=said.seq).outcome == "refused"
    assert "CANARY" not in said.payload + json.dumps(list(lines()))


def test_the_export_holds_no_content(a_case, someone, does):
    case, manager = a_case("notified"), someone("manager")
    does(manager, "record-facts", to=case, answers=[{"fact": "died", "value": "yes", "source": "CANARY"}])

    assert "CANARY" not in json.dumps(list(lines()))
