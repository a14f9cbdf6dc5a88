"""Who may do and see what: the ids of roles and phases, grants, and the one pure policy. Nothing else decides."""
