"""Addresses of evidence and of the chronology."""

from __future__ import annotations

from django.urls import path

from casereview.evidence.views import chronology, files, gathered, importing

urlpatterns = [
    path("cases/<slug:code>/evidence/", gathered.evidence, name="evidence"),
    path("cases/<slug:code>/evidence/<slug:key>/", gathered.submission, name="submission"),
    path("cases/<slug:code>/files/<slug:key>/", gathered.document, name="document"),
    path("cases/<slug:code>/chronology/", chronology.chronology, name="chronology"),
    path(
        "cases/<slug:code>/chronology/chronology.<slug:ending>", files.chronology_file, name="chronology-file"
    ),
    path("cases/<slug:code>/chronology/import/", importing.import_files, name="import-files"),
    path("cases/<slug:code>/chronology/import/<int:number>/", importing.import_file, name="import-file"),
    path("cases/<slug:code>/chronology/accounts/", chronology.accounts, name="accounts"),
    path("cases/<slug:code>/chronology/silences/", chronology.silences, name="silences"),
    path("cases/<slug:code>/chronology/analysis/", chronology.analysis, name="analysis"),
    path("cases/<slug:code>/chronology/analysis.<slug:ending>", files.analysis_file, name="analysis-file"),
    path("cases/<slug:code>/chronology/family/", chronology.family_tree, name="family-tree"),
    path("cases/<slug:code>/chronology/questions/", chronology.agency_questions, name="agency-questions"),
]
