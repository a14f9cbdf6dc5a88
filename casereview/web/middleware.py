"""What every answer carries, and how the doors' refusals become answers."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from casereview.acts.registry import AccessDenied, CannotRecord, Refused

log = logging.getLogger("casereview.web")

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"

Next = Callable[[HttpRequest], HttpResponse]


class Headers:
    """The same protections on every answer, static files and errors included; and nothing of a case is kept by a cache."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response


class Answers:
    """Turns what the doors raise into answers: not there, not now, cannot be recorded."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """An answer for a refusal; anything else goes on to be a plain 500."""
        if request.path.startswith("/api/"):
            return None  # the API has its own words for the same answers
        if isinstance(error, AccessDenied):
            return not_there()
        if isinstance(error, Refused):
            page = render_to_string("web/refused.html", {"refusal": error.refusal})
            return HttpResponse(page, status=409)
        if isinstance(error, CannotRecord):
            log.error("a look could not be recorded, so nothing was shown")
            return HttpResponse(render_to_string("web/error_503.html"), status=503)
        return None


def not_there() -> HttpResponse:
    """The one answer, with the same bytes, for what is not there and for what is not yours."""
    return HttpResponse(render_to_string("web/error_404.html"), status=404)
