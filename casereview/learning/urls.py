"""Addresses of the learning."""

from __future__ import annotations

from django.urls import path

from casereview.learning import views

urlpatterns = [
    path("cases/<slug:code>/learning/", views.learning, name="learning"),
    path("cases/<slug:code>/learning/<slug:key>/", views.learnt, name="learnt"),
    path("cases/<slug:code>/lessons/", views.lessons, name="lessons"),
    path("cases/<slug:code>/chronology/<slug:key>/", views.entry, name="entry"),
]
