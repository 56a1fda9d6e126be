"""Asking and telling: the form, the check before sending, the conversation."""
