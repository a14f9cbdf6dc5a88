"""Home by role, a case's page, timeline, search and calendar: what waits, what is late, what comes next."""
