"""Addresses of home, of a case's own page, of history, search and calendar; and of the law."""

from __future__ import annotations

from django.urls import path

from casereview.workspace import law_pages, views

urlpatterns = [
    path("", views.home, name="home"),
    path("cases/<slug:code>/", views.case, name="case"),
    path("cases/<slug:code>/history/", views.history, name="history"),
    path("cases/<slug:code>/meetings/<slug:key>/papers.zip", views.meeting_pack, name="meeting-pack"),
    path("boards/<slug:code>/reviews/", views.reviews, name="reviews"),
    path("waiting/<slug:kind>/", views.waiting, name="waiting"),
    path("search/", views.search, name="search"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/dates.ics", views.feed, name="calendar-feed"),
    path("dates/<str:secret>/casereview.ics", views.calendar_of, name="calendar-of"),
    path("law/", law_pages.law, name="law"),
    path("law/compare/", law_pages.compare, name="law-compare"),
    path("law/questions-and-answers-2014/", law_pages.questions_and_answers, name="law-2014"),
    path("law/<slug:framework_id>/", law_pages.framework, name="framework"),
]
