"""Addresses that belong to no capability."""

from __future__ import annotations

from django.urls import path, register_converter

from casereview.web import views


class Colour:
    """Six hexadecimal digits."""

    regex = "[0-9a-f]{6}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Without the sign that a colour begins with."""
        return value.lstrip("#")


register_converter(Colour, "colour")

urlpatterns = [
    path("brand/<colour:colour>.css", views.brand, name="brand"),
    path("drafts/", views.save_draft, name="drafts"),
    path("cases/<slug:code>/do/<slug:act>/", views.act_page, {"kind": "case"}, name="act"),
    path("boards/<slug:code>/do/<slug:act>/", views.act_page, {"kind": "board"}, name="board-act"),
]
