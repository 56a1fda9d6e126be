"""Requests for data and complaints about it, for who answers them."""
