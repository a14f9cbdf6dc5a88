"""The JSON API, made from the registries."""
