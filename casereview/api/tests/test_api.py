"""The API as another program meets it: what it answers to whom, and that its description is whole and true."""

from __future__ import annotations

from datetime import date

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from casereview.acts.registry import ACTS, ASKS, CannotRecord
from casereview.api.describe import description
from casereview.audit.models import Row
from casereview.cases.models import Case, Fact
from casereview.config.wsgi import application
from casereview.people.installation import give_token
from casereview.people.models import Account, ApiToken

pytestmark = pytest.mark.django_db
SOMETHING = {"answers": [{"fact": "died", "value": "yes"}]}


def program_of(actor) -> Client:
    """A program that bears this person's token."""
    return Client(
        headers={"authorization": f"Bearer {give_token(Account.rows.get(pk=actor.id))}"},
        raise_request_exception=False,
    )


@pytest.fixture
def manager(someone):
    return program_of(someone("manager", today=date.today()))


def post(client, address, said, **more):
    return client.post(address, data=said, content_type="application/json", **more)


def test_an_act_answers_with_its_sentence_the_phase_and_what_was_made(a_case, manager):
    case = a_case("notified")

    answer = post(manager, f"/api/acts/record-facts?case={case.code}", SOMETHING)

    assert answer.status_code == 200
    assert set(answer.json()) == {"done", "phase", "made"}
    assert answer.json()["phase"] == "screening"


def test_the_day_on_which_it_was_done_can_be_given_and_is_judged(a_case, manager):
    case = a_case("notified")
    address = f"/api/acts/record-facts?case={case.code}"

    assert post(manager, address, {**SOMETHING, "on": "2014-02-12"}).status_code == 200
    assert post(manager, address, {**SOMETHING, "on": "2001-01-01"}).status_code == 409
    assert post(manager, address, {**SOMETHING, "on": "yesterday"}).json()["errors"][0]["field"] == "on"
    assert Row.rows.filter(act="record-facts").exclude(outcome="refused").get().on == "2014-02-12"


def test_the_same_idempotency_key_is_done_once_and_answers_the_same(a_case, manager):
    case = a_case("notified")
    address = f"/api/acts/record-facts?case={case.code}"

    first = post(manager, address, SOMETHING, headers={"Idempotency-Key": "k1"})
    again = post(manager, address, SOMETHING, headers={"Idempotency-Key": "k1"})

    assert (again.status_code, again.content) == (200, first.content)
    assert Fact.rows.filter(case=case, fact="died").count() == 1


def test_a_dead_token_and_an_account_that_is_off_are_401(a_case, someone):
    case, actor = a_case(), someone("manager", today=date.today())
    client = program_of(actor)
    assert client.get(f"/api/asks/workspace?case={case.code}").status_code == 200

    ApiToken.rows.update(until=date(2014, 1, 1))
    dead = client.get(f"/api/asks/workspace?case={case.code}")
    ApiToken.rows.update(until=None)
    Account.rows.filter(pk=actor.id).update(is_active=False)
    off = client.get(f"/api/asks/workspace?case={case.code}")

    assert (dead.status_code, off.status_code) == (401, 401)
    assert dead["WWW-Authenticate"] == "Bearer"


def test_a_browsers_session_is_no_token(a_case, someone):
    case, client = a_case(), Client()
    client.force_login(Account.rows.get(pk=someone("manager").id))

    assert client.get(f"/api/asks/workspace?case={case.code}").status_code == 401


def test_a_look_that_cannot_be_recorded_is_503_and_shows_nothing(a_case, manager, monkeypatch):
    case = a_case()

    def fails(*_args, **_kwargs):
        raise CannotRecord("no")

    monkeypatch.setattr("casereview.acts.ask._look", fails)
    answer = manager.get(f"/api/asks/screening?case={case.code}")

    assert answer.status_code == 503
    assert case.code not in answer.content.decode()


def test_a_refusal_says_why_what_clears_it_and_which_act_does(a_case, someone):
    case = a_case("decided")
    chair = program_of(someone("chair", today=date.today()))

    answer = post(
        chair,
        f"/api/acts/confirm-appointment?case={case.code}",
        {"appointment": "P9", "agreement": "Minute 3"},
    )

    assert answer.status_code == 409
    assert answer.json()["field"] == "appointment"
    assert answer.json()["cleared_by"]


@pytest.mark.parametrize("key", ["", "nobody", "F3"])
def test_a_key_that_names_nothing_is_refused_beside_its_question_and_never_breaks(a_case, manager, key):
    case = a_case("decided")
    before = Row.rows.exclude(outcome="refused").exclude(act="look").count()

    appointed = post(manager, f"/api/acts/appoint?case={case.code}", {"person": key, "role": "lead"})
    withdrawn = post(manager, f"/api/acts/withdraw?case={case.code}", {"thing": key, "because": "Wrong."})
    minuted = post(
        manager, f"/api/acts/minute-meeting?case={case.code}", {"meeting": key, "minutes": "Said."}
    )

    assert [a.status_code for a in (appointed, withdrawn, minuted)] == [409, 409, 409]
    assert [a.json()["field"] for a in (appointed, withdrawn, minuted)] == ["person", "thing", "meeting"]
    assert Row.rows.exclude(outcome="refused").exclude(act="look").count() == before


