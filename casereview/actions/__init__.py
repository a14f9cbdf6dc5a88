"""Responses and the Action Plan: from what should change to what is in place."""
