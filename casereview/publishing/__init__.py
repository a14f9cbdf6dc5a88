"""Publish, withhold, close; the public page and the whole case out as a folder."""
