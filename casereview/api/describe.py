"""OpenAPI, made from the registries: the API cannot describe what it does not do."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from casereview import __version__
from casereview.acts.registry import ACTS, ASKS

ANSWERS = {
    "400": {"description": "What was sent cannot be read; the answer says which field and why."},
    "401": {"description": "No token, or one that is dead."},
    "404": {"description": "Not there, or not yours: the two look the same."},
    "409": {"description": "Not now or not so: the phase, a guard or a stale version, with its sentence."},
    "503": {"description": "The look or act could not be recorded, so nothing was shown or done."},
}


def description() -> dict[str, Any]:
    """The OpenAPI 3.1 description of every act and ask."""
    payloads = {act.payload for act in ACTS.values()}
    refs, schemas = models_json_schema(
        [(model, "validation") for model in sorted(payloads, key=lambda m: (m.__module__, m.__name__))],
        ref_template="#/components/schemas/{model}",
    )
    paths: dict[str, Any] = {}
    for act in sorted(ACTS.values(), key=lambda a: a.name):
        paths[f"/api/acts/{act.name}"] = {"post": _of_act(act, refs[(act.payload, "validation")])}
    for one in sorted(ASKS.values(), key=lambda a: a.name):
        paths[f"/api/asks/{one.name}"] = {"get": _of_ask(one)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Casereview", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": schemas.get("$defs", {}),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _of_act(act: Any, schema: Any) -> dict[str, Any]:
    return {
        "operationId": f"act-{act.name}",
        "summary": act.title,
        "description": act.about,
        "tags": [act.capability],
        "parameters": [
            _parameter(act.on, True),
            {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}},
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "200": {
                "description": "Done.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {
                                "done": {"type": "string"},
                                "phase": {"type": ["string", "null"]},
                                "made": {"type": ["string", "null"]},
                            },
                        }
                    }
                },
            },
            **ANSWERS,
        },
    }


def _of_ask(one: Any) -> dict[str, Any]:
    subject = [] if one.on == "person" else [_parameter(one.on, True)]
    return {
        "operationId": f"ask-{one.name}",
        "summary": one.title,
        "tags": [one.capability],
        "parameters": [*subject, *(_parameter(name, False) for name in one.filters)],
        "responses": {"200": {"description": "What you may see of it."}, **ANSWERS},
    }


def _parameter(name: str, required: bool) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": {"type": "string"}}
