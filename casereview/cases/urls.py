"""Addresses of a case's beginning: screening, decision, people, register, papers; and of acts that are about one thing of it."""

from __future__ import annotations

from django.urls import path

from casereview.cases import views

urlpatterns = [
    path("cases/<slug:code>/received/", views.received, name="received"),
    path("boards/<slug:code>/notifications/", views.own_notifications, name="own-notifications"),
    path("cases/<slug:code>/screening/", views.screening, name="screening"),
    path("cases/<slug:code>/screening/<slug:child>/facts/", views.facts, name="facts"),
    path(
        "cases/<slug:code>/screening/<slug:child>/questions/<int:number>/",
        views.facts,
        name="question",
    ),
    path("cases/<slug:code>/screening/<slug:child>/answer/", views.answer_so_far, name="answer-so-far"),
    path("cases/<slug:code>/screening/history/", views.screening_history, name="screening-history"),
    path("cases/<slug:code>/screening/beside/", views.screening_beside, name="screening-beside"),
    path("cases/<slug:code>/decision/", views.decision, name="decision"),
    path("cases/<slug:code>/people/", views.people_of_case, name="people-of-case"),
    path("cases/<slug:code>/register/", views.register, name="register"),
    path("cases/<slug:code>/corrections/", views.corrections, name="corrections"),
    *(
        path(f"cases/<slug:code>/do/{act}/", views.act_on_thing, {"act": act})
        for act in ("correct", "withdraw", "wrong-case", "move-out")
    ),
    path("cases/<slug:code>/papers/<slug:name>.<slug:ending>", views.paper, name="paper"),
]
