"""Who has access: asking people in, and ending it."""
