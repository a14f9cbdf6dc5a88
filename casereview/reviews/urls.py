"""Addresses of a review: timetable, meetings, family."""

from __future__ import annotations

from django.urls import path

from casereview.reviews import views

urlpatterns = [
    path("cases/<slug:code>/timetable/", views.timetable, name="timetable"),
    path("cases/<slug:code>/meetings/", views.meetings, name="meetings"),
    path("cases/<slug:code>/meetings/<slug:key>/", views.meeting, name="meeting"),
    path("cases/<slug:code>/family/", views.family, name="family"),
]
