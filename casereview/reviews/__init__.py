"""Terms of reference, timetable, proceedings and holds, Review Team, meetings, learning events, family."""
