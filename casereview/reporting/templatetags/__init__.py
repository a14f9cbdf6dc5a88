"""What the pages of a report need of templates."""
