"""Addresses of publication."""

from __future__ import annotations

from django.urls import path

from casereview.publishing import views

urlpatterns = [
    path("cases/<slug:code>/publication/", views.publication, name="publication"),
    path("cases/<slug:code>/publication/page/", views.public_page, name="public-page"),
    path("cases/<slug:code>/publication/bundle/", views.bundle, name="bundle"),
    path("cases/<slug:code>/publication/export/<slug:key>/", views.export, name="export"),
]
