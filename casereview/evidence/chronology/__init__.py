"""Agencies' chronologies: read as they come, dated by the conventions, merged, compared, drawn. No Django: commands use it alone."""
