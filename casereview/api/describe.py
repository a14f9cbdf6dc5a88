"""OpenAPI, made from the registries: the API cannot describe what it does not do."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from casereview import __version__
from casereview.acts.registry import ACTS, ASKS, Act, Ask

DAY = {
    "type": "string",
    "format": "date",
    "title": "Day on which it was done",
    "description": "Today, if it is left out. Never after today, never before the notification.",
}


HOW_TO_GET_ONE = (
    "A token acts as the person who made it, in their name and no further. They make, name and withdraw it on the page "
    "/you/programs/, with their second factor; it is shown once, lasts a year at most, and ends with their account."
)


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 description of every act, every ask, uploads and itself."""
    payloads = {act.payload for act in ACTS.values()}
    refs, schemas = models_json_schema(
        [(model, "validation") for model in sorted(payloads, key=lambda m: (m.__module__, m.__name__))],
        ref_template="#/components/schemas/{model}",
    )
    named = schemas.get("$defs", {})
    paths: dict[str, Any] = {"/api/uploads": {"post": UPLOAD}, "/api/openapi.json": {"get": ITSELF}}
    for act in sorted(ACTS.values(), key=lambda a: a.name):
        ref = refs[(act.payload, "validation")]["$ref"].rsplit("/", 1)[-1]
        named[ref].setdefault("properties", {}).setdefault("on", DAY)
        paths[f"/api/acts/{act.name}"] = {"post": _of_act(act, ref)}
    for one in sorted(ASKS.values(), key=lambda a: a.name):
        paths[f"/api/asks/{one.name}"] = {"get": _of_ask(one)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Casereview",
            "version": __version__,
            "description": "Every act and every ask, through the same doors as the pages. A review is not a public enquiry, "
            "a disciplinary process or a grievance hearing; what it says is professional advice and not legally binding.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": named | SHAPES,
            "responses": ANSWERS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": HOW_TO_GET_ONE}},
        },
        "security": [{"token": []}],
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _said(words: str, shape: str = "Error") -> dict[str, Any]:
    return {"description": words, "content": _body({"$ref": f"#/components/schemas/{shape}"})}


TEXT, MAYBE = {"type": "string"}, {"type": ["string", "null"]}
SHAPES: dict[str, Any] = {
    "Error": _object(error=TEXT),
    "WrongPayload": {
        **_object(error=TEXT),
        "properties": {
            "error": TEXT,
            "errors": {"type": "array", "items": _object(field=TEXT, error=TEXT)},
        },
    },
    "Refused": {
        **_object(error=TEXT),
        "properties": {
            name: TEXT for name in ("error", "because", "cleared_by", "field", "theirs", "clears")
        },
    },
    "Done": _object(done=TEXT, phase=MAYBE, made=MAYBE),
    "Answer": _object(answer={}),
    "Upload": _object(upload=TEXT),
}
ANSWERS = {
    "400": _said("What was sent cannot be read; the answer says which field and why.", "WrongPayload"),
    "401": _said("No token, or one that is dead."),
    "404": _said("Not there, or not yours: the two look the same."),
    "405": _said("Acts are done with POST, asks are made with GET."),
    "409": _said("Not now or not so: the phase, a guard or a stale version, with its sentence.", "Refused"),
    "413": _said("What was sent is too large."),
    "503": _said("The look or act could not be recorded, so nothing was shown or done."),
}


def _answers(words: str, shape: str) -> dict[str, Any]:
    return {
        "200": _said(words, shape),
        **{status: {"$ref": f"#/components/responses/{status}"} for status in ANSWERS},
    }


UPLOAD: dict[str, Any] = {
    "operationId": "upload",
    "summary": "Send a file, to be named by an act of the same person",
    "tags": ["files"],
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": _object(file={"type": "string", "format": "binary"})},
        },
    },
    "responses": _answers("The key by which an act names the file.", "Upload"),
}
ITSELF: dict[str, Any] = {
    "operationId": "openapi",
    "summary": "This description",
    "tags": ["api"],
    "responses": {
        "200": {"description": "OpenAPI 3.1", "content": _body({"type": "object"})},
        "401": {"$ref": "#/components/responses/401"},
        "405": {"$ref": "#/components/responses/405"},
    },
}


def _of_act(act: Act, payload: str) -> dict[str, Any]:
    return {
        "operationId": f"act-{act.name}",
        "summary": act.title,
        "description": act.about,
        "tags": [act.capability],
        "parameters": [
            _parameter(act.on, required=True),
            {
                "name": "Idempotency-Key",
                "in": "header",
                "description": "The same key again gives the first answer.",
                "schema": {"type": "string", "maxLength": 200},
            },
        ],
        "requestBody": {"required": True, "content": _body({"$ref": f"#/components/schemas/{payload}"})},
        "responses": _answers("Done.", "Done"),
    }


def _of_ask(one: Ask) -> dict[str, Any]:
    subject = [] if one.on == "person" else [_parameter(one.on, required=True)]
    return {
        "operationId": f"ask-{one.name}",
        "summary": one.title,
        "tags": [one.capability],
        "parameters": [*subject, *(_parameter(name, required=False) for name in one.filters)],
        "responses": _answers("What you may see of it.", "Answer"),
    }


def _parameter(name: str, *, required: bool) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": {"type": "string"}}
