"""Addresses of a report."""

from __future__ import annotations

from django.urls import path

from casereview.reporting import views

urlpatterns = [
    path("cases/<slug:code>/report/", views.report, name="report"),
    path("cases/<slug:code>/report/versions/", views.report_versions, name="report-versions"),
    path("cases/<slug:code>/report/<slug:key>/", views.edit, name="section"),
    path("cases/<slug:code>/report/<slug:key>/versions/", views.versions, name="section-versions"),
]
