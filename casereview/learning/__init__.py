"""Findings, lessons and recommendations, each resting on what was found."""
