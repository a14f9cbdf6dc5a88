"""Addresses of actions."""

from __future__ import annotations

from django.urls import path

from casereview.actions import views

urlpatterns = [
    path("cases/<slug:code>/actions/", views.plan, name="actions"),
    path("cases/<slug:code>/actions/plan.xlsx", views.plan_sheet, name="plan-sheet"),
    path("cases/<slug:code>/actions/<slug:key>/", views.action, name="action"),
    path("cases/<slug:code>/actions/<slug:key>/verify/", views.verify, name="verify-action"),
    path("boards/<slug:code>/actions/", views.agenda, name="actions-of-board"),
    path("boards/<slug:code>/actions/agenda.<slug:ending>", views.agenda_as, name="agenda"),
]
