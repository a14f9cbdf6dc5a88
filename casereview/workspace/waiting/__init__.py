"""What waits for somebody: by kind, in reviews and among actions, gathered for home, for the lists and for the calendar."""
