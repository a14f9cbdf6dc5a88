"""Addresses of sign-in, of a board's people, and of the first start."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from casereview.people import key_views, views

urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/email/", views.no_such_page, name="account_email"),
    path("accounts/signup/", views.no_such_page, name="account_signup"),
    path("accounts/password/reset/", views.no_such_page, name="account_reset_password"),
    path("first/", views.first, name="first"),
    path("invited/<str:secret>/", views.invited, name="invited"),
    path("you/programs/", key_views.keys, name="keys"),
    path("boards/<slug:code>/", views.board, name="board"),
]
