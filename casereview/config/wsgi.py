"""The WSGI entry for a production server: ``gunicorn casereview.config.wsgi``."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