def test_a_question_that_may_be_left_out_may_also_be_left_empty(a_case, manager):
    case = a_case("decided")

    answer = post(
        manager,
        f"/api/acts/arrange-meeting?case={case.code}",
        {"what": "board", "held_on": "2030-01-01", "chaired_by": ""},
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("code", ["%00", "NOWHERE-1", "", "'%20OR%201=1%20--", "%F0%9F%92%99"])
def test_a_code_that_nobody_has_is_not_there(manager, code):
    assert manager.get(f"/api/asks/workspace?case={code}").status_code == 404
    assert post(manager, f"/api/acts/decide?case={code}", {}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'"x"', b"{", b"[" * 200_000, b"\xff", b'{"answers": 1e999}'],
    ids=lambda b: repr(b[:9]),
)
def test_a_body_that_is_no_object_is_400_and_never_500(a_case, manager, body):
    case = a_case()

    answer = manager.post(
        f"/api/acts/record-facts?case={case.code}", data=body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_body_beyond_the_limit_is_413(a_case, manager, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    case = a_case()

    answer = post(manager, f"/api/acts/record-facts?case={case.code}", {"answers": [], "note": "x" * 2000})

    assert (answer.status_code, answer["Content-Type"]) == (413, "application/json")


def test_the_wrong_verb_is_405_and_says_the_right_one(a_case, manager):
    case = a_case()

    assert manager.get(f"/api/acts/decide?case={case.code}")["Allow"] == "POST"
    assert manager.post(f"/api/asks/workspace?case={case.code}")["Allow"] == "GET"
    assert manager.get("/api/uploads")["Allow"] == "POST"


def test_a_file_is_sent_then_named_by_an_act_of_the_same_person_alone(a_case, someone):
    case = a_case("gathering")
    actor = someone("manager", today=date.today())
    sender, other = program_of(actor), program_of(someone("manager", today=date.today()))
    sent = sender.post("/api/uploads", {"file": SimpleUploadedFile("log.txt", b"What the log says.")})
    assert sent.status_code == 200
    said = {"title": "A log", "kind": "other", "file": sent.json()["upload"]}
    schema = ACTS["add-document"].payload.model_fields
    said = {name: value for name, value in said.items() if name in schema}

    assert post(other, f"/api/acts/add-document?case={case.code}", said).status_code in (400, 409)
    refused = sender.post("/api/uploads", {"file": SimpleUploadedFile("log.exe", b"MZ")})
    assert refused.status_code == 409
    assert "not taken" in refused.json()["error"]


def test_the_description_names_every_address_of_the_api(manager):
    told = manager.get("/api/openapi.json").json()

    assert set(told["paths"]) == {
        *(f"/api/acts/{name}" for name in ACTS),
        *(f"/api/asks/{name}" for name in ASKS),
        "/api/uploads",
        "/api/openapi.json",
    }
    for path, verbs in told["paths"].items():
        for one in verbs.values():
            wanted = {"200", "401", "405"} | ({"400", "404", "409", "503"} if "/a" in path[4:6] else set())
            assert wanted <= set(one["responses"]), path


def test_the_description_lets_an_act_say_its_day_and_its_payload_and_nothing_else():
    told = description()

    for name in ACTS:
        body = told["paths"][f"/api/acts/{name}"]["post"]["requestBody"]["content"]["application/json"][
            "schema"
        ]
        shape = told["components"]["schemas"][body["$ref"].rsplit("/", 1)[-1]]
        assert shape["properties"]["on"]["format"] == "date", name
        assert shape["additionalProperties"] is False, name


@pytest.fixture
def _one_connection():
    """A request of a real server gives its connection back; here all requests share the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_whatever_fits_the_description_is_never_a_500_and_gets_a_described_answer(a_case, someone):
    """Schemathesis makes up payloads that fit the description; nothing that it finds may break the inside."""
    case = a_case("reporting")
    told = description()
    for verbs in told["paths"].values():
        for one in verbs.values():
            for parameter in one.get("parameters", ()):
                if parameter["name"] == "case":
                    parameter["schema"] = {"const": case.code}
                if parameter["name"] == "board":
                    parameter["schema"] = {"const": case.board.code}
    tokens = {
        role: give_token(Account.rows.get(pk=someone(role, case=where, today=date.today()).id))
        for role, where in (("manager", None), ("chair", None), ("author", case))
    }
    schema = schemathesis.openapi.from_dict(told)
    schema.app = application
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        _try(operation, tokens[_whose(operation.path)])

    assert len(operations) == len(ACTS) + len(ASKS) + 2
    assert Case.rows.filter(pk=case.pk).exists()


def _whose(path: str) -> str:
    """One of the three who may do this, so that what is made up reaches the act itself."""
    name = path.rsplit("/", 1)[-1]
    one = ACTS.get(name) or ASKS.get(name)
    return next((role for role in ("chair", "author") if one and role in one.by), "manager")


def _try(operation, token: str) -> None:
    from hypothesis import given

    @settings(
        max_examples=2,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def once(case):
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code < 500 or answer.status_code == 503, (
            f"{case.method} {case.path}: {case.body!r}"
        )
        assert str(answer.status_code) in operation.definition.raw["responses"], (
            f"{case.path}: {answer.status_code}"
        )

    once()
