"""Whom to ask about each child, by name, and how to go on."""
