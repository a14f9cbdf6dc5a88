"""The register of who is who in a case, and the check that no name leaves."""
