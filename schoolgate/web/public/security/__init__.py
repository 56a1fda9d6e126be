"""What keeps one's own account safe: sessions, the second step, the password."""
