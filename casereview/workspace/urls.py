"""Addresses of home, of a case's own page, of history, search and calendar."""

from __future__ import annotations

from django.urls import path

from casereview.workspace import views

urlpatterns = [
    path("", views.home, name="home"),
    path("cases/<slug:code>/", views.case, name="case"),
    path("cases/<slug:code>/history/", views.history, name="history"),
    path("boards/<slug:code>/reviews/", views.reviews, name="reviews"),
    path("search/", views.search, name="search"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/dates.ics", views.feed, name="calendar-feed"),
]
