"""Reaching people: the outbox and its receipts, and mail that came in."""
