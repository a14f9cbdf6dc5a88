"""Django's settings. What an installation may choose comes from the environment; ``casereview doctor`` checks it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from casereview.config.sqlite import use_newest

use_newest()

from casereview.config.store import secret_key, store  # noqa: E402 - the newer SQLite must be in place first

BASE = Path(__file__).resolve().parent.parent
STORE = store(os.environ)
CASEREVIEW_FOLDER = STORE.folder
CASEREVIEW_FILES = STORE.files
CASEREVIEW_AUDIT_KEY = STORE.audit_key
CASEREVIEW_DEMO = os.environ.get("CASEREVIEW_DEMO") == "1"
CASEREVIEW_ADDRESS = os.environ.get("CASEREVIEW_ADDRESS", "http://127.0.0.1:8000")
CASEREVIEW_TLS = CASEREVIEW_ADDRESS.startswith("https://")
CASEREVIEW_UPLOAD_LIMIT = 50 * 1024 * 1024

DEBUG = os.environ.get("CASEREVIEW_DEBUG") == "1"
SECRET_KEY = secret_key(STORE.folder, os.environ, make=STORE.there) or secrets.token_urlsafe(48)
ALLOWED_HOSTS = os.environ.get("CASEREVIEW_HOSTS", "127.0.0.1 localhost [::1]").split()
DATABASES = {"default": STORE.database}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "casereview.web",  # before django.forms, so that its field templates are found
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "casereview.audit",
    "casereview.acts",
    "casereview.files",
    "casereview.notices",
    "casereview.people",
    "casereview.names",
    "casereview.cases",
    "casereview.reviews",
    "casereview.evidence",
    "casereview.learning",
    "casereview.reporting",
    "casereview.actions",
    "casereview.publishing",
    "casereview.workspace",
]

MIDDLEWARE = [
    "casereview.web.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casereview.web.middleware.Answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "casereview.people.middleware.SessionEnds",
    "casereview.people.middleware.SecondFactor",
    "casereview.cases.middleware.WhoAsks",
]

ROOT_URLCONF = "casereview.config.urls"
WSGI_APPLICATION = "casereview.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "casereview.workspace.context.page",
            ],
            "builtins": ["casereview.web.templatetags.cr"],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "casereview.people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are by invitation: the link itself verifies the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "casereview.people.sign_in.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Casereview"
MFA_TRUST_ENABLED = False
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CASEREVIEW_TLS
SESSION_COOKIE_NAME = "__Host-casereview" if CASEREVIEW_TLS else "casereview"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = CASEREVIEW_TLS
CSRF_COOKIE_NAME = "__Host-casereview-form" if CASEREVIEW_TLS else "casereview-form"
CSRF_FAILURE_VIEW = "casereview.web.views.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if CASEREVIEW_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CASEREVIEW_TLS else None
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

EMAIL_HOST = os.environ.get("CASEREVIEW_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("CASEREVIEW_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CASEREVIEW_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CASEREVIEW_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("CASEREVIEW_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("CASEREVIEW_MAIL_FROM", "casereview@localhost")
ADMINS: list[tuple[str, str]] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "casereview.web.logs.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "casereview": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
DEFAULT_EXCEPTION_REPORTER = "casereview.web.logs.Reporter"
