"""Every address. Each capability brings its own; a case's pages all stand under its code."""

from __future__ import annotations

from django.urls import include, path

urlpatterns: list = [
    path(
        "", include("casereview.cases.urls")
    ),  # first: some acts have a page of their own before the page of any act
    path("", include("casereview.web.urls")),
    path("", include("casereview.people.urls")),
    path("", include("casereview.reviews.urls")),
    path("", include("casereview.evidence.urls")),
    path("", include("casereview.learning.urls")),
    path("", include("casereview.reporting.urls")),
    path("", include("casereview.actions.urls")),
    path("", include("casereview.publishing.urls")),
    path("", include("casereview.workspace.urls")),
    path("", include("casereview.api.urls")),
]
handler400 = "casereview.web.views.bad_request"
handler403 = "casereview.web.views.forbidden"
handler404 = "casereview.web.views.not_found"
handler500 = "casereview.web.views.broken"
