"""Addresses of the JSON API."""

from __future__ import annotations

from django.urls import path

from casereview.api import views

urlpatterns = [
    path("api/acts/<slug:name>", views.act, name="api-act"),
    path("api/asks/<slug:name>", views.look, name="api-ask"),
    path("api/uploads", views.upload, name="api-upload"),
    path("api/openapi.json", views.openapi, name="api-openapi"),
]
