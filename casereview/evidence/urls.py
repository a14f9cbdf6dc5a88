"""Addresses of evidence and of the chronology."""

from __future__ import annotations

from django.urls import path

from casereview.evidence import views

urlpatterns = [
    path("cases/<slug:code>/evidence/", views.evidence, name="evidence"),
    path("cases/<slug:code>/evidence/<slug:key>/", views.submission, name="submission"),
    path("cases/<slug:code>/files/<slug:key>/", views.document, name="document"),
    path("cases/<slug:code>/chronology/", views.chronology, name="chronology"),
]
